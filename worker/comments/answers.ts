/** What the newsroom says under a reader's comment, and which comments it picks. Nobody alters a reader's words. */
import type { Db, EpochMs } from '../env.ts'
import type { Comment } from '../schema.ts'
import { fingerprint } from '../text/vietnamese.ts'
import { LIMITS, submissionOf } from './comment.ts'
import { decisionStatements, type Seen } from './decisions.ts'
import type { Signal } from './moderation.ts'

export const ANSWER_LIMITS = { min: LIMITS.bodyMin, max: LIMITS.body } as const

export interface Answer {
  body: string
  /** Of the form: the same one sent twice is one answer. */
  nonce: string
  /** An email of the staff. */
  staff: string
  /** The revision of the comment that is answered. */
  revision: number
  /** The comment is approved in the same step, as it was seen. */
  approves: Seen | null
}

/** Whether the newsroom can answer: it is before readers, or can still be brought there. */
export function isAnswerable({ status }: Pick<Comment, 'status'>): boolean {
  return status === 'approved' || status === 'held'
}

export type Answered = { ok: true; id: number; approved: boolean } | { ok: false; reason: 'not_shown' | 'changed' }

/**
 * Publishes the newsroom's answer to a comment that readers see. With `approves`, comment and answer appear together or
 * not at all. Fails: `not_shown`; `changed` where the comment is no longer as it was seen.
 */
export async function answerComment(
  db: Db,
  comment: Pick<Comment, 'id' | 'article_id' | 'signals'>,
  { body, nonce, staff, revision, approves }: Answer,
  now: EpochMs,
): Promise<Answered> {
  const submission = await submissionOf(comment.article_id, {
    nonce,
    parent: comment.id,
    name: 'answer',
    email: staff,
    body,
  })
  const approval =
    approves && approves.status !== 'approved'
      ? decisionStatements(
          db,
          [{ seen: approves, decision: { status: 'approved', signals: JSON.parse(comment.signals) as Signal[] } }],
          staff,
          now,
        )
      : []
  const results = await db.batch<{ id: number }>([
    ...approval,
    db
      .prepare(
        `INSERT INTO comments (article_id, parent, answers, name, email, body, fingerprint, submission, address_hash, status,
           created_at, decided_at, staff)
         SELECT article_id, coalesce(parent, id), id, (SELECT name FROM settings), '', ?2, ?3, ?4, '', 'approved', ?5, ?5, ?6
         FROM comments WHERE id = ?1 AND status = 'approved' AND revision = ?7
         ON CONFLICT (submission) DO NOTHING RETURNING id`,
      )
      .bind(comment.id, body, await fingerprint(body), submission, now, staff, revision),
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?3, ?4, 'comment_answered', ?1, json_object('answer', id)
         FROM comments WHERE submission = ?2 AND created_at = ?3 AND NOT EXISTS (
           SELECT 1 FROM audit_events WHERE subject = ?1 AND action = 'comment_answered'
             AND detail ->> 'answer' = comments.id)`,
      )
      .bind(`comment:${comment.id}`, submission, now, staff),
    db.prepare('SELECT id FROM comments WHERE submission = ?').bind(submission),
  ])
  const written = results.at(-1)?.results[0]
  if (!written) return { ok: false, reason: approves ? 'changed' : 'not_shown' }
  return { ok: true, id: written.id, approved: (results[1]?.results.length ?? 0) > 0 && approval.length > 0 }
}

/** Puts a published comment above the others of its article, or back among them. Returns whether it changed anything. */
export async function pickComment(
  db: Db,
  seen: Seen,
  isPicked: boolean,
  actor: string,
  now: EpochMs,
): Promise<boolean> {
  const asSeen = `id = ?1 AND revision = ?2 AND status = 'approved' AND (picked_at IS NULL) = ?3`
  const values = [seen.id, seen.revision, isPicked ? 1 : 0]
  const [, updated] = await db.batch<{ id: number }>([
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject)
         SELECT ?4, ?5, ?6, 'comment:' || id FROM comments WHERE ${asSeen}`,
      )
      .bind(...values, now, actor, isPicked ? 'comment_picked' : 'comment_unpicked'),
    db
      .prepare(`UPDATE comments SET picked_at = ?4 WHERE ${asSeen} RETURNING id`)
      .bind(...values, isPicked ? now : null),
  ])
  return (updated?.results.length ?? 0) > 0
}
