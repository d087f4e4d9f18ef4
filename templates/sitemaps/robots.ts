/** Source: RFC 9309. */
export function robots(origin: string): string {
  return `User-agent: *
Disallow: /admin

Sitemap: ${origin}/sitemap.xml
Sitemap: ${origin}/news-sitemap.xml
`
}
