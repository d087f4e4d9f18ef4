import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../worker/env.ts'
import {
  readDocumentSitemap,
  readNewsSitemap,
  readSectionSitemap,
  readSitemapIndex,
  readSitemapPart,
  readTagSitemap,
} from '../../worker/sitemaps/queries.ts'
import { IDS_IN_A_PART } from '../../worker/sitemaps/sitemap.ts'
import { plansOf, watched } from '../watched.ts'

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
    env.DB.prepare(`INSERT INTO authors (slug, name) VALUES ('b', 'B'), ('a', 'A'), ('trong', 'Trống')`),
  ])
  await fill(1, 45)
  // The third part has nothing that readers may see, and the fourth not its first article.
  await env.DB.prepare(`UPDATE articles SET status = 'withdrawn' WHERE id BETWEEN 21 AND 31`).run()
})

function fill(from: number, to: number) {
  return env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
     INSERT INTO articles (id, section, slug, headline, author, lead_image, status, created_at, created_by, published_at, month, body)
     SELECT i, CASE i % 2 WHEN 0 THEN 'a' ELSE 'b' END, 'bai-' || i, 'Bài ' || i, CASE i % 2 WHEN 0 THEN 'a' ELSE 'b' END, '${IMAGE}',
       CASE WHEN i % 7 = 0 THEN 'draft' ELSE 'published' END, i, 'x', 1000000 + i, CASE WHEN i < 30 THEN '2020-12' ELSE '2021-12' END, hex(zeroblob(2000)) FROM n`,
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
    const image = `/media/${IMAGE}/ben-do.1200.jpg`
    expect(entries[0]).toEqual({ path: '/b/bai-1', modified_at: 2_000_000, image })
    expect(entries[1]).toEqual({ path: '/a/bai-2', modified_at: 1_000_002, image })
  })
})

test('the lists are the front page, the sections, authors and months that have something to read, and what is told of privacy', async () => {
  const { entries } = await readSectionSitemap(env.DB)
  expect(entries.map((entry) => entry.path)).toEqual([
    ...['/', '/a', '/b', '/authors/a', '/authors/b'],
    ...['/archive', '/archive/2021/12', '/archive/2020/12', '/privacy'],
  ])
  const changedAt = (path: string) => entries.find((entry) => entry.path === path)?.modified_at
  expect(changedAt('/')).toBe(Math.max(changedAt('/a') ?? 0, changedAt('/b') ?? 0))
  expect(changedAt('/authors/a')).toBe(changedAt('/a'))
  expect(changedAt('/archive')).toBe(changedAt('/'))
  expect(changedAt('/archive/2020/12')).toBe(1_000_020)
})

describe('the tags', () => {
  /** One for each article, and every third for a draft's alone. */
  async function tagEach(from: number, to: number) {
    await env.DB.batch([
      env.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
         INSERT INTO tags (slug, name) SELECT 'the-' || i, 'Thẻ' FROM n`,
      ),
      env.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
         INSERT INTO article_tags (article_id, tag, position) SELECT CASE i % 3 WHEN 0 THEN 7 ELSE 8 END, 'the-' || i, 0 FROM n`,
      ),
    ])
  }
  beforeAll(async () => {
    await tagEach(1, 35)
    // The third part has nothing that readers may see.
    await env.DB.prepare(
      `UPDATE article_tags SET article_id = 7 WHERE tag BETWEEN 'the-21' AND 'the-30' AND length(tag) = 6`,
    ).run()
    await env.DB.prepare(`UPDATE article_tags SET published_at = NULL WHERE article_id = 7`).run()
  })
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((i) => i % 3 !== 0)
  const pathsIn = async (part: number) => (await readTagSitemap(env.DB, part, SIZE)).entries.map(({ path }) => path)

  test('stand in parts that have something to show, each in one, and none that is a draft’s alone', async () => {
    expect((await readSitemapIndex(env.DB, SIZE)).tagParts).toEqual([1, 11, 31])
    expect(await pathsIn(1)).toEqual(numbers(1, 10).map((i) => `/tags/the-${i}`))
    expect(await pathsIn(11)).toEqual(numbers(11, 20).map((i) => `/tags/the-${i}`))
    expect(await pathsIn(21)).toEqual([])
  })

  test('keep their part as others come, and say when the newest with it was published', async () => {
    const before = await pathsIn(11)
    await tagEach(36, 60)
    expect(await pathsIn(11)).toEqual(before)
    expect((await readSitemapIndex(env.DB, SIZE)).tagParts).toEqual([1, 11, 31, 41, 51])
    expect((await readTagSitemap(env.DB, 1, SIZE)).entries[0]).toEqual({ path: '/tags/the-1', modified_at: 1_000_008 })
  })
})

describe('the news', () => {
  test('are the newest first, from a time on, and at most a thousand', async () => {
    const { entries } = await readNewsSitemap(env.DB, 1_000_060)
    expect(entries.map((entry) => entry.slug)).toEqual([69, 68, 67, 66, 65, 64, 62, 61, 60].map((id) => `bai-${id}`))
    await fill(71, 1500)
    expect((await readNewsSitemap(env.DB, 0)).entries).toHaveLength(1000)
  })
})

describe('cited documents', () => {
  beforeAll(async () => {
    // Of 600 numbers a third is cited; none that begins with 40 to 49.
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 609)
       INSERT INTO documents (number, slug, type, issuer, articles)
       SELECT i || '/2020/NĐ-CP', i || '-2020-nd-cp', 'Nghị định', 'CP',
         CASE WHEN i % 3 = 0 AND substr(i, 1, 1) <> '4' THEN 1 ELSE 0 END FROM n`,
    ).run()
  })

  test('stand in the part that their first two digits name, and those that nobody cites in none', async () => {
    const { documentParts } = await readSitemapIndex(env.DB, SIZE)
    const paths: string[] = []
    for (const digits of documentParts) {
      const { entries } = await readDocumentSitemap(env.DB, digits)
      expect(entries.length).toBeGreaterThan(0)
      paths.push(...entries.map((entry) => entry.path))
    }
    const all = await env.DB.prepare(
      `SELECT '/documents/' || slug AS path FROM documents WHERE articles > 0 ORDER BY slug`,
    ).all<{ path: string }>()
    expect(paths).toEqual(all.results.map((row) => row.path))
    expect((await readDocumentSitemap(env.DB, '40')).entries).toEqual([])
  })

  test('have their list among the lists', async () => {
    expect((await readSectionSitemap(env.DB)).entries.map((entry) => entry.path)).toContain('/documents')
  })
})

const READS: [string, (db: Db) => Promise<unknown>, rows: number][] = [
  ['the index', (db) => readSitemapIndex(db, 100), 15 * 3 + 190],
  ['a part', (db) => readSitemapPart(db, 11, SIZE), 2 * SIZE + 5],
  ['a part of the tags', (db) => readTagSitemap(db, 11, SIZE), 3 * SIZE + 5],
  ['a part of documents', (db) => readDocumentSitemap(db, '11'), 30],
  ['the lists', (db) => readSectionSitemap(db), 45],
  ['the news', (db) => readNewsSitemap(db, 1_001_490), 15],
]

describe.each(READS)('%s', (_, read, rows) => {
  test('costs one trip of few statements and few rows', async () => {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements.length).toBeLessThanOrEqual(5)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(rows)
  })

  test('never walks or sorts the archive', async () => {
    const { db, trips } = watched(env.DB)
    await read(db)
    for (const { details } of await plansOf(env.DB, trips)) {
      expect(details).not.toContainEqual(expect.stringMatching(/^SCAN (a|articles|article_tags|documents|i|t)\b/))
      expect(details).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    }
  })
})
