import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TeaserPage } from '../../worker/articles/article.ts'
import type { Db } from '../../worker/env.ts'
import {
  readArchivePage,
  readAuthorPage,
  readMonthPage,
  readSectionPage,
  readTagPage,
} from '../../worker/lists/queries.ts'
import { plansOf, rowsReadBy, watched } from '../watched.ts'

const ORIGIN = 'https://nhipcau.test'
const SECTIONS = 5
const IMAGE = 'a'.repeat(64)
/** Three articles a millisecond, so that they also have to be told apart by their ids. */
const AT = '1793500000000 + i / 3'

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare(`DELETE FROM sections`),
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${SECTIONS})
       INSERT INTO sections (slug, name, position) SELECT 's' || i, 'Mục ' || i, i FROM n`,
    ),
    env.DB.prepare(
      `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
       VALUES ('${IMAGE}', 'webp', 'ben-do.webp', 1200, 720, 1, 'Bến đò', 1, 'x')`,
    ),
    env.DB.prepare(`UPDATE authors SET bio = 'Viết.', image = '${IMAGE}' WHERE slug = 'hanh-le'`),
    env.DB.prepare(`INSERT INTO authors (slug, name) VALUES ('moi', 'Mới')`),
    env.DB.prepare(`INSERT INTO tags (slug, name) VALUES ('le-hoi', 'Lễ hội'), ('nhap', 'Nháp')`),
  ])
  await fill(1, 400)
})

/** In all sections, by one author, with one tag, in one month; a tenth of them drafts. */
async function fill(from: number, to: number) {
  await env.DB.batch([
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
       INSERT INTO articles (id, section, slug, headline, author, lead_image, status, created_at, created_by, published_at, month, body)
       SELECT i, 's' || (i % ${SECTIONS} + 1), 'bai-' || i, 'Bài ' || i, 'hanh-le', '${IMAGE}',
         CASE WHEN i % 10 = 0 THEN 'draft' ELSE 'published' END, i, 'x', ${AT}, '2026-11', hex(zeroblob(2000)) FROM n`,
    ),
    env.DB.prepare(
      `INSERT INTO article_tags (article_id, tag, position)
       SELECT id, CASE status WHEN 'draft' THEN 'nhap' ELSE 'le-hoi' END, 0 FROM articles WHERE id BETWEEN ${from} AND ${to}`,
    ),
  ])
}

