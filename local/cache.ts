/**
 * A shared cache in front of an origin, standing where Workers Cache stands: it answers what it has stored, asks the
 * origin for the rest, lets simultaneous misses share one answer, and can be purged by tag and by path.
 * Sources, all under developers.cloudflare.com: /workers/cache/ (overview, configuration, cache-keys, purge, limitations,
 * debugging), /cache/concepts/cache-responses/ (CF-Cache-Status, Age), /cache/guides/invalidate-cache/; and RFC 9111.
 * One tier, one location: tiers, `ctx.props` and named entrypoints are not played.
 */
import { type CacheStatus, dateOf, judge } from './cache/freshness.ts'
import { keyOf } from './cache/key.ts'
import {
  type Budget,
  covers,
  createBudget,
  type Purge,
  type PurgeOptions,
  type PurgeResult,
  parsePurge,
} from './cache/purge.ts'
import { passOn, readUpTo, reply } from './cache/reply.ts'
import { createStore, matchesVary, type Stored, tagsOf, varyOf } from './cache/store.ts'

export type CacheOptions = {
  origin: (request: Request) => Promise<Response>
  now?: () => number
  /** The Worker's version: each has a cache of its own. */
  version?: string
  maxBytes?: number
  budget?: Budget
}

export type Cache = {
  fetch: (request: Request) => Promise<Response>
  purge: (options: PurgeOptions) => PurgeResult
  invalidate: (options: PurgeOptions) => PurgeResult
  /** Empties it without a call being counted: what a new version of the Worker finds. */
  clear: (version: string) => void
}

/** `outdated`: a purge came meanwhile. It may go to whoever asked before that, and to nobody who came after. */
type Answer = { response: Response; stored?: Stored; sharedAs?: CacheStatus; outdated?: boolean }
type Asking = { purges: Purge[]; invalidations: Purge[] }

