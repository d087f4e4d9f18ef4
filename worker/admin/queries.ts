/** What the desk's pages list. Each list is paged by key and served by an index. */
import type { Db, EpochMs } from '../env.ts'
import type { Article, Image, Revision } from '../schema.ts'
import { compareNames } from '../text/vietnamese.ts'
import { type Column, type DeskArticle, EVERYTHING, listStatement, readBoard, rowsAsArticles } from './board.ts'

const ON_A_PAGE = 40

export interface Filter {
  status: Article['status'] | null
  /** Only what this person began: all that a contributor sees. */
  writer: string | null
  before: number
  section?: string | null
  words?: string[]
}

/** Newest first; `older` is the id that the next page begins before, null on the last. */
export async function listDeskArticles(db: Db, filter: Filter) {
  const found = rowsAsArticles(
    (await listStatement(db, { ...EVERYTHING, ...filter, limit: ON_A_PAGE + 1 }).all()).results,
  )
  const articles = found.slice(0, ON_A_PAGE)
  return { articles, older: found.length > ON_A_PAGE ? (articles.at(-1)?.id ?? null) : null }
}

const AT_A_GLANCE = 6

/** The few of each that a person looks for first. */
export async function readDeskOverview(db: Db, writer: string | null): Promise<Record<Column, DeskArticle[]>> {
  const { handed_in, draft, scheduled, published } = await readBoard(db, { ...EVERYTHING, writer }, AT_A_GLANCE)
  return {
    handed_in: handed_in.articles,
    draft: draft.articles,
    scheduled: scheduled.articles,
    published: published.articles,
  }
}

export type SavedRevision = Pick<Revision, 'version' | 'saved_at' | 'saved_by'>

export interface Choices {
  authors: { slug: string; name: string }[]
  /** The newest, to be placed in a text. */
  pictures: Image[]
}

/** What an article's form offers to choose from, with the article's saved versions, newest first, by name. */
export async function readForEditor(
  db: Db,
  articleId: number | null,
): Promise<Choices & { revisions: SavedRevision[] }> {
  const [authors, pictures, revisions] = await db.batch([
    db.prepare('SELECT slug, name FROM authors'),
    db.prepare('SELECT * FROM images ORDER BY uploaded_at DESC, id LIMIT 8'),
    db
      .prepare(
        `SELECT version, saved_at, coalesce((SELECT name FROM staff WHERE email = saved_by), saved_by) AS saved_by
         FROM revisions WHERE article_id = ? ORDER BY version DESC LIMIT 5`,
      )
      .bind(articleId ?? 0),
  ])
  return {
    authors: ((authors?.results ?? []) as Choices['authors']).sort((a, b) => compareNames(a.name, b.name)),
    pictures: (pictures?.results ?? []) as Image[],
    revisions: (revisions?.results ?? []) as SavedRevision[],
  }
}

/** For the desk's navigation: a thousand is said as a thousand. */
export async function countHeld(db: Db): Promise<number> {
  const held = "SELECT count(*) AS n FROM (SELECT 1 FROM comments WHERE status = 'held' LIMIT 1000)"
  return (await db.prepare(held).first<number>('n')) ?? 0
}

/** A person's name where the staff list has it, otherwise what is given. */
export async function nameOf(db: Db, email: string): Promise<string> {
  return (await db.prepare('SELECT name FROM staff WHERE email = ?').bind(email).first<string>('name')) ?? email
}

export interface Act {
  at: EpochMs
  /** A name, where the staff list has it. */
  by: string
  action: string
  detail: Record<string, unknown>
}

/** What was done to something, the newest first. @param subject as the record has it: `image:<id>` */
export async function listActsOn(db: Db, subject: string): Promise<Act[]> {
  const found = await db
    .prepare(
      `SELECT at, coalesce((SELECT name FROM staff WHERE email = actor), actor) AS by, action, detail
       FROM audit_events INDEXED BY audit_events_by_subject WHERE subject = ? ORDER BY id DESC LIMIT 30`,
    )
    .bind(subject)
    .all<Omit<Act, 'detail'> & { detail: string }>()
  return found.results.map((act) => ({ ...act, detail: JSON.parse(act.detail) as Act['detail'] }))
}
