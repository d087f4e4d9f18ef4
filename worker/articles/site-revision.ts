/** The 304 of pages that change with the newsroom's revision alone: lists, feeds, sitemaps. */
import type { Context } from 'hono'
import { pageEtag } from '../edge/page-cache.ts'
import { ifUnchanged } from '../edge/page-request.ts'
import type { AppEnv } from '../env.ts'
import { findSiteRevision } from './queries.ts'

/** @param stamps what else the page's ETag is made of */
export function ifSiteUnchanged(c: Context<AppEnv>, tags: string[], ...stamps: number[]): Promise<Response | null> {
  return ifUnchanged(c, async () => ({ etag: pageEtag(c.env, await findSiteRevision(c.env.DB), ...stamps), tags }))
}
