/** JSON Feed 1.1. Source: jsonfeed.org/version/1.1. */
import { creditedTo, type Feed, type FeedArticle, modifiedAt } from '../../worker/feeds/feed.ts'
import { zonedIsoDate } from '../../worker/text/dates.ts'
import { articleUrl, fullText, pictureOf } from './full-text.ts'

export function jsonFeed({ site, articles }: Feed): string {
  const { origin, settings } = site
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: settings.name,
    home_page_url: `${origin}/`,
    feed_url: `${origin}/feed.json`,
    ...(settings.tagline && { description: settings.tagline }),
    icon: `${origin}/icon-512.png`,
    favicon: `${origin}/icon-192.png`,
    authors: [{ name: settings.name, url: `${origin}/` }],
    language: settings.locale,
    items: articles.map((article) => item(article, origin, settings.time_zone)),
  }
  // Half of a surrogate pair is no text in UTF-8, and strict readers refuse its escape.
  return JSON.stringify(feed, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value))
}

function item(article: FeedArticle, origin: string, timeZone: string) {
  const url = articleUrl(article, origin)
  const author = creditedTo(article)
  const picture = pictureOf(article, origin)
  return {
    id: url,
    url,
    title: article.headline,
    content_html: fullText(article, origin),
    ...(article.standfirst && { summary: article.standfirst }),
    ...(picture && { image: picture.url }),
    date_published: zonedIsoDate(article.published_at, timeZone),
    date_modified: zonedIsoDate(modifiedAt(article), timeZone),
    ...(author && { authors: [{ name: author }] }),
    tags: [article.section_name, ...article.tags],
    language: article.lang,
  }
}
