/** The only place that knows how comments are stored. */
import type { Db, EpochMs } from '../env.ts'
import type { Article, Comment, ModerationEvent, Settings } from '../schema.ts'
import { BANDS, bandsOf } from '../text/likeness.ts'
import { type ReasonWords, wordsFor } from '../text/words.ts'
import type { NewComment } from './comment.ts'
import type { Context, Signal, Verdict } from './moderation.ts'

const MINUTE_MS = 60_000
const REPEATS_WITHIN_MS = 7 * 24 * 60 * MINUTE_MS
const FLOOD_WITHIN_MS = 10 * MINUTE_MS

/**
 * The article that a comment is meant for, also where its page has moved since the reader opened it: a cached page, or a
 * tab left open, still sends to the old address.
 */
export function findCommentedArticle(db: Db, section: string, slug: string) {
  return db
    .prepare(
      `SELECT id, section, slug, headline, lang, status, comments_open FROM articles WHERE id = (
         SELECT id FROM (
           SELECT id, status <> 'published' AS place FROM articles WHERE section = ?1 AND slug = ?2
           UNION ALL SELECT article_id, 0 FROM redirects WHERE from_path = '/' || ?1 || '/' || ?2)
         ORDER BY place LIMIT 1)`,
    )
    .bind(section, slug)
    .first<Pick<Article, 'id' | 'section' | 'slug' | 'headline' | 'lang' | 'status' | 'comments_open'>>()
}

export function findBySubmission(db: Db, submission: string): Promise<Comment | null> {
  return db.prepare('SELECT * FROM comments WHERE submission = ?').bind(submission).first<Comment>()
}

/** Writes a comment, or returns the one that the same submission wrote before. A reply goes under an approved comment. */
export async function insertComment(db: Db, comment: NewComment): Promise<Comment> {
  const [, found] = await db.batch<Comment>([
    db
      .prepare(
        `INSERT INTO comments
           (article_id, parent, name, email, body, fingerprint, submission, address_hash, signals, created_at,
            likeness_1, likeness_2, likeness_3, likeness_4)
         VALUES (?1, (SELECT coalesce(parent, id) FROM comments WHERE id = ?2 AND article_id = ?1 AND status = 'approved'),
           ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (submission) DO NOTHING`,
      )
      .bind(
        comment.article_id,
        comment.parent,
        comment.name,
        comment.email,
        comment.body,
        comment.fingerprint,
        comment.submission,
        comment.address_hash,
        comment.signals,
        comment.created_at,
        ...(bandsOf(comment.body) ?? Array<null>(BANDS).fill(null)),
      ),
    db.prepare('SELECT * FROM comments WHERE submission = ?').bind(comment.submission),
  ])
  const written = found?.results[0]
  if (!written) throw new Error('a comment is gone right after it was written')
  return written
}

export function findComment(db: Db, id: number): Promise<Comment | null> {
  return db.prepare('SELECT * FROM comments WHERE id = ?').bind(id).first<Comment>()
}

/**
 * A comment and all that its checks may know, in one trip; null when there is no such comment.
 * @param origin the newsroom's own, where links lead that weigh less
 */
export async function readForModeration(
  db: Db,
  id: number,
  origin: string,
): Promise<{ comment: Comment; context: Context } | null> {
  const [found, around, likely, terms, settings] = await db.batch<Record<string, unknown>>([
    db.prepare('SELECT * FROM comments WHERE id = ?').bind(id),
    db.prepare(AROUND).bind(id, REPEATS_WITHIN_MS, FLOOD_WITHIN_MS),
    db.prepare(LIKELY).bind(id, REPEATS_WITHIN_MS),
    db.prepare('SELECT term, kind FROM blocked_terms'),
    db.prepare('SELECT comment_policy, locale FROM settings'),
  ])
  const comment = found?.results[0] as Comment | undefined
  if (!comment) return null
  const counted = around?.results[0] as unknown as Counted
  const newsroom = settings?.results[0] as Pick<Settings, 'comment_policy' | 'locale'>
  const termsOf = (kind: string) =>
    (terms?.results ?? []).filter((row) => row['kind'] === kind).map((row) => row['term'] as string)
  return {
    comment,
    context: {
      terms: termsOf('blocked'),
      suspectTerms: termsOf('suspect'),
      repeats: counted.repeats,
      likely: (likely?.results ?? []).map((row) => row['body'] as string),
      fromAddress: counted.from_address,
      fromEmail: counted.from_email,
      articleAgeMs: counted.published_at === null ? null : comment.created_at - counted.published_at,
      ownHost: new URL(origin).hostname,
      policy: newsroom.comment_policy,
      says: wordsFor(newsroom.locale).reasons,
    },
  }
}

interface Counted {
  repeats: number
  from_address: number
  from_email: number
  published_at: EpochMs | null
}

/** How many others there are, up to a hundred. @param same what those have in common with the comment `c` */
function othersBefore(index: string, same: string, withinMs: string): string {
  return `(SELECT count(*) FROM (SELECT 1 FROM comments o INDEXED BY ${index}
    WHERE ${same} AND o.id <> c.id AND o.created_at BETWEEN c.created_at - ${withinMs} AND c.created_at LIMIT 100))`
}

