/** Articles and comments as lists show them. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { DeskArticle } from '../../worker/admin/queries.ts'
import { articlePath } from '../../worker/articles/article.ts'
import type { DeskComment } from '../../worker/comments/queries.ts'
import type { Comment } from '../../worker/schema.ts'
import { Status, Time, timeText } from './parts.tsx'

interface ArticleRowsProps {
  desk: Desk
  articles: DeskArticle[]
  /** Where the list has one status only, a row need not say it. */
  withStatus?: boolean
}

export function ArticleRows({ desk, articles, withStatus = false }: ArticleRowsProps) {
  const { list } = desk.words.desk
  return (
    <ul class="rows">
      {articles.map((article) => (
        <li>
          <a class="what" href={`/admin/articles/${article.id}`} lang={article.lang}>
            {article.headline}
          </a>
          <p class="about">
            {withStatus && <Status status={article.status} desk={desk} />}
            <span>{article.section_name}</span>
            <span>{article.writer}</span>
            {article.published_at !== null && article.status === 'published' && (
              <span>{list.publishedAt(timeText(article.published_at, desk))}</span>
            )}
            {article.published_at !== null && article.status === 'scheduled' && (
              <b>{list.scheduledFor(timeText(article.published_at, desk))}</b>
            )}
            <span>{list.savedAt(timeText(article.saved_at, desk), article.saved_by)}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}

interface CommentRowProps {
  desk: Desk
  comment: DeskComment
  /** The list that a decision comes back to. */
  list: Comment['status']
  before?: string | undefined
}

export function CommentRow({ desk, comment, list, before }: CommentRowProps) {
  const says = desk.words.desk.comments
  const { article_section: section, article_slug: slug, article_headline: headline } = comment
  return (
    <li class="comment" id={`comment-${comment.id}`}>
      <p class="who">
        <b>{comment.name}</b> {comment.email && <a href={`mailto:${comment.email}`}>{comment.email}</a>}{' '}
        <Time ms={comment.created_at} desk={desk} />
      </p>
      <p class="said">{comment.body}</p>
      <p class="about">
        <span>
          {says.on} <a href={articlePath({ section, slug })}>{headline}</a>
        </span>
      </p>
      {comment.parent_name !== null && (
        <blockquote class="about">
          <b>{says.answers(comment.parent_name)}</b> {comment.parent_body}
        </blockquote>
      )}
      {comment.signals.length > 0 ? (
        <ul class="reasons" aria-label={says.reasons}>
          {comment.signals.map((signal) => (
            <li>{signal.reason}</li>
          ))}
        </ul>
      ) : (
        <p class="hint">{says.noReasons}</p>
      )}
      <div class="decide">
        {comment.status !== 'approved' && (
          <Decision desk={desk} comment={comment} verdict="approval" list={list} before={before} />
        )}
        {comment.status !== 'rejected' && (
          <Decision desk={desk} comment={comment} verdict="rejection" list={list} before={before} />
        )}
      </div>
    </li>
  )
}

interface DecisionProps {
  desk: Desk
  comment: Pick<Comment, 'id' | 'name' | 'status' | 'revision'>
  verdict: 'approval' | 'rejection'
  list: Comment['status']
  before?: string | undefined
  /** Takes the verdict back, under these words. */
  undo?: string
}

/** A decision on the comment as it is shown: status and text must still be these when it arrives. */
export function Decision({ desk, comment, verdict, list, before, undo }: DecisionProps) {
  const says = desk.words.desk.comments
  const isApproval = verdict === 'approval'
  return (
    <form method="post" action={`/admin/comments/${comment.id}/${verdict}`}>
      <input type="hidden" name="status" value={comment.status} />
      <input type="hidden" name="revision" value={`${comment.revision}`} />
      <input type="hidden" name="list" value={list} />
      {before && <input type="hidden" name="before" value={before} />}
      {undo && <input type="hidden" name="_method" value="DELETE" />}
      <button
        type="submit"
        class={undo ? 'quiet' : isApproval ? 'main' : 'plain'}
        aria-label={undo ?? (isApproval ? says.approveOf(comment.name) : says.rejectOf(comment.name))}
      >
        {undo ?? (isApproval ? says.approve : says.reject)}
      </button>
    </form>
  )
}
