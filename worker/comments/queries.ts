/** The only place that knows how comments are stored. */
import { STANDING } from '../articles/beside.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Article, Comment, Settings } from '../schema.ts'
import { BANDS, bandsOf } from '../text/likeness.ts'
import { type ReasonWords, wordsFor } from '../text/words.ts'
import { COMMENTS_A_MINUTE, type NewComment } from './comment.ts'
import { fullLimit, MINUTE_MS, retryAtOf, writtenBy } from './limit.ts'

export type CommentedArticle = Pick<
  Article,
  'id' | 'section' | 'slug' | 'headline' | 'lang' | 'status' | 'published_at' | 'comment_mode' | 'comment_days'
>

/**
 * The article that a comment is meant for, also where its page has moved since the reader opened it: a cached page, or a
 * tab left open, still sends to the old address.
 */
export function commentedArticle(db: Db, section: string, slug: string): D1PreparedStatement {
  return db
    .prepare(
      `SELECT id, section, slug, headline, lang, ${STANDING}, published_at, comment_mode, comment_days FROM articles a WHERE id = (
         SELECT id FROM (
           SELECT id, status <> 'published' AS place FROM articles WHERE section = ?1 AND slug = ?2
           UNION ALL SELECT article_id, 0 FROM redirects WHERE from_path = '/' || ?1 || '/' || ?2)
         ORDER BY place LIMIT 1)`,
    )
    .bind(section, slug)
}

export function findBySubmission(db: Db, submission: string): Promise<Comment | null> {
  return bySubmission(db, submission).first<Comment>()
}

export function bySubmission(db: Db, submission: string): D1PreparedStatement {
  return db.prepare('SELECT * FROM comments WHERE submission = ?').bind(submission)
}

/** A comment that somebody may answer: one that readers see under that article. */
export function findParent(db: Db, articleId: number, id: number): Promise<Pick<Comment, 'id' | 'name'> | null> {
  return db
    .prepare(`SELECT id, name FROM comments WHERE id = ? AND article_id = ? AND status = 'approved'`)
    .bind(id, articleId)
    .first<Pick<Comment, 'id' | 'name'>>()
}

/** Writes a comment, or returns the one that the same submission wrote before. A reply goes under an approved comment. */
export async function insertComment(db: Db, comment: NewComment): Promise<Comment> {
  const written = await insertWithinLimit(db, comment, [])
  if (!written.ok) throw new Error('a comment is gone right after it was written')
  return written.comment
}

/**
 * As `insertComment`, unless the address has written its share of the last minute: the row itself looks, so that of many
 * at once no more than that get through. A refusal tells when there is room again.
 * @param addressHashes of one address, under each salt
 */
export async function insertWithinLimit(
  db: Db,
  comment: NewComment,
  addressHashes: string[],
): Promise<{ ok: true; comment: Comment } | { ok: false; retryAt: EpochMs }> {
  const addresses = JSON.stringify(addressHashes)
  const [, found, oldest] = await db.batch([
    db
      .prepare(
        `INSERT INTO comments
           (article_id, parent, answers, name, email, body, fingerprint, submission, address_hash, signals, created_at,
            confirmed_at, wants_notice, likeness_1, likeness_2, likeness_3, likeness_4)
         SELECT ?1, (SELECT coalesce(parent, id) FROM comments WHERE id = ?2 AND article_id = ?1 AND status = 'approved'),
           (SELECT id FROM comments WHERE id = ?2 AND article_id = ?1 AND status = 'approved'),
           ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16
         WHERE (SELECT count(*) FROM (${writtenBy('?17', '?18')})) < ${COMMENTS_A_MINUTE}
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
        comment.confirmed_at ?? null,
        comment.wants_notice ? 1 : 0,
        ...(bandsOf(comment.body) ?? Array<null>(BANDS).fill(null)),
        addresses,
        comment.created_at - MINUTE_MS,
      ),
    bySubmission(db, comment.submission),
    fullLimit(db, addressHashes, comment.created_at),
  ])
  const row = found?.results[0] as Comment | undefined
  return row ? { ok: true, comment: row } : { ok: false, retryAt: retryAtOf(oldest, comment.created_at) }
}

export function findComment(db: Db, id: number): Promise<Comment | null> {
  return db.prepare('SELECT * FROM comments WHERE id = ?').bind(id).first<Comment>()
}

/** The words for reasons, in the newsroom's language. */
export async function findReasonWords(db: Db): Promise<ReasonWords> {
  const locale = await db.prepare('SELECT locale FROM settings').first<Settings['locale']>('locale')
  return wordsFor(locale ?? 'vi').reasons
}

/** What is needed of a comment to hold it as it was seen. */
export type Waiting = Pick<Comment, 'id' | 'status' | 'revision' | 'signals'> & {
  /** Since it was written, changed, or sent to its checks again. */
  waits_since: EpochMs
}

const WAITING = 'id, status, revision, signals, coalesce(decided_at, edited_at, created_at) AS waits_since'

/** Comments that no verdict has reached, oldest first. */
export async function listReceived(db: Db, before: EpochMs): Promise<Waiting[]> {
  const found = await db
    .prepare(
      `SELECT ${WAITING} FROM comments
       WHERE status = 'received' AND created_at < ? ORDER BY created_at LIMIT 100`,
    )
    .bind(before)
    .all<Waiting>()
  return found.results
}

export async function listByIds(db: Db, ids: number[]): Promise<Waiting[]> {
  const found = await db
    .prepare(`SELECT ${WAITING} FROM comments WHERE id IN (SELECT value FROM json_each(?))`)
    .bind(JSON.stringify(ids))
    .all<Waiting>()
  return found.results
}
