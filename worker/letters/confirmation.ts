/** That a comment's email is its writer's: said by the button of a page that only a letter leads to. */
import { moderateLater } from '../comments/consumer.ts'
import { decide } from '../comments/decisions.ts'
import type { Signal } from '../comments/moderation.ts'
import { findComment } from '../comments/queries.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Comment, Notice } from '../schema.ts'

const VALID_FOR_MS = 14 * 24 * 60 * 60_000

export function isExpired(notice: Notice, now: EpochMs): boolean {
  return now >= notice.created_at + VALID_FOR_MS
}

/**
 * Confirms the email of one comment, once; other comments under the same email say nothing of who wrote them. Where the
 * newsroom publishes readers it knows, a comment that only waits because its writer was not known goes to the checks
 * again. What a person has decided stays decided.
 */
export async function confirmComment(
  { DB: db, COMMENTS: queue }: { DB: Db; COMMENTS: Env['COMMENTS'] },
  id: number,
  now: EpochMs,
): Promise<Comment | null> {
  const confirmed = await db
    .prepare(
      `UPDATE comments SET confirmed_at = ? WHERE id = ? AND confirmed_at IS NULL AND status <> 'erased' RETURNING *`,
    )
    .bind(now, id)
    .first<Comment>()
  if (!confirmed) return findComment(db, id)
  if (await waitsToBeKnown(db, confirmed)) {
    if (await decide(db, confirmed, { status: 'received', signals: [] }, 'writer', now)) await moderateLater(queue, id)
  }
  return confirmed
}

async function waitsToBeKnown(db: Db, { id, status, signals }: Comment): Promise<boolean> {
  if (status !== 'held') return false
  if ((JSON.parse(signals) as Signal[]).some(({ name }) => name !== 'policy')) return false
  const decided = await db
    .prepare(
      `SELECT comment_policy, (SELECT actor FROM moderation_events WHERE comment_id = ? ORDER BY id DESC LIMIT 1) AS actor
       FROM settings`,
    )
    .bind(id)
    .first<{ comment_policy: string; actor: string | null }>()
  return decided?.comment_policy === 'approve_known' && decided.actor === 'checks'
}
