import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../worker/env.ts'
import { MAX_COUNT, readSearchPage } from '../../worker/search/queries.ts'
import { plansOf, rowsReadBy, watched } from '../watched.ts'

const ORIGIN = 'https://nhipcau.test'

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
       VALUES ('${'a'.repeat(64)}', 'webp', 'ben-do.webp', 1200, 720, 1, 'Bến đò', 1, 'x')`,
    ),
  ])
  await fill(1, 1200)
})

/** All of them say «cua», a third say it in the headline, every seventh says «muong» and every ninth «den» beside it. */
async function fill(from: number, to: number) {
  await env.DB.batch([
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
       INSERT INTO articles (id, section, slug, headline, standfirst, author, lead_image, status, created_at, created_by, published_at)
       SELECT i, 'tin-tuc', 'bai-' || i, 'Bài ' || i, 'Lời dẫn', 'hanh-le', '${'a'.repeat(64)}',
         CASE WHEN i % 10 = 0 THEN 'draft' ELSE 'published' END, i, 'x', 1700000000000 + i * 700 FROM n`,
    ),
    env.DB.prepare(
      `INSERT INTO article_texts (article_id, headline, standfirst, folded, text)
       SELECT id, CASE WHEN id % 3 = 0 THEN 'gia cua bai ' ELSE 'bai ' END || id, 'loi dan',
         'chuyen cua lang ' || CASE WHEN id % 9 = 0 THEN 'muong den' WHEN id % 7 = 0 THEN 'muong' ELSE '' END,
         'Chuyện của làng ' || CASE WHEN id % 9 = 0 THEN 'muồng đen' WHEN id % 7 = 0 THEN 'muồng' ELSE '' END
       FROM articles WHERE id BETWEEN ${from} AND ${to} ORDER BY id`,
    ),
  ])
}

const PAGES: [string, (db: Db) => Promise<unknown>][] = [
  ['nothing asked', (db) => readSearchPage(db, ORIGIN, '', undefined)],
  ['a common word', (db) => readSearchPage(db, ORIGIN, 'của', undefined)],
  ['a further page of a common word', (db) => readSearchPage(db, ORIGIN, 'của', '2-1700000400')],
  ['several words', (db) => readSearchPage(db, ORIGIN, 'muồng đen của làng', undefined)],
  ['a phrase', (db) => readSearchPage(db, ORIGIN, '"muồng đen"', undefined)],
  ['a word that nobody wrote', (db) => readSearchPage(db, ORIGIN, 'zzz', undefined)],
]

describe('a search costs one trip of at most three statements and 300 rows', () => {
  test.each(PAGES)('%s', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements.length).toBeLessThanOrEqual(3)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(300)
  })

  test.each(PAGES)(
    '%s: the index answers, walked from its newest end; nothing is scanned or sorted',
    async (_, read) => {
      const { db, trips } = watched(env.DB)
      await read(db)
      for (const { sql, details } of await plansOf(env.DB, trips)) {
        expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN (a|articles|t|article_texts)$/))
        expect(details, sql).not.toContainEqual(expect.stringMatching(/SCAN search(?! VIRTUAL TABLE INDEX \d+:M)/))
        expect(details, sql).not.toContain('USE TEMP B-TREE FOR ORDER BY')
      }
    },
  )

  test('and no more when the archive has grown', async () => {
    const before = await rowsReadBy(env.DB, PAGES)
    await fill(1201, 6000)
    expect(await rowsReadBy(env.DB, PAGES)).toEqual(before)
  })
})

