/** A comment as the moderation desk shows it, and what can be done with it. */
import { statusPath } from '../../worker/admin/comment-list.ts'
import { seenKey } from '../../worker/admin/deciding.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import { articlePath } from '../../worker/articles/article.ts'
import type { DeskComment, ListOf } from '../../worker/comments/desk-queries.ts'
import type { Signal } from '../../worker/comments/moderation.ts'
import { raw } from '../markup.ts'
import { Time, timeText } from './parts.tsx'

interface RowProps {
  desk: Desk
  comment: DeskComment
  /** The list that a decision comes back to. */
  list: ListOf
  /** Whether it can be selected together with others. */
  selectable?: boolean
}

export function CommentRow({ desk, comment, list, selectable = false }: RowProps) {
  const says = desk.words.desk.comments
  return (
    <li
      class="comment"
      id={`comment-${comment.id}`}
      data-seen={seenKey(comment)}
      data-name={comment.name}
      tabindex={-1}
    >
      <div class="whole">
        <div class="who">
          {selectable && isDecidable(comment) && (
            <input
              type="checkbox"
              name="seen"
              value={seenKey(comment)}
              form="decisions"
              aria-label={says.select(comment.name)}
            />
          )}
          <Who desk={desk} comment={comment} withStatus={list.person !== null} />
        </div>
        <Said desk={desk} comment={comment} />
        <div class="decide">
          <Decide desk={desk} comment={comment} list={list} />
          <a
            class="button quiet"
            data-open
            href={`/admin/comments/${comment.id}`}
            aria-label={says.openOf(comment.name)}
          >
            {says.open}
          </a>
        </div>
      </div>
    </li>
  )
}

function isDecidable({ status }: Pick<DeskComment, 'status'>): boolean {
  return status !== 'withdrawn' && status !== 'erased'
}

export function Who({ desk, comment, withStatus }: { desk: Desk; comment: DeskComment; withStatus: boolean }) {
  const says = desk.words.desk.comments
  return (
    <p>
      <b>{comment.name}</b>{' '}
      {comment.staff ? (
        <span class="mark">{says.byNewsroom(comment.staff)}</span>
      ) : (
        comment.email && <a href={`mailto:${comment.email}`}>{comment.email}</a>
      )}{' '}
      {comment.confirmed_at !== null && <span class="mark">{says.confirmed}</span>}{' '}
      <Time ms={comment.created_at} desk={desk} />{' '}
      {comment.edited_at !== null && <span class="mark">{says.editedAt(timeText(comment.edited_at, desk))}</span>}{' '}
      {comment.picked_at !== null && <span class="mark">★ {says.picked}</span>}{' '}
      {withStatus && <span class={`status ${comment.status}`}>{says.statuses[comment.status]}</span>}
    </p>
  )
}

/** The words, what they are about, and what speaks for and against them. */
export function Said({ desk, comment }: { desk: Desk; comment: DeskComment }) {
  const says = desk.words.desk.comments
  const { article_section: section, article_slug: slug, article_headline: headline } = comment
  const { received } = desk.words
  const objections = comment.signals.filter(({ weight }) => weight > 0)
  const notes = comment.signals.filter(({ weight }) => weight <= 0)
  const why = comment.status === 'rejected' && isReason(comment.reason, received.reasons) ? comment.reason : null
  return (
    <>
      <p class="said">{comment.body}</p>
      <p class="about">
        <span>
          {says.on} <a href={articlePath({ section, slug })}>{headline}</a>
        </span>
        <a href={`${statusPath(comment.status)}&article=${comment.article_id}`}>{says.allOfArticle}</a>
        {comment.email && (
          <a href={`/admin/comments?person_of=${comment.id}`}>
            {says.before(comment.published_before, comment.turned_away_before)}
          </a>
        )}
      </p>
      {comment.answered_name !== null && (
        <blockquote class="about">
          <b>{says.answers(comment.answered_name)}</b> <span>{comment.answered_body}</span>
        </blockquote>
      )}
      <Signals signals={objections} label={says.reasons} />
      <Signals signals={notes} label={says.notes} isNote />
      {comment.signals.length === 0 && !comment.staff && <p class="hint">{says.noReasons}</p>}
      {why && (
        <p class="hint">
          {says.whyRejected} {received.reasons[why]}
        </p>
      )}
    </>
  )
}

