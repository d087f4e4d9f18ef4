/**
 * What somebody may try to put into the cache that others read from, or to find there of others: the product behind the
 * cache in front, over HTTP. Threats: cache poisoning (unkeyed headers, hosts, methods, queries), cache deception (a private
 * page under a public-looking address), denial by a kept error, a purged page that comes back.
 * Sources: developers.cloudflare.com/workers/cache/ (cache-keys, limitations), portswigger.net/research/web-cache-entanglement.
 */
import { get as httpGet } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lines, type Newsroom, openNewsroom, say, statusesIn } from './newsroom.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await openNewsroom()
}, 120_000)
afterAll(() => newsroom?.stop())

interface Got {
  status: number
  cache: string | null
  text: string
  headers: Headers
}

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const response = await fetch(newsroom.platform.origin + path, { method, headers, redirect: 'manual' })
  const text = await response.text()
  return { status: response.status, cache: response.headers.get('cf-cache-status'), text, headers: response.headers }
}

/** With a Host that fetch would not say. */
function askAs(host: string, path: string): Promise<{ status: number; text: string; location: string }> {
  return new Promise((resolve, reject) => {
    httpGet(newsroom.platform.origin + path, { headers: { host } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, location: response.headers.location ?? '' }),
      )
    }).on('error', reject)
  })
}

/** As a new deployment finds it. */
function forgetAll(): void {
  newsroom.platform.cache.clear(crypto.randomUUID())
}

/** What is the same for everybody of an answer. */
function page({ status, text, headers }: Got) {
  return [status, text, ...['etag', 'location', 'content-type', 'cache-control'].map((name) => headers.get(name))]
}

/** Nothing of the newsroom's own words and addresses. */
const EVIL = 'evil.test'

describe('what is not in the key', () => {
  const UNKEYED: Record<string, string>[] = [
    { 'x-forwarded-proto': 'https', 'x-forwarded-port': '666', 'x-forwarded-prefix': `/${EVIL}` },
    { 'x-forwarded-for': `${EVIL}, 203.0.113.9`, 'true-client-ip': EVIL, 'x-real-ip': EVIL },
    { 'accept-language': 'en, zz' },
    { accept: 'application/json' },
    { origin: `https://${EVIL}`, 'sec-fetch-site': 'cross-site', referer: `https://${EVIL}/` },
    { 'user-agent': `"><script src=//${EVIL}>`, 'x-wap-profile': `http://${EVIL}/` },
    { cookie: `theme=${EVIL}; CF_Authorization=e30.e30.e30; locale=en` },
    { 'if-none-match': '*', 'if-modified-since': 'Thu, 01 Jan 2099 00:00:00 GMT' },
    { range: 'bytes=3-5' },
    { 'accept-encoding': 'gzip;q=0, identity;q=0' },
    { pragma: 'x-get-true-cache-key', 'cache-control': 'no-cache, no-store' },
    { prefer: 'return=minimal', 'save-data': 'on', dnt: '1', purpose: 'prefetch', 'sec-gpc': '1' },
    { te: 'trailers', 'max-forwards': '0' },
    { 'x-middleware-prefetch': '1', rsc: '1', 'x-nextjs-data': '1', 'x-requested-with': EVIL },
  ]

  test.each(UNKEYED.map((headers) => [Object.keys(headers).join(', '), headers] as const))(
    'whoever fills the cache with %s fills it with what everybody gets',
    async (_, headers) => {
      for (const path of ['/', newsroom.article.path, '/bao-cu']) {
        forgetAll()
        const honest = page(await ask(path))
        forgetAll()
        await ask(path, headers)
        const found = await ask(path)
        expect([path, ...page(found)]).toEqual([path, ...honest])
        expect(found.text).not.toContain(EVIL)
      }
    },
  )

  test('a signed-in editor fills it with what everybody gets', async () => {
    for (const path of ['/', newsroom.article.path, '/van-hoa', '/search?q=ben']) {
      forgetAll()
      const honest = page(await ask(path))
      forgetAll()
      expect((await ask(path, { cookie: newsroom.cookie, authorization: 'Bearer x' })).status).toBe(200)
      const found = await ask(path)
      expect([found.cache, ...page(found)]).toEqual(['HIT', ...honest])
    }
  })

  test('a lying Host is in no link, no redirect and no canonical address', async () => {
    for (const path of [
      '/',
      newsroom.article.path,
      '/feed.xml',
      '/sitemap.xml',
      '/robots.txt',
      '/bao-cu',
      '/van-hoa/',
    ]) {
      forgetAll()
      const lied = await askAs(EVIL, path)
      const found = await ask(path)
      expect([path, lied.text, lied.location].join('\n')).not.toContain(EVIL)
      expect(found.text).not.toContain(EVIL)
      expect(found.status).toBe(lied.status)
    }
  })

  test('a header by which a framework would take another method, host or path is heard by nobody', async () => {
    const overrides = {
      'x-http-method-override': 'DELETE',
      'x-http-method': 'POST',
      'x-method-override': 'PUT',
      'x-original-url': '/admin',
      'x-rewrite-url': '/admin',
      'x-forwarded-host': EVIL,
      'x-host': EVIL,
      'x-forwarded-server': EVIL,
      forwarded: `host=${EVIL};proto=http`,
      'x-forwarded-scheme': 'nothttps',
    }
    for (const path of ['/', newsroom.article.path]) {
      forgetAll()
      const honest = page(await ask(path))
      for (const [name, value] of Object.entries(overrides)) {
        expect([name, ...page(await ask(path, { [name]: value }))]).toEqual([name, ...honest])
      }
      const found = await ask(path)
      expect([found.cache, ...page(found)]).toEqual(['HIT', ...honest])
    }
  })
})

