/** The moderation list. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { DeskComment } from '../../worker/comments/queries.ts'
import type { Comment } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { Notice, Pages, Tabs } from './parts.tsx'
import { CommentRow, Decision } from './rows.tsx'

interface Props {
  desk: Desk
  status: Comment['status']
  before: string | undefined
  comments: DeskComment[]
  older: string | null
  /** The comment that was decided on a moment ago. */
  done: Comment | null
}

const TABS = ['held', 'received', 'approved', 'rejected'] as const

export function CommentList({ desk, status, before, comments, older, done }: Props) {
  const says = desk.words.desk.comments
  const path = (tab: Comment['status']) => `/admin/comments?status=${tab}`
  const tabs = TABS.map((tab) => ({
    path: path(tab),
    label: says.statuses[tab],
    isCurrent: tab === status,
    count: tab === 'held' ? desk.held : undefined,
  }))
  return (
    <DeskLayout desk={desk} title={says.title} place="comments">
      <header class="head">
        <h1>{says.title}</h1>
      </header>
      {done && (done.status === 'approved' || done.status === 'rejected') && (
        <Notice>
          <p>{says.done[done.status](done.name)}</p>
          <Decision
            desk={desk}
            comment={done}
            verdict={done.status === 'approved' ? 'approval' : 'rejection'}
            list={status}
            before={before}
            undo={says.undo}
          />
        </Notice>
      )}
      <Tabs label={says.filter} tabs={tabs} />
      {comments.length > 0 ? (
        <ul class="rows comments">
          {comments.map((comment) => (
            <CommentRow desk={desk} comment={comment} list={status} before={before} />
          ))}
        </ul>
      ) : (
        <p class="empty">{says.empty[status]}</p>
      )}
      <Pages desk={desk} path={path(status)} older={older} isFirst={!before} />
    </DeskLayout>
  )
}