/** An article a month, from a year's first to another's last. */
function fillMonths(first: number, last: number) {
  return env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT ${first * 12} UNION ALL SELECT i + 1 FROM n WHERE i < ${last * 12 + 11})
     INSERT INTO articles (id, section, slug, headline, status, created_at, created_by, published_at, month)
     SELECT 1000000 + i, 's1', 'thang-' || i, 'Tháng', 'published', 1, 'x', i, printf('%04d-%02d', i / 12, i % 12 + 1) FROM n`,
  ).run()
}

type Before = string | undefined
type Read = (db: Db, before: Before) => Promise<{ page: TeaserPage }>

const LISTS: [string, Read, where: string][] = [
  ['a section', (db, before) => readSectionPage(db, ORIGIN, 's3', before), `a.section = 's3'`],
  [
    'a tag',
    (db, before) => readTagPage(db, ORIGIN, 'le-hoi', before),
    `EXISTS (SELECT 1 FROM article_tags WHERE article_id = a.id AND tag = 'le-hoi')`,
  ],
  ['an author', (db, before) => readAuthorPage(db, ORIGIN, 'hanh-le', before), `a.author = 'hanh-le'`],
  ['a month', (db, before) => readMonthPage(db, ORIGIN, '2026-11', before), `a.month = '2026-11'`],
]

const PAGES: [string, (db: Db) => Promise<unknown>][] = [
  ...LISTS.flatMap(([name, read]): [string, (db: Db) => Promise<unknown>][] => [
    [name, (db) => read(db, undefined)],
    [`an older page of ${name}`, (db) => read(db, '1793500000100-300')],
  ]),
  ['a tag of drafts alone', (db) => readTagPage(db, ORIGIN, 'nhap', undefined)],
  ['the archive', (db) => readArchivePage(db, ORIGIN, undefined)],
  ['an older page of the archive', (db) => readArchivePage(db, ORIGIN, '2015')],
]

describe('a page of a list costs one trip of at most four statements and 300 rows', () => {
  beforeAll(() => fillMonths(1990, 2025))

  test.each(PAGES)('%s', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements.length).toBeLessThanOrEqual(4)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(300)
  })

  test.each(PAGES)('%s never walks or sorts the archive', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN (a|x|w|articles|article_tags|tags)\b/))
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

let newest = 10_000
async function publishMore() {
  await fill(newest + 1, newest + 33)
  newest += 33
}

describe.each(LISTS)('pages of %s', (_, read, where) => {
  const idsOf = (page: TeaserPage) => page.teasers.map((teaser) => teaser.id)
  /** As they are now, in the order of the list. */
  const all = async () => {
    const sql = `SELECT a.id FROM articles a WHERE ${where} AND a.status = 'published' ORDER BY a.published_at DESC, a.id DESC`
    return (await env.DB.prepare(sql).all<{ id: number }>()).results.map((row) => row.id)
  }

  test('neither repeat nor skip an article while others are published, walking to older ones and back', async () => {
    const first = (await read(env.DB, undefined)).page
    const then = await all()
    const down: { at: Before; page: TeaserPage }[] = [{ at: undefined, page: first }]
    for (let i = 0; i < 4; i++) {
      const at = down.at(-1)?.page.older ?? undefined
      await publishMore()
      down.push({ at, page: (await read(env.DB, at)).page })
    }
    expect(down.flatMap(({ page }) => idsOf(page))).toEqual(then.slice(0, 100))

    // Back by the same pages, also to what was the first and no longer is; there the newer ones begin.
    let page = down.at(-1)?.page as TeaserPage
    for (const before of down.slice(0, -1).reverse()) {
      page = (await read(env.DB, page.newer ?? 'none')).page
      expect(idsOf(page)).toEqual(idsOf(before.page))
    }
    const up: number[] = []
    for (let pages = 0; page.newer; pages++) {
      page = (await read(env.DB, page.newer)).page
      up.unshift(...idsOf(page))
      expect(pages).toBeLessThan(20)
    }
    const newer = (await all()).slice(0, -then.length)
    expect(up).toEqual(newer.slice(newer.length - up.length))
    // With less than a page above it, the first page is the one before.
    expect(newer.length - up.length).toBeLessThanOrEqual(20)
    expect(page.newer).toBe('')
    expect(idsOf((await read(env.DB, undefined)).page)).toEqual((await all()).slice(0, 20))
  })

  test('stay where they are when the article at the end of one is withdrawn', async () => {
    const first = (await read(env.DB, undefined)).page
    const second = (await read(env.DB, first.older ?? '')).page
    const third = (await read(env.DB, second.older ?? '')).page
    await env.DB.prepare(`UPDATE articles SET status = 'withdrawn' WHERE id = ?`).bind(second.teasers.at(-1)?.id).run()
    const again = (await read(env.DB, second.older ?? '')).page
    expect(idsOf(again)).toEqual(idsOf(third))
    // The page before it is a whole one still: it reaches one article further up.
    const back = (await read(env.DB, again.newer ?? '')).page
    expect(idsOf(back)).toEqual([...idsOf(first).slice(-1), ...idsOf(second).slice(0, -1)])
  })

  test('end with the oldest article, and say so beyond it', async () => {
    const ids = await all()
    const oldest = await env.DB.prepare('SELECT id, published_at FROM articles WHERE id = ?')
      .bind(ids.at(-3))
      .first<{ id: number; published_at: number }>()
    const last = (await read(env.DB, `${oldest?.published_at}-${oldest?.id}`)).page
    expect(idsOf(last)).toEqual(ids.slice(-2))
    expect(last.older).toBeNull()
    const beyond = (await read(env.DB, '1-1')).page
    expect(beyond.teasers).toEqual([])
    expect(idsOf((await read(env.DB, beyond.newer ?? '')).page)).toEqual(ids.slice(-20))
  })
})

describe('who and what lists are about', () => {
  test('a section and an author are there before their first article, a tag and a month are not', async () => {
    expect((await readSectionPage(env.DB, ORIGIN, 's3', undefined)).section?.name).toBe('Mục 3')
    expect((await readAuthorPage(env.DB, ORIGIN, 'moi', undefined)).author).toMatchObject({ name: 'Mới', image: null })
    expect((await readTagPage(env.DB, ORIGIN, 'nhap', undefined)).tag).toBeNull()
    expect((await readMonthPage(env.DB, ORIGIN, '2026-12', undefined)).month).toBeNull()
  })

  test('an author comes with their portrait', async () => {
    const { author } = await readAuthorPage(env.DB, ORIGIN, 'hanh-le', undefined)
    expect(author).toMatchObject({ bio: 'Viết.', image: IMAGE, image_name: 'ben-do.webp', image_alt: 'Bến đò' })
  })

  test('nothing is there of nothing', async () => {
    expect((await readSectionPage(env.DB, ORIGIN, 'khong', undefined)).section).toBeNull()
    expect((await readAuthorPage(env.DB, ORIGIN, 'khong', undefined)).author).toBeNull()
    expect((await readTagPage(env.DB, ORIGIN, 'khong', undefined)).tag).toBeNull()
  })
})

describe('the archive', () => {
  const yearsAt = async (before?: string) => (await readArchivePage(env.DB, ORIGIN, before)).page
  const named = (years: { year: string }[]) => years.map(({ year }) => Number(year))

  test('has ten years a page, the newest first, and leads through all of them both ways', async () => {
    const first = await yearsAt()
    expect(named(first.years)).toEqual([2026, 2025, 2024, 2023, 2022, 2021, 2020, 2019, 2018, 2017])
    expect(first).toMatchObject({ older: '2017', newer: null })
    const second = await yearsAt('2017')
    expect(named(second.years)).toEqual([2016, 2015, 2014, 2013, 2012, 2011, 2010, 2009, 2008, 2007])
    expect(second).toMatchObject({ older: '2007', newer: '' })
    const third = await yearsAt('2007')
    expect(third).toMatchObject({ older: '1997', newer: '2017' })
    expect(await yearsAt('1997')).toMatchObject({ older: null, newer: '2007' })
    expect(await yearsAt('1990')).toEqual({ years: [], older: null, newer: '2000' })
  })

  test('has the months of a year as a calendar has them, and only those with something to read', async () => {
    await env.DB.prepare(`UPDATE articles SET status = 'withdrawn' WHERE month = '2025-03'`).run()
    const [latest, year] = (await yearsAt()).years
    expect(latest).toEqual({ year: '2026', months: ['2026-11'] })
    expect(year?.months).toEqual(
      ['01', '02', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((m) => `2025-${m}`),
    )
  })

  test('passes over years in which nothing was published', async () => {
    await env.DB.prepare(`DELETE FROM articles WHERE month < '2026' AND month >= '2010'`).run()
    await env.DB.prepare(`DELETE FROM articles WHERE month LIKE '%-1%' AND month < '2000'`).run()
    const first = await yearsAt()
    expect(named(first.years)).toEqual([2026, 2009, 2008, 2007, 2006, 2005, 2004, 2003, 2002, 2001])
    expect(first.older).toBe('2001')
    expect(await yearsAt('2001')).toMatchObject({ newer: '', older: '1991' })
    expect((await yearsAt('1991')).newer).toBe('2001')
  })
})
