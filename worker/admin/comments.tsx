/** Moderation: what readers wrote, why the checks stopped it, and a person's decision on one or on many. */

import { type Context, Hono } from 'hono'
import { CommentFilePage } from '../../templates/admin/comment-file.tsx'
import { CommentList } from '../../templates/admin/comments.tsx'
import { DecidedBefore, decidedBy } from '../../templates/admin/decided.tsx'
import type { Seen } from '../comments/decisions.ts'
import { findCommentBy, listTold, readCommentFile, readCommentList, type Told } from '../comments/desk-queries.ts'
import { findComment } from '../comments/queries.ts'
import { textOf } from '../edge/form.ts'
import { FAILURES } from '../failures.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { wordsFor } from '../text/words.ts'
import { type DeskEnv, needs } from './access.ts'
import { listPath, parseIds, parseList } from './comment-list.ts'
import {
  decidableStatus,
  isVerdict,
  MOST_AT_ONCE,
  parseSeen,
  ruleOn,
  type SeenEvent,
  seenKey,
  undoKey,
  type Verdict,
} from './deciding.ts'
import { deskOf, limitForm, readForm } from './desk.ts'

export const comments = new Hono<DeskEnv>()

comments.get('/', needs('moderate'), async (c) => {
  const list = parseList((name) => c.req.query(name) ?? '')
  const told = { done: parseIds(c.req.query('done')), missed: parseIds(c.req.query('missed')) }
  const page = await readCommentList(c.env.DB, list, told)
  if (wantsJson(c)) return c.json({ comments: page.comments, older: page.older })
  return c.html(<CommentList desk={await deskOf(c)} list={list} {...page} />)
})

/** Finds a person's comments by their email, which stands in no address. */
comments.post('/', needs('moderate'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const sought = textOf(form, 'email').trim().slice(0, 254)
  const list = parseList((name) => (name === 'status' ? textOf(form, 'list') : ''))
  const person = sought ? await findCommentBy(c.env.DB, sought) : null
  if (sought && person === null) {
    if (wantsJson(c)) return c.json({ comments: [], older: null })
    const none = { comments: [], older: null, article: null, email: '', done: [], missed: [] }
    return c.html(<CommentList desk={await deskOf(c)} list={list} sought={sought} {...none} />)
  }
  const location = listPath({ ...list, person })
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ person_of: person }, 303)
})

comments.get('/:id{[0-9]+}', needs('moderate'), async (c) => {
  const file = await readCommentFile(c.env.DB, Number(c.req.param('id')))
  if (!file) return refuse(c, 'not_found')
  if (wantsJson(c)) return c.json(file)
  return c.html(
    <CommentFilePage desk={await deskOf(c)} file={file} told={c.req.query('told')} nonce={crypto.randomUUID()} />,
  )
})

for (const [noun, verdict] of [
  ['approval', 'approved'],
  ['rejection', 'rejected'],
  ['spam', 'spam'],
] as const) {
  comments.post(`/:id{[0-9]+}/${noun}`, needs('moderate'), limitForm, (c) => decideOnOne(c, verdict, false))
  comments.delete(`/:id{[0-9]+}/${noun}`, needs('moderate'), limitForm, (c) => decideOnOne(c, verdict, true))
}
comments.post('/decisions', needs('moderate'), limitForm, (c) => decideOnMany(c, false))
comments.delete('/decisions', needs('moderate'), limitForm, (c) => decideOnMany(c, true))

/** On the comment as it was seen; a program that does not say what it saw decides on what is there. */
async function decideOnOne(c: Context<DeskEnv>, noun: Verdict, takesBack: boolean): Promise<Response> {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const reason = reasonOf(form)
  const comment = await findComment(c.env.DB, Number(c.req.param('id')))
  if (!comment) return refuse(c, 'not_found')
  const seen = seenIn(form, comment)
  if (!seen || reason === undefined) return refuse(c, 'bad_form')

  const verdict = takesBack || textOf(form, '_method') === 'DELETE' ? null : noun
  // Only what stands is taken back: the same request again is not about the decision before.
  if (!verdict && seen.status !== noun) return answerDecided(c, comment.id)
  const ruled = await ruleOn(c.env, [seen], { verdict, reason }, c.var.person.email, Date.now())
  if (!ruled.done[0]) return answerDecided(c, comment.id)
  const location = backTo(form, seen, ruled)
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ comment: { id: comment.id, status: ruled.done[0].status } }, 303)
}

