/** Somebody was there first: what the comment is now, and by whom. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Comment } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { timeText } from './parts.tsx'
import { Decision } from './rows.tsx'

interface Props {
  desk: Desk
  comment: Comment
  decision: { by: string; at: number } | null
}

export function DecidedBefore({ desk, comment, decision }: Props) {
  const says = desk.words.desk.comments
  const status = says.statuses[comment.status]
  return (
    <DeskLayout desk={desk} title={says.decidedTitle} place="comments">
      <header class="head">
        <h1>{says.decidedTitle}</h1>
      </header>
      <div class="summary" role="alert">
        <p>
          <b>{decision ? says.decidedNow(status, decision.by, timeText(decision.at, desk)) : says.statusNow(status)}</b>
        </p>
        <p>{says.decidedHint}</p>
      </div>
      <div class="comment">
        <p class="who">
          <b>{comment.name}</b>
        </p>
        <p class="said">{comment.body}</p>
        <div class="decide">
          {comment.status !== 'approved' && <Decision desk={desk} comment={comment} verdict="approval" list="held" />}
          {comment.status !== 'rejected' && <Decision desk={desk} comment={comment} verdict="rejection" list="held" />}
        </div>
      </div>
      <p class="pages">
        <a href="/admin/comments?status=held">{desk.words.desk.back}</a>
      </p>
    </DeskLayout>
  )
}
