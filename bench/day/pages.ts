/** What readers ask for, and what they may be answered. */
import type { Running } from './running.ts'

/** Longer than a page lives: a purge may be refused, its lifetime may not. */
export const RIGHT_WITHIN_MS = 90_000

export interface Page {
  path: string
  /** What it may be answered with, now. */
  statuses: () => number[]
}

export interface Article {
  id: number
  path: string
}

const found = () => [200]

/** Everything that the demo has to read, front page first: what comes first is asked for most. */
export async function pagesOf({ ask }: Running): Promise<Page[]> {
  const paths = async (sql: string) => (await ask<{ path: string }>(sql)).map(({ path }) => path)
  const open = await openArticles({ ask })
  const all = [
    '/',
    ...(await paths(`SELECT '/' || slug AS path FROM sections ORDER BY position`)),
    ...open.map(({ path }) => path),
    '/feed.xml',
    ...(await paths(`SELECT '/' || slug || '/feed.xml' AS path FROM sections`)),
    ...open.flatMap(({ path }) => [`${path}/comments`, `${path}/comments?order=oldest`]),
    ...(await paths(`SELECT DISTINCT '/tags/' || tag AS path FROM article_tags WHERE published_at IS NOT NULL`)),
    ...(await paths(`SELECT '/authors/' || slug AS path FROM authors`)),
    ...(await paths(`SELECT '/documents/' || slug AS path FROM documents WHERE articles > 0`)),
    ...(await paths(`SELECT '/media/' || id || '/' || name AS path FROM images WHERE is_public = 1 LIMIT 10`)),
    ...(await paths(
      `SELECT DISTINCT '/archive/' || replace(month, '-', '/') AS path FROM articles WHERE status = 'published'`,
    )),
    ...[
      '/archive',
      '/documents',
      '/privacy',
      '/search',
      '/feed.json',
      '/sitemap.xml',
      '/news-sitemap.xml',
      '/robots.txt',
    ],
    ...['/sitemaps/1.xml', '/sitemaps/sections.xml', '/sitemaps/tags/1.xml', '/manifest.webmanifest'],
    ...SOUGHT.map((word) => `/search?${new URLSearchParams({ q: word })}`),
  ]
  return all.map((path) => ({ path, statuses: found }))
}

/** Those that take comments, and that nobody withdraws. */
export function openArticles({ ask }: Pick<Running, 'ask'>): Promise<Article[]> {
  return ask<Article>(
    `SELECT id, '/' || section || '/' || slug AS path FROM articles
     WHERE status = 'published' AND comment_mode IS NULL ORDER BY published_at DESC, id DESC`,
  )
}

const SOUGHT =
  'sông nước lúa chợ đò trường xã muối trà thư viện đất bản đồ giếng tiêm phòng cầu lũ sách rừng biển điện xuồng chè xóm bến'.split(
    ' ',
  )
