/**
 * The list of terms. Whoever moderates keeps it, not editors alone: moderators meet the disguises first, a term only makes
 * a comment wait, and each change is on record.
 */

import { type Context, Hono } from 'hono'
import { TermList } from '../../templates/admin/terms.tsx'
import { normaliseLine } from '../articles/article.ts'
import { addTerm, isTerm, listTerms, previewTerm, removeTerm, sameTerm, TERM_LIMITS } from '../comments/terms.ts'
import { textOf } from '../edge/form.ts'
import { FAILURES } from '../failures.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitForm, readForm } from './desk.ts'

export const terms = new Hono<DeskEnv>()

export interface TypedTerm {
  term: string
  kind: string
}

terms.get('/', needs('moderate'), async (c) => {
  const typed = { term: normaliseLine(c.req.query('term') ?? ''), kind: c.req.query('kind') ?? 'blocked' }
  const canTry = typed.term.length <= TERM_LIMITS.length && isTerm(typed.term)
  const [list, preview] = await Promise.all([listTerms(c.env.DB), canTry ? previewTerm(c.env.DB, typed.term) : null])
  if (wantsJson(c)) return c.json({ terms: list, preview })
  const told = { added: c.req.query('added'), removed: c.req.query('removed') }
  return c.html(<TermList desk={await deskOf(c)} terms={list} typed={typed} preview={preview} told={told} />)
})

terms.post('/', needs('moderate'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  if (textOf(form, '_method') === 'DELETE') return remove(c, form)
  const typed = { term: normaliseLine(textOf(form, 'term')), kind: textOf(form, 'kind') }
  const { term, kind } = typed
  const desk = await deskOf(c)
  const says = desk.words.desk.comments.terms
  const list = await listTerms(c.env.DB)
  const isSound = term.length <= TERM_LIMITS.length && isTerm(term)
  const same = isSound ? sameTerm(term, list) : null
  const wrong: Partial<Record<keyof TypedTerm, string>> = {}
  if (term.length > TERM_LIMITS.length) wrong.term = says.errors.term_too_long
  else if (!isSound) wrong.term = says.errors.term_missing
  else if (same) wrong.term = says.errors.term_known(same.term, says.kindNames[same.kind])
  else if (list.length >= TERM_LIMITS.list) wrong.term = says.errors.too_many
  if (kind !== 'blocked' && kind !== 'suspect') wrong.kind = says.errors.kind_invalid
  else if (Object.keys(wrong).length === 0) {
    await addTerm(c.env.DB, { term, kind }, c.var.person.email, Date.now())
    return answer(c, { added: term })
  }
  if (wantsJson(c)) {
    return c.json(
      { error: { reason: 'invalid', message: desk.words.failures.invalid, fields: wrong } },
      FAILURES.invalid,
    )
  }
  const shown = { terms: list, typed, preview: isSound ? await previewTerm(c.env.DB, term) : null, wrong }
  return c.html(<TermList desk={desk} {...shown} />, FAILURES.invalid)
})

terms.delete('/', needs('moderate'), limitForm, async (c) => {
  const form = await readForm(c)
  return form ? remove(c, form) : refuse(c, 'bad_form')
})

async function remove(c: Context<DeskEnv>, form: FormData): Promise<Response> {
  const term = textOf(form, 'term') || (c.req.query('term') ?? '')
  const isRemoved = await removeTerm(c.env.DB, term, c.var.person.email, Date.now())
  return isRemoved ? answer(c, { removed: term }) : refuse(c, 'not_found')
}

function answer(c: Context<DeskEnv>, told: { added: string } | { removed: string }): Response {
  const location = `/admin/comments/terms?${new URLSearchParams(told)}`
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json(told, 303)
}
