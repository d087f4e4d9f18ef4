/** The private page of a comment: where it stands, and what its writer may still do with it. */

import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CommentReceived } from '../../templates/comments/received.tsx'
import { articlePath } from '../articles/article.ts'
import { addressOf } from '../edge/address.ts'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { sameOrigin } from '../edge/same-origin.ts'
import { isSigned } from '../edge/signature.ts'
import { type AppEnv, type EpochMs, varsOf } from '../env.ts'
import { FAILURES, type FailureReason } from '../failures.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { formatDateTime } from '../text/dates.ts'
import { wordsFor } from '../text/words.ts'
import { hashesOf, readSalts } from './address.ts'
import { findBan } from './bans.ts'
import { bodySchema, receiptMessage, receiptPath } from './comment.ts'
import { moderateLater } from './consumer.ts'
import { changeText, isEditable, readReceipt, withdrawComment } from './receipt.ts'

export const receipts = new Hono<AppEnv>()

const PATH = '/:section{[a-z0-9-]+}/:slug{[a-z0-9-]+}/comments/:receipt{[0-9]+-[A-Za-z0-9_-]+}'
const limitBody = bodyLimit({ maxSize: 64 * 1024, onError: (c) => refuse(c, 'too_large') })

receipts.get(PATH, async (c) => {
  const found = await findReceipt(c)
  return found ? show(c, found, Date.now()) : refuse(c, 'not_found')
})

receipts.post(PATH, sameOrigin, limitBody, async (c) => {
  const now = Date.now()
  const found = await findReceipt(c)
  if (!found) return refuse(c, 'not_found')
  const data = await c.req.formData().catch(() => null)
  if (!data) return refuse(c, 'bad_form')
  const { site, comment } = found
  const words = wordsFor(site.settings.locale)
  const typed = { body: textOf(data, 'body'), revision: Number(textOf(data, 'revision')) || comment.revision }
  const again = (reason: FailureReason, error: string) => show(c, found, now, { reason, error, body: typed.body })

  const body = bodySchema(words.form.errors).safeParse(typed.body)
  if (!body.success) return again('invalid', body.error.issues[0]?.message ?? words.failures.invalid)
  const ban = await findBan(c.env.DB, await hashesHere(c, now), comment.email, now)
  if (ban) {
    const until = formatDateTime(ban.until, site.settings.locale, site.settings.time_zone)
    return again('banned', words.form.errors.banned(until))
  }

  const changed = await changeText(c.env.DB, comment, { ...typed, body: body.data }, now)
  if (changed.ok) {
    if (changed.isNew) await moderateLater(c.env.COMMENTS, comment.id)
    return back(c, found)
  }
  const current = (await findReceipt(c)) ?? found
  const error = words.received.errors[changed.reason]
  return show(c, current, now, { reason: changed.reason, error, body: typed.body })
})

receipts.post(`${PATH}/withdrawal`, sameOrigin, limitBody, async (c) => {
  const found = await findReceipt(c)
  if (!found) return refuse(c, 'not_found')
  const { mayBeShown } = await withdrawComment(c.env.DB, found.comment, Date.now())
  if (mayBeShown) await purgeLater(c.env.PURGES, [pageTags.article(found.comment.article_id)])
  return back(c, found)
})

type Found = NonNullable<Awaited<ReturnType<typeof findReceipt>>>

/** The comment that a link opens, or null: a forged one and one of another article are as good as none. */
async function findReceipt(c: Context<AppEnv>) {
  const { section = '', slug = '', receipt = '' } = c.req.param()
  const [, id, signature] = receipt.match(/^(\d+)-(.+)$/) ?? []
  const vars = varsOf(c.env)
  const genuine = await isSigned(vars.SIGNING_KEY, receiptMessage(Number(id)), signature ?? '')
  if (!genuine || !signature) return null
  const { site, article, comment } = await readReceipt(c.env.DB, vars.ORIGIN, { section, slug, id: Number(id) })
  if (!comment || article?.id !== comment.article_id) return null
  return { site, article, comment, path: receiptPath(articlePath(article), comment.id, signature) }
}

async function hashesHere(c: Context<AppEnv>, now: EpochMs): Promise<string[]> {
  return hashesOf(varsOf(c.env).SIGNING_KEY, await readSalts(c.env.DB, now), addressOf(c))
}

interface Refused {
  reason: FailureReason
  error: string
  /** As typed. */
  body: string
}

function show(c: Context<AppEnv>, { site, article, comment, path }: Found, now: EpochMs, refused?: Refused) {
  const status = refused ? FAILURES[refused.reason] : 200
  const mayChange = isEditable(comment, now)
  if (wantsJson(c)) {
    const { id, status: standing, revision, reason } = comment
    const shown = { comment: { id, status: standing, revision, reason, may_change: mayChange } }
    if (!refused) return c.json(shown)
    return c.json({ error: { reason: refused.reason, message: refused.error }, ...shown }, status)
  }
  // Its address opens it: no other site is to learn it. (`no-referrer` would take the Origin from its forms as well.)
  c.header('Referrer-Policy', 'same-origin')
  return c.html(
    <CommentReceived
      site={site}
      words={wordsFor(site.settings.locale)}
      article={article}
      comment={comment}
      path={path}
      mayChange={mayChange}
      isChanging={mayChange && (refused !== undefined || c.req.query('change') !== undefined)}
      {...(refused && { refused })}
    />,
    status,
  )
}

function back(c: Context<AppEnv>, { comment, path }: Found) {
  if (!wantsJson(c)) return c.redirect(path, 303)
  c.header('Location', path)
  return c.json({ comment: { id: comment.id }, location: path }, 303)
}
