/** What readers said about an article, and where they say it. */
import type { ArticleView, Site } from '../../worker/articles/article.ts'
import type { CommentMode } from '../../worker/comments/comment.ts'
import {
  commentPath,
  commentsFeedPath,
  commentsPath,
  countShown,
  type ThreadComment,
  type ThreadPage,
  type ThreadView,
} from '../../worker/comments/thread.ts'
import { formatDateTime } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { html } from '../markup.ts'
import { CommentForm, type TurnstilePlace } from './form.tsx'

interface Props {
  site: Site
  words: Words
  article: Pick<ArticleView, 'section' | 'slug'>
  comments: ThreadPage
  commentCount: number
  mode: CommentMode
  form: TurnstilePlace
}

export function Thread({ form, ...props }: Props) {
  const { words, article, comments, commentCount, mode } = props
  const shown = countShown(comments)
  return (
    <section class="thread" aria-labelledby="comments">
      <h2 id="comments">
        {words.comments.heading} {commentCount > 0 && <span class="small">{words.comments.number(commentCount)}</span>}
      </h2>
      <Picks {...props} heading="h3" />
      <Threads {...props} threads={comments.threads} />
      {commentCount > shown && <p class="small aside">{words.comments.shown(shown, commentCount)}</p>}
      <NoMore {...props} />
      {shown > 0 && (
        <p class="ways small">
          {comments.next && (
            <a href={commentsPath(article, 'newest', comments.next)}>
              <b>{words.comments.older}</b>
            </a>
          )}
          {comments.threads.length > 1 && <a href={commentsPath(article, 'oldest')}>{words.comments.oldestFirst}</a>}
          <a href={commentsFeedPath(article)}>{words.comments.follow}</a>
        </p>
      )}
      {mode === 'open' && <CommentForm words={words} action={commentsPath(article)} heading="h3" {...form} />}
    </section>
  )
}

/** What is said where nothing is, or where nothing more can be. */
export function NoMore({ words, comments, mode }: Pick<Props, 'words' | 'comments' | 'mode'>) {
  const { empty, closed, closedEmpty } = words.comments
  const open = mode === 'open'
  if (comments.threads.length === 0) return <p class="aside">{open ? empty : closedEmpty}</p>
  return open ? null : <p class="aside">{closed}</p>
}

type Around = Pick<Props, 'site' | 'words' | 'article'>

/** What editors put on top: each whole, marked once more where it stands in its thread. */
export function Picks({
  heading: Heading,
  comments,
  ...props
}: Around & Pick<Props, 'comments'> & { heading: 'h2' | 'h3' }) {
  if (comments.picks.length === 0) return null
  return (
    <div class="picks">
      <Heading class="kicker">{props.words.comments.picks}</Heading>
      <ol class="plain comments">
        {comments.picks.map((comment) => html`<li>${said(props, { ...comment, isPicked: false })}</li>`)}
      </ol>
    </div>
  )
}

interface ThreadsProps extends Around, Pick<Props, 'mode'> {
  threads: ThreadView[]
  /** The comment that the page is about. */
  current?: number
  /** Whether it is known that all answers are here, or led to by other links. */
  whole?: boolean
}

/** Written as text, because a page may hold hundreds: `html` escapes what is put into it, as JSX does. */
export function Threads({ threads, ...props }: ThreadsProps) {
  if (threads.length === 0) return null
  return <ol class="plain comments">{threads.map((thread) => threadItem(props, thread))}</ol>
}

function threadItem(props: Omit<ThreadsProps, 'threads'>, { id, first, answers, replies }: ThreadView) {
  const { words, article, whole } = props
  const inside = html`${answers.length > 0 ? html`<ol class="plain">${answers.map((answer) => item(props, answer))}</ol>` : ''}${
    !whole && replies > answers.length
      ? html`<a class="rest" href="${commentPath(article, first ? id : (answers[0]?.id ?? id))}">${words.comments.allAnswers(replies)}</a>`
      : ''
  }`
  return first ? item(props, first, inside) : html`<li><p class="aside">${words.comments.gone}</p>${inside}</li>`
}

function item(props: Omit<ThreadsProps, 'threads'>, comment: ThreadComment, inside: unknown = '') {
  const { words, article, mode, current } = props
  const { id, name } = comment
  return html`<li id="c-${id}"${current === id ? html` aria-current="true"` : ''}>${said(props, comment)}${
    mode === 'open'
      ? html`<a class="reply" href="${commentPath(article, id)}#write" aria-label="${words.comments.replyTo(name)}">${words.comments.reply}</a>`
      : ''
  }${inside}</li>`
}

/** Its time is where it is linked by; without a `<time>`, whose second spelling of it would cost a page most. */
function said({ site, words, article }: Around, comment: ThreadComment) {
  const { id, name, body, created_at, isStaff, isPicked, answers, answering } = comment
  const { locale, time_zone } = site.settings
  return html`<p class="who">${name}${isStaff ? html` <b>${words.comments.newsroom}</b>` : ''}${
    isPicked ? html` <b>${words.comments.picks}</b>` : ''
  } <a href="${commentPath(article, id)}">${formatDateTime(created_at, locale, time_zone)}</a>${
    answering && answers
      ? html` <a href="${commentPath(article, answers)}">${words.comments.answering(answering)}</a>`
      : ''
  }</p><p class="said">${body}</p>`
}
