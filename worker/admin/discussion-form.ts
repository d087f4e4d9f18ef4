/** Whether an article takes comments, as an editor says beside its text; no part of the text, and of no saved version. */
import * as z from 'zod'
import type { Discussion } from '../articles/drafts.ts'
import type { EditorErrors } from './article-form.ts'
import type { Desk } from './desk.ts'

/** Empty leaves it to the newsroom; `days` is open, and closed after so many. */
export const DISCUSSIONS = ['', 'open', 'days', 'closed', 'none'] as const

export interface TypedDiscussion {
  comments: string
  comment_days: string
}

/** As many as anybody could mean. */
export const MAX_DAYS = 3650
export const Days = z.coerce.number().int().min(1).max(MAX_DAYS)

export function discussionOf({ comment_mode, comment_days }: Discussion): TypedDiscussion {
  const isForDays = comment_mode === 'open' && comment_days !== null
  return { comments: isForDays ? 'days' : (comment_mode ?? ''), comment_days: isForDays ? `${comment_days}` : '' }
}

/** What a form says; null where it has no such field. */
export function typedDiscussion(form: FormData): TypedDiscussion | null {
  const [comments, days] = [form.get('comments'), form.get('comment_days')]
  return typeof comments === 'string' ? { comments, comment_days: typeof days === 'string' ? days : '' } : null
}

type Told =
  | { ok: true; discussion: Discussion | null }
  | { ok: false; reason: 'not_allowed' | 'invalid'; errors: EditorErrors }

/**
 * Null where nothing is to change. Fails: `not_allowed` for who may not edit, `invalid` where there is no such choice, or
 * no number of days.
 * @param before what stands there
 */
export function parseDiscussion(form: FormData, before: Discussion, { can, words }: Desk): Told {
  const typed = typedDiscussion(form)
  const stands = discussionOf(before)
  const isSame =
    typed?.comments === stands.comments &&
    (typed.comments !== 'days' || typed.comment_days.trim() === stands.comment_days)
  if (!typed || isSame) return { ok: true, discussion: null }
  const { readOnly, errors: says } = words.desk.edit
  if (!can.edit) return { ok: false, reason: 'not_allowed', errors: { comments: readOnly } }
  const choice = z.enum(DISCUSSIONS).safeParse(typed.comments)
  if (!choice.success) return { ok: false, reason: 'invalid', errors: { comments: says.invalid } }
  if (choice.data !== 'days') return { ok: true, discussion: { comment_mode: choice.data || null, comment_days: null } }
  const days = Days.safeParse(typed.comment_days.trim())
  if (days.success) return { ok: true, discussion: { comment_mode: 'open', comment_days: days.data } }
  return { ok: false, reason: 'invalid', errors: { comment_days: words.desk.discussion.daysWrong(MAX_DAYS) } }
}
