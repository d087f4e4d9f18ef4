/** Somebody was there first: what the comment is now, and by whom. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Told } from '../../worker/comments/desk-queries.ts'
import type { Comment } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { timeText } from './parts.tsx'

interface Props {
  desk: Desk
  comment: Comment
  told: Told | undefined
}

/** In a sentence: what a comment is now, and by whom. */
export function decidedBy(desk: Pick<Desk, 'words' | 'site'>, { status, by, at }: Told): string {
  const says = desk.words.desk.comments
  const now = says.statuses[status]
  return by === null || at === null
    ? says.statusNow(now)
    : says.decidedNow(now, says.actors[by] ?? by, timeText(at, desk))
}

export function DecidedBefore({ desk, comment, told }: Props) {
  const says = desk.words.desk.comments
  return (
    <DeskLayout desk={desk} title={says.decidedTitle} place="comments">
      <header class="head">
        <h1>{says.decidedTitle}</h1>
      </header>
      <div class="summary" role="alert">
        <p>
          <b>{told ? decidedBy(desk, told) : says.statusNow(says.statuses[comment.status])}</b>
        </p>
        <p>{says.decidedHint}</p>
      </div>
      <div class="comment">
        <p class="who">
          <b>{comment.name}</b>
        </p>
        <p class="said">{comment.body}</p>
        <p class="decide">
          <a class="button" href={`/admin/comments/${comment.id}`}>
            {says.openOf(comment.name)}
          </a>
        </p>
      </div>
      <p class="pages">
        <a href="/admin/comments?status=held">{desk.words.desk.back}</a>
      </p>
    </DeskLayout>
  )
}