export function createCache({
  origin,
  now = Date.now,
  version = '',
  maxBytes = 256 * 1024 ** 2,
  budget,
}: CacheOptions): Cache {
  const store = createStore(maxBytes)
  const counted = budget ?? createBudget(now)
  const fills = new Map<string, Promise<Answer | null>>()
  const asking = new Set<Asking>()

  async function fetch(request: Request): Promise<Response> {
    const isUpgrade = request.headers.get('upgrade')?.toLowerCase() === 'websocket'
    if (isUpgrade || (request.method !== 'GET' && request.method !== 'HEAD')) {
      return passOn(await origin(request), 'BYPASS')
    }
    const key = keyOf(request, version)
    for (;;) {
      const stored = store.find(key, request.headers)
      if (stored && now() < stored.expiresAt) return reply(request, stored, 'HIT', now())
      if (stored && now() < stored.expiresAt + stored.staleWhileRevalidateMs) {
        if (!fills.has(key)) fill(key, request, stored).catch(() => {})
        return reply(request, stored, 'UPDATING', now())
      }
      const running = fills.get(key)
      if (!running) return (await fill(key, request, stored)).response

      const answer = await running
      if (answer?.stored && !answer.outdated && matchesVary(answer.stored, request.headers)) {
        return reply(request, answer.stored, answer.sharedAs ?? 'HIT', now())
      }
      // What may not be stored may not be shared either: everybody asks for themselves.
      if (!answer?.stored) return (await ask(key, request, stored)).response
    }
  }

  /** Asks on behalf of all who come for the same key meanwhile. They see null when it fails. */
  function fill(key: string, request: Request, stale: Stored | undefined): Promise<Answer> {
    const answer = ask(key, request, stale)
    const shared = answer.catch(() => null).finally(() => fills.get(key) === shared && fills.delete(key))
    fills.set(key, shared)
    return answer
  }

  async function ask(key: string, request: Request, stale: Stored | undefined): Promise<Answer> {
    const me: Asking = { purges: [], invalidations: [] }
    asking.add(me)
    try {
      const response = await origin(fullRequest(request, stale)).catch((error: unknown) => {
        if (stale && mayServeOnError(stale)) return null
        throw error
      })
      if (stale && (!response || response.status >= 500) && mayServeOnError(stale)) {
        response?.body?.cancel().catch(() => {})
        const outdated = me.purges.some((purge) => covers(purge, stale))
        return { response: reply(request, stale, 'STALE', now()), stored: stale, sharedAs: 'STALE', outdated }
      }
      return await keep(key, request, stale, response as Response, me)
    } finally {
      asking.delete(me)
    }
  }

  async function keep(
    key: string,
    request: Request,
    stale: Stored | undefined,
    response: Response,
    me: Asking,
  ): Promise<Answer> {
    const isUnchanged = stale !== undefined && response.status === 304
    const status = isUnchanged ? stale.status : response.status
    const headers = isUnchanged ? refreshed(stale.headers, response.headers) : response.headers
    const verdict = judge(request, status, headers, dateOf(headers, now()))
    if (!verdict.store) {
      // The page is no longer for everybody: what was stored of it must not come back.
      if (stale && status < 500) store.remove(key, stale)
      const whole = isUnchanged ? new Response(stale.body.slice(), { status, headers }) : response
      if (request.method !== 'HEAD') return { response: passOn(whole, verdict.status) }
      whole.body?.cancel().catch(() => {})
      return { response: passOn(new Response(null, whole), verdict.status) }
    }

    const body = isUnchanged ? stale.body : await readUpTo(response, maxBytes / 4)
    if (body instanceof Response) return { response: passOn(body, 'MISS') }

    const path = new URL(request.url).pathname
    const stored: Stored = {
      status,
      headers: verdict.headers,
      body,
      path,
      tags: tagsOf(headers),
      vary: varyOf(headers, request.headers),
      storedAt: now() - verdict.ageMs,
      expiresAt: now() - verdict.ageMs + verdict.lifetimeMs,
      staleWhileRevalidateMs: verdict.staleWhileRevalidateMs,
      staleIfErrorMs: verdict.staleIfErrorMs,
    }
    const isCovered = (purge: Purge) => covers(purge, stored) || (stale !== undefined && covers(purge, stale))
    const isPurged = me.purges.some(isCovered)
    const isInvalidated = me.invalidations.some(isCovered)
    if (isInvalidated) stored.expiresAt = Math.min(stored.expiresAt, now())
    if (!isPurged) store.put(key, stored)
    const cacheStatus: CacheStatus = isUnchanged ? 'REVALIDATED' : stale ? 'EXPIRED' : 'MISS'
    return { response: reply(request, stored, cacheStatus, now()), stored, outdated: isPurged || isInvalidated }
  }

  function mayServeOnError(stored: Stored): boolean {
    return now() < stored.expiresAt + stored.staleIfErrorMs
  }

  function spend(options: PurgeOptions, apply: (purge: Purge) => void): PurgeResult {
    const parsed = parsePurge(options)
    if (!parsed.ok) return { success: false, errors: [parsed.error] }
    const refusal = counted.take()
    if (refusal) return { success: false, errors: [refusal] }
    apply(parsed.purge)
    return { success: true, errors: [] }
  }

  return {
    fetch,
    purge: (options) =>
      spend(options, (purge) => {
        store.removeAll((stored) => covers(purge, stored))
        for (const one of asking) one.purges.push(purge)
      }),
    invalidate: (options) =>
      spend(options, (purge) => {
        store.expireAll((stored) => covers(purge, stored), now())
        for (const one of asking) one.invalidations.push(purge)
      }),
    clear: (next) => {
      version = next
      store.removeAll(() => true)
    },
  }
}

/** The cache always asks for the whole; the reader's own conditions and ranges are met from what it then has. */
function fullRequest(request: Request, stale: Stored | undefined): Request {
  const headers = new Headers(request.headers)
  for (const name of ['range', 'if-range', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']) {
    headers.delete(name)
  }
  const etag = stale?.headers.get('etag')
  const lastModified = stale?.headers.get('last-modified')
  if (etag) headers.set('if-none-match', etag)
  if (lastModified) headers.set('if-modified-since', lastModified)
  return new Request(request.url, { method: 'GET', headers })
}

/** RFC 9111, 3.2: a 304 brings new values of headers, but says nothing about the body that is already here. */
function refreshed(stored: Headers, fresh: Headers): Headers {
  const headers = new Headers(stored)
  const aboutTheBody = new Set([
    'content-length',
    'content-encoding',
    'content-range',
    'transfer-encoding',
    'set-cookie',
  ])
  for (const [name, value] of fresh) if (!aboutTheBody.has(name)) headers.set(name, value)
  return headers
}
