/** The notes of correction on an article: each can be taken back. Writing one goes with the save that puts it right. */

import { type Context, Hono } from 'hono'
import { removeCorrection } from '../articles/corrections.ts'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import { refuse } from '../refusal.tsx'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitUpload, readForm } from './desk.ts'
import { findOwnArticle, savedFirst, toEditor } from './editing.tsx'

export const corrections = new Hono<DeskEnv>()

const PATH = '/:id{[0-9]+}/corrections/:correction{[0-9]+}'

corrections.post(PATH, needs('edit'), limitUpload, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  return textOf(form, '_method') === 'DELETE' ? remove(c, form) : refuse(c, 'method_not_allowed')
})

corrections.delete(PATH, needs('edit'), limitUpload, async (c) => {
  const form = await readForm(c)
  return form ? remove(c, form) : refuse(c, 'bad_form')
})

/** The note goes first, and then what was typed beside it is saved, as behind every other button. */
async function remove(c: Context<DeskEnv>, form: FormData): Promise<Response> {
  const article = await findOwnArticle(c)
  if (article instanceof Response) return article
  const correction = Number(c.req.param('correction'))
  const isRemoved = await removeCorrection(c.env.DB, article.id, correction, c.var.person.email, Date.now())
  // Also where it is gone already: the answer to the first try may have got lost before its purge was asked for.
  await purgeLater(c.env.PURGES, [pageTags.article(article.id)])
  if (!isRemoved) return refuse(c, 'not_found')
  const saved = await savedFirst(c, await deskOf(c), article, form)
  return saved instanceof Response ? saved : toEditor(c, saved, 'uncorrected')
}
