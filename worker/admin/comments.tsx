/** Moderation: what readers wrote, why the checks stopped it, and a person's decision. */
import { type Context, Hono } from 'hono'
import { CommentList } from '../../templates/admin/comments.tsx'
import { DecidedBefore } from '../../templates/admin/decided.tsx'
import { CURSOR, parseCursor } from '../articles/article.ts'
import { decide, listEvents } from '../comments/decisions.ts'
import type { Signal } from '../comments/moderation.ts'
import { findComment, listComments } from '../comments/queries.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { FAILURES } from '../failures.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Comment } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitForm, readForm, textOf } from './desk.ts'
import { nameOf } from './queries.ts'

export const comments = new Hono<DeskEnv>()

comments.get('/', needs('moderate'), async (c) => {
  const status = statusOf(c.req.query('status')) ?? 'held'
  const before = c.req.query('before')
  const page = await listComments(c.env.DB, status, parseCursor(before))
  if (wantsJson(c)) return c.json(page)
  const done = await findComment(c.env.DB, Number(c.req.query('done')) || 0)
  return c.html(<CommentList desk={await deskOf(c)} status={status} before={before} {...page} done={done} />)
})

comments.post('/:id{[0-9]+}/approval', needs('moderate'), limitForm, (c) => decideOn(c, 'approved'))
comments.post('/:id{[0-9]+}/rejection', needs('moderate'), limitForm, (c) => decideOn(c, 'rejected'))
comments.delete('/:id{[0-9]+}/approval', needs('moderate'), limitForm, (c) => decideOn(c, 'held'))
comments.delete('/:id{[0-9]+}/rejection', needs('moderate'), limitForm, (c) => decideOn(c, 'held'))

/**
 * On the comment as it was seen; a program that does not say what it saw decides on what is there. A decision taken back
 * leaves the comment held, as it was before.
 */
async function decideOn(c: Context<DeskEnv>, decision: 'approved' | 'rejected' | 'held'): Promise<Response> {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const verdict = textOf(form, '_method') === 'DELETE' ? 'held' : decision
  const comment = await findComment(c.env.DB, Number(c.req.param('id')))
  if (!comment) return refuse(c, 'not_found')
  const seen = {
    id: comment.id,
    status: form.has('status') ? statusOf(textOf(form, 'status')) : comment.status,
    revision: form.has('revision') ? Number(textOf(form, 'revision')) : comment.revision,
  }
  if (!seen.status || !Number.isInteger(seen.revision)) return refuse(c, 'bad_form')

  const signals = JSON.parse(comment.signals) as Signal[]
  const isDecided =
    seen.status !== verdict &&
    (await decide(
      c.env.DB,
      { ...seen, status: seen.status },
      { status: verdict, signals },
      c.var.person.email,
      Date.now(),
    ))
  if (!isDecided) return answerDecided(c, comment.id)

  if (seen.status === 'approved' || verdict === 'approved') {
    await purgeLater(c.env.PURGES, [pageTags.article(comment.article_id)])
  }
  const list = new URLSearchParams({ status: statusOf(textOf(form, 'list')) ?? seen.status })
  const before = textOf(form, 'before')
  if (CURSOR.test(before)) list.set('before', before)
  list.set('done', String(comment.id))
  const location = `/admin/comments?${list}`
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ comment: { id: comment.id, status: verdict } }, 303)
}

/** Tells what it is now, and by whom. */
async function answerDecided(c: Context<DeskEnv>, id: number): Promise<Response> {
  const now = await findComment(c.env.DB, id)
  if (!now) return refuse(c, 'not_found')
  const desk = await deskOf(c)
  const status = FAILURES.already_decided
  if (wantsJson(c)) {
    const error = { reason: 'already_decided', message: desk.words.failures.already_decided }
    return c.json({ error, comment: { id, status: now.status } }, status)
  }
  const last = (await listEvents(c.env.DB, id)).at(-1)
  const by = last && (last.actor.includes('@') ? await nameOf(c.env.DB, last.actor) : desk.words.desk.comments.machine)
  return c.html(<DecidedBefore desk={desk} comment={now} decision={last && by ? { by, at: last.at } : null} />, status)
}

const STATUSES: Comment['status'][] = ['received', 'held', 'approved', 'rejected']

function statusOf(status: string | undefined): Comment['status'] | null {
  return STATUSES.find((known) => known === status) ?? null
}
