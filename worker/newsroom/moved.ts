/** The answer at an address that has been left: where its page is now. */
import type { Context } from 'hono'
import { cacheRedirect, pageTags } from '../edge/page-cache.ts'
import type { AppEnv } from '../env.ts'
import { pathsToFind, redirectStatement } from './redirects.ts'

export interface Moved {
  from_path: string
  article_id: number | null
  to_path: string
}

/** Where the asked address may have led, as a statement for a batch; null where none can. */
export function movedStatement({ env, req }: Pick<Context<AppEnv>, 'env' | 'req'>): D1PreparedStatement | null {
  const paths = pathsToFind(new URL(req.url))
  return paths.length > 0 ? redirectStatement(env.DB, paths) : null
}

/** `/?p=12`: only an address that looks like a former one costs a row, never the front page itself. */
export async function ifMoved(c: Context<AppEnv>): Promise<Response | null> {
  const moved = await movedStatement(c)?.first<Moved>()
  return moved ? answerMoved(c, moved) : null
}

/** What is below an article goes where that has gone; below another page there is none of it. */
export function answerMoved(
  c: Pick<Context<AppEnv>, 'req' | 'header' | 'redirect'>,
  { from_path, article_id, to_path }: Moved,
): Response | null {
  const { pathname } = new URL(c.req.url)
  // Behind «/» it would be another site's name.
  const isBelow = article_id !== null && pathname.startsWith(`${from_path}/`)
  const below = isBelow ? pathname.slice(from_path.length) : ''
  // What stands here is a path of this site, whoever wrote the row; a browser passes over tabs and line breaks in one.
  if (!/^\/(?![/\\])\P{Cc}*$/u.test(to_path) || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return null
  cacheRedirect(c, article_id === null ? [] : [pageTags.article(article_id)])
  return c.redirect(to_path + below, 301)
}
