/** What sitemaps are made of: one batch each. */
import { articlePath, imagePath } from '../articles/article.ts'
import { NEWEST, NEWEST_OF_A_SECTION, rowsOf } from '../articles/queries.ts'
import type { Db, EpochMs } from '../env.ts'
import { type Entry, IDS_IN_A_PART, type NewsEntry } from './sitemap.ts'

const REVISION = 'SELECT name, locale, revision FROM settings'
interface Around {
  name: string
  locale: 'vi' | 'en'
  revision: number
}

/** The first ids of the parts that have an article to show: from one part to the next, never through their articles. */
export async function readSitemapIndex(db: Db, size = IDS_IN_A_PART) {
  const next = (after: string) =>
    `(SELECT id FROM articles INDEXED BY articles_by_status WHERE status = 'published' AND id >= ${after} ORDER BY id LIMIT 1)`
  const [around, parts] = await db.batch([
    db.prepare(REVISION),
    db
      .prepare(
        `WITH RECURSIVE part(first_id) AS (
           SELECT (${next('1')} - 1) / ?1 * ?1 + 1
           UNION ALL SELECT (${next('first_id + ?1')} - 1) / ?1 * ?1 + 1 FROM part WHERE first_id IS NOT NULL)
         SELECT first_id FROM part WHERE first_id IS NOT NULL`,
      )
      .bind(size),
  ])
  return { ...aroundOf(around), parts: rowsOf<{ first_id: number }>(parts).map((part) => part.first_id) }
}

/** The published articles of a part, by id. */
export async function readSitemapPart(db: Db, firstId: number, size = IDS_IN_A_PART) {
  const [around, found] = await db.batch([
    db.prepare(REVISION),
    db
      .prepare(
        `SELECT a.section, a.slug, max(a.published_at, coalesce(a.updated_at, 0)) AS modified_at,
           i.id AS image, i.name AS image_name
         FROM articles a INDEXED BY articles_by_status LEFT JOIN images i ON i.id = a.lead_image
         WHERE a.status = 'published' AND a.id >= ? AND a.id < ? ORDER BY a.id`,
      )
      .bind(firstId, firstId + size),
  ])
  const rows = rowsOf<{ section: string; slug: string; modified_at: number; image: string; image_name: string }>(found)
  const entries = rows.map(
    (row): Entry => ({
      path: articlePath(row),
      modified_at: row.modified_at,
      image: row.image && imagePath({ id: row.image, name: row.image_name }),
    }),
  )
  return { ...aroundOf(around), entries }
}

/** The front page, and the sections that have something to read. */
export async function readSectionSitemap(db: Db) {
  const [around, found] = await db.batch([
    db.prepare(REVISION),
    db.prepare(
      `SELECT '/' || s.slug AS path, (
         SELECT published_at FROM articles INDEXED BY ${NEWEST_OF_A_SECTION}
         WHERE section = s.slug AND status = 'published' ORDER BY published_at DESC LIMIT 1) AS modified_at
       FROM sections s ORDER BY s.position`,
    ),
  ])
  const sections = rowsOf<Entry>(found).filter((section) => section.modified_at !== null)
  const newest = sections.length > 0 ? Math.max(...sections.map((section) => section.modified_at ?? 0)) : null
  return { ...aroundOf(around), entries: [{ path: '/', modified_at: newest }, ...sections] }
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
