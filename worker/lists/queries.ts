/**
 * Pages of lists: each is one D1 batch that walks an index from a cursor on, so that it costs the same wherever it
 * stands in an archive of any size; pinned by test/lists/queries.test.ts.
 */
import { cursorOf, parseCursor, type TeaserPage } from '../articles/article.ts'
import { NEWEST_OF_A_SECTION, rowsOf, SITE, siteOf, TEASER, teasersOf } from '../articles/queries.ts'
import type { Db } from '../env.ts'
import type { Section, Tag } from '../schema.ts'
import type { ArchiveYear, ArchiveYears, AuthorView } from './list.ts'

export const NEWEST_OF_AN_AUTHOR = 'articles_published_by_author'
export const NEWEST_OF_A_MONTH = 'articles_published_by_month'
export const NEWEST_OF_A_TAG = 'article_tags_published'

const ON_A_PAGE = 20
const YEARS_ON_A_PAGE = 10

/** Where a list stands: the entries of an index in their order, and what leads from those to the articles. */
interface List {
  /** What the page is about. No row where there is no such page. */
  about: string
  entries: string
  articles: string
  where: string
  at: string
  id: string
}

const listBy = (column: string, index: string, about: string): List => ({
  about,
  entries: `articles a INDEXED BY ${index}`,
  articles: '',
  where: `a.${column} = ?1 AND a.status = 'published'`,
  at: 'a.published_at',
  id: 'a.id',
})

const OF_A_SECTION = listBy('section', NEWEST_OF_A_SECTION, 'SELECT * FROM sections WHERE slug = ?1')

const OF_AN_AUTHOR = listBy(
  'author',
  NEWEST_OF_AN_AUTHOR,
  `SELECT w.*, i.name AS image_name, i.width AS image_width, i.height AS image_height, i.alt AS image_alt,
     i.colour AS image_colour, i.variants AS image_variants,
  i.focus_x AS image_focus_x, i.focus_y AS image_focus_y
   FROM authors w LEFT JOIN images i ON i.id = w.image WHERE w.slug = ?1`,
)

const OF_A_MONTH = listBy(
  'month',
  NEWEST_OF_A_MONTH,
  `SELECT month FROM articles INDEXED BY ${NEWEST_OF_A_MONTH} WHERE month = ?1 AND status = 'published' LIMIT 1`,
)

/** A tag is written with the first draft that has it: until one is published, readers are not told of it. */
const OF_A_TAG: List = {
  about: `SELECT * FROM tags WHERE slug = ?1 AND EXISTS (
    SELECT 1 FROM article_tags INDEXED BY ${NEWEST_OF_A_TAG} WHERE tag = ?1 AND published_at IS NOT NULL)`,
  entries: `article_tags x INDEXED BY ${NEWEST_OF_A_TAG}`,
  articles: 'CROSS JOIN articles a ON a.id = x.article_id',
  where: 'x.tag = ?1 AND x.published_at IS NOT NULL',
  at: 'x.published_at',
  id: 'x.article_id',
}

/** `section` is null when there is none of that name. */
export async function readSectionPage(db: Db, origin: string, slug: string, before: string | undefined) {
  const { about, ...list } = await readList<Section>(db, origin, OF_A_SECTION, slug, before)
  return { ...list, section: about }
}

/** `tag` is null when nothing that has it is published. */
export async function readTagPage(db: Db, origin: string, slug: string, before: string | undefined) {
  const { about, ...list } = await readList<Tag>(db, origin, OF_A_TAG, slug, before)
  return { ...list, tag: about }
}

/** `author` is null when there is none of that name. */
export async function readAuthorPage(db: Db, origin: string, slug: string, before: string | undefined) {
  const { about, ...list } = await readList<AuthorView>(db, origin, OF_AN_AUTHOR, slug, before)
  return { ...list, author: about }
}

/** `month` is null when nothing was published in it. @param month `yyyy-mm` */
export async function readMonthPage(db: Db, origin: string, month: string, before: string | undefined) {
  const { about, ...list } = await readList<{ month: string }>(db, origin, OF_A_MONTH, month, before)
  return { ...list, month: about?.month ?? null }
}

/**
 * The page before a cursor is the one that ends where the cursor stands: its own cursor is a page further up, and read
 * from the index alone.
 */
