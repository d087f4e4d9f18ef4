/** What the desk's pages list. Each list is paged by key and served by an index. */
import type { Db, EpochMs } from '../env.ts'
import type { Article, Image, Revision } from '../schema.ts'
import { compareNames } from '../text/vietnamese.ts'

/** An article as the desk lists it. */
export interface DeskArticle
  extends Pick<Article, 'id' | 'section' | 'slug' | 'lang' | 'headline' | 'status' | 'version' | 'published_at'> {
  section_name: string
  /** Names, where the staff list has them. */
  writer: string
  saved_at: EpochMs
  saved_by: string
}

const COLUMNS = `
  a.id, a.section, a.slug, a.lang, a.headline, a.status, a.version, a.published_at, r.saved_at,
  (SELECT name FROM sections WHERE slug = a.section) AS section_name,
  coalesce((SELECT name FROM staff WHERE email = a.created_by), a.created_by) AS writer,
  coalesce((SELECT name FROM staff WHERE email = r.saved_by), r.saved_by) AS saved_by`
const LATEST = 'JOIN revisions r ON r.article_id = a.id AND r.version = a.version'

const ON_A_PAGE = 40
const AT_A_GLANCE = 6

export interface Filter {
  status: Article['status'] | null
  /** Only what this person began: all that a contributor sees. */
  writer: string | null
  before: number
}

/** Newest first; `older` is the id that the next page begins before, null on the last. */
export async function listDeskArticles(db: Db, filter: Filter) {
  const statement = listStatement(db, filter, ON_A_PAGE + 1)
  const found = (await statement.all<DeskArticle>()).results
  const articles = found.slice(0, ON_A_PAGE)
  return { articles, older: found.length > ON_A_PAGE ? (articles.at(-1)?.id ?? null) : null }
}

/** The newest few of what waits for somebody, what is due first, and what was published last. */
export async function readDeskOverview(db: Db, writer: string | null) {
  const before = Number.MAX_SAFE_INTEGER
  const list = (status: Article['status']) => listStatement(db, { status, writer, before }, AT_A_GLANCE)
  const lists = await db.batch<DeskArticle>([
    list('handed_in'),
    list('draft'),
    soonest(db, writer),
    writer === null ? lastPublished(db) : list('published'),
  ])
  const [handed_in = [], draft = [], scheduled = [], published = []] = lists.map((list) => list.results)
  return { handed_in, draft, scheduled, published }
}

/** What is scheduled is never much: the index finds it, and it is put in order by hand. */
function soonest(db: Db, writer: string | null) {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM articles a INDEXED BY articles_by_status ${LATEST}
       WHERE a.status = 'scheduled' AND (?1 IS NULL OR a.created_by = ?1) ORDER BY a.published_at, a.id LIMIT ${AT_A_GLANCE}`,
    )
    .bind(writer)
}

function lastPublished(db: Db) {
  return db.prepare(
    `SELECT ${COLUMNS} FROM articles a INDEXED BY articles_published ${LATEST}
     WHERE a.status = 'published' ORDER BY a.published_at DESC, a.id DESC LIMIT ${AT_A_GLANCE}`,
  )
}

function listStatement(db: Db, { status, writer, before }: Filter, limit: number) {
  // Named, because without statistics SQLite may take another index and sort the archive.
  const byWriter = status === null ? 'INDEXED BY articles_by_writer' : 'INDEXED BY articles_by_writer_and_status'
  const index = writer !== null ? byWriter : status !== null ? 'INDEXED BY articles_by_status' : ''
  const conditions = [
    'a.id < ?',
    ...(status !== null ? ['a.status = ?'] : []),
    ...(writer !== null ? ['a.created_by = ?'] : []),
  ]
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM articles a ${index} ${LATEST}
       WHERE ${conditions.join(' AND ')} ORDER BY a.id DESC LIMIT ${limit}`,
    )
    .bind(before, ...[status, writer].filter((value) => value !== null))
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