function Signals({ signals, label, isNote = false }: { signals: Signal[]; label: string; isNote?: boolean }) {
  if (signals.length === 0) return null
  return (
    <ul class={isNote ? 'reasons notes' : 'reasons'} aria-label={label}>
      {signals.map((signal) => (
        <li>{signal.reason}</li>
      ))}
    </ul>
  )
}

type Reasons = Desk['words']['received']['reasons']

function isReason(reason: string | null, reasons: Reasons): reason is keyof Reasons {
  return reason !== null && Object.hasOwn(reasons, reason)
}

interface DecideProps extends Omit<RowProps, 'selectable'> {
  /** A decision comes back to the comment's own page. */
  atFile?: boolean
}

/** The decisions that there are on a comment as it is shown: status and text must still be these when one arrives. */
export function Decide({ desk, comment, list, atFile = false }: DecideProps) {
  const says = desk.words.desk.comments
  const { id, name, status } = comment
  if (!isDecidable(comment)) return null
  const path = `/admin/comments/${id}`
  const seen = <Seen comment={comment} list={list} atFile={atFile} />
  return (
    <>
      <form method="post" action={`${path}/approval`}>
        {seen}
        {status !== 'approved' && (
          <button type="submit" class="main" data-verdict="approved" aria-label={says.approveOf(name)}>
            {says.approve}
          </button>
        )}
        {status !== 'rejected' && (
          <button
            type="submit"
            class="plain"
            data-verdict="rejected"
            formaction={`${path}/rejection`}
            aria-label={says.rejectOf(name)}
          >
            {says.reject}
          </button>
        )}
        {status !== 'spam' && !comment.staff && (
          <button
            type="submit"
            class="plain"
            data-verdict="spam"
            formaction={`${path}/spam`}
            aria-label={says.spamOf(name)}
          >
            {says.spam}
          </button>
        )}
      </form>
      {status !== 'rejected' && !comment.staff && (
        <details class="why">
          <summary aria-label={says.whyOf(name)}>{says.why}</summary>
          <form method="post" action={`${path}/rejection`}>
            {seen}
            <p class="hint">{says.whyHint}</p>
            {raw(reasonButtons(desk))}
          </form>
        </details>
      )}
      {status === 'approved' && (
        <form method="post" action={`${path}/pick`}>
          {seen}
          {comment.picked_at !== null && <input type="hidden" name="_method" value="DELETE" />}
          <button
            type="submit"
            class="plain"
            data-pick
            aria-label={comment.picked_at === null ? says.pickOf(name) : says.unpickOf(name)}
          >
            {comment.picked_at === null ? says.pick : says.unpick}
          </button>
        </form>
      )}
      {!atFile && (status === 'approved' || status === 'held') && (
        <a class="button quiet" data-answer href={`${path}#answer`} aria-label={says.answerOf(name)}>
          {says.answer}
        </a>
      )}
    </>
  )
}

function Seen({ comment, list, atFile }: { comment: DeskComment; list: ListOf; atFile: boolean }) {
  return (
    <>
      <input type="hidden" name="status" value={comment.status} />
      <input type="hidden" name="revision" value={`${comment.revision}`} />
      {atFile ? <input type="hidden" name="page" value="comment" /> : <InList list={list} />}
    </>
  )
}

/** Where a decision comes back to. */
export function InList({ list }: { list: ListOf }) {
  return (
    <>
      <input type="hidden" name="list" value={list.status} />
      {list.before && <input type="hidden" name="before" value={list.before} />}
      {list.article !== null && <input type="hidden" name="article" value={`${list.article}`} />}
      {list.person !== null && <input type="hidden" name="person_of" value={`${list.person}`} />}
    </>
  )
}

const buttonsOf = new Map<string, string>()

/** Each with the sentence that the writer will read: the same under every comment of a list, so made once. */
function reasonButtons({ words }: Desk): string {
  const known = buttonsOf.get(words.locale)
  if (known) return known
  const { whys } = words.desk.comments
  const buttons = (Object.keys(words.received.reasons) as (keyof Reasons)[]).map((reason, n) =>
    (
      <button type="submit" name="reason" value={reason}>
        <b>
          {n + 1}. {whys[reason]}
        </b>{' '}
        <span>{words.received.reasons[reason]}</span>
      </button>
    ).toString(),
  )
  buttonsOf.set(words.locale, buttons.join(''))
  return buttons.join('')
}
