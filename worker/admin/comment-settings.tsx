/** What the newsroom has decided about comments: who approves them, which articles take them, how long they are kept. */

import { Hono } from 'hono'
import * as z from 'zod'
import { CommentSettings } from '../../templates/admin/comment-settings.tsx'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import type { FailureReason } from '../failures.ts'
import { saveSettings } from '../newsroom/settings.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import type { Settings } from '../schema.ts'
import { type DeskEnv, needs } from './access.ts'
import { type Desk, deskOf, limitForm, readForm } from './desk.ts'
import { MAX_DAYS } from './discussion-form.ts'
import { answerDone, answerWrong, readTyped, type Typed, typedFrom, type Wrong, wrongIn } from './typed.ts'

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
export type TypedSettings = Typed<SettingsField>
export type SettingsErrors = Wrong<SettingsField>

/** What a weight may be at most: past it nothing is ever turned away. */
const MAX_WEIGHT = 1000

commentSettings.get('/', needs('settings'), async (c) => {
  const desk = await deskOf(c)
  const chosen = chosenOf(desk.site.settings)
  if (wantsJson(c)) return c.json({ settings: chosen })
  return c.html(
    <CommentSettings
      desk={desk}
      made={typedFrom(FIELDS, chosen)}
      typed={typedFrom(FIELDS, chosen)}
      isSaved={c.req.query('done') === 'saved'}
    />,
  )
})

commentSettings.post('/', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const before = chosenOf(desk.site.settings)
  const current = typedFrom(FIELDS, before)
  const { typed, both } = readTyped(form, FIELDS, current)
  const showAgain = (errors: SettingsErrors, reason: FailureReason = 'invalid') =>
    answerWrong(c, desk, <CommentSettings desk={desk} made={current} typed={typed} errors={errors} />, errors, reason)
  const { changedBy } = desk.words.desk.commentSettings.errors
  const inConflict = (fields: SettingsField[], there: TypedSettings) =>
    Object.fromEntries(fields.map((field) => [field, changedBy(there[field])]))
  if (both.length > 0) return showAgain(inConflict(both, current), 'version_conflict')
  const parsed = parseSettings(typed, desk)
  if (!parsed.ok) return showAgain(parsed.errors)

  const event = { actor: c.var.person.email, action: 'comment_settings_changed', subject: 'settings:comments' }
  const change = { before, to: parsed.chosen }
  if (!(await saveSettings(c.env.DB, FIELDS, change, { ...event, at: Date.now() }))) {
    // A second click at the same time has nothing left to change.
    const [there, asked] = [chosenOf((await deskOf(c)).site.settings), parsed.chosen]
    const others = FIELDS.filter((field) => there[field] !== asked[field])
    if (others.length > 0) return showAgain(inConflict(others, typedFrom(FIELDS, there)), 'version_conflict')
  }
  const isSeen = (['comment_mode', 'comment_days', 'comment_retention_days'] as const).some(
    (field) => parsed.chosen[field] !== before[field],
  )
  if (isSeen) await purgeLater(c.env.PURGES, [pageTags.site])
  return answerDone(c, '/admin/comments/settings?done=saved', { settings: parsed.chosen })
})

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
  return { ok: false, errors: wrongIn(parsed.error) }
}

function chosenOf(settings: Settings): Chosen {
  return Object.fromEntries(FIELDS.map((field) => [field, settings[field]])) as Chosen
}
