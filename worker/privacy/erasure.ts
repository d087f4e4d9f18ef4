/**
 * Erasing comments: of what a person wrote or is known by nothing is left, in no column of no table. The row stays, for
 * answers and records to refer to, and so do the decisions on it, without what they quoted.
 */
import { recordStatement } from '../admin/record.ts'
import type { Db, EpochMs } from '../env.ts'
import type { AuditEvent, Comment } from '../schema.ts'
import { subjectOf } from './person.ts'

/** So many in a transaction: one that is approved has its article's comments counted anew. */
const IN_A_PORTION = 200
/** On the free plan a request has fifty statements; what is left then is for the next. */
const PORTIONS = 4

export interface Erased {
  comments: number
  /** Articles whose pages have changed. */
  articles: number[]
}

/**
 * Erases all that is held of an email, and puts on record that it was done, without the email. Each portion is a
 * transaction with its own record, so that what breaks off is taken up by asking again. A ban that is in force stays
 * until it ends, without its reason: whom it keeps out could else undo it by this.
 * @returns what was erased, and whether something is left for another call
 */
export async function erasePerson(
  db: Db,
  { signingKey, email, actor, now }: { signingKey: string; email: string; actor: string; now: EpochMs },
): Promise<Erased & { isDone: boolean }> {
  const subject = await subjectOf(signingKey, email)
  const articles = new Set<number>()
  let comments = 0
  for (let portion = 0; portion < PORTIONS; portion++) {
    const ids = await listIds(db, email)
    const isLast = ids.length < IN_A_PORTION
    const detail = { comments: ids.length }
    const erased = await eraseComments(db, ids, actor, now, [
      forgetReasons(db, ids),
      ...(isLast ? forgetEmail(db, email, now) : []),
      recordStatement(db, { actor, action: 'person_erased', subject, detail, at: now }),
    ])
    comments += erased.comments
    for (const article of erased.articles) articles.add(article)
    if (isLast) return { comments, articles: [...articles], isDone: true }
  }
  return { comments, articles: [...articles], isDone: false }
}

/** Articles of the comments that were erased in one act, by its record. */
export async function listErasedFrom(db: Db, { actor, at }: Pick<AuditEvent, 'actor' | 'at'>): Promise<number[]> {
  const found = await db
    .prepare(
      `SELECT DISTINCT c.article_id FROM moderation_events e INDEXED BY moderation_events_by_time
       CROSS JOIN comments c ON c.id = e.comment_id WHERE e.at = ? AND e.actor = ? AND e.to_status = 'erased'`,
    )
    .bind(at, actor)
    .all<{ article_id: number }>()
  return found.results.map(({ article_id }) => article_id)
}

async function listIds(db: Db, email: string): Promise<number[]> {
  const found = await db
    .prepare(`SELECT id FROM comments WHERE lower(email) = lower(?) ORDER BY created_at LIMIT ${IN_A_PORTION}`)
    .bind(email)
    .all<{ id: number }>()
  return found.results.map(({ id }) => id)
}

/** What bans made because of these comments say of who wrote them; of an address, too, that is not known to be theirs. */
function forgetReasons(db: Db, ids: number[]): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE bans SET reason = '' WHERE reason <> '' AND EXISTS (
         SELECT 1 FROM audit_events WHERE subject = 'ban:' || bans.id AND action = 'ban_added'
           AND detail ->> 'comment' IN (SELECT value FROM json_each(?)))`,
    )
    .bind(JSON.stringify(ids))
}

/** What is known of an email besides its comments. */
function forgetEmail(db: Db, email: string, now: EpochMs): D1PreparedStatement[] {
  return [
    ...['confirmation', 'published', 'answered', 'digest'].map((kind) =>
      db.prepare('DELETE FROM notices WHERE kind = ? AND email = lower(?)').bind(kind, email),
    ),
    db.prepare('DELETE FROM unsubscribed WHERE email = lower(?)').bind(email),
    db
      .prepare(`DELETE FROM bans WHERE kind = 'email' AND value = lower(?) AND (until <= ? OR lifted_at IS NOT NULL)`)
      .bind(email, now),
    // Those of one act say the same.
    db
      .prepare(
        `UPDATE bans SET reason = '' WHERE (created_at, created_by) IN (
           SELECT created_at, created_by FROM bans WHERE kind = 'email' AND value = lower(?))`,
      )
      .bind(email),
  ]
}

/**
 * Erases comments in one transaction, with what else belongs to the act. Those that are erased already are left alone.
 * @param actor who did it: a person's email, `writer`, or the name of a job
 */
export async function eraseComments(
  db: Db,
  ids: number[],
  actor: string,
  now: EpochMs,
  besides: D1PreparedStatement[] = [],
): Promise<Erased> {
  const these = `IN (SELECT value FROM json_each(?1))`
  const list = JSON.stringify(ids)
  const results = await db.batch<Pick<Comment, 'article_id' | 'status'>>([
    // Status as it was: read before it changes, in the same transaction.
    db.prepare(`SELECT article_id, status FROM comments WHERE id ${these} AND status <> 'erased'`).bind(list),
    db
      .prepare(
        `INSERT INTO moderation_events (comment_id, revision, from_status, to_status, actor, signals, at)
         SELECT id, revision, status, 'erased', ?2, '[]', ?3 FROM comments WHERE id ${these} AND status <> 'erased'`,
      )
      .bind(list, actor, now),
    db.prepare(`UPDATE moderation_events SET signals = '[]' WHERE comment_id ${these} AND signals <> '[]'`).bind(list),
    // Those that were sent are kept for as long as their links are promised to work; erasing a person takes them too.
    db.prepare(`DELETE FROM notices WHERE comment_id ${these} AND sent_at IS NULL`).bind(list),
    // Words were learnt from: the minute's run learns anew, without these.
    db
      .prepare(
        `DELETE FROM classifiers WHERE id = 1 AND EXISTS (
           SELECT 1 FROM comments WHERE id ${these} AND status IN ('approved', 'rejected', 'spam'))`,
      )
      .bind(list),
    db
      .prepare(
        `UPDATE comments SET status = 'erased', decided_at = ?2, name = '', email = '', body = '', fingerprint = '',
           submission = 'erased ' || id, address_hash = '', signals = '[]', reason = NULL, likeness_1 = NULL,
           likeness_2 = NULL, likeness_3 = NULL, likeness_4 = NULL, picked_at = NULL, staff = NULL, edited_at = NULL,
           confirmed_at = NULL, wants_notice = 0
         WHERE id ${these} AND status <> 'erased'`,
      )
      .bind(list, now),
    ...besides,
  ])
  const erased = results[0]?.results ?? []
  const shown = erased.filter(({ status }) => status === 'approved')
  return { comments: erased.length, articles: [...new Set(shown.map(({ article_id }) => article_id))] }
}
