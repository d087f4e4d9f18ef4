/**
 * What two requests must have in common to share a stored response: path, query in its order, the Worker's version, and
 * the headers by which frameworks let a client override method or URL. Not host, not cookies, not Authorization.
 * Source: developers.cloudflare.com/workers/cache/cache-keys/
 */
export function keyOf(request: Request, version: string): string {
  const url = new URL(request.url)
  const overrides = OVERRIDES.map((name) => request.headers.get(name) ?? '')
  const scheme = request.headers.get('x-forwarded-scheme') ?? ''
  if (scheme !== 'http' && scheme !== 'https') overrides.push(scheme)
  return [version, url.pathname + url.search, ...overrides].join('\n')
}

const OVERRIDES = [
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'x-forwarded-host',
  'x-host',
  'x-original-url',
  'x-rewrite-url',
  'forwarded',
  'cloudflare-workers-version-key',
]