async function readList<About>(db: Db, origin: string, list: List, key: string, before: string | undefined) {
  const { at, id } = parseCursor(before)
  const place = `(${list.at}, ${list.id})`
  const [site, about, found, above] = await db.batch([
    db.prepare(SITE),
    db.prepare(list.about).bind(key),
    db
      .prepare(
        `SELECT ${TEASER} FROM ${list.entries} ${list.articles} LEFT JOIN images i ON i.id = a.lead_image
         WHERE ${list.where} AND ${place} < (?2, ?3)
         ORDER BY ${list.at} DESC, ${list.id} DESC LIMIT ${ON_A_PAGE + 1}`,
      )
      .bind(key, at, id),
    ...(before
      ? [
          db
            .prepare(
              `SELECT ${list.at} AS published_at, ${list.id} AS id FROM ${list.entries}
               WHERE ${list.where} AND ${place} >= (?2, ?3)
               ORDER BY ${list.at}, ${list.id} LIMIT 1 OFFSET ${ON_A_PAGE}`,
            )
            .bind(key, at, id),
        ]
      : []),
  ])
  const around = siteOf(site, origin)
  const teasers = teasersOf(found, around)
  const shown = teasers.slice(0, ON_A_PAGE)
  const last = shown.at(-1)
  const [first] = rowsOf<{ published_at: number; id: number }>(above)
  const page: TeaserPage = {
    teasers: shown,
    older: last && teasers.length > ON_A_PAGE ? cursorOf(last) : null,
    newer: before ? (first ? cursorOf(first) : '') : null,
  }
  return { site: around, about: rowsOf<About>(about)[0] ?? null, page }
}

/** From one month that has articles to the next, never through the articles. A page's own LIMIT follows. */
export const MONTHS_BEFORE = (first: string) => {
  const next = (before: string) =>
    `(SELECT month FROM articles INDEXED BY ${NEWEST_OF_A_MONTH}
      WHERE status = 'published' AND month < ${before} ORDER BY month DESC LIMIT 1)`
  return `WITH RECURSIVE found(month) AS (
      SELECT ${next(first)} UNION ALL SELECT ${next('found.month')} FROM found WHERE found.month IS NOT NULL)
    SELECT month FROM found WHERE month IS NOT NULL`
}

/** The years that have articles, from a year on back. Years without are not there, so that no page is empty. */
export async function readArchivePage(db: Db, origin: string, before: string | undefined) {
  const nextYear = (from: string) =>
    `(SELECT CAST(substr(month, 1, 4) AS INTEGER) FROM articles INDEXED BY ${NEWEST_OF_A_MONTH}
      WHERE status = 'published' AND month >= CAST(${from} AS TEXT) ORDER BY month LIMIT 1)`
  const [site, months, above] = await db.batch([
    db.prepare(SITE),
    // One more than there are in the years of a page: if they are all there, the last tells of the next page.
    db.prepare(`${MONTHS_BEFORE('?')} LIMIT ${12 * YEARS_ON_A_PAGE + 1}`).bind(before ?? '9999-99'),
    ...(before
      ? [
          db
            .prepare(
              `WITH RECURSIVE found(year) AS (
                 SELECT ${nextYear('?')} UNION ALL SELECT ${nextYear('found.year + 1')} FROM found WHERE year IS NOT NULL)
               SELECT year FROM found WHERE year IS NOT NULL LIMIT 1 OFFSET ${YEARS_ON_A_PAGE}`,
            )
            .bind(before),
        ]
      : []),
  ])
  const all = yearsOf(rowsOf<{ month: string }>(months).map((row) => row.month))
  const years = all.slice(0, YEARS_ON_A_PAGE)
  const [first] = rowsOf<{ year: number }>(above)
  const page: ArchiveYears = {
    years,
    older: all.length > YEARS_ON_A_PAGE ? (years.at(-1)?.year ?? null) : null,
    newer: before ? `${first?.year ?? ''}` : null,
  }
  return { site: siteOf(site, origin), page }
}

/** Months newest first become years newest first, each with its months as a calendar has them. */
function yearsOf(months: string[]): ArchiveYear[] {
  const years = new Map<string, string[]>()
  for (const month of months) {
    const year = month.slice(0, 'yyyy'.length)
    years.set(year, [month, ...(years.get(year) ?? [])])
  }
  return [...years].map(([year, months]) => ({ year, months }))
}
