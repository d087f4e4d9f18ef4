/** What a reader can do with comments: send one, and see where it stands. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CommentReceived } from '../../templates/comments/received.tsx'
import { CommentRefused } from '../../templates/comments/refused.tsx'
import { articlePath } from '../articles/article.ts'
import { findSite } from '../articles/queries.ts'
import { addressOf, hashAddress } from '../edge/address.ts'
import { sameOrigin } from '../edge/same-origin.ts'
import { isSigned, sign } from '../edge/signature.ts'
import { verifyTurnstile } from '../edge/turnstile.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { FAILURES, type FailureReason } from '../failures.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { wordsFor } from '../text/words.ts'
import {
  commentModeOf,
  type FormErrors,
  parseCommentForm,
  receiptMessage,
  receiptPath,
  type TypedComment,
} from './comment.ts'
import { findComment, findCommentedArticle } from './queries.ts'
import { submitComment } from './submission.ts'

export const comments = new Hono<AppEnv>()

const PATH = '/:section{[a-z0-9-]+}/:slug{[a-z0-9-]+}/comments'
const limitBody = bodyLimit({ maxSize: 64 * 1024, onError: (c) => refuse(c, 'too_large') })

comments.post(PATH, sameOrigin, limitBody, async (c) => {
  const now = Date.now()
  const { section, slug } = c.req.param()
  const article = await findCommentedArticle(c.env.DB, section, slug)
  if (article?.status !== 'published' && article?.status !== 'withdrawn') return refuse(c, 'not_found')

  const data = await c.req.formData().catch(() => null)
  if (!data) return refuse(c, 'bad_form')
  const site = await findSite(c.env.DB, varsOf(c.env).ORIGIN)
  const words = wordsFor(site.settings.locale)
  const form = parseCommentForm(data, words)
  const again = (reason: FailureReason, errors: FormErrors) =>
    askAgain(c, { site, article, typed: form.typed, reason, errors })
  if (commentModeOf(article, site.settings, now) !== 'open')
    return again('comments_closed', { form: words.form.errors.comments_closed })
  if (!form.ok) return again('invalid', form.errors)

  const address = addressOf(c)
  const addressHash = await hashAddress(c, address)
  const sent = await submitComment(
    c.env,
    article.id,
    form.value,
    {
      addressHash,
      isWithinLimit: async () => (await c.env.COMMENT_LIMIT.limit({ key: addressHash })).success,
      says: words.reasons,
      verifyPerson: (token, idempotencyKey) => verifyTurnstile(varsOf(c.env), { token, address, idempotencyKey }),
    },
    now,
  )
  if (!sent.ok) {
    const at = sent.reason === 'turnstile_missing' || sent.reason === 'turnstile_failed' ? 'turnstile' : 'form'
    return again(sent.reason, { [at]: words.form.errors[sent.reason] })
  }
  const { id, status } = sent.comment
  const location = receiptPath(articlePath(article), id, await sign(varsOf(c.env).SIGNING_KEY, receiptMessage(id)))
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ comment: { id, status }, location }, 303)
})

comments.get(`${PATH}/:receipt{[0-9]+-[A-Za-z0-9_-]+}`, async (c) => {
  const { section, slug, receipt } = c.req.param()
  const [, id, signature] = receipt.match(/^(\d+)-(.+)$/) ?? []
  const genuine = await isSigned(varsOf(c.env).SIGNING_KEY, receiptMessage(Number(id)), signature ?? '')
  const comment = genuine ? await findComment(c.env.DB, Number(id)) : null
  const article = comment && (await findCommentedArticle(c.env.DB, section, slug))
  if (!comment || article?.id !== comment.article_id) return refuse(c, 'not_found')

  if (wantsJson(c)) return c.json({ comment: { id: comment.id, status: comment.status } })
  const site = await findSite(c.env.DB, varsOf(c.env).ORIGIN)
  return c.html(
    <CommentReceived site={site} words={wordsFor(site.settings.locale)} article={article} comment={comment} />,
  )
})

type Refused = Parameters<typeof CommentRefused>[0]

/** The form again, with what is wrong and all that was typed. */
function askAgain(
  c: Context<AppEnv>,
  {
    site,
    article,
    typed,
    reason,
    errors,
  }: Pick<Refused, 'site' | 'article'> & { typed: TypedComment; reason: FailureReason; errors: FormErrors },
) {
  const status = FAILURES[reason]
  const vars = varsOf(c.env)
  const words = wordsFor(site.settings.locale)
  if (wantsJson(c)) return c.json({ error: { reason, message: words.failures[reason], fields: errors } }, status)
  return c.html(
    <CommentRefused
      site={site}
      words={words}
      article={article}
      form={{
        sitekey: vars.TURNSTILE_SITEKEY,
        turnstileOrigin: vars.TURNSTILE_ORIGIN,
        typed: { ...typed, nonce: typed.nonce || crypto.randomUUID() },
        errors,
      }}
    />,
    status,
  )
}
