/**
 * Our side of the cache that stands in front of the Worker: what a response says about how long it may be kept, the
 * cheap 304, and the tags that purges go by.
 *
 * Short lifetimes are what makes pages right; purging only makes them right sooner. The account has five purge calls
 * a minute, so tags go through a queue to purges.ts, and one call takes all that came.
 * Source: developers.cloudflare.com/workers/cache/ (configuration, purge).
 */
import type { Context } from 'hono'
import type { AppEnv } from '../env.ts'
import { logError } from '../log.ts'

/** A page: a minute fresh, five more shown while it is made anew, a day when the Worker fails. */
const PAGE = 'public, max-age=60, stale-while-revalidate=300, stale-if-error=86400'
/** A browser asks again each time and is answered 304: what a purge cannot reach must not be kept. */
const BROWSER = 'public, max-age=0'
/** What stands in for something better to come. */
const MEANWHILE = 'public, max-age=60'
const FOREVER = 'public, max-age=31536000, immutable'

/** Marks a response as a page that the edge may keep. */
export function cachePage(c: Context<AppEnv>, etag: string, tags: string[]): void {
  c.header('Cloudflare-CDN-Cache-Control', PAGE)
  c.header('Cache-Control', BROWSER)
  c.header('Cache-Tag', [pageTags.site, ...tags].join(','))
  c.header('ETag', etag)
}

/** Marks a redirect as one that the edge may keep, and a browser may not: it may lead elsewhere tomorrow. */
export function cacheRedirect(c: Pick<Context<AppEnv>, 'header'>, tags: string[]): void {
  c.header('Cloudflare-CDN-Cache-Control', PAGE)
  c.header('Cache-Control', BROWSER)
  c.header('Cache-Tag', [pageTags.site, pageTags.redirects, ...tags].join(','))
}

/** Headers of something whose address changes when its bytes do. */
export function immutable(etag: string, tags: string[]): Record<string, string> {
  return { 'Cache-Control': FOREVER, 'Cloudflare-CDN-Cache-Control': FOREVER, 'Cache-Tag': tags.join(','), ETag: etag }
}

/** Headers of what stands at the address of something immutable until that is there. */
export function meanwhile(etag: string, tags: string[]): Record<string, string> {
  return { ...immutable(etag, tags), 'Cache-Control': MEANWHILE, 'Cloudflare-CDN-Cache-Control': MEANWHILE }
}

/** A weak ETag of the Worker's version and of the revisions that a page is made of. */
export function pageEtag(env: Env, ...revisions: number[]): string {
  return `W/"${env.VERSION.id.slice(0, 8)}.${revisions.join('.')}"`
}

/** Weak comparison with If-None-Match, RFC 9110 section 13.1.2. */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false
  const opaque = etag.replace(/^W\//, '')
  return ifNoneMatch.split(',').some((known) => {
    const tag = known.trim()
    return tag === '*' || tag.replace(/^W\//, '') === opaque
  })
}

export const pageTags = {
  /** Every page. */
  site: 'site',
  front: 'front',
  search: 'search',
  /** Every redirect from an address of a former site. */
  redirects: 'redirects',
  documents: 'documents',
  /** A page of an official document, by the slug of its number. */
  document: (slug: string) => `document-${slug}`,
  section: (slug: string) => `section-${slug}`,
  tag: (slug: string) => `tag-${slug}`,
  author: (slug: string) => `author-${slug}`,
  archive: 'archive',
  /** `yyyy-mm`. */
  month: (month: string) => `month-${month}`,
  article: (id: number) => `article-${id}`,
  image: (id: string) => `image-${id}`,
  /** Article pages of a section: what they list as "read more" is mostly of theirs. */
  articlesOf: (section: string) => `articles-${section}`,
}

/** What an article's page is purged by: itself, and what it translates. What translates it purges it in listTags. */
export function articleTags({ id, translation_of }: { id: number; translation_of: number | null }): string[] {
  return [id, ...(translation_of === null ? [] : [translation_of])].map(pageTags.article)
}

/** What decides which lists an article stands in. */
export interface Listed {
  id: number
  translation_of: number | null
  section: string
  author: string | null
  /** `yyyy-mm`. */
  month: string | null
  /** Slugs. */
  tags: string[]
  /** Slugs of their numbers. */
  documents: string[]
}

/**
 * The pages that change when an article comes, goes or changes: its own, that of its original, and the lists it
 * stands in.
 * @param versions of one article, or several articles: one that has moved leaves lists too
 */
export function listTags(...versions: Listed[]): string[] {
  const tags = versions.flatMap(({ section, author, month, tags, documents, ...article }) => [
    ...articleTags(article),
    pageTags.front,
    pageTags.search,
    pageTags.section(section),
    pageTags.archive,
    ...(author ? [pageTags.author(author)] : []),
    ...(month ? [pageTags.month(month)] : []),
    ...tags.map(pageTags.tag),
    ...(documents.length > 0 ? [pageTags.documents] : []),
    ...documents.map(pageTags.document),
  ])
  return [...new Set(tags)]
}

/** The most that one call may name. */
export const TAGS_A_CALL = 100

export interface PurgeMessage {
  tags: string[]
}

/**
 * Puts tags on their way to a purge, some of them at once with others. Returns whether the queue took them; where it
 * did not, the write that this follows has happened all the same, and the pages' lifetime makes them right.
 */
export async function purgeLater(queue: Env['PURGES'], tags: string[]): Promise<boolean> {
  try {
    for (let from = 0; from < tags.length; from += TAGS_A_CALL) {
      await queue.send({ tags: tags.slice(from, from + TAGS_A_CALL) } satisfies PurgeMessage)
    }
    return true
  } catch (error) {
    logError('purge_not_queued', { tags, error })
    return false
  }
}
