import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { readFeed } from '../../worker/feeds/queries.ts'
import { ORIGIN } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

beforeAll(async () => {
  await env.DB.prepare(
    `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
     VALUES ('${'a'.repeat(64)}', 'webp', 'ben-do.webp', 1200, 720, 1, 'Bến đò', 1, 'x')`,
  ).run()
  await env.DB.prepare(`INSERT INTO tags (slug, name) VALUES ('t1', 'Một'), ('t2', 'Hai')`).run()
  await fill(1, 200)
})

/** A tenth of them drafts, several of one second, each with two tags. */
async function fill(from: number, to: number) {
  const n = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`
  await env.DB.batch([
    env.DB.prepare(
      `${n} INSERT INTO articles (id, section, slug, headline, author, lead_image, status, created_at, created_by, published_at, body)
       SELECT i, CASE i % 2 WHEN 0 THEN 'van-hoa' ELSE 'chinh-sach' END, 'bai-' || i, 'Bài ' || i, 'hanh-le', '${'a'.repeat(64)}',
         CASE WHEN i % 10 = 0 THEN 'draft' ELSE 'published' END, i, 'x', 1000000 + i / 3, hex(zeroblob(2000)) FROM n`,
    ),
    env.DB.prepare(
      `${n} INSERT INTO article_tags (article_id, tag, position) SELECT i, 't2', 0 FROM n UNION ALL SELECT i, 't1', 1 FROM n`,
    ),
  ])
}

const FEEDS: [string, string | null][] = [
  ['the newsroom’s', null],
  ['a section’s', 'van-hoa'],
]

describe.each(FEEDS)('%s feed', (_, section) => {
  test('has the thirty newest, newest first, with their tags in order', async () => {
    const feed = await readFeed(env.DB, ORIGIN, section)
    const newest = await env.DB.prepare(
      `SELECT id FROM articles WHERE status = 'published' AND (?1 IS NULL OR section = ?1)
       ORDER BY published_at DESC, id DESC LIMIT 30`,
    )
      .bind(section)
      .all<{ id: number }>()
    expect(feed?.articles.map((article) => article.id)).toEqual(newest.results.map((row) => row.id))
    expect(feed?.articles[0]?.tags).toEqual(['Hai', 'Một'])
    expect(feed?.section?.slug).toBe(section ?? undefined)
  })

  test('costs one trip of two statements, and no more when the archive has grown', async () => {
    const first = watched(env.DB)
    await readFeed(first.db, ORIGIN, section)
    expect(first.trips).toHaveLength(1)
    expect(first.trips[0]?.statements).toHaveLength(2)
    expect(first.trips[0]?.rowsRead).toBeLessThanOrEqual(300)
    const newest = await env.DB.prepare('SELECT max(id) AS id FROM articles').first<number>('id')
    await fill((newest ?? 0) + 1, (newest ?? 0) + 3000)
    const second = watched(env.DB)
    await readFeed(second.db, ORIGIN, section)
    expect(second.trips[0]?.rowsRead).toBe(first.trips[0]?.rowsRead)
  })

  test('never walks or sorts the archive', async () => {
    const { db, trips } = watched(env.DB)
    await readFeed(db, ORIGIN, section)
    for (const { details } of await plansOf(env.DB, trips)) {
      expect(details).not.toContainEqual(expect.stringMatching(/^SCAN (articles|x|t|i)$/))
      expect(details).not.toContainEqual(expect.stringMatching(/^SCAN a(?! USING INDEX articles_published)/))
      expect(details).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    }
  })
})

test('of a section that is not there is none', async () => {
  expect(await readFeed(env.DB, ORIGIN, 'khong-co')).toBeNull()
})
