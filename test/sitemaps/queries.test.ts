import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../worker/env.ts'
import {
  readNewsSitemap,
  readSectionSitemap,
  readSitemapIndex,
  readSitemapPart,
} from '../../worker/sitemaps/queries.ts'
import { IDS_IN_A_PART } from '../../worker/sitemaps/sitemap.ts'
import { watched } from '../watched.ts'

const SIZE = 10
const IMAGE = 'c'.repeat(64)

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM sections'),
    env.DB.prepare(
      `INSERT INTO sections (slug, name, position) VALUES ('a', 'A', 1), ('b', 'B', 2), ('trong', 'Trống', 3)`,
    ),
    env.DB.prepare(
      `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
       VALUES ('${IMAGE}', 'webp', 'ben-do.webp', 1200, 720, 1, 'Bến đò', 1, 'x')`,
    ),
  ])
  await fill(1, 45)
  // The third part has nothing that readers may see.
  await env.DB.prepare(`UPDATE articles SET status = 'withdrawn' WHERE id BETWEEN 21 AND 30`).run()
})

function fill(from: number, to: number) {
  return env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
     INSERT INTO articles (id, section, slug, headline, lead_image, status, created_at, created_by, published_at, body)
     SELECT i, CASE i % 2 WHEN 0 THEN 'a' ELSE 'b' END, 'bai-' || i, 'Bài ' || i, '${IMAGE}',
       CASE WHEN i % 7 = 0 THEN 'draft' ELSE 'published' END, i, 'x', 1000000 + i, hex(zeroblob(2000)) FROM n`,
  ).run()
}

describe('the parts', () => {
  test('are those that have something to show, and each article stands in one of them', async () => {
    const { parts } = await readSitemapIndex(env.DB, SIZE)
    expect(parts).toEqual([1, 11, 31, 41])
    const paths: string[] = []
    for (const part of parts) {
      const { entries } = await readSitemapPart(env.DB, part, SIZE)
      expect(entries.length).toBeLessThanOrEqual(SIZE)
      paths.push(...entries.map((entry) => entry.path))
    }
    const all = await env.DB.prepare(
      `SELECT '/' || section || '/' || slug AS path FROM articles WHERE status = 'published' ORDER BY id`,
    ).all<{ path: string }>()
    expect(paths).toEqual(all.results.map((row) => row.path))
  })

  test('keep their members as the archive grows', async () => {
    const before = await readSitemapPart(env.DB, 11, SIZE)
    await fill(46, 70)
    expect((await readSitemapIndex(env.DB, SIZE)).parts).toEqual([1, 11, 31, 41, 51, 61])
    expect((await readSitemapPart(env.DB, 11, SIZE)).entries).toEqual(before.entries)
  })

  test('stay within what the protocol allows', () => {
    expect(IDS_IN_A_PART).toBeLessThanOrEqual(50_000)
  })

  test('of an empty newsroom are none', async () => {
    const none = { prepare: (sql: string) => env.DB.prepare(sql.replaceAll("'published'", "'handed_in'")) }
    const db = { ...none, batch: env.DB.batch.bind(env.DB) } as unknown as Db
    expect((await readSitemapIndex(db, SIZE)).parts).toEqual([])
  })

  test('say when an article was last changed, and its picture', async () => {
    await env.DB.prepare('UPDATE articles SET updated_at = 2000000 WHERE id = 1').run()
    const { entries } = await readSitemapPart(env.DB, 1, SIZE)
    const image = `/media/${IMAGE}/ben-do.webp`
    expect(entries[0]).toEqual({ path: '/b/bai-1', modified_at: 2_000_000, image })
    expect(entries[1]).toEqual({ path: '/a/bai-2', modified_at: 1_000_002, image })
  })
})

test('the lists are the front page and the sections that have something to read', async () => {
  const { entries } = await readSectionSitemap(env.DB)
  expect(entries.map((entry) => entry.path)).toEqual(['/', '/a', '/b'])
  expect(entries[0]?.modified_at).toBe(Math.max(...entries.slice(1).map((entry) => entry.modified_at ?? 0)))
})

describe('the news', () => {
  test('are the newest first, from a time on, and at most a thousand', async () => {
    const { entries } = await readNewsSitemap(env.DB, 1_000_060)
    expect(entries.map((entry) => entry.slug)).toEqual([69, 68, 67, 66, 65, 64, 62, 61, 60].map((id) => `bai-${id}`))
    await fill(71, 1500)
    expect((await readNewsSitemap(env.DB, 0)).entries).toHaveLength(1000)
  })
})

const READS: [string, (db: Db) => Promise<unknown>, rows: number][] = [
  ['the index', (db) => readSitemapIndex(db, 100), 15 * 3],
  ['a part', (db) => readSitemapPart(db, 11, SIZE), 2 * SIZE + 5],
  ['the lists', (db) => readSectionSitemap(db), 15],
  ['the news', (db) => readNewsSitemap(db, 1_001_490), 15],
]

describe.each(READS)('%s', (_, read, rows) => {
  test('costs one trip of two statements and few rows', async () => {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements).toHaveLength(2)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(rows)
  })

  test('never walks or sorts the archive', async () => {
    const { db, trips } = watched(env.DB)
    await read(db)
    for (const { sql, values } of trips.flatMap((trip) => trip.statements)) {
      const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...values)
        .all<{ detail: string }>()
      const details = plan.results.map((row) => row.detail)
      expect(details).not.toContainEqual(expect.stringMatching(/^SCAN (a|articles|i)\b/))
      expect(details).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    }
  })
})
