/** A comment's way in: from a checked form to a written row and a message in the queue. */
import type { TurnstileAnswer } from '../edge/turnstile.ts'
import type { Db, EpochMs } from '../env.ts'
import { logError } from '../log.ts'
import type { Comment } from '../schema.ts'
import { fingerprint } from '../text/vietnamese.ts'
import type { ReasonWords } from '../text/words.ts'
import { type CommentForm, type NewComment, submissionOf } from './comment.ts'
import { moderateLater } from './consumer.ts'
import { readSender } from './door.ts'
import { findRetryAt } from './limit.ts'
import type { Signal } from './moderation.ts'
import { findBySubmission, insertWithinLimit } from './queries.ts'

export type Submission =
  | { ok: true; comment: Comment }
  | { ok: false; reason: 'turnstile_missing' | 'turnstile_failed' | 'unavailable' }
  | { ok: false; reason: 'too_many'; retryAt: EpochMs }
  | { ok: false; reason: 'banned'; until: EpochMs }

/** What stands outside: each may fail, and no failure counts as a pass. */
interface Door {
  /** The first line: whether this address may ask at all so often. The exact limit is the database's. */
  isWithinLimit: () => Promise<boolean>
  verifyPerson: (token: string, idempotencyKey: string) => Promise<TurnstileAnswer>
  /** Whether the sender has proved to have the email. */
  isProven: () => Promise<boolean>
  /** Whether letters can be sent at all. */
  offersNotices: boolean
  /** Of the sender's address, the newest salt's first. */
  addressHashes: [string, ...string[]]
  /** The newsroom's language for reasons. */
  says: ReasonWords
}

/**
 * The same submission sent again returns the comment it made the first time. Fails: `banned`, `too_many`,
 * `turnstile_missing`, `turnstile_failed`, and `unavailable` where the database does not take it. Where the first limit or
 * Turnstile cannot be asked, the comment is taken and a person must decide.
 */
export async function submitComment(
  { DB: db, COMMENTS: queue }: { DB: Db; COMMENTS: Env['COMMENTS'] },
  articleId: number,
  form: CommentForm,
  door: Door,
  now: EpochMs,
): Promise<Submission> {
  const { addressHashes } = door
  const submission = await submissionOf(articleId, form)
  const { sentBefore, ban } = await readSender(db, { submission, addressHashes, email: form.email }, now)
  if (sentBefore) return { ok: true, comment: sentBefore }
  if (ban) return { ok: false, reason: 'banned', until: ban.until }

  const signals: Signal[] = []
  const notice = (name: keyof typeof WEIGHTS) => signals.push({ name, weight: WEIGHTS[name], reason: door.says[name] })
  if (form.isTrapped) notice('trap')
  const withinLimit = await door.isWithinLimit().catch(() => null)
  if (withinLimit === false) {
    // A double click may have been counted, and written, a moment ago.
    const retryAt = Math.max(await findRetryAt(db, addressHashes, now), now + ASK_AGAIN_AFTER_MS)
    return (await sentMeanwhile(db, submission)) ?? { ok: false, reason: 'too_many', retryAt }
  }
  if (withinLimit === null) notice('unlimited')

  if (!form.token) return { ok: false, reason: 'turnstile_missing' }
  const answer = await door.verifyPerson(form.token, uuidOf(submission))
  // Or have used the token up.
  if (answer === 'failed') return (await sentMeanwhile(db, submission)) ?? { ok: false, reason: 'turnstile_failed' }
  if (answer === 'unavailable') notice('unverified')

  const written = await insertOrNull(
    db,
    {
      article_id: articleId,
      parent: form.parent,
      name: form.name,
      email: form.email,
      body: form.body,
      fingerprint: await fingerprint(form.body),
      submission,
      address_hash: addressHashes[0],
      signals: JSON.stringify(signals),
      created_at: now,
      confirmed_at: (await door.isProven()) ? now : null,
      wants_notice: form.notice && door.offersNotices,
    },
    addressHashes,
  )
  if (!written) return { ok: false, reason: 'unavailable' }
  if (!written.ok) return { ok: false, reason: 'too_many', retryAt: written.retryAt }
  // Row before message: what the queue never hears of, the sweep finds.
  await moderateLater(queue, written.comment.id)
  return written
}

/** Of what is known of a comment, what was noticed before the checks. */
export function atTheDoor(signals: Signal[]): Signal[] {
  return signals.filter(({ name }) => name in WEIGHTS)
}

async function sentMeanwhile(db: Db, submission: string): Promise<Submission | null> {
  const comment = await findBySubmission(db, submission)
  return comment && { ok: true, comment }
}

/** Once more before giving up: the same submission is never written twice, and its writer still has every word. */
async function insertOrNull(db: Db, comment: NewComment, addressHashes: string[]) {
  for (const pause of [0, 300]) {
    if (pause > 0) await scheduler.wait(pause)
    try {
      return await insertWithinLimit(db, comment, addressHashes)
    } catch (error) {
      logError('comment_not_written', { error })
    }
  }
  return null
}

/** The first line counts otherwise than the last, and does not say when there is room. */
const ASK_AGAIN_AFTER_MS = 10_000
const WEIGHTS = { trap: 100, unlimited: 1, unverified: 1 } as const

/** The first 128 bits of a submission in the form of a UUID, which is what Turnstile takes as an idempotency key. */
function uuidOf(submission: string): string {
  return submission.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
