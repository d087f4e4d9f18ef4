/** A comment's way in: from a checked form to a written row and a message in the queue. */
import type { TurnstileAnswer } from '../edge/turnstile.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Comment } from '../schema.ts'
import { fingerprint } from '../text/vietnamese.ts'
import type { ReasonWords } from '../text/words.ts'
import { type CommentForm, type NewComment, submissionOf } from './comment.ts'
import { moderateLater } from './consumer.ts'
import type { Signal } from './moderation.ts'
import { findBySubmission, insertComment } from './queries.ts'

export type Submission =
  | { ok: true; comment: Comment }
  | { ok: false; reason: 'too_many' | 'turnstile_missing' | 'turnstile_failed' | 'unavailable' }

/** What stands outside: each may fail, and no failure counts as a pass. */
interface Door {
  /** Whether this address may write again so soon. */
  isWithinLimit: () => Promise<boolean>
  verifyPerson: (token: string, idempotencyKey: string) => Promise<TurnstileAnswer>
  addressHash: string
  /** The newsroom's language for reasons. */
  says: ReasonWords
}

/**
 * The same submission sent again returns the comment it made the first time. Fails: `too_many`, `turnstile_missing`,
 * `turnstile_failed`, and `unavailable` where the database does not take it. Where the limit or Turnstile cannot be asked, the comment is taken and a person must decide.
 */
export async function submitComment(
  { DB: db, COMMENTS: queue }: { DB: Db; COMMENTS: Env['COMMENTS'] },
  articleId: number,
  form: CommentForm,
  door: Door,
  now: EpochMs,
): Promise<Submission> {
  const submission = await submissionOf(articleId, form)
  const sentBefore = await findBySubmission(db, submission)
  if (sentBefore) return { ok: true, comment: sentBefore }

  const signals: Signal[] = []
  const notice = (name: keyof typeof WEIGHTS) => signals.push({ name, weight: WEIGHTS[name], reason: door.says[name] })
  if (form.isTrapped) notice('trap')
  const withinLimit = await door.isWithinLimit().catch(() => null)
  // A double click may have been counted, and written, a moment ago.
  if (withinLimit === false) return (await sentMeanwhile(db, submission)) ?? { ok: false, reason: 'too_many' }
  if (withinLimit === null) notice('unlimited')

  if (!form.token) return { ok: false, reason: 'turnstile_missing' }
  const answer = await door.verifyPerson(form.token, uuidOf(submission))
  // Or have used the token up.
  if (answer === 'failed') return (await sentMeanwhile(db, submission)) ?? { ok: false, reason: 'turnstile_failed' }
  if (answer === 'unavailable') notice('unverified')

  const comment = await insertOrNull(db, {
    article_id: articleId,
    parent: form.parent,
    name: form.name,
    email: form.email,
    body: form.body,
    fingerprint: await fingerprint(form.body),
    submission,
    address_hash: door.addressHash,
    signals: JSON.stringify(signals),
    created_at: now,
  })
  if (!comment) return { ok: false, reason: 'unavailable' }
  // Row before message: what the queue never hears of, the sweep finds.
  await moderateLater(queue, comment.id)
  return { ok: true, comment }
}

async function sentMeanwhile(db: Db, submission: string): Promise<Submission | null> {
  const comment = await findBySubmission(db, submission)
  return comment && { ok: true, comment }
}

/** Once more before giving up: the same submission is never written twice, and its writer still has every word. */
async function insertOrNull(db: Db, comment: NewComment): Promise<Comment | null> {
  for (const pause of [0, 300]) {
    if (pause > 0) await scheduler.wait(pause)
    try {
      return await insertComment(db, comment)
    } catch (error) {
      console.error({ event: 'comment_not_written', error: String(error) })
    }
  }
  return null
}

const WEIGHTS = { trap: 100, unlimited: 1, unverified: 1 } as const

/** The first 128 bits of a submission in the form of a UUID, which is what Turnstile takes as an idempotency key. */
function uuidOf(submission: string): string {
  return submission.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
