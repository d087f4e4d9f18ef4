/** Bans: whom, until when, and back again. */

import { type Context, Hono } from 'hono'
import { BanList } from '../../templates/admin/bans.tsx'
import { CommentFilePage } from '../../templates/admin/comment-file.tsx'
import {
  addBan,
  BAN_DAYS,
  type Banned,
  type EmailProblem,
  findBan,
  findBanById,
  type ListedBan,
  liftBan,
  listBans,
  listHiddenFrom,
  MAX_REASON,
  problemWithEmail,
} from '../comments/bans.ts'
import { readCommentFile } from '../comments/desk-queries.ts'
import { findComment } from '../comments/queries.ts'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { varsOf } from '../env.ts'
import { FAILURES } from '../failures.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Comment } from '../schema.ts'
import { normalise } from '../text/vietnamese.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitForm, readForm } from './desk.ts'

export const bans = new Hono<DeskEnv>()

/** What is wrong with a ban that was asked for, field by field. */
export type BanProblems = Partial<{
  kinds: 'kinds_missing' | 'address_gone'
  email: EmailProblem
  days: 'days_invalid'
  reason: 'reason_too_long'
}>

export interface TypedBan {
  email: string
  kinds: string[]
  days: number
  reason: string
  hides: boolean
}

bans.get('/', needs('moderate'), async (c) => {
  const now = Date.now()
  const page = await listBans(c.env.DB, Number(c.req.query('before')) || Number.MAX_SAFE_INTEGER, now)
  if (wantsJson(c)) return c.json({ ...page, bans: page.bans.map(withoutHash) })
  const told = { added: c.req.query('hidden'), lifted: c.req.query('restored') }
  return c.html(<BanList desk={await deskOf(c)} {...page} isFirst={!c.req.query('before')} told={told} now={now} />)
})

function withoutHash({ value, ...ban }: ListedBan) {
  return ban.kind === 'email' ? { ...ban, value } : ban
}

bans.post('/', needs('moderate'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const id = textOf(form, 'comment')
  const comment = id ? await findComment(c.env.DB, Number(id) || 0) : null
  if (id && !comment) return refuse(c, 'not_found')

  const typed = typedBan(form, comment)
  const whom = bannedBy(typed, comment)
  const problems = await problemsWith(c, typed, whom, comment)
  const days = BAN_DAYS.find((known) => known === typed.days)
  if (!days || Object.keys(problems).length > 0) return banWrong(c, typed, problems, comment)

  const { reason, hides } = typed
  const now = Date.now()
  const done = await addBan(
    c.env.DB,
    { ...whom, days, reason, hides, comment: comment?.id ?? null },
    c.var.person.email,
    now,
  )
  // Where nothing was left to hide: the answer to the first try may have got lost before its purge was asked for.
  const ban = done.articles.length === 0 && hides ? await findHolding(c.env.DB, whom, now) : null
  const articles = ban ? await listHiddenFrom(c.env.DB, ban) : done.articles
  if (articles.length > 0) await purgeLater(c.env.PURGES, articles.map(pageTags.article))
  const location = `/admin/comments/bans?hidden=${done.hidden}`
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ hidden: done.hidden }, 303)
})

bans.post('/:id{[0-9]+}', needs('moderate'), limitForm, async (c) => {
  const form = await readForm(c)
  return form && textOf(form, '_method') === 'DELETE' ? lift(c, form) : refuse(c, 'method_not_allowed')
})
bans.delete('/:id{[0-9]+}', needs('moderate'), limitForm, async (c) => {
  const form = await readForm(c)
  return form ? lift(c, form) : refuse(c, 'bad_form')
})

async function lift(c: Context<DeskEnv>, form: FormData): Promise<Response> {
  const ban = await findBanById(c.env.DB, Number(c.req.param('id')))
  if (!ban) return refuse(c, 'not_found')
  const done =
    ban.lifted_at === null &&
    (await liftBan(c.env.DB, ban, textOf(form, 'restore') === '1', c.var.person.email, Date.now()))
  if (!done) {
    await purgeLater(c.env.PURGES, (await listHiddenFrom(c.env.DB, ban)).map(pageTags.article))
    return refuse(c, 'already_decided')
  }
  if (done.articles.length > 0) await purgeLater(c.env.PURGES, done.articles.map(pageTags.article))
  const location = `/admin/comments/bans?restored=${done.restored}`
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ restored: done.restored }, 303)
}

function findHolding(db: Env['DB'], { email, addressHash }: Banned, now: number) {
  return findBan(db, addressHash ? [addressHash] : [], email ?? '', now)
}

function typedBan(form: FormData, comment: Comment | null): TypedBan {
  const kinds = form.getAll('kinds').map(String)
  return {
    email: comment ? comment.email : normalise(textOf(form, 'email')),
    // What is typed by hand is an email; nobody knows an address.
    kinds: comment ? kinds : ['email'],
    days: Number(textOf(form, 'days')),
    reason: normalise(textOf(form, 'reason')),
    hides: textOf(form, 'hide') === '1',
  }
}

function bannedBy({ kinds, email }: TypedBan, comment: Comment | null): Banned {
  return {
    email: kinds.includes('email') ? email.toLowerCase() : null,
    addressHash: (kinds.includes('address') && comment?.address_hash) || null,
  }
}

async function problemsWith(
  c: Context<DeskEnv>,
  typed: TypedBan,
  whom: Banned,
  comment: Comment | null,
): Promise<BanProblems> {
  const email = whom.email === null ? null : await problemWithEmail(c.env.DB, whom.email, varsOf(c.env).OWNER_EMAIL)
  const isAddressGone = typed.kinds.includes('address') && !whom.addressHash
  const isNobody = whom.email === null && whom.addressHash === null
  return {
    ...(isAddressGone ? { kinds: 'address_gone' } : isNobody ? { kinds: 'kinds_missing' } : {}),
    ...(email && { email }),
    ...(!BAN_DAYS.some((days) => days === typed.days) && { days: 'days_invalid' }),
    ...(typed.reason.length > MAX_REASON && { reason: 'reason_too_long' }),
    ...(comment?.staff && { email: 'email_staff' }),
  }
}

async function banWrong(c: Context<DeskEnv>, typed: TypedBan, problems: BanProblems, comment: Comment | null) {
  const desk = await deskOf(c)
  const says = desk.words.desk.comments.bans.errors
  const wrong = Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field, says[problem]]))
  if (wantsJson(c)) {
    const error = { reason: 'invalid', message: desk.words.failures.invalid, fields: wrong }
    return c.json({ error }, FAILURES.invalid)
  }
  const file = comment && (await readCommentFile(c.env.DB, comment.id))
  if (file)
    return c.html(
      <CommentFilePage desk={desk} file={file} nonce={crypto.randomUUID()} ban={{ typed, wrong }} />,
      FAILURES.invalid,
    )
  const now = Date.now()
  const page = await listBans(c.env.DB, Number.MAX_SAFE_INTEGER, now)
  const shown = { ...page, isFirst: true, now, ban: { typed, wrong } }
  return c.html(<BanList desk={desk} {...shown} />, FAILURES.invalid)
}
