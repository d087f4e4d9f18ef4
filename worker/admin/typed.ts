/**
 * Forms that change what stands in one place for everybody: what was typed is kept, and what somebody else has changed
 * meanwhile is not written over unseen.
 */
import type { Context } from 'hono'
import type * as z from 'zod'
import { textOf } from '../edge/form.ts'
import { FAILURES, type FailureReason } from '../failures.ts'
import { wantsJson } from '../refusal.tsx'
import type { DeskEnv } from './access.ts'
import type { Desk } from './desk.ts'

export type Typed<Field extends string> = Record<Field, string>
export type Wrong<Field extends string> = Partial<Record<Field, string>>

/** What stands there, as a form shows it. */
export function typedFrom<Field extends string>(fields: readonly Field[], row: Record<Field, unknown>): Typed<Field> {
  return Object.fromEntries(fields.map((field) => [field, `${row[field] ?? ''}`])) as Typed<Field>
}

/**
 * What a form says of its fields. Of one that a program does not send, and of one that this form left alone while somebody
 * else changed it, what stands there now.
 * @returns `both`: the fields that both changed, each otherwise
 */
export function readTyped<Field extends string>(form: FormData, fields: readonly Field[], current: Typed<Field>) {
  const made = madeFrom(form, fields)
  const typed = { ...current }
  const both: Field[] = []
  for (const field of fields) {
    if (!form.has(field)) continue
    const value = textOf(form, field).replaceAll('\r\n', '\n')
    const isMoved = made[field] !== undefined && made[field] !== current[field]
    if (isMoved && value === made[field]) continue
    typed[field] = value
    if (isMoved && value !== current[field]) both.push(field)
  }
  return { typed, both }
}

/** What the form was made from, as it says itself; a program that does not say has seen what is there. */
function madeFrom<Field extends string>(form: FormData, fields: readonly Field[]): Partial<Typed<Field>> {
  try {
    const made = JSON.parse(textOf(form, 'made_from')) as Record<string, unknown>
    const said = fields.filter((field) => typeof made[field] === 'string')
    return Object.fromEntries(said.map((field) => [field, made[field]])) as Partial<Typed<Field>>
  } catch {
    return {}
  }
}

/** The first thing that is wrong with each field. */
export function wrongIn<Field extends string>({ issues }: z.ZodError): Wrong<Field> {
  const wrong: Wrong<Field> = {}
  for (const { path, message } of issues) wrong[path[0] as Field] ??= message
  return wrong
}

/** From what to what, for the record: only what has changed. */
export function changesOf<Field extends string>(
  fields: readonly Field[],
  before: Record<Field, unknown>,
  after: Record<Field, unknown>,
): Record<string, { from: unknown; to: unknown }> {
  const changed = fields.filter((field) => before[field] !== after[field])
  return Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }]))
}

/** The form once more, with what is wrong. */
export function answerWrong(
  c: Context<DeskEnv>,
  { words }: Desk,
  page: Parameters<typeof c.html>[0],
  fields: Partial<Record<string, string>>,
  reason: FailureReason = 'invalid',
) {
  const status = FAILURES[reason]
  if (!wantsJson(c)) return c.html(page, status)
  return c.json({ error: { reason, message: words.failures[reason], fields } }, status)
}

/** On to a page that tells what was done. */
export function answerDone(c: Context<DeskEnv>, location: string, told: object): Response {
  if (!wantsJson(c)) return c.redirect(location, 303)
  c.header('Location', location)
  return c.json(told, 303)
}