describe('pages of results', () => {
  test('neither repeat nor skip an article while others are published, and keep the order of the first page', async () => {
    const seen: number[] = []
    let before: string | undefined
    for (let page = 0; page < 100; page++) {
      const found = await readSearchPage(env.DB, ORIGIN, 'muồng', before)
      seen.push(...found.page.results.map(({ teaser }) => teaser.id))
      if (page === 3) await fill(7000, 7020)
      if (!found.page.next) break
      before = found.page.next
    }
    const all = await env.DB.prepare(
      `SELECT id FROM articles WHERE status = 'published' AND id < 7000 AND (id % 9 = 0 OR id % 7 = 0)
       ORDER BY published_at DESC`,
    ).all<{ id: number }>()
    expect(seen).toEqual(all.results.map((row) => row.id))
  })

  test('go on from headlines to texts without repeating one', async () => {
    const seen: number[] = []
    let before: string | undefined
    for (let page = 0; page < 30; page++) {
      const found = await readSearchPage(env.DB, ORIGIN, 'của làng muồng', before)
      seen.push(...found.page.results.map(({ teaser }) => teaser.id))
      before = found.page.next ?? undefined
      if (!before) break
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(200)
  })

  test('after the last one is empty, whatever cursor somebody makes up', async () => {
    for (const cursor of ['0-1', '1-1', '2-1', '3-1', '3-999999999999']) {
      expect((await readSearchPage(env.DB, ORIGIN, 'zzz', cursor)).page).toMatchObject({ results: [], next: null })
      await expect(readSearchPage(env.DB, ORIGIN, 'muồng đen', cursor)).resolves.toBeTruthy()
    }
  })
})

test('a phrase is found where its words stand in a row, and not over the end of a paragraph', async () => {
  const texts = ['xuong ghe ben lo', 'xuong ghe\nghe ben lo', 'ghe ben\nlo', 'xuong  ghe ben', 'xuong ben ghe']
  await env.DB.batch(
    texts.flatMap((text, i) => [
      env.DB.prepare(
        `INSERT INTO articles (id, section, slug, headline, status, created_at, created_by, published_at)
         VALUES (?1, 'tin-tuc', 'ghe-' || ?1, 'Ghe', 'published', 1, 'x', 1500000000000 + ?1 * 1000)`,
      ).bind(10_001 + i),
      env.DB.prepare(
        `INSERT INTO article_texts (article_id, headline, standfirst, folded, text) VALUES (?1, '', '', ?2, ?2)`,
      ).bind(10_001 + i, text),
    ]),
  )
  const foundBy = async (query: string) => {
    const { page } = await readSearchPage(env.DB, ORIGIN, query, undefined)
    return page.results.map(({ teaser }) => texts[teaser.id - 10_001])
  }
  expect(await foundBy('"xuồng ghe bến"')).toEqual([texts[3], texts[0]])
  expect(await foundBy('"ghe bến lo"')).toEqual([texts[1], texts[0]])
  expect(await foundBy('"ghe bến" lo')).toEqual([texts[2], texts[1], texts[0]])
  // Side by side before far apart, whichever comes first.
  expect(await foundBy('bến xuồng')).toEqual([texts[4], texts[3], texts[1], texts[0]])
})

describe('articles of one second', () => {
  test('each have a place of their own, also when one comes back', async () => {
    await env.DB.batch([
      env.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
         INSERT INTO articles (id, section, slug, headline, status, created_at, created_by, published_at)
         SELECT 20000 + i, 'tin-tuc', 'cung-luc-' || i, 'Cùng lúc', 'published', 1, 'x', 1600000000000 + i FROM n`,
      ),
      env.DB.prepare(
        `INSERT INTO article_texts (article_id, headline, standfirst, folded, text)
         SELECT id, 'cung luc', '', '', '' FROM articles WHERE id > 20000 ORDER BY id`,
      ),
    ])
    const places = () =>
      env.DB.prepare(
        'SELECT count(DISTINCT place) AS n, max(place) AS last FROM article_texts WHERE article_id > 20000',
      )
    expect(await places().first()).toEqual({ n: 300, last: 1_600_000_299 })
    for (const status of ['withdrawn', 'published']) {
      await env.DB.prepare('UPDATE articles SET status = ? WHERE id = 20005').bind(status).run()
    }
    expect(await places().first()).toEqual({ n: 300, last: 1_600_000_299 })
    expect((await readSearchPage(env.DB, ORIGIN, 'cùng lúc', undefined)).page.count).toBe(MAX_COUNT + 1)
  })
})
