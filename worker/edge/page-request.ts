/** What a request for a page may be answered with before the page is made: its one true URL, or that it has not changed. */
import type { Context } from 'hono'
import type { AppEnv } from '../env.ts'
import { cachePage, isUnchanged } from './page-cache.ts'

/** What a parameter must look like; or what gives the one spelling of its value, null or empty where it says nothing. */
type Form = RegExp | ((value: string) => string | null)

/**
 * A parameter that a page does not know, or a letter of its path in percent signs, would be a new key in the cache for
 * the same page: the one true URL is answered with before anything is read. The redirect itself is not kept.
 */
export function redirectToTrueUrl(c: Context<AppEnv>, path: string, known: Record<string, Form> = {}): Response | null {
  const { pathname, search, searchParams } = new URL(c.req.url)
  if (search === '' && pathname === path) return null
  const kept = new URLSearchParams()
  for (const [name, form] of Object.entries(known)) {
    const value = searchParams.get(name)
    const truth = value === null ? null : trueForm(value, form)
    if (truth) kept.set(name, truth)
  }
  const query = kept.size > 0 ? `?${kept}` : ''
  return pathname + search === path + query ? null : c.redirect(path + query, 302)
}

function trueForm(value: string, form: Form): string | null {
  if (typeof form === 'function') return form(value)
  return form.test(value) ? value : null
}

/**
 * A 304 where the browser's copy, or the edge's, is what would be made now; otherwise null.
 * @param stampNow what the page would carry, or null where there is none; only asked when there is a copy to compare with
 */
export async function ifUnchanged(
  c: Context<AppEnv>,
  stampNow: () => Promise<{ etag: string; tags: string[] } | null>,
): Promise<Response | null> {
  const known = c.req.header('If-None-Match')
  const stamp = known ? await stampNow() : null
  if (!stamp || !isUnchanged(known, stamp.etag)) return null
  cachePage(c, stamp.etag, stamp.tags)
  return c.body(null, 304)
}
