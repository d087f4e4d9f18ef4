/** The 304 of pages that change with an article: its own, and those of what readers say about it. */
import type { Context } from 'hono'
import { type CommentMode, commentModeOf } from '../comments/comment.ts'
import { pageEtag } from '../edge/page-cache.ts'
import { ifUnchanged } from '../edge/page-request.ts'
import type { AppEnv } from '../env.ts'
import { findArticleStamp } from './queries.ts'

type Tagged = { id: number; translation_of: number | null; section: string }

/** @param tagsOf what the page is purged by */
export function ifArticleUnchanged(
  c: Context<AppEnv>,
  { section, slug }: { section: string; slug: string },
  tagsOf: (article: Tagged) => string[],
): Promise<Response | null> {
  return ifUnchanged(c, async () => {
    const stamp = await findArticleStamp(c.env.DB, section, slug)
    if (!stamp) return null
    const newsroom = { comment_mode: stamp.site_mode, comment_days: stamp.site_days }
    const etag = articleEtag(c, { ...stamp, mode: commentModeOf(stamp, newsroom, Date.now()) })
    return { etag, tags: tagsOf({ ...stamp, section }) }
  })
}

/** With whether it takes comments, because that may end by itself. */
export function articleEtag(
  c: Context<AppEnv>,
  { revision, id, page_revision, mode }: { revision: number; id: number; page_revision: number; mode: CommentMode },
): string {
  return pageEtag(c.env, revision, id, page_revision, mode === 'open' ? 1 : 0)
}
