/** A page of an article's comments, beyond those that stand under the article itself. */
import type { Site } from '../../worker/articles/article.ts'
import type { CommentMode } from '../../worker/comments/comment.ts'
import {
  commentsFeedPath,
  commentsPath,
  countShown,
  type Order,
  type ThreadPage,
} from '../../worker/comments/thread.ts'
import type { DiscussedArticle } from '../../worker/comments/thread-queries.ts'
import type { Words } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'
import { AboutArticle } from './about.tsx'
import { CommentForm, type TurnstilePlace } from './form.tsx'
import { NoMore, Picks, Threads } from './thread.tsx'

interface Props {
  site: Site
  words: Words
  article: DiscussedArticle
  comments: ThreadPage
  mode: CommentMode
  order: Order
  /** The cursor that this page begins at; empty for the first. */
  from: string
  form: TurnstilePlace
}

export function ThreadsPage({ order, from, form, ...props }: Props) {
  const { site, words, article, comments, mode } = props
  const says = words.comments
  const nameOf = { newest: says.newestFirst, oldest: says.oldestFirst }
  const shown = countShown(comments)
  const next = comments.next && commentsPath(article, order, comments.next)
  return (
    <Layout
      site={site}
      words={words}
      look={['lists', 'fields', 'comments']}
      title={says.feed(article.headline)}
      path={commentsPath(article, order, from)}
      indexed={false}
      section={article.section}
      head={
        <>
          {next && <link rel="next" href={next} />}
          <link
            rel="alternate"
            type="application/rss+xml"
            title={says.feed(article.headline)}
            href={commentsFeedPath(article)}
          />
        </>
      }
    >
      <div class="frame page narrow">
        <header>
          <h1>
            {says.heading}{' '}
            {article.comment_count > 0 && <span class="small">{says.number(article.comment_count)}</span>}
          </h1>
          <AboutArticle {...props} />
        </header>
        {article.comment_count > 0 && (
          <nav class="ways small" aria-label={says.order}>
            {(['newest', 'oldest'] as const).map((each) => (
              <a href={commentsPath(article, each)} aria-current={each === order ? 'true' : null}>
                {each === order ? <b>{nameOf[each]}</b> : nameOf[each]}
              </a>
            ))}
          </nav>
        )}
        {order === 'newest' && <Picks {...props} heading="h2" />}
        <Threads {...props} threads={comments.threads} />
        {from && !next ? <p class="aside">{says.end}</p> : <NoMore {...props} />}
        {article.comment_count > shown && shown > 0 && (
          <p class="small aside">{says.shown(shown, article.comment_count)}</p>
        )}
        {(next || from) && (
          <p class="actions">
            {next && (
              <a class="action" href={next} rel="next">
                {order === 'newest' ? says.older : says.newer}
              </a>
            )}
            {from && (
              <a class="action" href={commentsPath(article, order)}>
                {says.firstPage}
              </a>
            )}
          </p>
        )}
        <p class="ways small">
          <a href={commentsFeedPath(article)}>{says.follow}</a>
        </p>
        {mode === 'open' && !from && (
          <CommentForm words={words} action={commentsPath(article)} heading="h2" {...form} />
        )}
      </div>
    </Layout>
  )
}
