/**
 * What the Worker meets when it fetches from outside: Access's keys and Turnstile's siteverify, at any origin, and nothing
 * else. Stands in front of the local platform, and is Miniflare's `outboundService` in the Worker's tests.
 */
import { type Access, type AccessOptions, createAccess } from './access.ts'
import { createTurnstile, type TurnstileOptions } from './turnstile.ts'

export type OutsideOptions = { access: AccessOptions; turnstile: TurnstileOptions }

export function createOutside(options: OutsideOptions) {
  const access: Access = createAccess(options.access)
  const turnstile = createTurnstile(options.turnstile)
  return {
    guard: access.guard,
    /** Null for what belongs to neither. */
    answer: async (request: Request): Promise<Response | null> =>
      (await access.answer(request)) ?? (await turnstile(request)),
    /** The same, for a place where there is nothing behind it. */
    fetch: async (request: Request): Promise<Response> =>
      (await access.answer(request)) ??
      (await turnstile(request)) ??
      new Response(`Nothing answers at ${request.url}\n`, { status: 502 }),
  }
}
