/**
 * RSS 2.0 with the whole text. Sources: rssboard.org/rss-specification, rssboard.org/rss-profile (which names the
 * namespaces that readers know), rssboard.org/media-rss.
 */
import { creditedTo, type Feed, type FeedArticle, feedPath, modifiedAt } from '../../worker/feeds/feed.ts'
import type { Settings } from '../../worker/schema.ts'
import { cdata, xml } from '../../worker/text/xml.ts'
import { articleUrl, fullText, pictureOf } from './full-text.ts'

export const MINUTES_TO_LIVE = 5

export function rss({ site, section, articles }: Feed): string {
  const { origin, settings } = site
  const title = section ? `${section.name} · ${settings.name}` : settings.name
  const home = section ? `${origin}/${section.slug}` : `${origin}/`
  // Of what stands in it and not of the clock, so that the same articles are the same bytes.
  const changed = articles.length > 0 && Math.max(...articles.map(modifiedAt))
  return `${xml`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>${title}</title>
<link>${home}</link>
<description>${section?.description || settings.tagline || title}</description>
<language>${settings.locale}</language>
${settings.copyright && xml`<copyright>${settings.copyright}</copyright>\n`}${changed && xml`<lastBuildDate>${rfc822(changed)}</lastBuildDate>\n`}<docs>https://www.rssboard.org/rss-specification</docs>
<ttl>${MINUTES_TO_LIVE}</ttl>
<image><url>${origin}/icon-192.png</url><title>${title}</title><link>${home}</link></image>
<atom:link href="${origin}${feedPath(section?.slug ?? null)}" rel="self" type="application/rss+xml"/>
${articles.map((article) => item(article, origin, settings))}</channel>
</rss>
`}`
}

function item(article: FeedArticle, origin: string, { locale }: Settings) {
  const url = articleUrl(article, origin)
  const author = creditedTo(article)
  return xml`<item>
<title>${article.headline}</title>
<link>${url}</link>
<guid isPermaLink="true">${url}</guid>
<pubDate>${rfc822(article.published_at)}</pubDate>
${author && xml`<dc:creator>${author}</dc:creator>\n`}${article.lang !== locale && xml`<dc:language>${article.lang}</dc:language>\n`}${[article.section_name, ...article.tags].map((name) => xml`<category>${name}</category>\n`)}${article.standfirst && xml`<description>${article.standfirst}</description>\n`}<content:encoded>${cdata(fullText(article, origin))}</content:encoded>
${picture(article, origin)}</item>
`
}

/** Both ways, because programs know one or the other. A length of 0 says that it is not known: rssboard.org/rss-profile. */
function picture(article: FeedArticle, origin: string) {
  const image = pictureOf(article, origin)
  if (!image) return null
  const { url, type, bytes, width, height, alt } = image
  return xml`<enclosure url="${url}" length="${bytes ?? 0}" type="${type}"/>
<media:content url="${url}" type="${type}" medium="image" width="${width}" height="${height}">${
    alt && xml`<media:description type="plain">${alt}</media:description>`
  }</media:content>
`
}

/** `Mon, 26 Feb 2024 05:53:00 GMT`. */
export function rfc822(ms: number): string {
  return new Date(ms).toUTCString()
}
