/** The answer to a comment: where it stands, and what was written. Never cached. */
import { articlePath, type Site, type Teaser } from '../../worker/articles/article.ts'
import type { Comment } from '../../worker/schema.ts'
import { formatDateTime, isoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'

interface Props {
  site: Site
  words: Words
  article: Pick<Teaser, 'section' | 'slug' | 'headline' | 'lang'>
  comment: Pick<Comment, 'id' | 'name' | 'body' | 'status' | 'created_at'>
}

export function CommentReceived({ site, words, article, comment }: Props) {
  const { locale, time_zone } = site.settings
  const { received } = words
  const published = comment.status === 'approved'
  const path = articlePath(article)
  return (
    <Layout
      site={site}
      words={words}
      title={received.title[comment.status]}
      section={article.section}
      look={['lists', 'comments']}
    >
      <div class="frame page narrow">
        <header>
          <h1>{received.title[comment.status]}</h1>
          <p>{received.message[comment.status]}</p>
        </header>
        <section class="receipt" aria-label={received.asWritten}>
          <p class="small">
            {words.form.onArticle}{' '}
            <a href={path} lang={article.lang === locale ? undefined : article.lang}>
              {article.headline}
            </a>
          </p>
          <p class="who">
            {comment.name}{' '}
            <time class="small" datetime={isoDate(comment.created_at)}>
              {formatDateTime(comment.created_at, locale, time_zone)}
            </time>
          </p>
          <p class="said">{comment.body}</p>
        </section>
        <p class="actions">
          <a class="action" href={published ? `${path}#c-${comment.id}` : path}>
            {published ? received.seeComment : received.backToArticle}
          </a>
          {(comment.status === 'received' || comment.status === 'held') && (
            <a class="action" href="?">
              {received.check}
            </a>
          )}
        </p>
      </div>
    </Layout>
  )
}
