/** Addresses for search engines. Sources: sitemaps.org/protocol.html; Google's image extension. */
import type { Entry } from '../../worker/sitemaps/sitemap.ts'
import { isoDate } from '../../worker/text/dates.ts'
import { xml } from '../../worker/text/xml.ts'

export function sitemapIndex(origin: string, paths: string[]): string {
  return `${xml`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${paths.map((path) => xml`<sitemap><loc>${origin}${path}</loc></sitemap>\n`)}</sitemapindex>
`}`
}

export function sitemap(origin: string, entries: Entry[]): string {
  return `${xml`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${entries.map(
  ({ path, modified_at, image }) =>
    xml`<url><loc>${origin}${path}</loc>${modified_at !== null && xml`<lastmod>${isoDate(modified_at)}</lastmod>`}${
      image && xml`<image:image><image:loc>${origin}${image}</image:loc></image:image>`
    }</url>\n`,
)}</urlset>
`}`
}
