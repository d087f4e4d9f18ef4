/** What every response says, unless its route says otherwise. */
import type { MiddlewareHandler } from 'hono'
import {
  ARTICLE_STYLE_HASH,
  BASE_STYLE_HASH,
  COMMENTS_STYLE_HASH,
  DESK_STYLE_HASH,
  FIELDS_STYLE_HASH,
  LISTS_STYLE_HASH,
  RARE_STYLE_HASH,
  READER_SCRIPT_HASH,
} from '../../templates/look.generated.ts'
import { type AppEnv, varsOf } from '../env.ts'

/** Of every sheet that a reader's page may carry. */
export const READER_STYLE_HASHES = [
  BASE_STYLE_HASH,
  LISTS_STYLE_HASH,
  ARTICLE_STYLE_HASH,
  RARE_STYLE_HASH,
  FIELDS_STYLE_HASH,
  COMMENTS_STYLE_HASH,
].join(' ')

/** Which links of a reader's page a browser may fetch before they are followed: public/speculation-rules.json. */
const SPECULATION_RULES = '"/speculation-rules.json"'

/**
 * Nothing is kept by a cache without a reason: the platform keeps a response that has no Cache-Control for two hours.
 * The content security policy goes by hash and 'self', because a cached page can carry no nonce; a page with a comment
 * form runs our scripts and Turnstile's, any other of a reader's none, the desk none from elsewhere.
 */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  const headers = c.res.headers
  // A page that broke while it was rendered had already been told how long it may be kept.
  if (c.res.status >= 400) for (const name of KEPT_BY) headers.delete(name)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', policyFor(c.req.path, c.env))
  if (headers.get('Content-Type')?.startsWith('text/html') && !isDesk(c.req.path)) {
    headers.set('Speculation-Rules', SPECULATION_RULES)
  }
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('X-Frame-Options', 'DENY')
  if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  if (varsOf(c.env).ORIGIN.startsWith('https:')) headers.set('Strict-Transport-Security', 'max-age=31536000')
}

const KEPT_BY = ['Cache-Control', 'Cloudflare-CDN-Cache-Control', 'Cache-Tag', 'ETag']

const MAY_HOLD_FORM = /^\/[a-z0-9-]+\/[a-z0-9-]+(\/comments(\/.*)?)?$/

/** What every page of the site says, before its own styles and scripts: nothing from elsewhere, in nobody's frame. */
export const CONFINED = [
  "default-src 'none'",
  "img-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

const policies = new Map<string, string>()

function policyFor(path: string, env: Env): string {
  const desk = isDesk(path)
  const turnstile = varsOf(env).TURNSTILE_ORIGIN
  // The form's own script comes from 'self', and so only where there can be a form: below an article's address. A host and
  // a path would say more, but a cached page does not know at which of our hosts it is read.
  const scripts = MAY_HOLD_FORM.test(path) ? `${READER_SCRIPT_HASH} 'self' ${turnstile}` : "'none'"
  const key = `${desk} ${scripts} ${turnstile}`
  const known = policies.get(key)
  if (known) return known
  const policy = [
    ...CONFINED,
    `style-src ${READER_STYLE_HASHES} ${desk ? DESK_STYLE_HASH : ''}`.trim(),
    ...(desk
      ? ["script-src 'self'", "connect-src 'self'"]
      : [`script-src ${scripts}`, `frame-src ${turnstile}`, `connect-src ${turnstile}`]),
  ].join('; ')
  policies.set(key, policy)
  return policy
}

function isDesk(path: string): boolean {
  return path === '/admin' || path.startsWith('/admin/')
}
