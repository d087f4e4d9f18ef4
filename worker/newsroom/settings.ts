/** What stands once for the whole newsroom: its masthead, its language and time, what a picture's credit begins as. */
import * as z from 'zod'
import { recordIfChanged } from '../admin/record.ts'
import { changesOf } from '../admin/typed.ts'
import { normaliseLine } from '../articles/article.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Settings } from '../schema.ts'
import type { DeskNewsroomWords } from '../text/words/desk-newsroom-vi.ts'

export const MASTHEAD_FIELDS = [
  'name',
  'tagline',
  'publisher',
  'licence',
  'editor_in_chief',
  'address',
  'phone',
  'email',
  'copyright',
  'locale',
  'time_zone',
  'default_credit',
] as const satisfies (keyof Settings)[]

export type MastheadField = (typeof MASTHEAD_FIELDS)[number]
export type Masthead = Pick<Settings, MastheadField>

export const LOCALES = ['vi', 'en'] as const satisfies Settings['locale'][]

export const MAX_LINE = 200

export function mastheadForm({ errors, masthead }: DeskNewsroomWords) {
  const line = z
    .string()
    .transform(normaliseLine)
    .pipe(z.string().max(MAX_LINE, errors.too_long(MAX_LINE)))
  return z.object({
    name: line.pipe(z.string().min(1, errors.missing)),
    tagline: line,
    publisher: line,
    licence: line,
    editor_in_chief: line,
    address: line,
    phone: line.pipe(z.string().regex(/^[\d\s+().-]*$/, masthead.errors.phone)),
    email: line.pipe(z.union([z.literal(''), z.email()], errors.email)),
    copyright: line,
    locale: z.enum(LOCALES, errors.choice),
    time_zone: z.string().trim().refine(isTimeZone, masthead.errors.time_zone),
    default_credit: line,
  })
}

/** The newsroom's first, then as the platform lists them. @param own what is chosen, which may have an older name */
export function timeZones(own: string): string[] {
  return [...new Set(['Asia/Ho_Chi_Minh', own, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
}

function isTimeZone(name: string): boolean {
  // An offset is no zone: it knows nothing of summer.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/**
 * With the record of who changed what, in one transaction.
 * @returns false where somebody has changed one of these fields to something else since `before` was read: then nothing
 * is written
 */
export async function saveSettings<Field extends keyof Settings>(
  db: Db,
  fields: readonly Field[],
  { before, to }: { before: Pick<Settings, Field>; to: Pick<Settings, Field> },
  event: { actor: string; action: string; subject: string; at: EpochMs },
): Promise<boolean> {
  const detail = changesOf(fields, before, to)
  const changed = fields.filter((field) => field in detail)
  if (changed.length === 0) return true
  const [saved] = await db.batch([
    db
      .prepare(
        `UPDATE settings SET ${changed.map((field) => `${field} = ?`).join()}
         WHERE ${changed.map((field) => `${field} IS ?`).join(' AND ')}`,
      )
      .bind(...changed.map((field) => to[field]), ...changed.map((field) => before[field])),
    recordIfChanged(db, { ...event, detail }),
  ])
  if (saved?.meta.changes) return true
  const there = await db.prepare(`SELECT ${changed.join()} FROM settings`).first<Pick<Settings, Field>>()
  return changed.every((field) => there?.[field] === to[field])
}
