/** What sitemaps are made of: one batch each. */
import { articlePath } from '../articles/article.ts'
import { NEWEST, NEWEST_OF_A_SECTION, rowsOf } from '../articles/queries.ts'
import type { Db, EpochMs } from '../env.ts'
import { ARCHIVE_PATH, authorPath, monthPath, tagPath } from '../lists/list.ts'
import { MONTHS_BEFORE, NEWEST_OF_A_MONTH, NEWEST_OF_A_TAG, NEWEST_OF_AN_AUTHOR } from '../lists/queries.ts'
import { type PictureRow, stillOf } from '../media/variants.ts'
import { PRIVACY_PATH } from '../privacy/kept.ts'
import { documentPath } from '../text/document-number.ts'
import { type Entry, IDS_IN_A_PART, type NewsEntry } from './sitemap.ts'

const REVISION = 'SELECT name, locale, revision FROM settings'
interface Around {
  name: string
  locale: 'vi' | 'en'
  revision: number
}

/** The first ids of the parts that have something to show: from one part to the next, never through what is in them. */
export async function readSitemapIndex(db: Db, size = IDS_IN_A_PART) {
  // A number reaches D1 as a float, which would divide without a rest.
  const firstOf = (id: string) => `(${id} - 1) / CAST(?1 AS INTEGER) * CAST(?1 AS INTEGER) + 1`
  const nextDigits = (after: string) =>
    `(SELECT substr(slug, 1, 2) FROM documents INDEXED BY documents_cited_by_slug
      WHERE slug >= ${after} AND articles > 0 ORDER BY slug LIMIT 1)`
  const firstIds = (nextFrom: (id: string) => string) =>
    db
      .prepare(
        `WITH RECURSIVE part(first_id) AS (
           SELECT ${firstOf(nextFrom('1'))}
           UNION ALL SELECT ${firstOf(nextFrom('first_id + ?1'))} FROM part WHERE first_id IS NOT NULL)
         SELECT first_id FROM part WHERE first_id IS NOT NULL`,
      )
      .bind(size)
  const [around, parts, tagParts, digits] = await db.batch([
    db.prepare(REVISION),
    firstIds(
      (id) => `(SELECT id FROM articles INDEXED BY articles_by_status
                WHERE status = 'published' AND id >= ${id} ORDER BY id LIMIT 1)`,
    ),
    firstIds(
      (id) => `(SELECT rowid FROM tags t WHERE rowid >= ${id} AND ${NEWEST_WITH_TAG} > 0 ORDER BY rowid LIMIT 1)`,
    ),
    // From two digits to the next: `:` follows `9`.
    db.prepare(
      `WITH RECURSIVE part(digits) AS (
         SELECT ${nextDigits(`'0'`)} UNION ALL SELECT ${nextDigits(`digits || ':'`)} FROM part WHERE digits IS NOT NULL)
       SELECT digits FROM part WHERE digits IS NOT NULL`,
    ),
  ])
  const idsOf = (result: D1Result | undefined) => rowsOf<{ first_id: number }>(result).map((part) => part.first_id)
  return {
    ...aroundOf(around),
    parts: idsOf(parts),
    tagParts: idsOf(tagParts),
    documentParts: rowsOf<{ digits: string }>(digits).map((part) => part.digits),
  }
}

/** When the newest article with the tag `t` was published. */
const NEWEST_WITH_TAG = `(
  SELECT published_at FROM article_tags INDEXED BY ${NEWEST_OF_A_TAG}
  WHERE tag = t.slug AND published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1)`

/** The published articles of a part, by id. */
export async function readSitemapPart(db: Db, firstId: number, size = IDS_IN_A_PART) {
  const [around, found] = await db.batch([
    db.prepare(REVISION),
    db
      .prepare(
        `SELECT a.section, a.slug, max(a.published_at, coalesce(a.updated_at, 0)) AS modified_at,
           i.id AS image, i.name, i.width, i.height, i.variants
         FROM articles a INDEXED BY articles_by_status LEFT JOIN images i ON i.id = a.lead_image
         WHERE a.status = 'published' AND a.id >= ? AND a.id < ? ORDER BY a.id`,
      )
      .bind(firstId, firstId + size),
  ])
  const rows = rowsOf<{ section: string; slug: string; modified_at: number; image: string | null } & PictureRow>(found)
  const entries = rows.map(
    (row): Entry => ({
      path: articlePath(row),
      modified_at: row.modified_at,
      image: row.image && stillOf({ ...row, id: row.image }).path,
    }),
  )
  return { ...aroundOf(around), entries }
}

