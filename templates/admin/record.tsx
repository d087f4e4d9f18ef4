/** Who did what, when and why. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Recorded } from '../../worker/admin/record.ts'
import type { StaffMember } from '../../worker/schema.ts'
import { CommentPlaces } from './comment-places.tsx'
import { DeskLayout } from './layout.tsx'
import { Choice, Field, Pages, Time } from './parts.tsx'

interface Props {
  desk: Desk
  entries: Recorded[]
  older: string | null
  isFirst: boolean
  asked: { actor: string | null; comment: number | null }
  staff: Pick<StaffMember, 'email' | 'name'>[]
}

export function RecordPage({ desk, entries, older, isFirst, asked, staff }: Props) {
  const { record: says, actors } = desk.words.desk.comments
  const query = new URLSearchParams()
  if (asked.actor !== null) query.set('actor', asked.actor)
  if (asked.comment !== null) query.set('comment', `${asked.comment}`)
  const path = query.size > 0 ? `/admin/comments/record?${query}` : '/admin/comments/record'
  return (
    <DeskLayout desk={desk} title={says.title} place="comments">
      <header class="head">
        <h1>{says.title}</h1>
      </header>
      <CommentPlaces desk={desk} place="record" />
      <p class="intro">{says.intro}</p>
      <form class="asked" method="get" action="/admin/comments/record">
        <Field name="actor" label={says.who}>
          {(described) => (
            <Choice
              described={described}
              chosen={asked.actor ?? ''}
              options={[
                ['', says.everybody],
                ...staff.map(({ email, name }): [string, string] => [email, name]),
                ...Object.entries(actors),
              ]}
            />
          )}
        </Field>
        <Field name="comment" label={says.comment}>
          {(described) => (
            <input {...described} inputmode="numeric" maxlength={15} value={asked.comment ?? ''} autocomplete="off" />
          )}
        </Field>
        <button type="submit">{says.show}</button>
      </form>
      {entries.length === 0 ? (
        <p class="empty">{says.empty}</p>
      ) : (
        <ol class="rows">
          {entries.map((entry) => (
            <Entry desk={desk} entry={entry} />
          ))}
        </ol>
      )}
      <Pages desk={desk} path={path} older={older} isFirst={isFirst} />
    </DeskLayout>
  )
}

function Entry({ desk, entry: { at, by, what, comment } }: { desk: Desk; entry: Recorded }) {
  const { comments } = desk.words.desk
  const { record: says } = comments
  const { reasons } = desk.words.received
  const article = what.kind === 'act' && what.subject.match(/^article:(\d+)$/)?.[1]
  const why = what.kind === 'decision' ? (reasons[what.why as keyof typeof reasons] ?? what.why) : what.why
  return (
    <li>
      <p>
        <b>{comments.actors[by] ?? by}</b>{' '}
        {what.kind === 'decision'
          ? comments.file.decision(comments.statuses[what.from], comments.statuses[what.to])
          : [says.acts[what.action] ?? what.action, ...details(desk, what)].join(', ')}
        {why && `: ${why}`}
      </p>
      <p class="about">
        <Time ms={at} desk={desk} />
        {comment !== null && <a href={`/admin/comments/${comment}`}>{says.commentNo(comment)}</a>}
        {article && <a href={`/admin/articles/${article}`}>{says.articleNo(Number(article))}</a>}
      </p>
    </li>
  )
}

/** What there is to say besides: the term, how long, how many, from what to what. */
function details(desk: Desk, { subject, detail }: Extract<Recorded['what'], { kind: 'act' }>): string[] {
  const { record: says, terms } = desk.words.desk.comments
  const { days, hidden, restored, kind, comments, answer } = detail
  const term = subject.match(/^term:(.*)$/s)?.[1]
  return [
    ...(term ? [`“${term}”`] : []),
    ...(kind === 'blocked' || kind === 'suspect' ? [terms.kindNames[kind]] : []),
    ...(typeof days === 'number' ? [says.days(days)] : []),
    ...(Array.isArray(hidden) && hidden.length > 0 ? [says.hidden(hidden.length)] : []),
    ...(Array.isArray(restored) && restored.length > 0 ? [says.restored(restored.length)] : []),
    ...(typeof comments === 'number' ? [says.comments(comments)] : []),
    ...(typeof answer === 'number' ? [says.answerNo(answer)] : []),
    ...changes(desk, detail),
  ]
}

/** Of settings, the newsroom's or an article's own, in the words of their form. */
function changes(desk: Desk, detail: Record<string, unknown>): string[] {
  const { comments, commentSettings: says } = desk.words.desk
  const fields: [field: string, label: string, values?: Record<string, string>][] = [
    ['comment_policy', says.policy, says.policies],
    ['comment_reject_from', says.rejectFrom],
    ['comment_mode', says.mode, says.modes],
    ['comment_days', says.days],
    ['comment_retention_days', says.retention],
  ]
  return fields.flatMap(([field, label, values]) => {
    const change = detail[field] as { from: string | number | null; to: string | number | null } | undefined
    const inWords = (value: string | number | null) =>
      value === null ? comments.record.unset : (values?.[value] ?? `${value}`)
    return change && change.from !== change.to
      ? [`${label}: ${comments.file.decision(inWords(change.from), inWords(change.to))}`]
      : []
  })
}
