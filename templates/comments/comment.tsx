/** Where a comment stands for good: its whole thread, and the form for an answer to it. */
import type { Site } from '../../worker/articles/article.ts'
import type { CommentMode } from '../../worker/comments/comment.ts'
import { commentPath, commentsPath, FIRST_ANSWER } from '../../worker/comments/thread.ts'
import type { DiscussedArticle, OpenThread } from '../../worker/comments/thread-queries.ts'
import type { Words } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'
import { AboutArticle } from './about.tsx'
import { CommentForm, type TurnstilePlace } from './form.tsx'
import { Threads } from './thread.tsx'

interface Props {
  site: Site
  words: Words
  article: DiscussedArticle
  open: OpenThread
  mode: CommentMode
  /** The cursor among the answers that this page begins at; empty where the comment itself says. */
  from: string
  form: TurnstilePlace
}

export function CommentPage({ open, from, form, ...props }: Props) {
  const { site, words, article, mode } = props
  const { comment, thread, isCut, next } = open
  const says = words.comments
  return (
    <Layout
      site={site}
      words={words}
      look={['lists', 'fields', 'comments']}
      title={`${says.by(comment.name)}: ${article.headline}`}
      path={commentPath(article, comment.id, from)}
      indexed={false}
      section={article.section}
      head={next && <link rel="next" href={commentPath(article, comment.id, next)} />}
    >
      <div class="frame page narrow">
        <header>
          <h1>{says.by(comment.name)}</h1>
          <AboutArticle {...props} />
        </header>
        {isCut && (
          <p class="ways small">
            <a href={commentPath(article, comment.id, FIRST_ANSWER)}>{says.firstAnswers}</a>
          </p>
        )}
        <Threads {...props} threads={[thread]} current={comment.id} whole />
        <p class="ways small">
          {next && (
            <a href={commentPath(article, comment.id, next)} rel="next">
              <b>{says.nextAnswers}</b>
            </a>
          )}
          <a href={commentsPath(article)}>{says.all}</a>
        </p>
        {mode === 'open' ? (
          <CommentForm words={words} action={commentsPath(article)} heading="h2" parent={comment} {...form} />
        ) : (
          <p class="aside">{says.closed}</p>
        )}
      </div>
    </Layout>
  )
}
