/** What the moderation desk reads of comments. Each list is paged by key and served by an index. */
import { parseCursor } from '../articles/article.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Comment, ModerationEvent } from '../schema.ts'
import type { Signal } from './moderation.ts'

/** A comment as the desk lists it. */
export interface DeskComment
  extends Pick<
    Comment,
    | 'id'
    | 'article_id'
    | 'parent'
    | 'name'
    | 'email'
    | 'body'
    | 'status'
    | 'revision'
    | 'reason'
    | 'created_at'
    | 'edited_at'
    | 'confirmed_at'
    | 'picked_at'
  > {
  signals: Signal[]
  /** Who wrote it as the newsroom: a name, where the staff list has it. */
  staff: string | null
  /** Of the comment that it answers: which, whose, and how that begins. */
  answered: number | null
  answered_name: string | null
  answered_body: string | null
  article_headline: string
  article_section: string
  article_slug: string
  /** Of the last fifty under the same email, this one among them. */
  published_before: number
  turned_away_before: number
}

const KNOWN = 50
const ON_A_PAGE = 50

/** Which comments a list has: those of a status, of one article too; or all of one person's, whatever their status. */
export interface ListOf {
  status: Comment['status']
  article: number | null
  /** Whoever wrote this comment: all under the same email, which is in no address for the browser and the logs to keep. */
  person: number | null
  before: string | undefined
}

const COLUMNS = `c.id, c.article_id, c.parent, c.name, c.email, c.body, c.status, c.revision, c.reason, c.signals, c.created_at,
  c.edited_at, c.confirmed_at, c.picked_at, coalesce((SELECT name FROM staff WHERE email = c.staff), c.staff) AS staff,
  p.id AS answered, p.name AS answered_name, substr(p.body, 1, 240) AS answered_body,
  a.headline AS article_headline, a.section AS article_section, a.slug AS article_slug,
  (SELECT json_array(total(status = 'approved'), total(status IN ('rejected', 'spam'))) FROM (
    SELECT o.status FROM comments o INDEXED BY comments_by_email
    WHERE lower(o.email) = lower(c.email) AND c.email <> '' ORDER BY o.created_at DESC LIMIT ${KNOWN})) AS known`
const AROUND = `JOIN articles a ON a.id = c.article_id LEFT JOIN comments p ON p.id = coalesce(c.answers, c.parent)`

type Row = Omit<DeskComment, 'signals' | 'published_before' | 'turned_away_before'> & {
  signals: string
  known: string
}

function asListed({ known, ...row }: Row): DeskComment {
  const [published, turnedAway] = JSON.parse(known) as number[]
  return {
    ...row,
    signals: JSON.parse(row.signals) as Signal[],
    published_before: published ?? 0,
    turned_away_before: turnedAway ?? 0,
  }
}

/** A comment that was decided on a moment ago, or that somebody else was faster with. */
export interface Told extends Pick<Comment, 'id' | 'name' | 'status' | 'revision'> {
  /** Who decided last: a name, or the actor as it is on record. */
  by: string | null
  at: EpochMs | null
  /** The last of its record. */
  event: number | null
}

/**
 * Newest first; `older` is the cursor of the next page, null on the last. In the same trip, what is to be told of
 * comments that were decided on (`done`) or could not be (`missed`).
 */
export async function readCommentList(db: Db, list: ListOf, told: { done: number[]; missed: number[] }) {
  const [found, article, person, done, missed] = await db.batch<Record<string, unknown>>([
    listStatement(db, list),
    db.prepare('SELECT id, headline, section, slug FROM articles WHERE id = ?').bind(list.article),
    db.prepare('SELECT email FROM comments WHERE id = ?').bind(list.person),
    toldStatement(db, told.done),
    toldStatement(db, told.missed),
  ])
  const rows = (found?.results ?? []) as unknown as Row[]
  const comments = rows.slice(0, ON_A_PAGE).map(asListed)
  const last = comments.at(-1)
  return {
    comments,
    older: rows.length > ON_A_PAGE && last ? `${last.created_at}-${last.id}` : null,
    article: (article?.results[0] ?? null) as { id: number; headline: string; section: string; slug: string } | null,
    /** The email of `list.person`; empty where it is gone or never was. */
    email: (person?.results[0]?.['email'] ?? '') as string,
    done: (done?.results ?? []) as unknown as Told[],
    missed: (missed?.results ?? []) as unknown as Told[],
  }
}

