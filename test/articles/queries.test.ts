import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { findArticleStamp, findSiteRevision, readArticlePage, readFrontPage } from '../../worker/articles/queries.ts'
import type { Db } from '../../worker/env.ts'
import { rowsReadBy, watched } from '../watched.ts'

const ORIGIN = 'https://nhipcau.test'
const SECTIONS = 5

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare(`DELETE FROM sections`),
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${SECTIONS})
       INSERT INTO sections (slug, name, position) SELECT 's' || i, 'Mục ' || i, i FROM n`,
    ),
    env.DB.prepare(`INSERT INTO authors (slug, name) VALUES ('hanh-le', 'Hạnh Lê')`),
    env.DB.prepare(
      `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
       VALUES ('${'a'.repeat(64)}', 'webp', 'ben-do.webp', 1200, 720, 1, 'Bến đò', 1, 'x')`,
    ),
  ])
  await fill(1, 400)
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)
     INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, status, created_at)
     SELECT (SELECT id FROM articles WHERE slug = 'bai-399'), 'Lan', 'lan@example.com', 'Hay', 'f', 's' || i, 'h',
       CASE WHEN i % 4 = 0 THEN 'held' ELSE 'approved' END, i FROM n`,
  ).run()
})

/** Articles of all ages in all sections; several of one second, a tenth of them drafts. */
function fill(from: number, to: number) {
  return env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
     INSERT INTO articles (section, slug, headline, author, lead_image, status, created_at, created_by, published_at, body)
     SELECT 's' || (i % ${SECTIONS} + 1), 'bai-' || i, 'Bài ' || i, 'hanh-le', '${'a'.repeat(64)}',
       CASE WHEN i % 10 = 0 THEN 'draft' ELSE 'published' END, i, 'x', 1000000 + i / 3, hex(zeroblob(2000)) FROM n`,
  ).run()
}

const PAGES: [string, (db: Db) => Promise<unknown>][] = [
  ['the front page', (db) => readFrontPage(db, ORIGIN)],
  ['an article', (db) => readArticlePage(db, ORIGIN, 's5', 'bai-399')],
  ['an article that is not there', (db) => readArticlePage(db, ORIGIN, 's5', 'khong-co')],
]

describe('a reader’s page costs one trip of at most six statements and 300 rows', () => {
  test.each(PAGES)('%s', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements.length).toBeLessThanOrEqual(6)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(300)
  })

  test.each(PAGES)('%s never walks or sorts the archive', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    for (const { sql, values } of trips.flatMap((trip) => trip.statements)) {
      const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...values)
        .all<{ detail: string }>()
      const details = plan.results.map((row) => row.detail)
      expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN (a|articles|c|comments|redirects)$/))
      expect(details, sql).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    }
  })

  test('and no more when the archive has grown', async () => {
    await fill(401, 800)
    const before = await rowsReadBy(env.DB, PAGES)
    await fill(801, 8000)
    expect(await rowsReadBy(env.DB, PAGES)).toEqual(before)
  })
})

describe('a conditional request costs one trip', () => {
  test('of an article: its row and the newsroom’s', async () => {
    const { db, trips } = watched(env.DB)
    expect(await findArticleStamp(db, 's5', 'bai-399')).toMatchObject({ page_revision: 601 })
    expect(trips).toHaveLength(1)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(3)
  })

  test('of a list: the newsroom’s row', async () => {
    const { db, trips } = watched(env.DB)
    expect(await findSiteRevision(db)).toBeGreaterThan(0)
    expect(trips).toMatchObject([{ rowsRead: 1 }])
  })
})

describe('an article with six hundred comments', () => {
  test('says how many there are, and shows the newest, oldest first', async () => {
    const { commentCount, comments } = await readArticlePage(env.DB, ORIGIN, 's5', 'bai-399')
    expect(commentCount).toBe(600)
    expect(comments).toHaveLength(200)
    expect(comments.at(-1)?.created_at).toBe(799)
    expect(comments[0]?.created_at).toBeLessThan(comments[1]?.created_at ?? 0)
  })

  test('counts anew when one goes', async () => {
    await env.DB.prepare(`UPDATE comments SET status = 'rejected' WHERE created_at IN (798, 799)`).run()
    expect((await readArticlePage(env.DB, ORIGIN, 's5', 'bai-399')).commentCount).toBe(598)
  })
})

describe('the front page', () => {
  test('shows each story once: the newest as leads, then each section’s next', async () => {
    const { lead, bands } = await readFrontPage(env.DB, ORIGIN)
    const ids = [...lead, ...bands.flatMap((band) => band.teasers)].map((teaser) => teaser.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(lead).toHaveLength(7)
    expect(bands.map((band) => band.section.slug)).toEqual(['s1', 's2', 's3', 's4', 's5'])
  })
})
