/** What the newsroom adds to readers' comments: its own answers, and its picks. */

import { type Context, Hono } from 'hono'
import { CommentFilePage } from '../../templates/admin/comment-file.tsx'
import { ANSWER_LIMITS, answerComment, isAnswerable, pickComment } from '../comments/answers.ts'
import { readCommentFile } from '../comments/desk-queries.ts'
import { findComment } from '../comments/queries.ts'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { FAILURES } from '../failures.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { normalise } from '../text/vietnamese.ts'
import { type DeskEnv, needs } from './access.ts'
import { answerDecided, seenIn } from './comments.tsx'
import { deskOf, limitForm, readForm } from './desk.ts'

export const answers = new Hono<DeskEnv>()

answers.post('/:id{[0-9]+}/pick', needs('moderate'), limitForm, (c) => pick(c, true))
answers.delete('/:id{[0-9]+}/pick', needs('moderate'), limitForm, (c) => pick(c, false))

answers.post('/:id{[0-9]+}/answer', needs('moderate'), limitForm, async (c) => {
  const asked = await readAsked(c)
  if (asked instanceof Response) return asked
  const { form, comment, seen } = asked
  const body = normalise(textOf(form, 'body'))
  if (body.length < ANSWER_LIMITS.min) return answerWrong(c, form, 'body_missing')
  if (body.length > ANSWER_LIMITS.max) return answerWrong(c, form, 'body_too_long')
  const answered = await answerComment(
    c.env.DB,
    comment,
    {
      body,
      nonce: textOf(form, 'nonce').slice(0, 100),
      staff: c.var.person.email,
      revision: seen.revision,
      approves: textOf(form, 'approve') === '1' ? seen : null,
    },
    Date.now(),
  )
  if (!answered.ok) return answerWrong(c, form, answered.reason)

  await purgeLater(c.env.PURGES, [pageTags.article(comment.article_id)])
  const location = `/admin/comments/${comment.id}?told=answered`
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ comment: { id: answered.id, status: 'approved', answers: comment.id } }, 303)
})

/** What is asked, of which comment, as it was seen; or the refusal. */
async function readAsked(c: Context<DeskEnv>) {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const comment = await findComment(c.env.DB, Number(c.req.param('id')))
  if (!comment) return refuse(c, 'not_found')
  const seen = seenIn(form, comment)
  return seen ? { form, comment, seen } : refuse(c, 'bad_form')
}

/** Keeps what was written. */
async function answerWrong(
  c: Context<DeskEnv>,
  form: FormData,
  problem: 'body_missing' | 'body_too_long' | 'not_shown' | 'changed',
): Promise<Response> {
  const [desk, file] = await Promise.all([deskOf(c), readCommentFile(c.env.DB, Number(c.req.param('id')))])
  if (!file) return refuse(c, 'not_found')
  const isConflict = problem === 'changed' || problem === 'not_shown'
  const message = desk.words.desk.comments.file.errors[isConflict && !isAnswerable(file.comment) ? 'gone' : problem]
  const reason = isConflict ? 'already_decided' : 'invalid'
  const status = FAILURES[reason]
  if (wantsJson(c)) return c.json({ error: { reason, message, fields: { body: message } } }, status)
  const typed = { body: textOf(form, 'body'), nonce: textOf(form, 'nonce'), approve: textOf(form, 'approve') === '1' }
  return c.html(
    <CommentFilePage desk={desk} file={file} answer={{ typed, wrong: message }} nonce={typed.nonce} />,
    status,
  )
}

/** A program is told what became of it; a person goes back to the comment's page. */
async function pick(c: Context<DeskEnv>, noun: boolean): Promise<Response> {
  const asked = await readAsked(c)
  if (asked instanceof Response) return asked
  const { form, comment, seen } = asked
  const isPicked = noun && textOf(form, '_method') !== 'DELETE'
  const isDone = await pickComment(c.env.DB, seen, isPicked, c.var.person.email, Date.now())
  // Picked a moment before is picked all the same; what became of the answer to that, and of its purge, nobody knows.
  const isSo = isDone || (comment.status === 'approved' && (comment.picked_at !== null) === isPicked)
  if (!isSo) return answerDecided(c, comment.id)
  await purgeLater(c.env.PURGES, [pageTags.article(comment.article_id)])
  if (wantsJson(c)) return c.json({ comment: { id: comment.id, status: 'approved', picked: isPicked } })
  return c.redirect(`/admin/comments/${comment.id}?told=${isPicked ? 'picked' : 'unpicked'}`, 303)
}
