/** Cached pages can carry no token against forged forms; the browser's own word on where a form stood takes its place. */
import type { Context, MiddlewareHandler } from 'hono'
import { type AppEnv, varsOf } from '../env.ts'
import { refuse } from '../refusal.tsx'

/**
 * Refuses a write that a browser sends from another site. Browsers put Origin on every POST (Fetch standard, "append a
 * request Origin header") and Sec-Fetch-Site besides; a program that sends neither carries no one's cookies by accident.
 */
export const sameOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) return next()
  return isSameOrigin(c) ? next() : refuse(c, 'cross_site')
}

export function isSameOrigin(c: Pick<Context<AppEnv>, 'req' | 'env'>): boolean {
  const origin = c.req.header('Origin')
  const site = c.req.header('Sec-Fetch-Site')
  const own = [varsOf(c.env).ORIGIN, new URL(c.req.url).origin]
  return origin !== undefined ? own.includes(origin) : site === undefined || site === 'same-origin'
}
