/** The moderation list. */
import { listPath, statusPath } from '../../worker/admin/comment-list.ts'
import { undoKey } from '../../worker/admin/deciding.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import { articlePath } from '../../worker/articles/article.ts'
import type { DeskComment, ListOf, Told } from '../../worker/comments/desk-queries.ts'
import type { Article } from '../../worker/schema.ts'
import { CommentPlaces } from './comment-places.tsx'
import { CommentRow, InList } from './comment-row.tsx'
import { decidedBy } from './decided.tsx'
import { Keys, Messages } from './keys.tsx'
import { DeskLayout } from './layout.tsx'
import { Choice, Notice, Pages, Tabs } from './parts.tsx'

interface Props {
  desk: Desk
  list: ListOf
  comments: DeskComment[]
  older: string | null
  /** Of `list.article`. */
  article: Pick<Article, 'id' | 'headline' | 'section' | 'slug'> | null
  /** Of `list.person`; empty where it is unknown. */
  email: string
  /** An email that nobody has commented under, as it was typed. */
  sought?: string
  /** What was decided on a moment ago, and what somebody else was faster with. */
  done: Told[]
  missed: Told[]
}

const TABS = ['held', 'received', 'approved', 'rejected', 'spam'] as const

export function CommentList({ desk, list, comments, older, article, email, sought, done, missed }: Props) {
  const says = desk.words.desk.comments
  const first = { ...list, before: undefined }
  const tabs = TABS.map((status) => ({
    path: listPath({ ...first, status }),
    label: says.statuses[status],
    isCurrent: status === list.status,
    count: status === 'held' && list.article === null ? desk.held : undefined,
  }))
  const isFiltered = list.article !== null || list.person !== null || sought !== undefined
  return (
    <DeskLayout desk={desk} title={says.title} place="comments" scripts={['moderation']}>
      <header class="head">
        <h1>{says.title}</h1>
        <Keys desk={desk} />
      </header>
      <CommentPlaces desk={desk} place="list" />
      {done.length > 0 && <Done desk={desk} list={list} done={done} />}
      {missed.length > 0 && <Missed desk={desk} missed={missed} />}
      <search>
        <form class="find" method="post" action="/admin/comments">
          <input type="hidden" name="list" value={list.status} />
          <label for="f-email">{says.find}</label>
          <input id="f-email" name="email" type="search" maxlength={254} value={sought ?? email} autocomplete="off" />
          <button type="submit">{says.findButton}</button>
        </form>
      </search>
      {list.person !== null || sought !== undefined ? (
        <p class="filtered">
          {(sought || email) && <b>{says.ofPerson(sought ?? email)}</b>}{' '}
          <a href={statusPath(list.status)}>{says.everything}</a>
        </p>
      ) : (
        <Tabs label={says.filter} tabs={tabs} />
      )}
      {list.person === null && article && (
        <p class="filtered">
          <span>
            {says.ofArticle} <a href={articlePath(article)}>{article.headline}</a>
          </span>{' '}
          <a href={statusPath(list.status)}>{says.everything}</a>
        </p>
      )}
      {comments.length > 0 ? (
        <>
          <ul class="rows comments" data-moderation>
            {comments.map((comment) => (
              <CommentRow desk={desk} comment={comment} list={list} selectable />
            ))}
          </ul>
          <Selected desk={desk} list={list} />
        </>
      ) : (
        <p class="empty">{isFiltered ? says.emptyFound : says.empty[list.status]}</p>
      )}
      <Pages desk={desk} path={listPath(first)} older={older} isFirst={!list.before} />
      <Messages desk={desk} />
    </DeskLayout>
  )
}

/** What was done, and the way back from all of it at once. */
function Done({ desk, list, done }: Pick<Props, 'desk' | 'list' | 'done'>) {
  const says = desk.words.desk.comments
  const canUndo = done.some(({ status }) => status === 'approved' || status === 'rejected' || status === 'spam')
  const [only] = done
  return (
    <Notice>
      {only && done.length === 1 ? (
        <p>{says.done[only.status](only.name)}</p>
      ) : (
        [...Map.groupBy(done, ({ status }) => status)].map(([status, those]) => (
          <p>{says.doneMany[status](`${those.length}`)}</p>
        ))
      )}
      {canUndo && (
        <form method="post" action="/admin/comments/decisions">
          <input type="hidden" name="_method" value="DELETE" />
          <InList list={list} />
          {done.map((told) => (
            <input type="hidden" name="seen" value={undoKey(told)} />
          ))}
          <button type="submit" class="quiet">
            {says.undo}
          </button>
        </form>
      )}
    </Notice>
  )
}

function Missed({ desk, missed }: Pick<Props, 'desk' | 'missed'>) {
  const says = desk.words.desk.comments
  return (
    <div class="summary" role="alert">
      <p>
        <b>{says.missed(missed.length)}</b>
      </p>
      <ul>
        {missed.map((told) => (
          <li>
            <a href={`/admin/comments/${told.id}`}>{told.name}</a>: {decidedBy(desk, told)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Decisions on all that is ticked, each as it is shown. */
function Selected({ desk, list }: Pick<Props, 'desk' | 'list'>) {
  const says = desk.words.desk.comments
  const verdicts = [
    ['approved', says.approve, says.approveSelected, 'main'],
    ['rejected', says.reject, says.rejectSelected, 'plain'],
    ['spam', says.spam, says.spamSelected, 'plain'],
  ] as const
  const reasons: [string, string][] = [['', says.whyNot], ...Object.entries(says.whys)]
  return (
    <form
      id="decisions"
      class="actions selected"
      method="post"
      action="/admin/comments/decisions"
      aria-label={says.selected}
    >
      <InList list={list} />
      <label for="f-all" class="tick all" hidden>
        <input id="f-all" type="checkbox" data-all /> {says.selectAll}
      </label>
      <span data-count>{says.selected}</span>
      {verdicts.map(([verdict, label, description, look]) => (
        <>
          <button type="submit" name="decision" value={verdict} class={look} aria-label={description}>
            {label}
          </button>
          {verdict === 'rejected' && (
            <span>
              <Choice described={{ name: 'reason', 'aria-label': says.whySelected }} chosen="" options={reasons} />
            </span>
          )}
        </>
      ))}
    </form>
  )
}
