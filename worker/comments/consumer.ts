/**
 * Takes comments from the queue to a verdict, a batch in one transaction each way. Messages come at least once, in any
 * order, and a run may end anywhere; the state of the row alone says what is still to do.
 */
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { type Db, type EpochMs, varsOf } from '../env.ts'
import { type Event, logError } from '../log.ts'
import type { Comment } from '../schema.ts'
import { type Reading, readAllForModeration } from './context.ts'
import { type Decision, decideAll, type Seen } from './decisions.ts'
import { type Model, modelOf } from './model.ts'
import { judge, type Signal } from './moderation.ts'
import { findReasonWords, listByIds, listReceived, type Waiting } from './queries.ts'
import { togetherOrAlone } from './together.ts'

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
    logError('comment_not_queued', { commentId, error })
  }
}

/** One message's failure is its own: it alone is tried again. */
export async function moderateBatch(batch: MessageBatch, env: Env, now: EpochMs): Promise<void> {
  const undone = await moderateNow(env, idsIn(batch), now)
  settle(batch, undone, ({ attempts }) => Math.min(2 ** attempts, 300))
}

/** What the checks failed on for good waits for a person, with that as the reason. */
export async function holdDeadLetters(batch: MessageBatch, db: Db, now: EpochMs): Promise<void> {
  const undone = new Set<number>()
  const found = await togetherOrAlone(
    idsIn(batch),
    (ids) => listByIds(db, ids),
    failing(undone, 'dead_letter_not_held'),
  )
  const waiting = found.filter(({ status }) => status === 'received')
  for (const id of await holdAll(db, waiting, 'dead_letter', now)) undone.add(id)
  settle(batch, undone, () => 60)
}

/** Sends again what never reached a verdict, and gives to a person what has waited for an hour. */
export async function sweepReceived(env: Env, now: EpochMs): Promise<void> {
  const waiting = await listReceived(env.DB, now - MISSING_AFTER_MS)
  const isOverdue = (comment: Waiting) => comment.waits_since < now - OVERDUE_AFTER_MS
  const missing = waiting.filter((comment) => !isOverdue(comment))
  if (missing.length > 0) {
    const messages = missing.map(({ id }) => ({ body: { commentId: id } satisfies CommentMessage }))
    await env.COMMENTS.sendBatch(messages).catch((error) => {
      logError('comments_not_queued', { comments: missing.length, error })
    })
  }
  await holdAll(env.DB, waiting.filter(isOverdue), 'overdue', now)
}

function idsIn(batch: MessageBatch): number[] {
  return [...new Set((batch.messages as readonly Message<CommentMessage>[]).map(({ body }) => body.commentId))]
}

function settle(batch: MessageBatch, undone: Set<number>, delaySeconds: (message: Message) => number): void {
  for (const message of batch.messages as readonly Message<CommentMessage>[]) {
    if (undone.has(message.body.commentId)) message.retry({ delaySeconds: delaySeconds(message) })
    else message.ack()
  }
}

/** Returns the ids of those that are not done with. */
async function moderateNow(env: Env, ids: number[], now: EpochMs): Promise<Set<number>> {
  const undone = new Set<number>()
  const fail = failing(undone, 'comment_check_failed')
  const { ORIGIN } = varsOf(env)
  const readings = await togetherOrAlone(ids, (some) => readAllForModeration(env.DB, some, ORIGIN), fail)

  const verdicts = await judgeAll(
    readings.filter(({ comment }) => comment.status === 'received'),
    modelOf(env),
    fail,
  )
  const write = (some: Judged[]) => decideAll(env.DB, some, 'checks', now)
  const decided = new Set(await togetherOrAlone(verdicts, write, ({ seen }, error) => fail(seen.id, error)))
  // Changed since it was read, or written by a try of which nobody heard: the next look at the row says which.
  for (const { seen } of verdicts) if (!decided.has(seen.id)) undone.add(seen.id)

  // Also what was decided before: the run that approved it may have ended ahead of its purge.
  const approved = [
    ...readings.filter(({ comment }) => comment.status === 'approved').map(({ comment }) => comment),
    ...verdicts
      .filter(({ seen, decision }) => decision.status === 'approved' && decided.has(seen.id))
      .map(({ seen }) => seen),
  ]
  const tags = [...new Set(approved.map(({ article_id }) => pageTags.article(article_id)))]
  if (tags.length > 0 && !(await purgeLater(env.PURGES, tags))) for (const { id } of approved) undone.add(id)
  return undone
}

interface Judged {
  seen: Comment
  decision: Decision
}

/** As many at once as a Worker may have connections open, for the checks that ask somebody outside. */
const JUDGED_AT_ONCE = 6

async function judgeAll(
  readings: Reading[],
  model: Model | null,
  fail: (id: number, error: unknown) => void,
): Promise<Judged[]> {
  const judged: Judged[] = []
  for (let from = 0; from < readings.length; from += JUDGED_AT_ONCE) {
    const some = readings.slice(from, from + JUDGED_AT_ONCE).map(async ({ comment, context }) => {
      try {
        const decision = await judge(comment, { ...context, model }, JSON.parse(comment.signals) as Signal[])
        judged.push({ seen: comment, decision })
      } catch (error) {
        fail(comment.id, error)
      }
    })
    await Promise.all(some)
  }
  return judged
}

/** Holds for a person what the checks did not get to. Returns the ids of those that it could not hold. */
async function holdAll(
  db: Db,
  comments: Waiting[],
  name: 'dead_letter' | 'overdue',
  now: EpochMs,
): Promise<Set<number>> {
  const undone = new Set<number>()
  if (comments.length === 0) return undone
  const fail = failing(undone, `${name}_not_held`)
  const reason = (await findReasonWords(db))[name]
  const decisions = comments.flatMap((seen): { seen: Seen; decision: Decision }[] => {
    try {
      const signals = [...(JSON.parse(seen.signals) as Signal[]), { name, weight: 1, reason }]
      return [{ seen, decision: { status: 'held', signals } }]
    } catch (error) {
      fail(seen.id, error)
      return []
    }
  })
  const actor = name === 'overdue' ? 'sweep' : 'dead_letter'
  await togetherOrAlone(
    decisions,
    (some) => decideAll(db, some, actor, now),
    ({ seen }, error) => fail(seen.id, error),
  )
  return undone
}

function failing(undone: Set<number>, event: Event) {
  return (commentId: number, error: unknown) => {
    logError(event, { commentId, error })
    undone.add(commentId)
  }
}