describe('what has an address of its own', () => {
  test('a parameter that a page does not know, a doubled one or another order is sent on and never kept', async () => {
    const other = [
      '?utm_source=x',
      '?fbclid=1',
      '?x=%3Cscript%3E',
      '?before=nonsense',
      '?before=1-1&before=2-2',
      '?&',
      '?_method=DELETE',
    ]
    for (const query of other) {
      const first = await ask(`/van-hoa${query}`)
      expect([query, first.status, first.headers.get('location')?.split('?')[0]]).toEqual([query, 302, '/van-hoa'])
      expect(first.headers.get('cache-control')).toBe('private, no-store')
      expect((await ask(`/van-hoa${query}`)).cache).toBe('BYPASS')
    }
    forgetAll()
    const ordered = await ask('/search?q=ben&before=9999999999999-9')
    const turned = await ask('/search?before=9999999999999-9&q=ben')
    expect([ordered.status === 200 ? ordered.cache : 'BYPASS', turned.cache]).not.toContain('HIT')
  })

  test('a semicolon, a doubled slash, a dot segment and an encoded letter share no entry with the page they look like', async () => {
    const { path } = newsroom.article
    const disguises = [
      `${path};a=b`,
      `/${path}`,
      `${path}/.`,
      `${path}%2f`,
      `${path}%00`,
      `${path}%3fx`,
      `/van-hoa%2f${path.split('/')[2]}`,
    ]
    disguises.push(path.replace('v', '%76'), path.toUpperCase())
    for (const disguise of disguises) {
      forgetAll()
      await say(newsroom.platform.origin, lines(`GET ${disguise} HTTP/1.1`, 'Host: localhost'))
      const found = await ask(path)
      expect([disguise, found.status, found.text.includes('Bến đò đổi giờ')]).toEqual([disguise, 200, true])
    }
  })

  test('HEAD first and GET after it are one page; a part of it is never kept as the whole', async () => {
    const { path } = newsroom.article
    forgetAll()
    const head = await ask(path, {}, 'HEAD')
    const whole = await ask(path)
    expect([head.status, head.text, whole.cache]).toEqual([200, '', 'HIT'])
    expect(whole.text).toContain('</html>')
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'))
    forgetAll()
    const part = await ask(path, { range: 'bytes=0-9' })
    expect([part.status, part.text.length]).toEqual([206, 10])
    expect((await ask(path)).text).toBe(whole.text)
  })

  test('an answer to POST, and to a method that there is not, fills nothing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'PURGE']) {
      forgetAll()
      const written = await ask(newsroom.article.path, {}, method)
      expect([method, written.cache]).toEqual([method, 'BYPASS'])
      expect(written.status).toBeGreaterThanOrEqual(400)
      const read = await ask(newsroom.article.path)
      expect([read.status, read.cache]).toEqual([200, 'MISS'])
    }
  })
})

