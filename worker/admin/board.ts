/** The newsroom's articles by where they stand, a column each: what its people look for with the same few questions. */
import type { Db, EpochMs } from '../env.ts'
import type { Article } from '../schema.ts'
import { foldedWords } from '../text/folded.ts'
import { compareNames } from '../text/vietnamese.ts'
import { LAST_STEP, type Step } from './history.ts'

export interface Sought {
  section: string | null
  /** An email. */
  writer: string | null
  /** Of the headline, folded. */
  words: string[]
}

export const EVERYTHING: Sought = { section: null, writer: null, words: [] }

const MAX_WORDS = 8

/** @param only whose articles alone a person may see */
export function soughtBy(query: (name: string) => string | undefined, only: string | null): Sought {
  return {
    section: query('section') || null,
    writer: only ?? (query('writer') || null),
    words: foldedWords(query('q') ?? '').slice(0, MAX_WORDS),
  }
}

/** An article as the desk lists it. */
export interface DeskArticle
  extends Pick<Article, 'id' | 'section' | 'slug' | 'lang' | 'headline' | 'status' | 'version' | 'published_at'> {
  section_name: string
  /** Names, where the staff list has them. */
  writer: string
  saved_at: EpochMs
  saved_by: string
  /** What was last done with it; null where that is not on record. */
  step: Step | null
}

const COLUMNS = `
  a.id, a.section, a.slug, a.lang, a.headline, a.status, a.version, a.published_at, r.saved_at,
  (SELECT name FROM sections WHERE slug = a.section) AS section_name,
  coalesce((SELECT name FROM staff WHERE email = a.created_by), a.created_by) AS writer,
  coalesce((SELECT name FROM staff WHERE email = r.saved_by), r.saved_by) AS saved_by,
  ${LAST_STEP} AS step`
const LATEST = 'JOIN revisions r ON r.article_id = a.id AND r.version = a.version'

type Order = 'newest' | 'published' | 'soonest' | 'waiting' | 'returned'

const ORDERS: Record<Order, string> = {
  newest: 'a.id DESC',
  published: 'a.published_at DESC, a.id DESC',
  // Never many: the index finds them, and they are put in order by hand.
  soonest: 'a.published_at, a.id',
  waiting: `coalesce(step ->> 'at', r.saved_at), a.id`,
  returned: `step ->> 'action' IS 'article_sent_back' DESC, a.id DESC`,
}

interface Listing extends Sought {
  status: Article['status'] | null
  before?: number
  order?: Order
  limit: number
}

export function listStatement(db: Db, listing: Listing): D1PreparedStatement {
  const { status, section, writer, words, before, order = 'newest', limit } = listing
  const conditions: [sql: string, ...values: unknown[]][] = [['a.id < ?', before ?? Number.MAX_SAFE_INTEGER]]
  // As it is written in the index of the published: with the condition bound, that index would not serve.
  if (status !== null) conditions.push([`a.status = '${status}'`])
  if (section !== null) conditions.push(['a.section = ?', section])
  if (writer !== null) conditions.push(['a.created_by = ?', writer])
  if (words.length > 0) conditions.push([HEADED, JSON.stringify(words), headlineMatch(words)])
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM articles a ${indexFor(listing)} ${LATEST}
       WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY ${ORDERS[order]} LIMIT ${limit}`,
    )
    .bind(...conditions.flatMap(([, ...values]) => values))
}

/** Named, because without statistics SQLite may take another index and sort the archive. */
function indexFor({ status, section, writer, words, order }: Listing): string {
  if (words.length > 0) return ''
  if (writer !== null) return `INDEXED BY ${status === null ? 'articles_by_writer' : 'articles_by_writer_and_status'}`
  if (order === 'published') return `INDEXED BY articles_published${section === null ? '' : '_by_section'}`
  if (status === null) return ''
  return `INDEXED BY ${section === null ? 'articles_by_status' : 'articles_by_section_and_status'}`
}

/** Of the published, the newest so many that the index finds; of the others, which are few, all. */
const FOUND = 400
const HEADED = `a.id IN (
  SELECT article_id FROM article_texts
  WHERE place IS NULL AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(' ' || headline, ' ' || value) = 0)
  UNION ALL SELECT article_id FROM article_texts
  WHERE place IN (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ${FOUND}))`

/** Words may be typed to their half: «da nan» finds «Đà Nẵng». */
function headlineMatch(words: string[]): string {
  return `headline : (${words.map((word) => `"#${word}" *`).join(' AND ')})`
}

export function rowsAsArticles(results: unknown[]): DeskArticle[] {
  return (results as (DeskArticle & { step: string | null })[]).map((row) => ({
    ...row,
    step: row.step === null ? null : (JSON.parse(row.step as unknown as string) as Step),
  }))
}

export const BOARD = ['draft', 'handed_in', 'scheduled', 'published'] as const
export type Column = (typeof BOARD)[number]
export type Board = Record<Column, { articles: DeskArticle[]; isMore: boolean }>

/** Drafts that came back to their writer stand first, and what waits longest for an editor; then what is due first. */
export async function readBoard(db: Db, sought: Sought, size: number): Promise<Board> {
  const orders: Record<Column, Order> = {
    draft: sought.writer === null ? 'newest' : 'returned',
    handed_in: 'waiting',
    scheduled: 'soonest',
    // A writer's are in the order they were begun in, which an index serves.
    published: sought.writer === null ? 'published' : 'newest',
  }
  const lists = await db.batch(
    BOARD.map((status) => listStatement(db, { ...sought, status, order: orders[status], limit: size + 1 })),
  )
  return Object.fromEntries(
    BOARD.map((column, n) => {
      const articles = rowsAsArticles(lists[n]?.results ?? [])
      return [column, { articles: articles.slice(0, size), isMore: articles.length > size }]
    }),
  ) as Board
}

/** Who may have written something. */
export async function listWriters(db: Db): Promise<{ email: string; name: string }[]> {
  const found = await db
    .prepare(`SELECT email, name FROM staff WHERE role <> 'moderator' LIMIT 500`)
    .all<{ email: string; name: string }>()
  return found.results.sort((a, b) => compareNames(a.name, b.name))
}
