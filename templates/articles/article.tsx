/** An article as its readers see it, with what other readers said about it. */
import {
  type ArticleView,
  articlePath,
  leadImage,
  type Neighbours,
  type Site,
  type Teaser,
} from '../../worker/articles/article.ts'
import { CARD, cardPath } from '../../worker/cards/card.ts'
import type { CommentMode } from '../../worker/comments/comment.ts'
import type { ThreadPage } from '../../worker/comments/thread.ts'
import { stillOf } from '../../worker/media/variants.ts'
import { formatDateline, formatDateTime, isoDate, zonedIsoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import type { TurnstilePlace } from '../comments/form.tsx'
import { Thread } from '../comments/thread.tsx'
import { Layout, type SharedImage } from '../layout.tsx'
import { raw } from '../markup.ts'
import { Corrections } from './corrections.tsx'
import { AuthorName, TagName } from './names.tsx'
import { NeighbourLinks } from './neighbours.tsx'
import { Share } from './share.tsx'
import { Story } from './story.tsx'
import { ArticleData } from './structured-data.tsx'

interface Props {
  site: Site
  words: Words
  article: ArticleView
  comments: ThreadPage
  /** All that are published, also beyond those on this page. */
  commentCount: number
  /** Whether it takes comments now. */
  mode: CommentMode
  form: TurnstilePlace
  readMore: Teaser[]
  neighbours: Neighbours
}

/** What has a sheet of its own, because few articles have it. */
const RARE = /<(?:code|pre|table|sup)\b|class="(?:footnotes|video)"/

export function ArticlePage({ site, words, article, readMore, neighbours, ...discussion }: Props) {
  const around = { site, words }
  return (
    <Layout
      {...around}
      look={['article', ...(RARE.test(article.body_html) ? (['rare'] as const) : []), 'fields', 'comments']}
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
          <Alternates site={site} article={article} />
          <ArticleData
            site={site}
            article={article}
            commentCount={discussion.mode === 'none' ? 0 : discussion.commentCount}
          />
        </>
      }
    >
      <article class="article" lang={article.lang === site.settings.locale ? undefined : article.lang}>
        <ArticleHeader {...around} article={article} />
        <div class="text">{raw(article.body_html)}</div>
        <ArticleFooter {...around} article={article} />
      </article>
      <NeighbourLinks {...around} neighbours={neighbours} />
      {discussion.mode !== 'none' && <Thread {...around} article={article} {...discussion} />}
      {readMore.length > 0 && (
        <aside class="more" aria-labelledby="more">
          <h2 id="more">{words.article.readMore}</h2>
          <div class="ruled">
            {readMore.map((teaser) => (
              <Story {...around} teaser={teaser} kicker />
            ))}
          </div>
        </aside>
      )}
    </Layout>
  )
}

/** The article's picture, or else the card that is drawn of its headline. */
function sharedImage(article: ArticleView): SharedImage {
  const image = leadImage(article)
  return image ? { ...stillOf(image), alt: image.alt } : { ...CARD, path: cardPath(article), alt: article.headline }
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

/**
 * Each language's page names both, whole addresses, and only where both are there to read. No `x-default`: it is for a
 * page that suits everybody else, and neither does. Source: developers.google.com/search/docs/specialty/international/localized-versions
 */
function Alternates({ site, article }: Pick<Props, 'site' | 'article'>) {
  if (!article.translation) return null
  return (
    <>
      {[article, article.translation].map((version) => (
        <link rel="alternate" hreflang={version.lang} href={site.origin + articlePath(version)} />
      ))}
    </>
  )
}

function ArticleHeader({ site, words, article }: Pick<Props, 'site' | 'words' | 'article'>) {
  const { locale, time_zone } = site.settings
  const { published_at, updated_at, translation } = article
  const ui = article.lang === locale ? undefined : locale
  return (
    <header>
      <nav class="crumbs" aria-label={words.article.way} lang={ui}>
        <a class="kicker" href="/">
          {words.article.front}
        </a>{' '}
        <a class="kicker" href={`/${article.section}`}>
          {article.section_name}
        </a>
      </nav>
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
        {translation && (
          <a href={articlePath(translation)} hreflang={translation.lang} lang={translation.lang}>
            {words.article.readIn[translation.lang]}
          </a>
        )}
      </p>
      <Corrections site={site} words={words} corrections={article.corrections} ui={ui} />
    </header>
  )
}

function ArticleFooter({ site, words, article }: Pick<Props, 'site' | 'words' | 'article'>) {
  const { byline, tags } = article
  const url = site.origin + articlePath(article)
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
      <Share words={words} url={url} lang={article.lang === site.settings.locale ? undefined : site.settings.locale} />
      <p class="source">{url}</p>
    </footer>
  )
}
