/** What the newsroom has decided about comments: who approves them, which articles take them, how long they are kept. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { CommentSettings } from '../../templates/admin/comment-settings.tsx'
import { textOf } from '../edge/form.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import type { Db, EpochMs } from '../env.ts'
import { FAILURES } from '../failures.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Settings } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { type Desk, deskOf, limitForm, readForm } from './desk.ts'
import { MAX_DAYS } from './discussion-form.ts'
import { recordStatement } from './record.ts'

export const commentSettings = new Hono<DeskEnv>()

const FIELDS = [
  'comment_policy',
  'comment_reject_from',
  'comment_mode',
  'comment_days',
  'comment_retention_days',
] as const
// Not the table's own lists: with them all of drizzle would come into the bundle.
export const POLICIES = ['hold_all', 'approve_known', 'approve_clean'] as const satisfies Settings['comment_policy'][]
export const MODES = ['open', 'closed', 'none'] as const satisfies Settings['comment_mode'][]

type SettingsField = (typeof FIELDS)[number]
type Chosen = Pick<Settings, SettingsField>
export type TypedSettings = Record<SettingsField, string>
export type SettingsErrors = Partial<Record<SettingsField, string>>

/** What a weight may be at most: past it nothing is ever turned away. */
const MAX_WEIGHT = 1000

commentSettings.get('/', needs('settings'), async (c) => {
  const desk = await deskOf(c)
  const chosen = chosenOf(desk.site.settings)
  if (wantsJson(c)) return c.json({ settings: chosen })
  return c.html(
    <CommentSettings
      desk={desk}
      made={typedFrom(chosen)}
      typed={typedFrom(chosen)}
      isSaved={c.req.query('done') === 'saved'}
    />,
  )
})

commentSettings.post('/', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const before = chosenOf(desk.site.settings)
  // Of a field that a program does not send, what stands there.
  const current = typedFrom(before)
  const typed = { ...current }
  for (const field of FIELDS) if (form.has(field)) typed[field] = textOf(form, field)
  const moved = movedSince(madeFrom(form), typed, current)
  for (const field of moved.theirs) typed[field] = current[field]
  if (moved.both.length > 0) {
    const { changedBy } = desk.words.desk.commentSettings.errors
    const errors = Object.fromEntries(moved.both.map((field) => [field, changedBy(current[field])]))
    return showAgain(c, desk, typed, errors, 'version_conflict')
  }
  const parsed = parseSettings(typed, desk)
  if (!parsed.ok) return showAgain(c, desk, typed, parsed.errors)

  await saveSettings(c.env.DB, parsed.chosen, before, c.var.person.email, Date.now())
  const isSeen = (['comment_mode', 'comment_days', 'comment_retention_days'] as const).some(
    (field) => parsed.chosen[field] !== before[field],
  )
  if (isSeen) await purgeLater(c.env.PURGES, [pageTags.site])
  const location = '/admin/comments/settings?done=saved'
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json({ settings: parsed.chosen }, 303)
})

const MadeFrom = z.partialRecord(z.enum(FIELDS), z.string())

/** What the form was made from, as it says itself; a program that does not say has seen what is there. */
function madeFrom(form: FormData): Partial<TypedSettings> {
  try {
    return MadeFrom.parse(JSON.parse(textOf(form, 'made_from')))
  } catch {
    return {}
  }
}

/** Of what somebody else has changed since: what this form left alone, and what both changed, each otherwise. */
function movedSince(made: Partial<TypedSettings>, typed: TypedSettings, current: TypedSettings) {
  const moved = FIELDS.filter((field) => made[field] !== undefined && made[field] !== current[field])
  return {
    theirs: moved.filter((field) => typed[field] === made[field]),
    both: moved.filter((field) => typed[field] !== made[field] && typed[field] !== current[field]),
  }
}

function showAgain(
  c: Context<DeskEnv>,
  desk: Desk,
  typed: TypedSettings,
  errors: SettingsErrors,
  reason: 'invalid' | 'version_conflict' = 'invalid',
) {
  const status = FAILURES[reason]
  const error = { reason, message: desk.words.failures[reason], fields: errors }
  return wantsJson(c)
    ? c.json({ error }, status)
    : c.html(<CommentSettings desk={desk} made={madeOf(desk)} typed={typed} errors={errors} />, status)
}

type Parsed = { ok: true; chosen: Chosen } | { ok: false; errors: SettingsErrors }

function parseSettings(typed: TypedSettings, { words }: Desk): Parsed {
  const says = words.desk.commentSettings.errors
  const number = (min: number, max: number) =>
    z
      .string()
      .trim()
      .regex(/^\d{1,6}$/, says.number(min, max))
      .transform(Number)
      .pipe(z.number().min(min, says.number(min, max)).max(max, says.number(min, max)))
  const parsed = z
    .object({
      comment_policy: z.enum(POLICIES, says.choice),
      comment_reject_from: number(1, MAX_WEIGHT),
      comment_mode: z.enum(MODES, says.choice),
      comment_days: z
        .string()
        .trim()
        .transform((days) => days || null)
        .pipe(number(1, MAX_DAYS).nullable()),
      comment_retention_days: number(1, MAX_DAYS),
    })
    .safeParse(typed)
  if (parsed.success) return { ok: true, chosen: parsed.data }
  const errors: SettingsErrors = {}
  for (const { path, message } of parsed.error.issues) errors[path[0] as SettingsField] ??= message
  return { ok: false, errors }
}

/** With the record of who changed what, in one transaction. */
async function saveSettings(db: Db, chosen: Chosen, before: Chosen, actor: string, at: EpochMs): Promise<void> {
  const changed = FIELDS.filter((field) => chosen[field] !== before[field])
  if (changed.length === 0) return
  const detail = Object.fromEntries(changed.map((field) => [field, { from: before[field], to: chosen[field] }]))
  await db.batch([
    db
      .prepare(`UPDATE settings SET ${changed.map((field) => `${field} = ?`).join()}`)
      .bind(...changed.map((field) => chosen[field])),
    recordStatement(db, { actor, action: 'comment_settings_changed', subject: 'settings:comments', detail, at }),
  ])
}

function madeOf(desk: Desk): TypedSettings {
  return typedFrom(chosenOf(desk.site.settings))
}

function chosenOf(settings: Settings): Chosen {
  return Object.fromEntries(FIELDS.map((field) => [field, settings[field]])) as Chosen
}

function typedFrom(chosen: Chosen): TypedSettings {
  return Object.fromEntries(FIELDS.map((field) => [field, `${chosen[field] ?? ''}`])) as TypedSettings
}