describe('what is somebody’s own', () => {
  const SUFFIXES = [
    '',
    '.css',
    '/x.css',
    '/style.js',
    ';.css',
    '%2fx.css',
    '%00.css',
    '/..%2fx.css',
    '/%2e%2e/admin',
    '?x=.css',
    '/favicon.ico',
  ]

  test('the desk is never kept, under whatever address', async () => {
    for (const base of [
      '/admin',
      '/admin/articles',
      '/admin/comments',
      '/admin/staff',
      '/%61dmin',
      '//admin',
      '/ADMIN',
    ]) {
      for (const suffix of SUFFIXES) {
        const mine = await ask(base + suffix, { cookie: newsroom.cookie })
        expect([base + suffix, mine.cache]).not.toContain('MISS')
        expect([base + suffix, mine.headers.get('cache-control')]).toEqual([
          base + suffix,
          expect.stringMatching(/no-store/),
        ])
        const theirs = await ask(base + suffix)
        expect(theirs.cache).not.toBe('HIT')
        expect(theirs.text).not.toContain('editor@dateline.test')
      }
    }
  }, 60_000)

  test('a picture that only the newsroom may see is never kept from an editor’s look at it', async () => {
    const { hidden, cookie } = newsroom
    expect((await ask(hidden)).status).toBe(404)
    const [mine, meanwhile] = await Promise.all([ask(hidden, { cookie }), ask(hidden)])
    expect([mine.status, mine.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    expect(meanwhile.status).toBe(404)
    expect((await ask(hidden, { cookie, range: 'bytes=0-3' })).cache).toBe('BYPASS')
    for (const suffix of ['', '.css', '/x.css', '?x=.css', ';.css']) {
      expect([suffix, (await ask(hidden + suffix, { cookie })).cache]).toEqual([suffix, 'BYPASS'])
      expect((await ask(hidden + suffix)).status).not.toBe(200)
    }
  })

  test('a comment’s private page is never kept, nor what is asked below it', async () => {
    const sent = await fetch(`${newsroom.platform.origin}${newsroom.article.path}/comments`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: newsroom.platform.origin },
      body: new URLSearchParams({
        name: 'Lan',
        email: 'lan@docgia.test',
        body: 'Bí mật của riêng tôi.',
        nonce: 'n-1',
        'cf-turnstile-response': 'local-pass-cache',
      }),
    })
    const receipt = sent.headers.get('location') ?? ''
    expect([sent.status, receipt]).toEqual([303, expect.stringMatching(/\/comments\/\d+-[\w-]+$/)])
    expect(sent.headers.get('cf-cache-status')).toBe('BYPASS')
    for (const suffix of ['', '.css', '/x.css', ';.css', '%2fx.css', '%00.css', '?x=.css', '/feed.xml']) {
      const mine = await ask(receipt + suffix)
      expect([suffix, mine.cache, mine.headers.get('cache-control')]).toEqual([suffix, 'BYPASS', 'private, no-store'])
    }
    expect((await ask(receipt)).text).toContain('Bí mật của riêng tôi.')
    const [id] = receipt.split('/').at(-1)?.split('-') ?? []
    forgetAll()
    for (const path of [`${newsroom.article.path}/comments`, `${newsroom.article.path}/comments/${id}`, '/']) {
      expect((await ask(path)).text).not.toContain('Bí mật')
    }
  })
})

