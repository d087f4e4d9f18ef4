/** Where an editor tells readers what a save puts right, and what they have been told so far. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Editing } from '../../worker/admin/editing.tsx'
import { MAX_CORRECTION_LENGTH } from '../../worker/articles/article.ts'
import type { Correction } from '../../worker/schema.ts'
import { Field, Time } from './parts.tsx'

export function CorrectionField({ desk, editing }: { desk: Desk; editing: Editing }) {
  const { edit } = desk.words.desk
  const { correction = '', errors = {}, typed } = editing
  return (
    <Field name="correction" label={edit.correction} hint={edit.correctionHint} error={errors.correction}>
      {(described) => (
        <textarea {...described} rows={2} maxlength={MAX_CORRECTION_LENGTH} lang={typed.lang}>
          {correction}
        </textarea>
      )}
    </Field>
  )
}

/** Below the form, whose buttons these are all the same: what was typed is saved, and Enter still presses the first. */
export function CorrectionList({ desk, corrections }: { desk: Desk; corrections: Correction[] }) {
  const { edit } = desk.words.desk
  if (corrections.length === 0) return null
  return (
    <section class="revisions" aria-labelledby="corrections">
      <h2 id="corrections">{edit.corrections}</h2>
      <ul>
        {corrections.map(({ id, article_id, note, corrected_at, corrected_by }) => (
          <li>
            {note}{' '}
            <span>
              {corrected_by}, <Time ms={corrected_at} desk={desk} />
            </span>{' '}
            {desk.can.edit && (
              <button
                type="submit"
                class="plain"
                form="article"
                formaction={`/admin/articles/${article_id}/corrections/${id}`}
                name="_method"
                value="DELETE"
                aria-label={`${edit.removeCorrection}: ${note}`}
              >
                {edit.removeCorrection}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
