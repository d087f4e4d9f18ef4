/** The library of pictures: found by words, by whose they are and by what they lack; paged by rowid, the order they came in. */
import type { Db } from '../env.ts'
import type { Article, Image } from '../schema.ts'
import { foldedWords } from '../text/folded.ts'

export const LIBRARY_FILTERS = ['all', 'mine', 'undescribed', 'unused'] as const
export type LibraryFilter = (typeof LIBRARY_FILTERS)[number]

export interface LibraryQuery {
  /** As typed; empty asks for all. */
  words: string
  filter: LibraryFilter
  /** Whose `mine` is. */
  person: string
  before: number
}

export type LibraryImage = Image & { place: number; uses: number }

const ON_A_PAGE = 48
/** Where nearly everything is used, a page goes on from where it stopped looking. */
const LOOKED_AT = 1000
const MAX_WORDS = 8

/** Newest first; `older` is where the next page begins, null on the last. One trip. */
export async function listLibrary(db: Db, query: LibraryQuery) {
  const { list, values } = libraryQuery(query)
  const isUnused = query.filter === 'unused'
  const window = list(LOOKED_AT, 'i.rowid AS place')
  const [found, looked] = await db.batch<LibraryImage>([
    db
      .prepare(
        isUnused
          ? `SELECT i.*, place, 0 AS uses FROM (${window}) CROSS JOIN images i ON i.rowid = place
             WHERE ${UNUSED} ORDER BY place DESC LIMIT ${ON_A_PAGE + 1}`
          : list(ON_A_PAGE + 1, `i.*, i.rowid AS place, ${USES} AS uses`),
      )
      .bind(...values),
    ...(isUnused ? [db.prepare(`SELECT count(*) AS uses, min(place) AS place FROM (${window})`).bind(...values)] : []),
  ])
  const all = found?.results ?? []
  const images = all.slice(0, ON_A_PAGE)
  if (all.length > ON_A_PAGE) return { images, older: images.at(-1)?.place ?? null }
  const seen = looked?.results[0]
  return { images, older: seen?.uses === LOOKED_AT ? seen.place : null }
}

const USES = `(SELECT count(*) FROM article_images WHERE image = i.id) + (SELECT count(*) FROM authors WHERE image = i.id)`
const UNUSED = `NOT EXISTS (SELECT 1 FROM article_images WHERE image = i.id)
  AND NOT EXISTS (SELECT 1 FROM authors WHERE image = i.id)`

function libraryQuery({ words, filter, person, before }: LibraryQuery) {
  const asked = foldedWords(words).slice(0, MAX_WORDS)
  const values: (string | number)[] = [before]
  const conditions = ['i.rowid < ?1']
  let from = 'images i NOT INDEXED'
  if (asked.length > 0) {
    // Each may be the beginning of a word: who looks for a picture need not end what they type.
    values.push(asked.map((word) => `"${word}"*`).join(' '))
    from = 'image_search s CROSS JOIN images i ON i.rowid = s.rowid'
    conditions[0] = 's.rowid < ?1 AND s.image_search MATCH ?2'
  }
  if (filter === 'mine') {
    values.push(person)
    conditions.push(`i.uploaded_by = ?${values.length}`)
    if (asked.length === 0) from = 'images i INDEXED BY images_by_uploader'
  }
  if (filter === 'undescribed') {
    conditions.push(`i.alt = ''`)
    if (asked.length === 0) from = 'images i INDEXED BY images_undescribed'
  }
  const newest = asked.length > 0 ? 's.rowid' : 'i.rowid'
  const list = (limit: number, columns: string) =>
    `SELECT ${columns} FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY ${newest} DESC LIMIT ${limit}`
  return { list, values }
}

/** Those that came a moment ago, in the order they are named. */
export async function listNamed(db: Db, ids: string[]): Promise<Image[]> {
  const found = await db
    .prepare('SELECT i.* FROM json_each(?) JOIN images i ON i.id = value ORDER BY key')
    .bind(JSON.stringify(ids))
    .all<Image>()
  return found.results
}

export type Use = Pick<Article, 'id' | 'section' | 'slug' | 'headline' | 'status' | 'created_by'>

export interface Uses {
  articles: Use[]
  /** Of those all. */
  count: number
  authors: { slug: string; name: string }[]
  /** What people are writing and have not saved. */
  unsaved: number
}

const SHOWN = 50

/** Where a picture is used, published or not. */
export async function findUses(db: Db, id: string): Promise<Uses> {
  const [articles, count, authors, unsaved] = await db.batch([
    db
      .prepare(
        `SELECT a.id, a.section, a.slug, a.headline, a.status, a.created_by
         FROM article_images x INDEXED BY article_images_by_image CROSS JOIN articles a ON a.id = x.article_id
         WHERE x.image = ? ORDER BY x.article_id DESC LIMIT ${SHOWN}`,
      )
      .bind(id),
    db.prepare('SELECT count(*) AS n FROM article_images WHERE image = ?').bind(id),
    db.prepare('SELECT slug, name FROM authors WHERE image = ?').bind(id),
    db.prepare('SELECT count(*) AS n FROM working_copies WHERE instr(fields, ?) > 0').bind(id),
  ])
  const first = (result: D1Result | undefined) => (result?.results[0] as { n: number } | undefined)?.n ?? 0
  return {
    articles: (articles?.results ?? []) as Use[],
    count: first(count),
    authors: (authors?.results ?? []) as Uses['authors'],
    unsaved: first(unsaved),
  }
}

export function isUsed({ count, authors, unsaved }: Uses): boolean {
  return count + authors.length + unsaved > 0
}

/** Whether an article shows it that is no longer its writer's to change. */
export async function isTaken(db: Db, id: string): Promise<boolean> {
  const found = await db
    .prepare(
      `SELECT 1 FROM article_images x INDEXED BY article_images_by_image CROSS JOIN articles a ON a.id = x.article_id
       WHERE x.image = ? AND a.status NOT IN ('draft', 'handed_in') LIMIT 1`,
    )
    .bind(id)
    .first()
  return found !== null
}
