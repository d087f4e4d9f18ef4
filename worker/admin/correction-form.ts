/** The note that tells readers what a save puts right. */
import { CorrectionForm, MAX_CORRECTION_LENGTH } from '../articles/article.ts'
import { mayBeCorrected } from '../articles/corrections.ts'
import type { FailureReason } from '../failures.ts'
import type { Article } from '../schema.ts'
import type { EditorErrors } from './article-form.ts'
import type { Desk } from './desk.ts'

type Told = { ok: true; note: string } | { ok: false; reason: FailureReason; errors: EditorErrors }

/**
 * Empty where nothing is told. Fails: `not_allowed` for who may not edit, `invalid` where it is too long or nobody has
 * read what it puts right.
 */
export function parseCorrection(typed: string, article: Pick<Article, 'status'>, { can, words }: Desk): Told {
  const { readOnly, errors: says } = words.desk.edit
  const parsed = CorrectionForm.safeParse(typed)
  const refuse = (reason: FailureReason, correction: string): Told => ({ ok: false, reason, errors: { correction } })
  if (!parsed.success) return refuse('invalid', says.too_long(MAX_CORRECTION_LENGTH))
  if (parsed.data && !can.edit) return refuse('not_allowed', readOnly)
  if (parsed.data && !mayBeCorrected(article)) return refuse('invalid', says.nothing_to_correct)
  return { ok: true, note: parsed.data }
}
