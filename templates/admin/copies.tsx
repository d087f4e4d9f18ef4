/** What is typed and not saved: how it stands, and what was left behind before. desk/saving.ts keeps all of this up to date. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { UnsavedCopy, Writing } from '../../worker/articles/working-copies.ts'
import { formatMoment } from '../../worker/text/dates.ts'
import type { EditorProps } from './editor.tsx'
import { Notice } from './parts.tsx'

function moment(ms: number, now: number, { site }: Desk): string {
  return formatMoment(ms, now, site.settings.locale, site.settings.time_zone)
}

/** Beside the buttons: what becomes of the words while they are typed. */
export function SavingStatus({ desk, editing, maySave }: Pick<EditorProps, 'desk' | 'editing' | 'maySave'>) {
  const says = desk.words.desk.saving.status
  const { errors = {}, conflict, continuedFrom, fromRevision } = editing
  const isUnsaved = conflict || continuedFrom || fromRevision || Object.keys(errors).length > 0
  return (
    <p
      class="saving"
      role="status"
      data-person={desk.person.email}
      data-article={editing.article?.id ?? ''}
      data-unsaved={isUnsaved ? 'yes' : null}
      data-read-only={maySave ? null : 'yes'}
      {...Object.fromEntries(Object.entries(says).map(([name, text]) => [`data-${kebab(name)}`, text]))}
    />
  )
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** What goes along with the form, so that a save takes away what it contains and no more. */
export function CopyFields({ editing, copyKey }: Pick<EditorProps, 'editing' | 'copyKey'>) {
  return (
    <>
      <input type="hidden" name="copy" value={copyKey} />
      <input type="hidden" name="copy_step" value="0" />
      <input type="hidden" name="continues" value={editing.continues ?? ''} />
    </>
  )
}

/** At the top of an article: what its writer left unsaved, and who else is writing in it. */
export function Unsaved({ desk, editing, copies, others, now }: EditorProps) {
  const says = desk.words.desk.saving.copies
  const { article, continuedFrom } = editing
  const continued = continuedFrom !== undefined && says.continued(moment(continuedFrom, now, desk))
  return (
    <>
      {continued && (editing.conflict ? <p class="notice">{continued}</p> : <Notice>{continued}</Notice>)}
      <div id="copies">
        {copies.map((copy) => (
          <div class="notice" data-copy={copy.key}>
            <p>
              {article
                ? says.unsaved(moment(copy.saved_at, now, desk))
                : says.unfinished(copy.headline || says.untitled, moment(copy.saved_at, now, desk))}
            </p>
            <CopyChoices desk={desk} copy={copy} now={now} />
          </div>
        ))}
      </div>
      <InBrowser desk={desk} />
      <div id="writing" role="status">
        {others.map(({ name, at }: Writing) => (
          <p class="notice">{says.writing(name, moment(at, now, desk))}</p>
        ))}
      </div>
    </>
  )
}

/** For the script: what only this browser has. */
function InBrowser({ desk }: { desk: Desk }) {
  const { copies } = desk.words.desk.saving
  return (
    <template id="copy-in-browser">
      <div class="notice" data-in-browser>
        <p>
          {copies.unsaved('{time}')}. {copies.inBrowser}
        </p>
        <p class="decide">
          <button type="button" class="main" data-go>
            {copies.go}
          </button>
          <button type="button" data-discard={copies.discardAsk}>
            {copies.discard}
          </button>
        </p>
      </div>
    </template>
  )
}

/** In the lists: all that a person has not saved. */
export function Unfinished({ desk, copies, now }: { desk: Desk; copies: UnsavedCopy[]; now: number }) {
  const says = desk.words.desk.saving.copies
  return (
    <div id="copies" data-person={desk.person.email}>
      {copies.length > 0 && (
        <section class="unfinished" aria-labelledby="unfinished">
          <h2 class="bar" id="unfinished">
            {says.title}
          </h2>
          <ul class="rows">
            {copies.map((copy) => (
              <li>
                <span class="what">{copy.headline || says.untitled}</span>
                <p class="about">
                  {copy.article_id === null && <span>{says.ofNew}</span>}
                  <span>{moment(copy.saved_at, now, desk)}</span>
                </p>
                <CopyChoices desk={desk} copy={copy} now={now} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function CopyChoices({ desk, copy, now }: { desk: Desk; copy: UnsavedCopy; now: number }) {
  const says = desk.words.desk.saving.copies
  const named: [string, string] = [copy.headline || says.untitled, moment(copy.saved_at, now, desk)]
  return (
    <form class="decide" method="post" action={`/admin/working-copies/${copy.key}`}>
      <a
        class="button main"
        href={`/admin/articles/${copy.article_id ?? 'new'}?copy=${copy.key}`}
        aria-label={says.goOf(...named)}
      >
        {says.go}
      </a>
      <button
        type="submit"
        name="_method"
        value="DELETE"
        aria-label={says.discardOf(...named)}
        data-discard={says.discardAsk}
      >
        {says.discard}
      </button>
    </form>
  )
}
