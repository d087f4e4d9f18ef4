/**
 * What a page says of itself to search engines, as data that no browser runs. Sources: schema.org;
 * developers.google.com/search/docs/appearance/structured-data (article, breadcrumb, sitelinks search box).
 */
import { type ArticleView, articlePath, leadImage, type Site } from '../../worker/articles/article.ts'
import { cardPath } from '../../worker/cards/card.ts'
import { type AuthorView, authorPath } from '../../worker/lists/list.ts'
import { stillOf } from '../../worker/media/variants.ts'
import { zonedIsoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { raw } from '../markup.ts'

interface ArticleDataProps {
  site: Site
  article: ArticleView
  commentCount: number
}

export function ArticleData({ site, article, commentCount }: ArticleDataProps) {
  const { origin, settings } = site
  const { published_at, updated_at, author, author_name } = article
  const image = leadImage(article)
  const url = origin + articlePath(article)
  const at = (ms: number) => zonedIsoDate(ms, settings.time_zone)
  const correction = ({ note, corrected_at }: ArticleView['corrections'][number]) => ({
    '@type': 'CorrectionComment',
    text: note,
    datePublished: at(corrected_at),
  })
  return (
    <Data
      graph={[
        {
          '@type': 'NewsArticle',
          mainEntityOfPage: url,
          headline: article.headline,
          description: article.standfirst || undefined,
          image: [origin + (image ? stillOf(image).path : cardPath(article))],
          datePublished: at(published_at),
          dateModified: at(Math.max(published_at, updated_at ?? 0)),
          author: author_name
            ? { '@type': 'Person', name: author_name, url: author ? origin + authorPath(author) : undefined }
            : { '@type': 'Organization', name: settings.name, url: `${origin}/` },
          publisher: publisher(site),
          articleSection: article.section_name,
          inLanguage: article.lang,
          commentCount,
          correction: article.corrections.length > 0 ? article.corrections.map(correction) : undefined,
        },
        breadcrumbs(site, [
          { path: `/${article.section}`, name: article.section_name },
          { path: articlePath(article), name: article.headline },
        ]),
      ]}
    />
  )
}

/** Of a list's page. @param way from the front page, which is not named, to the list itself */
export function ListData({ site, way }: { site: Site; way: Way }) {
  return <Data graph={[breadcrumbs(site, way)]} />
}

/** Source: developers.google.com/search/docs/appearance/structured-data/profile-page. */
export function AuthorData({ site, author }: { site: Site; author: AuthorView }) {
  const { origin } = site
  const { slug, name, bio } = author
  const portrait = leadImage(author)
  return (
    <Data
      graph={[
        {
          '@type': 'ProfilePage',
          mainEntity: {
            '@type': 'Person',
            '@id': `${origin}${authorPath(slug)}`,
            url: `${origin}${authorPath(slug)}`,
            name,
            description: bio || undefined,
            image: portrait ? origin + stillOf(portrait).path : undefined,
            worksFor: publisher(site),
          },
        },
        breadcrumbs(site, [{ path: authorPath(slug), name }]),
      ]}
    />
  )
}

/** Of the front page: whose site this is, and how to search it. */
export function NewsroomData({ site, words }: { site: Site; words: Words }) {
  const { origin, settings } = site
  const { publisher: parent, editor_in_chief, licence } = settings
  const publisherId = `${origin}/#publisher`
  const filledIn = (text: string) => text || undefined
  return (
    <Data
      graph={[
        {
          '@type': 'WebSite',
          '@id': `${origin}/#site`,
          url: `${origin}/`,
          name: settings.name,
          description: filledIn(settings.tagline),
          inLanguage: settings.locale,
          publisher: { '@id': publisherId },
          potentialAction: {
            '@type': 'SearchAction',
            target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={search_term_string}` },
            'query-input': 'required name=search_term_string',
          },
        },
        {
          ...publisher(site),
          '@id': publisherId,
          identifier: filledIn(licence),
          address: filledIn(settings.address),
          telephone: filledIn(settings.phone),
          email: filledIn(settings.email),
          parentOrganization: parent ? { '@type': 'Organization', name: parent } : undefined,
          employee: editor_in_chief
            ? { '@type': 'Person', name: editor_in_chief, jobTitle: words.footer.editor_in_chief }
            : undefined,
        },
      ]}
    />
  )
}

function publisher({ origin, settings }: Site) {
  return {
    '@type': 'NewsMediaOrganization',
    name: settings.name,
    url: `${origin}/`,
    logo: `${origin}/icon-512.png`,
  }
}

type Way = { path: string; name: string }[]

/** From the front page to where the reader is, whose own address need not be said. */
function breadcrumbs({ origin, settings }: Site, way: Way) {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: [{ path: '/', name: settings.name }, ...way].map(({ path, name }, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name,
      item: i < way.length ? origin + path : undefined,
    })),
  }
}

/** Without a `<` nothing in it can close the element; JSON has the same character in another spelling. */
function Data({ graph }: { graph: object[] }) {
  const text = JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }).replaceAll('<', '\\u003c')
  return raw(`<script type="application/ld+json">${text}</script>`)
}
