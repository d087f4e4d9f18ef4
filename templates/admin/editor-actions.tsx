/** What can be done with an article. The first button is the one that Enter presses, and it saves. */
import { wallClock } from '../../worker/admin/time.ts'
import { MAX_NOTE_LENGTH } from '../../worker/articles/article.ts'
import { SavingStatus } from './copies.tsx'
import type { EditorProps } from './editor.tsx'
import { Field, timeText } from './parts.tsx'
import { zoneText } from './way.tsx'

type Props = Pick<EditorProps, 'desk' | 'editing' | 'maySave' | 'now'>

export function EditorActions(props: Props) {
  const { desk, editing, maySave } = props
  const { edit, workflow } = desk.words.desk
  const { article } = editing
  const path = `/admin/articles/${article?.id}`
  const isOnSite = article?.status === 'published'
  const save = !article ? edit.saveDraft : isOnSite ? edit.update : edit.save
  const mayHandIn = maySave && !desk.can.publish && article?.status === 'draft'
  const isWriter = article?.created_by === desk.person.email
  const isNextStep = article && ((desk.can.publish && !isOnSite) || mayHandIn)
  return (
    <div class="actions">
      <SavingStatus desk={desk} editing={editing} maySave={maySave} />
      {maySave && (
        <button type="submit" class={isNextStep ? 'plain' : 'main'}>
          {save}
        </button>
      )}
      <button
        type="submit"
        class="plain"
        formaction="/admin/preview"
        formtarget="_blank"
        formnovalidate
        name="id"
        value={`${article?.id ?? ''}`}
      >
        {edit.preview}
      </button>
      {mayHandIn && (
        <button type="submit" class="main" formaction={`${path}/submission`}>
          {edit.handIn}
        </button>
      )}
      {article?.status === 'handed_in' && isWriter && maySave && (
        <button type="submit" class="plain" formaction={`${path}/submission`} name="_method" value="DELETE">
          {workflow.takeBack}
        </button>
      )}
      {article && desk.can.publish && !isOnSite && (
        <button type="submit" class="main" formaction={`${path}/publication`} name="timing" value="now">
          {article.status === 'withdrawn' ? edit.publishAgain : edit.publish}
        </button>
      )}
      {mayHandIn && <HandingIn {...props} />}
      {article && desk.can.edit && <Returning {...props} />}
      {article && desk.can.publish && <Later {...props} />}
    </div>
  )
}

function NoteField({ desk, editing, label, hint }: Props & { label: string; hint: string }) {
  const { errors = {}, note = '' } = editing
  return (
    <Field name="note" label={label} hint={hint} error={errors.note}>
      {(described) => (
        <textarea {...described} rows={4} maxlength={MAX_NOTE_LENGTH} lang={desk.words.locale}>
          {note}
        </textarea>
      )}
    </Field>
  )
}

function HandingIn(props: Props) {
  const { desk, editing } = props
  const { edit, workflow } = desk.words.desk
  return (
    <details class="later" name="later" open={editing.errors?.note !== undefined}>
      <summary>{workflow.withNote}</summary>
      <div>
        <NoteField {...props} label={workflow.noteToEditor} hint={workflow.noteToEditorHint} />
        <button type="submit" class="plain" formaction={`/admin/articles/${editing.article?.id}/submission`}>
          {edit.handIn}
        </button>
      </div>
    </details>
  )
}

/** To its writer with what was handed in; to the desk with what was withdrawn. */
function Returning(props: Props) {
  const { desk, editing } = props
  const { workflow } = desk.words.desk
  const { article, errors = {} } = editing
  if (article?.status !== 'handed_in' && article?.status !== 'withdrawn') return null
  const isHandedIn = article.status === 'handed_in'
  return (
    <details class="later" name="later" open={errors.note !== undefined}>
      <summary>{isHandedIn ? workflow.sendBack : workflow.reopen}</summary>
      <div>
        {!isHandedIn && <p class="hint">{workflow.reopenHint}</p>}
        <NoteField
          {...props}
          label={isHandedIn ? workflow.noteToWriter : workflow.note}
          hint={isHandedIn ? workflow.noteToWriterHint : workflow.noteOfReopening}
        />
        <button type="submit" class="plain" formaction={`/admin/articles/${article.id}/return`}>
          {isHandedIn ? workflow.sendBack : workflow.reopen}
        </button>
      </div>
    </details>
  )
}

/** What is done less often: behind one more click, so that nobody withdraws by a slip. */
function Later({ desk, editing, now }: Props) {
  const { edit, workflow } = desk.words.desk
  const { article, errors = {}, at } = editing
  const { time_zone } = desk.site.settings
  const path = `/admin/articles/${article?.id}/publication`
  const isScheduled = article?.status === 'scheduled'
  const isOnSite = article?.status === 'published'
  const scheduled = isScheduled && article.published_at !== null ? wallClock(article.published_at, time_zone) : ''
  return (
    <details class="later" name="later" open={errors.at !== undefined}>
      <summary>{isOnSite ? edit.moreOnSite : edit.more}</summary>
      <div>
        {!isOnSite && (
          <>
            <Field
              name="at"
              label={edit.at}
              hint={workflow.atHint(zoneText(now, desk), timeText(now, desk))}
              error={errors.at}
            >
              {(described) => <input {...described} type="datetime-local" value={at || scheduled} />}
            </Field>
            <button type="submit" class="plain" formaction={path} name="timing" value="later">
              {isScheduled ? edit.reschedule : edit.schedule}
            </button>
          </>
        )}
        {isScheduled && (
          <button type="submit" class="plain" formaction={path} name="_method" value="DELETE">
            {edit.unschedule}
          </button>
        )}
        {isOnSite && (
          <>
            <p class="hint">{edit.withdrawHint}</p>
            <button type="submit" class="danger" formaction={path} name="_method" value="DELETE">
              {edit.withdraw}
            </button>
          </>
        )}
      </div>
    </details>
  )
}