const AROUND = `
  SELECT ${othersBefore('comments_by_fingerprint', 'o.fingerprint = c.fingerprint', '?2')} AS repeats,
    ${othersBefore('comments_by_address', 'o.address_hash = c.address_hash', '?3')} AS from_address,
    ${othersBefore('comments_by_email', 'lower(o.email) = lower(c.email)', '?3')} AS from_email,
    (SELECT published_at FROM articles WHERE id = c.article_id) AS published_at
  FROM comments c WHERE c.id = ?1`

const LIKELY_OF_A_BAND = 20

/** The newest of those that may be nearly the same; the very same are counted as repeats. */
const LIKELY = `
  SELECT o.body FROM comments c JOIN comments o ON o.fingerprint <> c.fingerprint
  WHERE c.id = ?1 AND o.id IN (${Array.from(
    { length: BANDS },
    (_, n) => `
    SELECT id FROM (SELECT o.id FROM comments c JOIN comments o INDEXED BY comments_by_likeness_${n + 1}
      ON o.likeness_${n + 1} = c.likeness_${n + 1} AND o.created_at BETWEEN c.created_at - ?2 AND c.created_at
      WHERE c.id = ?1 AND o.id <> c.id ORDER BY o.created_at DESC LIMIT ${LIKELY_OF_A_BAND})`,
  ).join(' UNION ALL')})`

/** The words for reasons, in the newsroom's language. */
export async function findReasonWords(db: Db): Promise<ReasonWords> {
  const locale = await db.prepare('SELECT locale FROM settings').first<Settings['locale']>('locale')
  return wordsFor(locale ?? 'vi').reasons
}

/**
 * Decides on a comment as it was seen: status and revision must still be the same, so that no check overturns a person
 * and no late verdict a newer text. Returns whether it did. The decision goes on record in the same transaction.
 */
export async function decide(
  db: Db,
  seen: Pick<Comment, 'id' | 'status' | 'revision'>,
  verdict: Verdict,
  actor: string,
  now: EpochMs,
): Promise<boolean> {
  const signals = JSON.stringify(verdict.signals)
  const [, updated] = await db.batch([
    db
      .prepare(
        `INSERT INTO moderation_events (comment_id, revision, from_status, to_status, actor, signals, at)
         SELECT id, revision, status, ?, ?, ?, ? FROM comments WHERE id = ? AND status = ? AND revision = ?`,
      )
      .bind(verdict.status, actor, signals, now, seen.id, seen.status, seen.revision),
    db
      .prepare(
        `UPDATE comments SET status = ?, signals = ?, decided_at = ? WHERE id = ? AND status = ? AND revision = ?`,
      )
      .bind(verdict.status, signals, now, seen.id, seen.status, seen.revision),
  ])
  return (updated?.meta.changes ?? 0) > 0
}

/** Comments that no verdict has reached, oldest first. */
export async function listReceived(db: Db, before: EpochMs) {
  const found = await db
    .prepare(
      `SELECT id, status, revision, signals, created_at FROM comments
       WHERE status = 'received' AND created_at < ? ORDER BY created_at LIMIT 100`,
    )
    .bind(before)
    .all<Pick<Comment, 'id' | 'status' | 'revision' | 'signals' | 'created_at'>>()
  return found.results
}

/** A comment as the moderation desk lists it. */
export interface DeskComment
  extends Pick<Comment, 'id' | 'parent' | 'name' | 'email' | 'body' | 'status' | 'revision' | 'created_at'> {
  signals: Signal[]
  /** Of the comment that it answers: whose, and how that begins. */
  parent_name: string | null
  parent_body: string | null
  article_headline: string
  article_section: string
  article_slug: string
}

/** Newest first; `older` is the cursor of the next page, null on the last. */
export async function listComments(db: Db, status: Comment['status'], before: { at: EpochMs; id: number }) {
  const found = await db
    .prepare(
      `SELECT c.id, c.parent, c.name, c.email, c.body, c.status, c.revision, c.signals, c.created_at,
         p.name AS parent_name, substr(p.body, 1, 240) AS parent_body, a.headline AS article_headline, a.section AS article_section, a.slug AS article_slug
       FROM comments c JOIN articles a ON a.id = c.article_id LEFT JOIN comments p ON p.id = c.parent
       WHERE c.status = ? AND (c.created_at, c.id) < (?, ?) ORDER BY c.created_at DESC, c.id DESC LIMIT 51`,
    )
    .bind(status, before.at, before.id)
    .all<Omit<DeskComment, 'signals'> & Pick<Comment, 'signals'>>()
  const comments = found.results
    .slice(0, 50)
    .map((row): DeskComment => ({ ...row, signals: JSON.parse(row.signals) as Signal[] }))
  const last = comments.at(-1)
  return { comments, older: found.results.length > 50 && last ? `${last.created_at}-${last.id}` : null }
}

export async function listEvents(db: Db, commentId: number): Promise<ModerationEvent[]> {
  const found = await db
    .prepare('SELECT * FROM moderation_events WHERE comment_id = ? ORDER BY id')
    .bind(commentId)
    .all<ModerationEvent>()
  return found.results
}