/** The tags of a part that have something to read. They have no number but that of their row, in the order they came. */
export async function readTagSitemap(db: Db, firstId: number, size = IDS_IN_A_PART) {
  const [around, found] = await db.batch([
    db.prepare(REVISION),
    db
      .prepare(
        `SELECT slug, modified_at FROM (
           SELECT rowid, slug, ${NEWEST_WITH_TAG} AS modified_at FROM tags t WHERE rowid >= ? AND rowid < ?)
         WHERE modified_at > 0 ORDER BY rowid`,
      )
      .bind(firstId, firstId + size),
  ])
  const rows = rowsOf<{ slug: string; modified_at: number }>(found)
  const entries = rows.map(({ slug, modified_at }): Entry => ({ path: tagPath(slug), modified_at }))
  return { ...aroundOf(around), entries }
}

/** The cited documents whose numbers begin with two digits. */
export async function readDocumentSitemap(db: Db, digits: string) {
  const [around, found] = await db.batch([
    db.prepare(REVISION),
    db
      .prepare(
        `SELECT slug FROM documents INDEXED BY documents_cited_by_slug
         WHERE slug >= ?1 AND slug < ?1 || ':' AND articles > 0 ORDER BY slug LIMIT 50000`,
      )
      .bind(digits),
  ])
  const entries = rowsOf<{ slug: string }>(found).map(
    ({ slug }): Entry => ({ path: documentPath(slug), modified_at: null }),
  )
  return { ...aroundOf(around), entries }
}

/** The front page, and the sections, authors and months that have something to read; the documents that are cited. */
export async function readSectionSitemap(db: Db) {
  const newest = (index: string, column: string, value: string) =>
    `(SELECT published_at FROM articles INDEXED BY ${index}
      WHERE ${column} = ${value} AND status = 'published' ORDER BY published_at DESC LIMIT 1) AS modified_at`
  const [around, documents, ...found] = await db.batch([
    db.prepare(REVISION),
    db.prepare(`SELECT '/documents' AS path, NULL AS modified_at
      FROM documents INDEXED BY documents_cited_by_slug WHERE slug >= '0' AND articles > 0 LIMIT 1`),
    db.prepare(`SELECT slug, ${newest(NEWEST_OF_A_SECTION, 'section', 's.slug')} FROM sections s ORDER BY s.position`),
    db.prepare(`SELECT slug, ${newest(NEWEST_OF_AN_AUTHOR, 'author', 'w.slug')} FROM authors w ORDER BY w.slug`),
    db.prepare(
      `SELECT month AS slug, ${newest(NEWEST_OF_A_MONTH, 'month', 'm.month')} FROM (${MONTHS_BEFORE("'9999-99'")}) m`,
    ),
  ])
  const paths = [(slug: string) => `/${slug}`, authorPath, monthPath]
  const [sections = [], authors = [], months = []] = paths.map((path, i) =>
    rowsOf<{ slug: string; modified_at: number | null }>(found[i])
      .filter(({ modified_at }) => modified_at !== null)
      .map(({ slug, modified_at }): Entry => ({ path: path(slug), modified_at })),
  )
  const modified_at = months[0]?.modified_at ?? null
  const archive = months.length > 0 ? [{ path: ARCHIVE_PATH, modified_at }] : []
  return {
    ...aroundOf(around),
    entries: [
      { path: '/', modified_at },
      ...sections,
      ...authors,
      ...rowsOf<Entry>(documents),
      ...archive,
      ...months,
      { path: PRIVACY_PATH, modified_at: null },
    ],
  }
}

/** At most 1,000, as Google takes them. */
export async function readNewsSitemap(db: Db, since: EpochMs) {
  const [around, found] = await db.batch([
    db.prepare(REVISION),
    db
      .prepare(
        `SELECT section, slug, lang, headline, published_at FROM articles INDEXED BY ${NEWEST}
         WHERE status = 'published' AND published_at >= ? ORDER BY published_at DESC, id DESC LIMIT 1000`,
      )
      .bind(since),
  ])
  return { ...aroundOf(around), entries: rowsOf<NewsEntry>(found) }
}

function aroundOf(result: D1Result | undefined): Around {
  const [around] = rowsOf<Around>(result)
  if (!around) throw new Error('the settings row is missing: are the migrations applied?')
  return around
}
