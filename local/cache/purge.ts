/**
 * What a call of `ctx.cache.purge` or `.invalidate` means, and how many calls there may be.
 * Sources: developers.cloudflare.com/workers/cache/purge/, /workers/cache/limitations/ (always the Free tier's limits),
 * /cache/how-to/purge-cache/ (5 a minute, a bucket of 25, 100 operations a call), /changelog/post/2026-09-29-workers-cache-invalidate/
 */
import type { Stored } from './store.ts'

export type PurgeOptions = { tags?: string[]; pathPrefixes?: string[]; purgeEverything?: boolean }
export type PurgeError = { code: number; message: string }
export type PurgeResult = { success: boolean; errors: PurgeError[] }
export type Purge = { tags: string[]; pathPrefixes: string[]; everything: boolean }

export type Budget = { take: () => PurgeError | null }

const MAX_OPERATIONS = 100
const BUCKET = 25
const REFILL_MS = 60_000 / 5

/** A bucket of calls, full at first. The error's number is ours: the documentation names none, so nothing may hang on it. */
export function createBudget(now: () => number): Budget {
  let calls = BUCKET
  let countedAt = now()
  return {
    take() {
      calls = Math.min(BUCKET, calls + (now() - countedAt) / REFILL_MS)
      countedAt = now()
      if (calls < 1)
        return { code: 429, message: 'Rate limited: more purges than the account may make. Try again later.' }
      calls -= 1
      return null
    },
  }
}

export function parsePurge(options: PurgeOptions): { ok: true; purge: Purge } | { ok: false; error: PurgeError } {
  const { tags = [], pathPrefixes = [], purgeEverything = false } = options ?? {}
  const operations = tags.length + pathPrefixes.length
  if (purgeEverything && operations > 0) return invalid('purgeEverything stands alone, without tags and pathPrefixes.')
  if (!purgeEverything && operations === 0) return invalid('Name tags, pathPrefixes or purgeEverything.')
  if (operations > MAX_OPERATIONS) return invalid(`${operations} operations in one call; at most ${MAX_OPERATIONS}.`)
  if (pathPrefixes.some((prefix) => /^[a-z]+:\/\/|[?#]/i.test(prefix))) {
    return invalid('A path prefix has no scheme, host, query or fragment.')
  }
  return {
    ok: true,
    purge: {
      tags: tags.map((tag) => tag.toLowerCase()),
      pathPrefixes: pathPrefixes.map((prefix) => (prefix.startsWith('/') ? prefix : `/${prefix}`)),
      everything: purgeEverything,
    },
  }
}

export function covers(purge: Purge, stored: Pick<Stored, 'tags' | 'path'>): boolean {
  return (
    purge.everything ||
    purge.tags.some((tag) => stored.tags.has(tag)) ||
    purge.pathPrefixes.some((prefix) => stored.path.startsWith(prefix))
  )
}

function invalid(message: string): { ok: false; error: PurgeError } {
  return { ok: false, error: { code: 400, message } }
}
