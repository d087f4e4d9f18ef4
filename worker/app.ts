/** Mounts the slices; says of every response how it may be kept and shown; answers errors and what is not found. */
import { type Context, Hono, type Next } from 'hono'
import { admin } from './admin/routes.tsx'
import { articles } from './articles/routes.tsx'
import { cards } from './cards/routes.ts'
import { commentPages } from './comments/pages.tsx'
import { comments } from './comments/routes.tsx'
import { documents } from './documents/routes.tsx'
import { securityHeaders } from './edge/security-headers.ts'
import type { AppEnv } from './env.ts'
import { feeds } from './feeds/routes.ts'
import { health } from './health.ts'
import { letters } from './letters/routes.tsx'
import { lists } from './lists/routes.tsx'
import { logError, withoutEmails } from './log.ts'
import { manifest } from './manifest/routes.ts'
import { media } from './media/routes.ts'
import { privacy } from './privacy/routes.tsx'
import { refuse } from './refusal.tsx'
import { search } from './search/routes.tsx'
import { sitemaps } from './sitemaps/routes.ts'

export const app = new Hono<AppEnv>()

app.use(securityHeaders)
app.use(withoutTrailingSlash)
app.route('/healthz', health)
app.route('/admin', admin)
app.route('/media', media)
app.route('/search', search)
app.route('/documents', documents)
app.route('/letters', letters)
app.route('/', feeds)
app.route('/', sitemaps)
app.route('/', manifest)
app.route('/', privacy)
app.route('/', cards)
app.route('/', commentPages)
app.route('/', comments)
app.route('/', lists)
app.route('/', articles)

app.notFound((c) => refuse(c, 'not_found'))

app.onError((error, c) => {
  const { method, path } = c.req
  logError('request_failed', { method, path: withoutReceipt(path), ray: c.req.header('CF-Ray') ?? '', error })
  return refuse(c, 'internal')
})

/** A slash too many leads to the page without it, on this site and at no other host's name. */
async function withoutTrailingSlash(c: Context<AppEnv>, next: Next) {
  if (!/.\/$/.test(c.req.path) || c.req.method !== 'GET') return next()
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(`/${pathname.replace(/^\/+|(?<!\/)\/+$/g, '')}${search}`, 301)
}

/** The address of a receipt, or of a letter's page, opens it: it is for its reader, not for a log; nor is who works here. */
function withoutReceipt(path: string): string {
  return withoutEmails(path)
    .replace(/\/comments\/.+$/s, '/comments/…')
    .replace(/^\/letters\/.+$/s, '/letters/…')
}