describe('errors', () => {
  test('no refusal is kept: not found, not allowed, too large, gone wrong', async () => {
    const { path } = newsroom.article
    const asked: [string, Record<string, string>?, string?][] = [
      ['/khong-co'],
      ['/van-hoa/khong-co'],
      ['/media/x'],
      ['/%ff'],
      [`/${'a'.repeat(4000)}`],
      ['/letters/confirm-1-x'],
      ['/van-hoa/khong-co', { accept: 'application/json' }],
      [path, { 'x-forwarded-for': '"' }, 'POST'],
    ]
    for (const [address, headers, method] of asked) {
      const refused = await ask(address, headers, method)
      expect([address, refused.status >= 400, refused.cache === 'MISS']).toEqual([address, true, false])
      expect((await ask(address, headers, method)).cache).not.toBe('HIT')
      expect(refused.headers.get('cache-control')).toContain('no-store')
    }
  })

  test('a request that the door turns away leaves the page as it was', async () => {
    const { path } = newsroom.article
    const { origin } = newsroom.platform
    const attacks = [
      lines(`GET ${path} HTTP/1.1`, 'Host: localhost', `X-Oversized: ${'a'.repeat(40_000)}`),
      lines(`GET ${path} HTTP/1.1`, 'Host: localhost', 'X-Meta: a\u0000b'),
      lines(`GET ${path} HTTP/1.1`, 'Host: localhost', 'Content-Length: x'),
      lines(`GET ${path} HTTP/9.9`, 'Host: localhost'),
      lines(`GET ${path} HTTP/1.1`, 'Host: local host'),
      lines(`GET ${path} HTTP/1.1`),
    ]
    for (const attack of attacks) {
      forgetAll()
      const [status] = statusesIn(await say(origin, attack))
      expect(status).toBeGreaterThanOrEqual(400)
      const found = await ask(path)
      expect([found.status, found.cache]).toEqual([200, 'MISS'])
    }
  })

  test('a redirect is kept as the newsroom wrote it, and not with what somebody adds to it', async () => {
    forgetAll()
    for (const added of ['', `?to=//${EVIL}`, `/..%2f%2f${EVIL}`, `/%5c${EVIL}`, '%0d%0aX-Evil:1']) {
      const moved = await ask(`/bao-cu${added}`)
      const location = moved.headers.get('location')
      expect([added, location ?? '/archive']).toEqual([added, expect.stringMatching(/^\/(?:archive|bao-cu)$/)])
      expect(moved.headers.get('x-evil')).toBeNull()
    }
    const kept = await ask('/bao-cu')
    expect([kept.status, kept.headers.get('location'), kept.cache]).toEqual([301, '/archive', 'HIT'])
    // A browser asks again: what it kept for good could not be taken back.
    expect(kept.headers.get('cache-control')).toBe('public, max-age=0')
  })
})

describe('what is purged', () => {
  test('a page that was being made while it was purged is not kept; who came after the purge gets the new one', async () => {
    const { path, id } = newsroom.article
    const { cache, resources } = newsroom.platform
    for (const moment of [0, 1, 2, 4, 8]) {
      forgetAll()
      const headline = `Tít thứ ${moment}`
      const early = ask(path)
      await new Promise((resolve) => setTimeout(resolve, moment))
      await resources.db.prepare('UPDATE articles SET headline = ? WHERE id = ?').bind(headline, id).run()
      expect(cache.purge({ tags: [`article-${id}`] }).success).toBe(true)
      const after = await ask(path)
      expect((await early).status).toBe(200)
      expect([moment, after.text.includes(headline)]).toEqual([moment, true])
      expect([moment, (await ask(path)).text.includes(headline)]).toEqual([moment, true])
    }
  })
})
