/**
 * Takes comments from the queue to a verdict. Messages come at least once, in any order, and a run may end anywhere;
 * the state of the row alone says what is still to do.
 */
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { type Db, type EpochMs, varsOf } from '../env.ts'
import type { Comment } from '../schema.ts'
import { readForModeration } from './context.ts'
import { decide } from './decisions.ts'
import { judge, type Signal } from './moderation.ts'
import { findComment, findReasonWords, listReceived } from './queries.ts'

interface CommentMessage {
  commentId: number
}

const MINUTE_MS = 60_000
const MISSING_AFTER_MS = 2 * MINUTE_MS
const OVERDUE_AFTER_MS = 60 * MINUTE_MS

/**
 * Sends a comment to its checks. Returns nothing and never throws: the row is written, and the sweep sends again what
 * the queue did not take.
 */
export async function moderateLater(queue: Env['COMMENTS'], commentId: number): Promise<void> {
  try {
    await queue.send({ commentId } satisfies CommentMessage)
  } catch (error) {
    console.error({ event: 'comment_not_queued', commentId, error: String(error) })
  }
}

/** One message's failure is its own: it alone is tried again. */
export async function moderateBatch(batch: MessageBatch, env: Env, now: EpochMs): Promise<void> {
  for (const message of batch.messages as readonly Message<CommentMessage>[]) {
    try {
      await moderateNow(env, message.body.commentId, now)
      message.ack()
    } catch (error) {
      console.error({ event: 'comment_check_failed', commentId: message.body.commentId, error: String(error) })
      message.retry({ delaySeconds: Math.min(2 ** message.attempts, 300) })
    }
  }
}

async function moderateNow(env: Env, commentId: number, now: EpochMs): Promise<void> {
  const found = await readForModeration(env.DB, commentId, varsOf(env).ORIGIN)
  if (!found) return
  const { comment, context } = found
  if (comment.status === 'received') {
    const verdict = await judge(comment, context, JSON.parse(comment.signals) as Signal[])
    const decided = await decide(env.DB, comment, verdict, 'checks', now)
    if (!decided || verdict.status !== 'approved') return
  }
  // Also for one decided before: the run that approved it may have ended ahead of its purge.
  if (comment.status === 'received' || comment.status === 'approved') {
    const purging = await purgeLater(env.PURGES, [pageTags.article(comment.article_id)])
    if (!purging) throw new Error('the purge was not taken: this message comes again')
  }
}

/** What the checks failed on for good waits for a person, with that as the reason. */
export async function holdDeadLetters(batch: MessageBatch, db: Db, now: EpochMs): Promise<void> {
  for (const message of batch.messages as readonly Message<CommentMessage>[]) {
    try {
      const comment = await findComment(db, message.body.commentId)
      if (comment?.status === 'received') await hold(db, comment, 'dead_letter', now)
      message.ack()
    } catch (error) {
      console.error({ event: 'dead_letter_not_held', commentId: message.body.commentId, error: String(error) })
      message.retry({ delaySeconds: 60 })
    }
  }
}

/** Sends again what never reached a verdict, and gives to a person what has waited for an hour. */
export async function sweepReceived(env: Env, now: EpochMs): Promise<void> {
  for (const comment of await listReceived(env.DB, now - MISSING_AFTER_MS)) {
    if (comment.created_at >= now - OVERDUE_AFTER_MS) await moderateLater(env.COMMENTS, comment.id)
    else await hold(env.DB, comment, 'overdue', now).catch((error) => report(comment.id, error))
  }
}

/** One row that cannot be held must not keep those behind it waiting. */
function report(commentId: number, error: unknown): void {
  console.error({ event: 'overdue_comment_not_held', commentId, error: String(error) })
}

async function hold(
  db: Db,
  comment: Pick<Comment, 'id' | 'status' | 'revision' | 'signals'>,
  name: 'dead_letter' | 'overdue',
  now: EpochMs,
): Promise<boolean> {
  const reason = (await findReasonWords(db))[name]
  const signals = [...(JSON.parse(comment.signals) as Signal[]), { name, weight: 1, reason }]
  return decide(db, comment, { status: 'held', signals }, name === 'overdue' ? 'sweep' : 'dead_letter', now)
}
