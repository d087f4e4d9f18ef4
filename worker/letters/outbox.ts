/** The letters that are to be sent: rows of `notices`, which triggers and the digest write, each once. */
import type { Db, EpochMs } from '../env.ts'
import type { Article, Comment, Notice } from '../schema.ts'

const MINUTE_MS = 60_000
/** Each is a write and a call to outside, of the fifty that a run has on the free plan. */
const AT_ONCE = 20
/** Over some twenty hours: a daily limit is over by then. */
const ATTEMPTS = 9
/** What could not be sent for so long is no news any more. */
const NEWS_FOR_MS = 3 * 24 * 60 * MINUTE_MS

/** A letter to send, with all that it may tell. */
export interface Due extends Pick<Notice, 'id' | 'kind' | 'email' | 'comment_id' | 'created_at'> {
  unsubscribed_at: EpochMs | null
  /** Of the comment that it is about; null in a digest, and where the comment is gone. */
  status: Comment['status'] | null
  wants_notice: number | null
  confirmed_at: EpochMs | null
  section: string | null
  slug: string | null
  headline: string | null
  article_status: Article['status'] | null
  /** Of the answer that it tells of. */
  answer_id: number | null
  answer_status: Comment['status'] | null
  answer_name: string | null
  answer_body: string | null
}

/**
 * Takes what is due, so that no other run does: each is put off, a longer time at each attempt, and the last time for
 * good. Who is cut off between sending and saying so sends again then; that alone can send a letter twice.
 */
export async function takeDue(db: Db, now: EpochMs): Promise<Due[]> {
  const [taken] = await db.batch<{ id: number }>([
    db
      .prepare(
        `UPDATE notices SET attempts = attempts + 1, due_at =
           CASE WHEN attempts + 1 >= ${ATTEMPTS} THEN NULL ELSE ?1 + ${5 * MINUTE_MS} * (1 << attempts) END
         WHERE id IN (SELECT id FROM notices WHERE due_at <= ?1 ORDER BY due_at LIMIT ${AT_ONCE}) RETURNING id`,
      )
      .bind(now),
  ])
  const ids = JSON.stringify((taken?.results ?? []).map(({ id }) => id))
  if (ids === '[]') return []
  const found = await db
    .prepare(
      `SELECT n.id, n.kind, n.email, n.comment_id, n.created_at, u.at AS unsubscribed_at,
         c.status, c.wants_notice, c.confirmed_at, a.section, a.slug, a.headline, a.status AS article_status,
         r.id AS answer_id, r.status AS answer_status, r.name AS answer_name, r.body AS answer_body
       FROM notices n LEFT JOIN unsubscribed u ON u.email = n.email
         LEFT JOIN comments c ON c.id = n.comment_id LEFT JOIN articles a ON a.id = c.article_id
         LEFT JOIN comments r ON n.kind = 'answered' AND r.id = CAST(n.about AS INTEGER)
       WHERE n.id IN (SELECT value FROM json_each(?)) ORDER BY n.id`,
    )
    .bind(ids)
    .all<Due>()
  return found.results
}

/** Whether what it tells is still so, still news, and still wanted. */
export function isStillTrue(due: Due, now: EpochMs): boolean {
  if (due.unsubscribed_at !== null || now - due.created_at > NEWS_FOR_MS) return false
  if (due.kind === 'digest') return true
  if (due.wants_notice !== 1 || due.article_status !== 'published') return false
  if (due.kind === 'confirmation') {
    return due.confirmed_at === null && ['received', 'held', 'approved'].includes(due.status ?? '')
  }
  if (due.confirmed_at === null || due.status !== 'approved') return false
  return due.kind === 'published' || due.answer_status === 'approved'
}

export async function markSent(db: Db, id: number, now: EpochMs): Promise<void> {
  await db.prepare('UPDATE notices SET sent_at = ?, due_at = NULL WHERE id = ?').bind(now, id).run()
}

/** It will never be sent. */
export async function giveUp(db: Db, id: number): Promise<void> {
  await db.prepare('UPDATE notices SET due_at = NULL WHERE id = ?').bind(id).run()
}

/** As if it had never been written: should what it tells become true again, it is written anew. */
export async function drop(db: Db, id: number): Promise<void> {
  await db.prepare('DELETE FROM notices WHERE id = ? AND sent_at IS NULL').bind(id).run()
}

/** Whom a link of a letter is for, and about which comment; null where that has been erased or forgotten. */
export function findNotice(db: Db, id: number): Promise<Notice | null> {
  return db.prepare('SELECT * FROM notices WHERE id = ?').bind(id).first<Notice>()
}

export async function isUnsubscribed(db: Db, email: string): Promise<boolean> {
  return (await db.prepare('SELECT 1 FROM unsubscribed WHERE email = lower(?)').bind(email).first()) !== null
}

export async function unsubscribe(db: Db, email: string, now: EpochMs): Promise<void> {
  await db
    .prepare('INSERT INTO unsubscribed (email, at) VALUES (lower(?), ?) ON CONFLICT DO NOTHING')
    .bind(email, now)
    .run()
}

export async function resubscribe(db: Db, email: string): Promise<void> {
  await db.prepare('DELETE FROM unsubscribed WHERE email = lower(?)').bind(email).run()
}
