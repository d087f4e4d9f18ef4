/**
 * The pieces of the platform that somebody has to set up, and what it is like where nobody did: `npm start -- --without`
 * leaves them out, so that what tells of it can be seen to tell.
 */
import { passOn } from './cache/reply.ts'
import type { Cache } from './cache.ts'

export const PIECES = ['caching', 'purging', 'queue', 'cron', 'access', 'turnstile'] as const

export type Piece = (typeof PIECES)[number]

export function isPiece(text: string): text is Piece {
  return (PIECES as readonly string[]).includes(text)
}

/** Settings as wrangler.toml has them at first. */
export const NOT_SET_UP = { turnstile: { TURNSTILE_SITEKEY: '', TURNSTILE_SECRET: '' } }

/** Without `[cache]` every request is the Worker's, which then has no `ctx.cache` either. */
export function createNoCache(origin: (request: Request) => Promise<Response>): Cache {
  const refuse = () => ({ success: false, errors: [NO_PURGING] })
  return {
    fetch: async (request) => passOn(await origin(request), 'DYNAMIC'),
    purge: refuse,
    invalidate: refuse,
    clear() {},
  }
}

export function refusePurge(): Response {
  return Response.json({ success: false, errors: [NO_PURGING] })
}

const NO_PURGING = { code: 403, message: 'Purging is left out here.' }
