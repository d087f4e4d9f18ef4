/** The masthead and what else stands once for the whole newsroom. */
import { Hono } from 'hono'
import { MastheadPage } from '../../templates/admin/masthead.tsx'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import type { FailureReason } from '../failures.ts'
import { MASTHEAD_FIELDS, type Masthead, type MastheadField, mastheadForm, saveSettings } from '../newsroom/settings.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { formatDateTime } from '../text/dates.ts'
import { type DeskEnv, needs } from './access.ts'
import { deskOf, limitForm, readForm } from './desk.ts'
import { answerDone, answerWrong, readTyped, typedFrom, type Wrong, wrongIn } from './typed.ts'

export const settings = new Hono<DeskEnv>()

settings.get('/', needs('settings'), async (c) => {
  const desk = await deskOf(c)
  const made = typedFrom(MASTHEAD_FIELDS, desk.site.settings)
  if (wantsJson(c)) return c.json({ settings: made })
  const isSaved = c.req.query('done') === 'saved'
  return c.html(
    <MastheadPage desk={desk} now={clockOf(desk.site.settings)} made={made} typed={made} isSaved={isSaved} />,
  )
})

settings.post('/', needs('settings'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const desk = await deskOf(c)
  const says = desk.words.desk.newsroom
  const before: Masthead = desk.site.settings
  const made = typedFrom(MASTHEAD_FIELDS, before)
  const { typed, both } = readTyped(form, MASTHEAD_FIELDS, made)
  const showAgain = (wrong: Wrong<MastheadField>, reason: FailureReason = 'invalid', problem?: string) => {
    const shown = { now: clockOf(before), made, typed, wrong, problem }
    return answerWrong(c, desk, <MastheadPage desk={desk} {...shown} />, wrong, reason)
  }
  if (both.length > 0) {
    const theirs = both.map((field) => [field, says.errors.changedBy(made[field])])
    return showAgain(Object.fromEntries(theirs), 'version_conflict')
  }
  const parsed = mastheadForm(says).safeParse(typed)
  if (!parsed.success) return showAgain(wrongIn(parsed.error))

  const event = { actor: c.var.person.email, action: 'settings_changed', subject: 'settings', at: Date.now() }
  const isSaved = await saveSettings(c.env.DB, MASTHEAD_FIELDS, { before, to: parsed.data }, event)
  if (!isSaved) return showAgain({}, 'version_conflict', says.errors.changed)
  await purgeLater(c.env.PURGES, [pageTags.site])
  return answerDone(c, '/admin/settings?done=saved', { settings: parsed.data })
})

function clockOf({ locale, time_zone }: Pick<Masthead, 'locale' | 'time_zone'>): string {
  return formatDateTime(Date.now(), locale, time_zone)
}
