/**
 * Whether a response may be stored, and for how long it is good.
 * Sources: developers.cloudflare.com/workers/cache/configuration/ (precedence of headers, lifetimes by status, bypass
 * conditions, stale-while-revalidate, stale-if-error), RFC 9111 through http-cache-semantics.
 */
import CachePolicy from 'http-cache-semantics'

export type CacheStatus = 'HIT' | 'MISS' | 'EXPIRED' | 'STALE' | 'UPDATING' | 'REVALIDATED' | 'BYPASS' | 'DYNAMIC'

export type Verdict =
  | { store: false; status: CacheStatus }
  | {
      store: true
      /** As they are stored: without a cookie that its own directive set apart. */
      headers: Headers
      lifetimeMs: number
      ageMs: number
      staleWhileRevalidateMs: number
      staleIfErrorMs: number
    }

/** For a response without Cache-Control and Expires. What has no line here is then not stored. */
const DEFAULT_LIFETIMES_S: Record<number, number> = {
  200: 7200,
  203: 7200,
  204: 7200,
  300: 1200,
  301: 1200,
  404: 180,
  405: 60,
  410: 180,
  414: 60,
  501: 60,
}

export function judge(request: Request, status: number, response: Headers, date: string): Verdict {
  if (status === 206 || (status >= 520 && status <= 526)) return { store: false, status: 'MISS' }

  const headers = new Headers(response)
  let ruling = rulingOf(headers)
  const isExplicit = ruling !== null || headers.has('expires')
  const defaultS = DEFAULT_LIFETIMES_S[status]
  if (ruling === null && !isExplicit) {
    if (defaultS === undefined) return { store: false, status: 'DYNAMIC' }
    if (isDisguised(request, headers)) return { store: false, status: 'BYPASS' }
    ruling = `max-age=${defaultS}`
  }

  // private="set-cookie" asks to store the response without its cookie; a bare private, not to store it.
  ruling = (ruling ?? '').replace(/(private|no-cache)\s*=\s*"([^"]*)"\s*,?/g, (directive, _name, fields) => {
    if (!/\bset-cookie\b/.test(fields)) return directive
    headers.delete('set-cookie')
    return ''
  })
  if (headers.has('set-cookie') || /(^|,)\s*\*\s*(,|$)/.test(headers.get('vary') ?? '')) {
    return { store: false, status: 'BYPASS' }
  }

  const directives = directivesOf(ruling)
  const hasLifetime = ['max-age', 's-maxage', 'public'].some((name) => directives.has(name)) || headers.has('expires')
  const authorization = request.headers.get('authorization')
  const policy = new CachePolicy(
    { method: 'GET', url: request.url, headers: authorization ? { authorization } : {} },
    {
      // Any status may be stored that says for how long; the library knows only those of the RFC.
      status: hasLifetime ? 200 : status,
      headers: {
        date,
        // The library takes proxy-revalidate for «never fresh»; it is about what is stale.
        'cache-control': ruling.replace('proxy-revalidate', ''),
        ...pick(headers, ['expires', 'last-modified', 'age']),
      },
    },
  )
  if (!policy.storable()) return { store: false, status: 'BYPASS' }

  const mayBeStale = !['s-maxage', 'must-revalidate', 'proxy-revalidate'].some((name) => directives.has(name))
  const windowMs = (name: string, otherwiseMs: number) => {
    if (!mayBeStale) return 0
    const seconds = Number.parseInt(directives.get(name) ?? '', 10)
    return Number.isNaN(seconds) ? otherwiseMs : seconds * 1000
  }
  return {
    store: true,
    headers,
    lifetimeMs: policy.maxAge() * 1000,
    ageMs: (Number.parseInt(headers.get('age') ?? '', 10) || 0) * 1000,
    staleWhileRevalidateMs: windowMs('stale-while-revalidate', 0),
    staleIfErrorMs: windowMs('stale-if-error', Number.POSITIVE_INFINITY),
  }
}

export function dateOf(headers: Headers, now: number): string {
  return headers.get('date') ?? new Date(now).toUTCString()
}

/** The most specific header wins, whole: nothing is read from the others. */
function rulingOf(headers: Headers): string | null {
  const ruling =
    headers.get('cloudflare-cdn-cache-control') ?? headers.get('cdn-cache-control') ?? headers.get('cache-control')
  return ruling?.toLowerCase() ?? null
}

function directivesOf(ruling: string): Map<string, string> {
  const pairs = ruling.split(',').map((part) => part.split('=', 2).map((half) => half.trim().replaceAll('"', '')))
  return new Map(pairs.map(([name = '', value = '']) => [name, value]))
}

function pick(headers: Headers, names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) as string]] : [])))
}

/**
 * Cache Deception Armor: a page under an address that looks like a file of another type may be somebody's own, and is
 * not stored unless it says that it may be. Source: developers.cloudflare.com/cache/cache-security/cache-deception-armor/
 */
function isDisguised(request: Request, headers: Headers): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const extension = /\.(\w+)$/.exec(new URL(request.url).pathname)?.[1]?.toLowerCase()
  const expected = extension && TYPES_BY_EXTENSION[extension]
  return /^(text|application)\//.test(type) && expected !== undefined && expected !== '' && !expected.test(type)
}

const TYPES_BY_EXTENSION: Record<string, RegExp> = {
  css: /^text\/css$/,
  js: /javascript$/,
  mjs: /javascript$/,
  json: /json$/,
  xml: /xml$/,
  html: /^text\/html$/,
  txt: /^text\/plain$/,
  pdf: /\/pdf$/,
  ...Object.fromEntries(
    ['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'svg', 'ico'].map((extension) => [extension, /^image\//]),
  ),
  ...Object.fromEntries(['woff', 'woff2', 'ttf', 'otf'].map((extension) => [extension, /font/])),
}
