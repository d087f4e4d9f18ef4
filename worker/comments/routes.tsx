/** What a reader can do with comments: send one, and see where it stands. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CommentRefused } from '../../templates/comments/refused.tsx'
import { articlePath, type Site } from '../articles/article.ts'
import { addressOf } from '../edge/address.ts'
import { sameOrigin } from '../edge/same-origin.ts'
import { sign } from '../edge/signature.ts'
import { verifyTurnstile } from '../edge/turnstile.ts'
import { type AppEnv, type EpochMs, varsOf } from '../env.ts'
import { FAILURES, type FailureReason } from '../failures.ts'
import { canSendLetters } from '../letters/letter.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { formatDateTime } from '../text/dates.ts'
import { type Words, wordsFor } from '../text/words.ts'
import { hashesOf } from './address.ts'
import {
  commentModeOf,
  type FormErrors,
  parseCommentForm,
  receiptMessage,
  receiptPath,
  type TypedComment,
} from './comment.ts'
import { readDoor } from './door.ts'
import { formPlace } from './place.ts'
import { isProven } from './proof.ts'
import { type CommentedArticle, findParent } from './queries.ts'
import { receipts } from './receipts.tsx'
import { type Submission, submitComment } from './submission.ts'

export const comments = new Hono<AppEnv>()

const PATH = '/:section{[a-z0-9-]+}/:slug{[a-z0-9-]+}/comments'
const limitBody = bodyLimit({ maxSize: 64 * 1024, onError: (c) => refuse(c, 'too_large') })

comments.post(PATH, sameOrigin, limitBody, async (c) => {
  const now = Date.now()
  const vars = varsOf(c.env)
  const { site, article, salts } = await readDoor(c.env.DB, vars.ORIGIN, c.req.param(), now)
  if (article?.status !== 'published' && article?.status !== 'withdrawn') return refuse(c, 'not_found')

  const data = await c.req.formData().catch(() => null)
  if (!data) return refuse(c, 'bad_form')
  const words = wordsFor(site.settings.locale)
  const form = parseCommentForm(data, words)
  const again = (reason: FailureReason, errors: FormErrors) =>
    askAgain(c, { site, article, typed: form.typed, reason, errors })
  if (commentModeOf(article, site.settings, now) !== 'open')
    return again('comments_closed', { form: words.form.errors.comments_closed })
  if (!form.ok) return again('invalid', form.errors)

  const address = addressOf(c)
  const addressHashes = await hashesOf(vars.SIGNING_KEY, salts, address)
  const sent = await submitComment(
    c.env,
    article.id,
    form.value,
    {
      addressHashes,
      isWithinLimit: async () => (await c.env.COMMENT_LIMIT.limit({ key: addressHashes[0] })).success,
      isProven: () => isProven(vars.SIGNING_KEY, form.value.email, form.value.proof, now),
      offersNotices: canSendLetters(c.env),
      says: words.reasons,
      verifyPerson: (token, idempotencyKey) => verifyTurnstile(vars, { token, address, idempotencyKey }),
    },
    now,
  )
  if (!sent.ok) {
    if (sent.reason === 'too_many') c.header('Retry-After', String(secondsUntil(sent.retryAt, now)))
    return again(sent.reason, refusal(sent, { site, words, now }))
  }
  const { id, status } = sent.comment
  const location = receiptPath(articlePath(article), id, await sign(vars.SIGNING_KEY, receiptMessage(id)))
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ comment: { id, status }, location }, 303)
})

comments.route('/', receipts)

function refusal(
  sent: Extract<Submission, { ok: false }>,
  { site, words, now }: { site: Site; words: Words; now: EpochMs },
): FormErrors {
  const { errors } = words.form
  const { locale, time_zone } = site.settings
  switch (sent.reason) {
    case 'too_many':
      return { form: errors.too_many(secondsUntil(sent.retryAt, now)) }
    case 'banned':
      return { form: errors.banned(formatDateTime(sent.until, locale, time_zone)) }
    case 'unavailable':
      return { form: errors.unavailable }
    default:
      return { turnstile: errors[sent.reason] }
  }
}

function secondsUntil(at: EpochMs, now: EpochMs): number {
  return Math.max(1, Math.ceil((at - now) / 1000))
}

interface Refused {
  site: Site
  article: CommentedArticle
  typed: TypedComment
  reason: FailureReason
  errors: FormErrors
}

/** The form again, with what is wrong, all that was typed, and whom it answers if that is still there to be answered. */
async function askAgain(c: Context<AppEnv>, { site, article, typed, reason, errors }: Refused) {
  const status = FAILURES[reason]
  const words = wordsFor(site.settings.locale)
  if (wantsJson(c)) return c.json({ error: { reason, message: words.failures[reason], fields: errors } }, status)
  const parent = /^\d{1,15}$/.test(typed.parent) ? await findParent(c.env.DB, article.id, Number(typed.parent)) : null
  const lost = typed.parent && !parent ? { form: words.form.errors.parent_gone } : {}
  return c.html(
    <CommentRefused
      site={site}
      words={words}
      article={article}
      form={{
        ...formPlace(c.env),
        typed: { ...typed, parent: '', nonce: typed.nonce || crypto.randomUUID() },
        errors: { ...lost, ...errors },
        parent,
      }}
    />,
    status,
  )
}