/** The newest few that are held. */
export async function listNewestHeld(db: Db, limit: number): Promise<DeskComment[]> {
  const found = await listStatement(db, { status: 'held', article: null, person: null, before: undefined }).all<Row>()
  return found.results.slice(0, limit).map(asListed)
}

function listStatement(db: Db, { status, article, person, before }: ListOf) {
  const { at, id } = parseCursor(before)
  // Named, because without statistics SQLite may take another index and sort what it finds.
  const [index, condition, values] =
    person !== null
      ? [
          'comments_by_email',
          `lower(c.email) = (SELECT lower(email) FROM comments WHERE id = ?) AND c.email <> ''`,
          [person],
        ]
      : article !== null
        ? ['comments_by_article', 'c.article_id = ? AND c.status = ?', [article, status]]
        : ['comments_by_status', 'c.status = ?', [status]]
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM comments c INDEXED BY ${index} ${AROUND}
       WHERE ${condition} AND (c.created_at, c.id) < (?, ?)
       ORDER BY c.created_at DESC, c.id DESC LIMIT ${ON_A_PAGE + 1}`,
    )
    .bind(...values, at, id)
}

/** The newest comment under an email, or null. */
export function findCommentBy(db: Db, email: string): Promise<number | null> {
  return db
    .prepare('SELECT id FROM comments WHERE lower(email) = lower(?) ORDER BY created_at DESC LIMIT 1')
    .bind(email)
    .first<number>('id')
}

function toldStatement(db: Db, ids: number[]) {
  return db
    .prepare(
      `SELECT c.id, c.name, c.status, c.revision, e.at, e.id AS event,
         coalesce((SELECT name FROM staff WHERE email = e.actor), e.actor) AS by
       FROM json_each(?) d CROSS JOIN comments c ON c.id = d.value
       LEFT JOIN moderation_events e ON e.id = (SELECT max(id) FROM moderation_events WHERE comment_id = c.id)`,
    )
    .bind(JSON.stringify(ids))
}

export async function listTold(db: Db, ids: number[]): Promise<Told[]> {
  return (await toldStatement(db, ids).all<Told>()).results
}

/** A comment of a thread, or of a person, as it stands around another. */
export interface Beside
  extends Pick<Comment, 'id' | 'parent' | 'name' | 'body' | 'status' | 'created_at' | 'article_id' | 'picked_at'> {
  staff: string | null
  article_headline: string
}

export interface CommentFile {
  comment: DeskComment
  /** The thread it stands in, itself included, oldest first: the first comment, and up to thirty before and after it. */
  thread: Beside[]
  /** Whether there is more of the thread than is shown. */
  isCut: boolean
  /** The newest twenty others under the same email; and, apart, from the same address under another email. */
  sameEmail: Beside[]
  sameAddress: Beside[]
  events: (ModerationEvent & { by: string })[]
  /** Whether its address is still known by a hash. */
  hasAddress: boolean
  /** Published ones, this one among them, that a ban could hide: by email, by address, by either; a thousand at most. */
  shown: { email: number; address: number; either: number }
}

const BESIDE = `c.id, c.parent, c.name, c.status, c.created_at, c.article_id, c.picked_at,
  coalesce((SELECT name FROM staff WHERE email = c.staff), c.staff) AS staff`
const THREAD_SIDE = 30

/** All that a moderator may want to know of one comment; null where there is none. */
export async function readCommentFile(db: Db, id: number): Promise<CommentFile | null> {
  const [found, thread, sameEmail, sameAddress, events, shown] = await db.batch<Record<string, unknown>>([
    db.prepare(`SELECT ${COLUMNS}, c.address_hash FROM comments c ${AROUND} WHERE c.id = ?`).bind(id),
    db.prepare(THREAD).bind(id),
    db.prepare(HISTORY('comments_by_email', `lower(c.email) = lower(me.email) AND me.email <> ''`)).bind(id),
    db
      .prepare(
        HISTORY(
          'comments_by_address',
          `c.address_hash = me.address_hash AND me.address_hash <> '' AND lower(c.email) <> lower(me.email)`,
        ),
      )
      .bind(id),
    db
      .prepare(
        `SELECT *, coalesce((SELECT name FROM staff WHERE email = actor), actor) AS by
         FROM moderation_events WHERE comment_id = ? ORDER BY id`,
      )
      .bind(id),
    db.prepare(SHOWN).bind(id),
  ])
  const row = found?.results[0] as unknown as (Row & { address_hash: string }) | undefined
  if (!row) return null
  const { address_hash, ...comment } = row
  const around = (thread?.results ?? []) as unknown as Beside[]
  return {
    comment: asListed(comment),
    thread: around,
    isCut: isCut(around, row.created_at),
    sameEmail: (sameEmail?.results ?? []) as unknown as Beside[],
    sameAddress: (sameAddress?.results ?? []) as unknown as Beside[],
    events: (events?.results ?? []) as unknown as CommentFile['events'],
    hasAddress: address_hash !== '',
    shown: (shown?.results[0] ?? { email: 0, address: 0, either: 0 }) as unknown as CommentFile['shown'],
  }
}

function isCut(thread: Beside[], at: EpochMs): boolean {
  const answers = thread.filter(({ parent }) => parent !== null)
  const before = answers.filter(({ created_at }) => created_at <= at).length
  return Math.max(before, answers.length - before) > THREAD_SIDE
}

const THREAD = `
  WITH me AS (SELECT id, coalesce(parent, id) AS thread, created_at FROM comments WHERE id = ?)
  SELECT ${BESIDE}, substr(c.body, 1, 1000) AS body, '' AS article_headline FROM comments c WHERE c.id IN (
    SELECT thread FROM me
    UNION SELECT id FROM (SELECT o.id FROM me JOIN comments o INDEXED BY comments_by_parent
      ON o.parent = me.thread AND o.created_at <= me.created_at ORDER BY o.created_at DESC LIMIT ${THREAD_SIDE + 1})
    UNION SELECT id FROM (SELECT o.id FROM me JOIN comments o INDEXED BY comments_by_parent
      ON o.parent = me.thread AND o.created_at > me.created_at ORDER BY o.created_at LIMIT ${THREAD_SIDE + 1}))
  ORDER BY c.parent IS NOT NULL, c.created_at, c.id`

function HISTORY(index: string, same: string): string {
  return `SELECT ${BESIDE}, substr(c.body, 1, 240) AS body, a.headline AS article_headline
    FROM comments me JOIN comments c INDEXED BY ${index} ON ${same} JOIN articles a ON a.id = c.article_id
    WHERE me.id = ? AND c.id <> me.id ORDER BY c.created_at DESC LIMIT 20`
}

/**
 * Ids of published comments under an email, or from an address: what a ban could hide. Where it begins with a comment whose
 * email was never confirmed, those that were are somebody else's, for all that is known. Each parameter is SQL.
 */
export const PUBLISHED_BY = {
  email: (email: string, comment: string) => `SELECT id FROM comments INDEXED BY comments_by_email
    WHERE lower(email) = ${email} AND ${email} <> '' AND status = 'approved' AND (confirmed_at IS NULL
      OR NOT EXISTS (SELECT 1 FROM comments WHERE id = ${comment} AND confirmed_at IS NULL)) LIMIT 1000`,
  address: (hash: string) => `SELECT id FROM comments INDEXED BY comments_by_address
    WHERE address_hash = ${hash} AND ${hash} <> '' AND status = 'approved' LIMIT 1000`,
}

const SHOWN = `
  WITH by_email AS (${PUBLISHED_BY.email('(SELECT lower(email) FROM comments WHERE id = ?1)', '?1')}),
    by_address AS (${PUBLISHED_BY.address('(SELECT address_hash FROM comments WHERE id = ?1)')})
  SELECT (SELECT count(*) FROM by_email) AS email, (SELECT count(*) FROM by_address) AS address,
    (SELECT count(DISTINCT id) FROM (SELECT id FROM by_email UNION ALL SELECT id FROM by_address)) AS either`
