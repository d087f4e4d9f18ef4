/** Where an editor says whether an article takes comments. */
import { DISCUSSIONS, discussionOf, MAX_DAYS } from '../../worker/admin/discussion-form.ts'
import type { EditorProps } from './editor.tsx'
import { Choice, Field } from './parts.tsx'

export function DiscussionFields({ desk, editing }: Pick<EditorProps, 'desk' | 'editing'>) {
  const says = desk.words.desk.discussion
  const { article, errors = {} } = editing
  const typed = editing.discussion ?? discussionOf(article ?? { comment_mode: null, comment_days: null })
  return (
    <>
      <Field name="comments" label={says.comments} error={errors.comments}>
        {(described) => (
          <Choice
            described={described}
            chosen={typed.comments}
            options={DISCUSSIONS.map((choice): [string, string] => [choice, says.choices[choice]])}
          />
        )}
      </Field>
      <Field name="comment_days" label={says.days} hint={says.daysHint} error={errors.comment_days}>
        {(described) => (
          <input {...described} inputmode="numeric" maxlength={`${MAX_DAYS}`.length} value={typed.comment_days} />
        )}
      </Field>
    </>
  )
}
