/** Who did what, to what, when and why. */
import type { Child } from 'hono/jsx'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Recorded } from '../../worker/admin/record.ts'
import { tell } from '../../worker/admin/record-words.ts'
import type { TypedFilter } from '../../worker/admin/recorded.tsx'
import type { StaffMember } from '../../worker/schema.ts'
import { CommentPlaces } from './comment-places.tsx'
import { DeskLayout } from './layout.tsx'
import { NewsroomPage } from './newsroom-page.tsx'
import { Choice, Field, Pages, Time, timeText } from './parts.tsx'

interface Props {
  desk: Desk
  /** Of comments alone, or of everything. */
  scope: 'newsroom' | 'comments'
  typed: TypedFilter
  entries: Recorded[]
  older: string | null
  isFirst: boolean
  searchedTo: number | null
  staff: Pick<StaffMember, 'email' | 'name'>[]
}

export function RecordPage({ desk, scope, typed, entries, older, isFirst, searchedTo, staff }: Props) {
  const says = desk.words.desk.newsroom.record
  const root = scope === 'newsroom' ? '/admin/record' : '/admin/comments/record'
  const query = new URLSearchParams(Object.entries(typed).filter(([, value]) => value !== ''))
  const path = query.size > 0 ? `${root}?${query}` : root
  return (
    <Around desk={desk} scope={scope}>
      <Filter desk={desk} scope={scope} action={root} typed={typed} staff={staff} />
      {entries.length === 0 ? (
        <p class="empty">{says.empty}</p>
      ) : (
        <ol class="rows">
          {entries.map((entry) => (
            <Entry desk={desk} entry={entry} />
          ))}
        </ol>
      )}
      {searchedTo !== null && <p class="hint">{says.searchedTo(timeText(searchedTo, desk))}</p>}
      <Pages desk={desk} path={path} older={older} isFirst={isFirst} />
      {scope === 'newsroom' && desk.can.export && (
        <p class="pages">
          <a href={`/admin/record/csv${query.size > 0 ? `?${query}` : ''}`} download>
            {says.download}
          </a>
        </p>
      )}
    </Around>
  )
}

function Around({ desk, scope, children }: { desk: Desk; scope: Props['scope']; children?: Child }) {
  const { record, comments } = { record: desk.words.desk.newsroom.record, comments: desk.words.desk.comments.record }
  if (scope === 'newsroom') {
    return (
      <NewsroomPage desk={desk} place="record" title={record.title} intro={record.intro}>
        {children}
      </NewsroomPage>
    )
  }
  return (
    <DeskLayout desk={desk} title={comments.title} place="comments">
      <header class="head">
        <h1>{comments.title}</h1>
      </header>
      <CommentPlaces desk={desk} place="record" />
      <p class="intro">{comments.intro}</p>
      {children}
    </DeskLayout>
  )
}

function Filter({
  desk,
  scope,
  action,
  typed,
  staff,
}: Pick<Props, 'desk' | 'scope' | 'typed' | 'staff'> & { action: string }) {
  const says = desk.words.desk.newsroom.record
  const { actors } = desk.words.desk.comments
  const line = (name: 'subject' | 'from' | 'to' | 'words', label: string, type: string, hint?: string) => (
    <Field name={name} label={label} hint={hint}>
      {(described) => (
        <input
          {...described}
          type={type}
          {...(type !== 'date' && { maxlength: 200 })}
          value={typed[name]}
          autocomplete="off"
        />
      )}
    </Field>
  )
  return (
    <form class="asked record" method="get" action={action}>
      <Field name="actor" label={says.who}>
        {(described) => (
          <Choice
            described={described}
            chosen={typed.actor}
            options={[
              ['', says.everybody],
              ...staff.map(({ email, name }): [string, string] => [email, name]),
              ...Object.entries(actors),
            ]}
          />
        )}
      </Field>
      {scope === 'newsroom' && (
        <Field name="act" label={says.act}>
          {(described) => (
            <Choice
              described={described}
              chosen={typed.act}
              options={[['', says.everyAct], ['decision', says.decisions], ...Object.entries(says.acts)]}
            />
          )}
        </Field>
      )}
      {line('subject', says.subject, 'text', says.subjectHint)}
      {line('from', says.from, 'date')}
      {line('to', says.to, 'date')}
      {line('words', says.words, 'search')}
      <p class="decide">
        <button type="submit">{says.show}</button>
        {Object.values(typed).some(Boolean) && (
          <a class="button quiet" href={action}>
            {says.clear}
          </a>
        )}
      </p>
    </form>
  )
}

function Entry({ desk, entry }: { desk: Desk; entry: Recorded }) {
  const { who, act, details, about } = tell(desk, entry)
  return (
    <li>
      <p>
        <b>{who}</b> {[act, ...details].join(', ')}
      </p>
      <p class="about">
        <Time ms={entry.at} desk={desk} />
        {about && (about.path ? <a href={about.path}>{about.label}</a> : <span>{about.label}</span>)}
      </p>
    </li>
  )
}
