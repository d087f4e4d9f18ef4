/** What search engines are told of. Source: sitemaps.org/protocol.html; Google's image and news extensions. */
import type { EpochMs } from '../env.ts'
import type { Article } from '../schema.ts'

/**
 * Ids a part covers, of the 50,000 addresses that the protocol allows it: writing a thousand takes some 4 ms, and the
 * free plan gives a request 10. A part begins at a fixed id, so an article never moves to another one, nor does a tag.
 */
export const IDS_IN_A_PART = 1_000

/** An address, and when what stands there last changed. */
export interface Entry {
  path: string
  modified_at: number | null
  /** From the root. */
  image?: string | null
}

/** An article of the last 48 hours. */
export type NewsEntry = Pick<Article, 'section' | 'slug' | 'lang' | 'headline'> & { published_at: number }

export const SECTIONS_PATH = '/sitemaps/sections.xml'

export function partPath(firstId: number): string {
  return `/sitemaps/${firstId}.xml`
}

export function tagPartPath(firstId: number): string {
  return `/sitemaps/tags/${firstId}.xml`
}

export function isFirstId(id: number, size = IDS_IN_A_PART): boolean {
  return Number.isSafeInteger(id) && id > 0 && (id - 1) % size === 0
}

/** Of the documents whose numbers begin with these two digits, as every number does: a document never moves to another part. */
export function documentPartPath(digits: string): string {
  return `/sitemaps/documents-${digits}.xml`
}

const QUARTER_MS = 15 * 60 * 1000
const NEWS_MS = 48 * 60 * 60 * 1000

/**
 * From when on an article stands in the news sitemap, the same for a quarter of an hour. Counted from the end of the
 * next quarter: what the edge keeps and shows for some minutes more has still nothing older than 48 hours.
 */
export function newsWindow(now: EpochMs): { since: EpochMs; quarter: number } {
  const quarter = Math.floor(now / QUARTER_MS)
  return { quarter, since: (quarter + 2) * QUARTER_MS - NEWS_MS }
}
