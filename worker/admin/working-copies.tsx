/** What is typed and not yet saved, kept every few seconds by desk/saving.ts. Each form writes its own copy, its writer reads it. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { findArticle } from '../articles/drafts.ts'
import { COPY_KEY, CopiedFields, discardCopy, findCopy, keepCopy, parseSteps } from '../articles/working-copies.ts'
import { textOf } from '../edge/form.ts'
import type { EpochMs } from '../env.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { formatMoment } from '../text/dates.ts'
import { type DeskEnv, needs } from './access.ts'
import { type Desk, deskOf, limitForm, readForm } from './desk.ts'
import { maySave } from './editing.tsx'

export const workingCopies = new Hono<DeskEnv>()

const PATH = '/:key{[a-z0-9-]{1,64}}'

const CopyForm = z.object({
  /** Who sat there when the page was opened: on a shared computer somebody else may have signed in since. */
  person: z.string().min(1),
  article: z
    .literal('')
    .transform(() => null)
    .or(z.coerce.number().int().positive()),
  version: z.coerce.number().int().min(0),
  step: z.coerce.number().int().min(1),
  written_at: z.coerce.number().int().positive(),
  continues: z.string().max(2000).default('').transform(parseSteps),
  fields: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom' })
        return z.NEVER
      }
    })
    .pipe(CopiedFields),
})

workingCopies.post(PATH, needs('write'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  return textOf(form, '_method') === 'DELETE' ? discard(c) : keep(c, form)
})

workingCopies.delete(PATH, needs('write'), (c) => discard(c))

async function keep(c: Context<DeskEnv>, form: FormData): Promise<Response> {
  const parsed = CopyForm.safeParse(Object.fromEntries(form))
  if (!parsed.success) return refuse(c, 'invalid')
  const { person, article: id, version, step, written_at, continues, fields } = parsed.data
  if (person !== c.var.person.email) return refuse(c, 'sign_in')
  const article = id === null ? null : await findArticle(c.env.DB, id)
  if (id !== null && !article) return refuse(c, 'not_found')
  if (article && !maySave(c.var.person, article)) return refuse(c, 'not_allowed')
  const now = Date.now()
  const key = c.req.param('key') ?? ''
  const copy = { person, key, article_id: id, version, step, fields, saved_at: written_at }
  const [desk, { copy: kept, others, newer }] = await Promise.all([deskOf(c), keepCopy(c.env.DB, copy, continues, now)])
  const timed = <Timed extends { at: EpochMs }>({ at, ...rest }: Timed) => ({
    ...rest,
    time: momentText(at, now, desk),
  })
  return c.json({
    copy: { step: kept.step, version: kept.version, saved: kept.isSaved, time: momentText(kept.saved_at, now, desk) },
    others: others.map(timed),
    newer: newer && timed(newer),
  })
}

async function discard(c: Context<DeskEnv>): Promise<Response> {
  const discarded = await discardCopy(c.env.DB, c.var.person.email, c.req.param('key') ?? '')
  if (!discarded) return refuse(c, 'not_found')
  if (wantsJson(c)) return c.json({ copy: null })
  return c.redirect(`/admin/articles/${discarded.article_id ?? 'new'}`, 303)
}

/** The copy that a page is asked to go on from, as the form that it was. */
export async function copyAsked(c: Context<DeskEnv>, articleId: number | null) {
  const key = c.req.query('copy') ?? ''
  const copy = COPY_KEY.test(key) ? await findCopy(c.env.DB, c.var.person.email, key) : null
  if (!copy || copy.article_id !== articleId) return null
  const form = new FormData()
  for (const [name, text] of Object.entries(copy.fields)) form.set(name, text)
  return { ...copy, form, continues: `${copy.key}.${copy.step}` }
}

export type AskedCopy = NonNullable<Awaited<ReturnType<typeof copyAsked>>>

export function momentText(ms: EpochMs, now: EpochMs, { site }: Pick<Desk, 'site'>): string {
  return formatMoment(ms, now, site.settings.locale, site.settings.time_zone)
}
