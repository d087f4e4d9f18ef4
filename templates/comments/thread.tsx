/** What readers said about an article, and where they say it. */
import { html } from 'hono/html'
import { type ArticleView, articlePath, type Site } from '../../worker/articles/article.ts'
import type { CommentMode, CommentView } from '../../worker/comments/comment.ts'
import { formatDateTime } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { CommentForm, type TurnstilePlace } from './form.tsx'

interface Props {
  site: Site
  words: Words
  article: ArticleView
  comments: CommentView[]
  commentCount: number
  mode: CommentMode
  form: TurnstilePlace
}

export function Thread({ site, words, article, comments, commentCount, mode, form }: Props) {
  const open = mode === 'open'
  const replies = repliesByParent(comments)
  return (
    <section class="thread" aria-labelledby="comments">
      <h2 id="comments">
        {words.comments.heading} {commentCount > 0 && <span class="small">({commentCount})</span>}
      </h2>
      {comments.length > 0 && (
        <ol class="plain comments">
          {replies.get(null)?.map((comment) => (
            <Comment site={site} words={words} open={open} comment={comment} replies={replies.get(comment.id)} />
          ))}
        </ol>
      )}
      {commentCount > comments.length && (
        <p class="small aside">{words.comments.shown(comments.length, commentCount)}</p>
      )}
      {comments.length === 0 && <p class="aside">{open ? words.comments.empty : words.comments.closedEmpty}</p>}
      {comments.length > 0 && !open && <p class="aside">{words.comments.closed}</p>}
      {open && <CommentForm words={words} action={`${articlePath(article)}/comments`} heading="h3" {...form} />}
    </section>
  )
}

interface CommentProps extends Pick<Props, 'site' | 'words'> {
  comment: CommentView
  replies: CommentView[] | undefined
  open: boolean
}

/** Written as text, because a page may hold hundreds: `html` escapes what is put into it, as JSX does. */
function Comment({ site, words, open, comment, replies = [] }: CommentProps) {
  const { comments } = words
  const answers = replies.map((reply) => html`<li id="c-${reply.id}">${said(site, reply)}</li>`)
  return html`<li id="c-${comment.id}">${said(site, comment)}${
    answers.length > 0 ? html`<ol class="plain">${answers}</ol>` : ''
  }${
    open
      ? html`<a class="reply" href="#write" aria-label="${comments.replyTo(comment.name)}">${comments.reply}</a>`
      : ''
  }</li>`
}

/** Its time is where it is linked by; without a `<time>`, whose second spelling of it would cost a page most. */
function said({ settings: { locale, time_zone } }: Site, { id, name, body, created_at }: CommentView) {
  const written = formatDateTime(created_at, locale, time_zone)
  return html`<p class="who">${name} <a href="#c-${id}">${written}</a></p><p class="said">${body}</p>`
}

/** One level deep: a reply to a reply, or to what is no longer there, stands with the comments that answer nobody. */
function repliesByParent(comments: CommentView[]): Map<number | null, CommentView[]> {
  const tops = new Set(comments.filter((comment) => comment.parent === null).map((comment) => comment.id))
  return Map.groupBy(comments, ({ parent }) => (parent !== null && tops.has(parent) ? parent : null))
}
