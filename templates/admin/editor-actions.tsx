/** What can be done with an article. The first button is the one that Enter presses, and it saves. */
import { wallClock } from '../../worker/admin/time.ts'
import { SavingStatus } from './copies.tsx'
import type { EditorProps } from './editor.tsx'
import { Field } from './parts.tsx'

type Props = Pick<EditorProps, 'desk' | 'editing' | 'maySave'>

export function EditorActions({ desk, editing, maySave }: Props) {
  const { edit } = desk.words.desk
  const { article } = editing
  const path = `/admin/articles/${article?.id}`
  const isOnSite = article?.status === 'published'
  const save = !article ? edit.saveDraft : isOnSite ? edit.update : edit.save
  const mayHandIn = maySave && !desk.can.publish && article?.status === 'draft'
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
      {article && desk.can.publish && !isOnSite && (
        <button type="submit" class="main" formaction={`${path}/publication`} name="timing" value="now">
          {article.status === 'withdrawn' ? edit.publishAgain : edit.publish}
        </button>
      )}
      {article && desk.can.publish && <Later desk={desk} editing={editing} maySave={maySave} />}
    </div>
  )
}

/** What is done less often: behind one more click, so that nobody withdraws by a slip. */
function Later({ desk, editing }: Props) {
  const { edit } = desk.words.desk
  const { article, errors = {}, at } = editing
  const { time_zone } = desk.site.settings
  const path = `/admin/articles/${article?.id}/publication`
  const isScheduled = article?.status === 'scheduled'
  const isOnSite = article?.status === 'published'
  const scheduled = isScheduled && article.published_at !== null ? wallClock(article.published_at, time_zone) : ''
  return (
    <details class="later" open={errors.at !== undefined}>
      <summary>{isOnSite ? edit.moreOnSite : edit.more}</summary>
      <div>
        {!isOnSite && (
          <>
            <Field name="at" label={edit.at} hint={edit.atHint(time_zone)} error={errors.at}>
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
