import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { listDeskArticles, readDeskOverview } from '../../worker/admin/queries.ts'
import { PEOPLE } from '../newsroom.ts'
import { watched } from '../watched.ts'

const NEWEST = { before: Number.MAX_SAFE_INTEGER }

beforeAll(() => writeArchive(3000))

test.each([
  ['all', { ...NEWEST, status: null, writer: null }],
  ['of a status', { ...NEWEST, status: 'published' as const, writer: null }],
  ['of a writer', { ...NEWEST, status: null, writer: PEOPLE.contributor.email }],
  ['far down', { before: 900, status: 'draft' as const, writer: null }],
])('the list %s reads what it shows, however long the archive', async (_, filter) => {
  const { db, trips } = watched(env.DB)
  const page = await listDeskArticles(db, filter)
  expect(page.articles).toHaveLength(40)
  expect(trips).toHaveLength(1)
  expect(trips[0]?.rowsRead).toBeLessThan(300)
})

test('the overview is one trip', async () => {
  const { db, trips } = watched(env.DB)
  const lists = await readDeskOverview(db, null)
  expect(lists.published).toHaveLength(6)
  expect(trips).toHaveLength(1)
  expect(trips[0]?.rowsRead).toBeLessThan(200)
})

async function writeArchive(size: number) {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${size})`
  await env.DB.batch([
    env.DB.prepare(
      `${numbers} INSERT INTO articles (id, section, slug, headline, created_at, created_by, status, published_at)
       SELECT i, 'tin-tuc', 'bai-' || i, 'Bài ' || i, i, CASE i % 2 WHEN 0 THEN ? ELSE ? END,
         CASE i % 3 WHEN 0 THEN 'draft' ELSE 'published' END, i FROM n`,
    ).bind(PEOPLE.contributor.email, PEOPLE.editor.email),
    env.DB.prepare(
      `INSERT INTO revisions (article_id, version, section, slug, lang, headline, standfirst, source_credit, byline, body, tags, saved_at, saved_by)
       SELECT id, version, section, slug, lang, headline, '', '', '', '', '', created_at, created_by FROM articles`,
    ),
  ])
}
