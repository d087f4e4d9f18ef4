/** An article as its readers see it, with what other readers said about it. */
import { raw } from 'hono/html'
import { type ArticleView, articlePath, imagePath, type Site, type Teaser } from '../../worker/articles/article.ts'
import { CARD, cardPath } from '../../worker/cards/card.ts'
import type { CommentView } from '../../worker/comments/comment.ts'
import { formatDateline, formatDateTime, isoDate, zonedIsoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import type { TurnstilePlace } from '../comments/form.tsx'
import { Thread } from '../comments/thread.tsx'
import { Layout, type SharedImage } from '../layout.tsx'
import { AuthorName, TagName } from './names.tsx'
import { Story } from './story.tsx'
import { ArticleData } from './structured-data.tsx'

interface Props {
  site: Site
  words: Words
  article: ArticleView
  /** Those that are published, the oldest first. */
  comments: CommentView[]
  /** All that are published, also beyond those on this page. */
  commentCount: number
  form: TurnstilePlace
  readMore: Teaser[]
}

export function ArticlePage({ site, words, article, readMore, ...discussion }: Props) {
  const around = { site, words }
  return (
    <Layout
      {...around}
      look={['article', 'comments']}
      title={article.headline}
      {...(article.standfirst && { description: article.standfirst })}
      path={articlePath(article)}
      section={article.section}
      lang={article.lang}
      type="article"
      image={sharedImage(article)}
      head={
        <>
          <ArticleMeta site={site} article={article} />
          <ArticleData site={site} article={article} commentCount={discussion.commentCount} />
        </>
      }
    >
      <article class="article" lang={article.lang === site.settings.locale ? undefined : article.lang}>
        <ArticleHeader {...around} article={article} />
        <div class="text">{raw(article.body_html)}</div>
        <ArticleFooter words={words} article={article} />
      </article>
      <Thread {...around} article={article} {...discussion} />
      {readMore.length > 0 && (
        <aside class="frame more" aria-labelledby="more">
          <h2 id="more">{words.article.readMore}</h2>
          <div class="columns ruled">
            {readMore.map((teaser) => (
              <Story {...around} teaser={teaser} kicker standfirst={!teaser.image} />
            ))}
          </div>
        </aside>
      )}
    </Layout>
  )
}

/** The article's picture, or else the card that is drawn of its headline. */
function sharedImage(article: ArticleView): SharedImage {
  const { image: id, image_name: name, image_width: width, image_height: height, image_alt } = article
  return id && name
    ? { path: imagePath({ id, name }), width, height, alt: image_alt ?? '' }
    : { ...CARD, path: cardPath(article), alt: article.headline }
}

/** Source: ogp.me, «article». */
function ArticleMeta({ site, article }: Pick<Props, 'site' | 'article'>) {
  const { published_at, updated_at, section_name, author_name, tags } = article
  const at = (ms: number) => zonedIsoDate(ms, site.settings.time_zone)
  return (
    <>
      <meta property="article:published_time" content={at(published_at)} />
      {updated_at && updated_at > published_at && <meta property="article:modified_time" content={at(updated_at)} />}
      <meta property="article:section" content={section_name} />
      {author_name && <meta property="article:author" content={author_name} />}
      {tags.map((tag) => (
        <meta property="article:tag" content={tag.name} />
      ))}
    </>
  )
}

function ArticleHeader({ site, words, article }: Pick<Props, 'site' | 'words' | 'article'>) {
  const { locale, time_zone } = site.settings
  const { published_at, updated_at } = article
  const ui = article.lang === locale ? undefined : locale
  return (
    <header>
      <a class="kicker" href={`/${article.section}`} lang={ui}>
        {article.section_name}
      </a>
      <h1>{article.headline}</h1>
      {article.standfirst && <p class="standfirst">{article.standfirst}</p>}
      <p class="meta small" lang={ui}>
        {article.author_name && <AuthorName article={article} />}
        <time datetime={isoDate(published_at)}>{formatDateline(published_at, locale, time_zone)}</time>
        <span>{words.article.readingTime(article.words)}</span>
        {updated_at && updated_at > published_at && (
          <span>
            {words.article.updated}{' '}
            <time datetime={isoDate(updated_at)}>{formatDateTime(updated_at, locale, time_zone)}</time>
          </span>
        )}
      </p>
    </header>
  )
}

function ArticleFooter({ words, article }: Pick<Props, 'words' | 'article'>) {
  const { byline, tags } = article
  return (
    <footer>
      {byline && <p class="byline">{byline}</p>}
      {tags.length > 0 && (
        <ul class="plain tags" aria-label={words.article.tags}>
          {tags.map((tag) => (
            <li>
              <TagName tag={tag} />
            </li>
          ))}
        </ul>
      )}
    </footer>
  )
}
