/** Source: developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. */
import { articlePath } from '../../worker/articles/article.ts'
import type { NewsEntry } from '../../worker/sitemaps/sitemap.ts'
import { isoDate } from '../../worker/text/dates.ts'
import { xml } from '../../worker/text/xml.ts'

export function newsSitemap(origin: string, publication: string, entries: NewsEntry[]): string {
  return `${xml`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${entries.map(
  (article) => xml`<url><loc>${origin}${articlePath(article)}</loc><news:news>
<news:publication><news:name>${publication}</news:name><news:language>${article.lang}</news:language></news:publication>
<news:publication_date>${isoDate(article.published_at)}</news:publication_date>
<news:title>${article.headline}</news:title>
</news:news></url>
`,
)}</urlset>
`}`
}