/** Null where the form says something that cannot be. */
export function seenIn(form: FormData, comment: Seen): SeenEvent | null {
  const status = form.has('status') ? decidableStatus(textOf(form, 'status')) : comment.status
  const revision = form.has('revision') ? Number(textOf(form, 'revision')) : comment.revision
  const event = form.has('event') ? Number(textOf(form, 'event')) : null
  if (!status || !Number.isInteger(revision) || (event !== null && !Number.isInteger(event))) return null
  return { id: comment.id, status, revision, event }
}

/** Each as it was seen; of those that somebody else was faster with the answer says so, and does the rest. */
async function decideOnMany(c: Context<DeskEnv>, takesBack: boolean): Promise<Response> {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const seen = form.getAll('seen').map((key) => (typeof key === 'string' ? parseSeen(key) : null))
  const decision = textOf(form, 'decision')
  const verdict = takesBack || textOf(form, '_method') === 'DELETE' ? null : isVerdict(decision) ? decision : undefined
  const reason = reasonOf(form)
  const known = seen.filter((one) => one !== null)
  if (known.length < seen.length || known.length > MOST_AT_ONCE || verdict === undefined || reason === undefined) {
    return refuse(c, 'bad_form')
  }
  const unique = [...new Map(known.map((one) => [one.id, one])).values()]
  const ruled = await ruleOn(c.env, unique, { verdict, reason }, c.var.person.email, Date.now())
  if (!wantsJson(c)) return c.redirect(backTo(form, unique[0] ?? null, ruled), 303)

  const desk = await deskOf(c)
  return c.json({
    done: ruled.done.map((one) => ({ id: one.id, status: one.status, seen: seenKey(one), undo: undoKey(one) })),
    missed: ruled.missed.map((one) => ({
      id: one.id,
      status: one.status,
      message: decidedBy(desk, one),
    })),
    unknown: ruled.unknown,
    held: desk.held,
  })
}

/** Undefined where it is none that a writer could be told. */
function reasonOf(form: FormData): string | null | undefined {
  const reason = textOf(form, 'reason')
  if (reason === '') return null
  return Object.hasOwn(wordsFor('vi').received.reasons, reason) ? reason : undefined
}

/** The page that the decision was made on: a list, or the comment's own. */
function backTo(form: FormData, seen: Seen | null, { done, missed }: { done: Told[]; missed: Told[] }): string {
  const told = new URLSearchParams()
  if (done.length > 0) told.set('done', done.map(({ id }) => id).join('.'))
  if (missed.length > 0) told.set('missed', missed.map(({ id }) => id).join('.'))
  if (textOf(form, 'page') === 'comment' && seen) return `/admin/comments/${seen.id}?told=decided`
  return listPath({ ...parseList((name) => textOf(form, name === 'status' ? 'list' : name), seen?.status) }, told)
}

/** Tells what it is now, and by whom. */
export async function answerDecided(c: Context<DeskEnv>, id: number): Promise<Response> {
  const [now, [told]] = await Promise.all([findComment(c.env.DB, id), listTold(c.env.DB, [id])])
  if (!now) return refuse(c, 'not_found')
  const desk = await deskOf(c)
  const status = FAILURES.already_decided
  if (wantsJson(c)) {
    const error = { reason: 'already_decided', message: desk.words.failures.already_decided }
    const message = told && decidedBy(desk, told)
    return c.json({ error, comment: { id, status: now.status }, message }, status)
  }
  return c.html(<DecidedBefore desk={desk} comment={now} told={told} />, status)
}
