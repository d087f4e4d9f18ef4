import { describe, expect, test } from 'vitest'
import { gate, newCache, page, statusOf } from './origin.ts'

const aMinute = { 'cache-control': 'public, max-age=60' }

describe('freshness', () => {
  test('a page is answered from the cache until its time is over, and then asked for again', async () => {
    const { get, origin, asked, passSeconds } = newCache()
    origin.gives(page('first', aMinute), page('second', aMinute))
    expect(statusOf(await get('/ben-do'))).toBe('MISS')
    passSeconds(59)
    const hit = await get('/ben-do')
    expect([statusOf(hit), hit.headers.get('age'), await hit.text()]).toEqual(['HIT', '59', 'first'])
    expect(asked).toHaveLength(1)
    passSeconds(1)
    const expired = await get('/ben-do')
    expect([statusOf(expired), await expired.text()]).toEqual(['EXPIRED', 'second'])
  })

  test.each([
    [200, 7200],
    [301, 1200],
    [404, 180],
    [405, 60],
    [410, 180],
  ])('a %i without Cache-Control is kept for %i seconds', async (status, seconds) => {
    const { get, origin, passSeconds } = newCache()
    origin.gives(page('', {}, status))
    await get('/x')
    passSeconds(seconds - 1)
    expect(statusOf(await get('/x'))).toBe('HIT')
    passSeconds(1)
    expect(statusOf(await get('/x'))).toBe('EXPIRED')
  })

  test.each([302, 403, 500])('a %i without Cache-Control is not kept', async (status) => {
    const { get, origin } = newCache()
    origin.gives(page('', {}, status))
    expect(statusOf(await get('/x'))).toBe('DYNAMIC')
    expect(statusOf(await get('/x'))).toBe('DYNAMIC')
  })

  test('any status that says for how long is kept so long, except 206 and those of a failing edge', async () => {
    for (const [status, then] of [
      [403, 'HIT'],
      [302, 'HIT'],
      [522, 'MISS'],
      [206, 'MISS'],
    ] as const) {
      const { get, origin } = newCache()
      origin.gives(page('', aMinute, status))
      await get('/x')
      expect([status, statusOf(await get('/x'))]).toEqual([status, then])
    }
  })

  test('the most specific header decides alone', async () => {
    const { get, origin, passSeconds } = newCache()
    origin.gives(
      page('', {
        'cloudflare-cdn-cache-control': 'max-age=10',
        'cdn-cache-control': 'max-age=100',
        'cache-control': 'private, no-store',
      }),
    )
    await get('/x')
    passSeconds(9)
    expect(statusOf(await get('/x'))).toBe('HIT')
    passSeconds(1)
    expect(statusOf(await get('/x'))).toBe('EXPIRED')
  })

  test('what is meant for the cache alone does not reach the reader; CDN-Cache-Control does', async () => {
    const { get, origin } = newCache()
    const headers = {
      'Cloudflare-CDN-Cache-Control': 'max-age=10',
      'CDN-Cache-Control': 'max-age=5',
      'Cache-Control': 'max-age=0',
      'Cache-Tag': 'front',
    }
    origin.gives(page('', headers))
    for (const response of [await get('/x'), await get('/x'), await get('/x', {}, 'POST')]) {
      expect(response.headers.get('cloudflare-cdn-cache-control')).toBeNull()
      expect(response.headers.get('cache-tag')).toBeNull()
      expect(response.headers.get('cdn-cache-control')).toBe('max-age=5')
      expect(response.headers.get('cache-control')).toBe('max-age=0')
    }
  })

  test('a page under the address of a stylesheet is kept only if it says so itself', async () => {
    const { get, origin } = newCache()
    origin.gives(page('my account'))
    expect(statusOf(await get('/account/style.css'))).toBe('BYPASS')
    expect(statusOf(await get('/account/style.css'))).toBe('BYPASS')
    origin.gives(page('my account', aMinute))
    expect(statusOf(await get('/account/style.css'))).toBe('MISS')
  })
})

describe('what is never stored', () => {
  test.each([
    ['a private page', { 'cache-control': 'private, max-age=60' }],
    ['a page with no-store', { 'cache-control': 'no-store' }],
    ['a page that sets a cookie', { ...aMinute, 'set-cookie': 'a=b' }],
    ['a page that varies by everything', { ...aMinute, vary: '*' }],
  ])('%s', async (_, headers) => {
    const { get, origin, asked } = newCache()
    origin.gives(page('mine', headers))
    expect(statusOf(await get('/x'))).toBe('BYPASS')
    expect(statusOf(await get('/x'))).toBe('BYPASS')
    expect(asked).toHaveLength(2)
  })

  test('a cookie that its own directive sets apart: the page is kept without it', async () => {
    const { get, origin } = newCache()
    origin.gives(page('', { 'cache-control': 'public, max-age=60, private="set-cookie"', 'set-cookie': 'a=b' }))
    await get('/x')
    const hit = await get('/x')
    expect([statusOf(hit), hit.headers.get('set-cookie')]).toEqual(['HIT', null])
  })

  test('the answer to a request with Authorization, unless it is called public', async () => {
    const { get, origin } = newCache()
    const authorized = { authorization: 'Bearer x' }
    origin.gives(page('', { 'cache-control': 'max-age=60' }))
    expect(statusOf(await get('/x', authorized))).toBe('BYPASS')
    origin.gives(page('', aMinute))
    expect(statusOf(await get('/x', authorized))).toBe('MISS')
    expect(statusOf(await get('/x'))).toBe('HIT')
  })

  test('the answer to anything but GET and HEAD', async () => {
    const { get, origin, asked } = newCache()
    origin.gives(page('', aMinute))
    for (const method of ['POST', 'PUT', 'DELETE']) expect(statusOf(await get('/x', {}, method))).toBe('BYPASS')
    expect(statusOf(await get('/x'))).toBe('MISS')
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'PUT', 'DELETE', 'GET'])
  })
})

describe('stale pages', () => {
  const forgiving = { 'cache-control': 'max-age=60, stale-while-revalidate=300' }

  test('a stale page is shown at once while one request makes it anew', async () => {
    const { get, origin, asked, passSeconds } = newCache()
    const later = gate<Response>()
    origin.gives(page('old', forgiving))
    await get('/x')
    origin.gives(later.opened)
    passSeconds(61)
    for (const _ of [1, 2, 3]) {
      const stale = await get('/x')
      expect([statusOf(stale), await stale.text()]).toEqual(['UPDATING', 'old'])
    }
    expect(asked).toHaveLength(2)
    later.open(page('new', forgiving))
    await expect.poll(async () => (await get('/x')).text()).toBe('new')
    expect(statusOf(await get('/x'))).toBe('HIT')
  })

  test('after the window the reader waits for the new page', async () => {
    const { get, origin, passSeconds } = newCache()
    origin.gives(page('old', forgiving), page('new', forgiving))
    await get('/x')
    passSeconds(361)
    const expired = await get('/x')
    expect([statusOf(expired), await expired.text()]).toEqual(['EXPIRED', 'new'])
  })

  test.each(['s-maxage=60', 'max-age=60, must-revalidate', 'max-age=60, proxy-revalidate'])(
    '%s: nothing stale is shown, neither meanwhile nor when the Worker fails',
    async (directives) => {
      const { get, origin, passSeconds } = newCache()
      origin.gives(page('old', { 'cache-control': `${directives}, stale-while-revalidate=300, stale-if-error=300` }))
      await get('/x')
      passSeconds(59)
      expect(statusOf(await get('/x'))).toBe('HIT')
      passSeconds(2)
      origin.gives(page('broken', {}, 503))
      expect((await get('/x')).status).toBe(503)
    },
  )

  test('no-cache is stored and asked about each time; with stale-while-revalidate it is shown meanwhile', async () => {
    const { get, origin } = newCache()
    origin.gives(page('a', { 'cache-control': 'no-cache' }))
    await get('/x')
    expect(statusOf(await get('/x'))).toBe('EXPIRED')
    origin.gives(page('b', { 'cache-control': 'no-cache, stale-while-revalidate=10' }))
    await get('/y')
    expect(statusOf(await get('/y'))).toBe('UPDATING')
  })

  test('when the Worker fails, the stale page stays, without limit unless one is set', async () => {
    for (const failure of [page('broken', {}, 500), new Error('the Worker threw')]) {
      const { get, origin, passSeconds } = newCache()
      origin.gives(page('old', aMinute))
      await get('/x')
      origin.gives(failure)
      passSeconds(10_000_000)
      const stale = await get('/x')
      expect([statusOf(stale), stale.status, await stale.text()]).toEqual(['STALE', 200, 'old'])
    }
  })

  test('with stale-if-error=300 the failure shows after 300 seconds', async () => {
    const { get, origin, passSeconds } = newCache()
    origin.gives(page('old', { 'cache-control': 'max-age=60, stale-if-error=300' }))
    await get('/x')
    origin.gives(page('broken', {}, 500))
    passSeconds(359)
    expect(statusOf(await get('/x'))).toBe('STALE')
    passSeconds(1)
    expect((await get('/x')).status).toBe(500)
    origin.gives(new Error('the Worker threw'))
    await expect(get('/x')).rejects.toThrow('the Worker threw')
  })

  test('a page that has become private is not shown again from the cache', async () => {
    const { get, origin, passSeconds } = newCache()
    origin.gives(page('public', aMinute), page('private', { 'cache-control': 'private' }), page('broken', {}, 500))
    await get('/x')
    passSeconds(61)
    expect(statusOf(await get('/x'))).toBe('BYPASS')
    expect((await get('/x')).status).toBe(500)
  })
})

describe('revalidation with the Worker', () => {
  test('a stale page is asked about with its ETag; 304 makes it fresh again and keeps its body', async () => {
    const { get, origin, asked, passSeconds } = newCache()
    const modified = 'Thu, 19 Nov 2026 08:00:00 GMT'
    origin.gives(
      page('body', { ...aMinute, etag: '"1"', 'last-modified': modified, 'cache-tag': 'a' }),
      new Response(null, { status: 304, headers: { etag: '"1"', 'x-new': 'yes' } }),
    )
    await get('/x')
    passSeconds(61)
    const revalidated = await get('/x', { 'if-none-match': '"something else"' })
    expect([statusOf(revalidated), revalidated.status, await revalidated.text()]).toEqual(['REVALIDATED', 200, 'body'])
    expect(asked[1]?.headers.get('if-none-match')).toBe('"1"')
    expect(asked[1]?.headers.get('if-modified-since')).toBe(modified)
    const hit = await get('/x')
    expect([statusOf(hit), hit.headers.get('x-new'), hit.headers.get('content-type')]).toEqual([
      'HIT',
      'yes',
      'text/html',
    ])
  })
})

describe('keys', () => {
  test('path and query in their order make the key; host, cookies and Authorization do not', async () => {
    const { cache, get, origin, asked } = newCache()
    origin.gives(page('', aMinute))
    await get('/x?a=1&b=2')
    for (const path of ['/x?b=2&a=1', '/x?a=1', '/x', '/x/']) expect(statusOf(await get(path))).toBe('MISS')
    expect(asked).toHaveLength(5)
    expect(statusOf(await get('/x?a=1&b=2', { cookie: 'me=1', authorization: 'x', 'accept-language': 'vi' }))).toBe(
      'HIT',
    )
    expect(statusOf(await cache.fetch(new Request('http://elsewhere.test/x?a=1&b=2')))).toBe('HIT')
  })

  test('a header that may override the method or the host has entries of its own', async () => {
    const { get, origin } = newCache()
    origin.gives(page('', aMinute))
    await get('/x')
    expect(statusOf(await get('/x', { 'x-forwarded-host': 'evil.test' }))).toBe('MISS')
    expect(statusOf(await get('/x', { 'x-http-method-override': 'DELETE' }))).toBe('MISS')
    expect(statusOf(await get('/x'))).toBe('HIT')
  })

  test('a new version of the Worker starts with nothing', async () => {
    const { cache, get, origin } = newCache({ version: 'one' })
    origin.gives(page('', aMinute))
    await get('/x')
    cache.clear('two')
    expect(statusOf(await get('/x'))).toBe('MISS')
  })

  test('Vary keeps a page for each value, as it is written', async () => {
    const { get, origin } = newCache()
    origin.gives((request) => page(request.headers.get('accept') ?? 'none', { ...aMinute, vary: 'Accept' }))
    expect(await (await get('/x', { accept: 'text/html' })).text()).toBe('text/html')
    expect(statusOf(await get('/x', { accept: 'text/html,*/*' }))).toBe('MISS')
    expect(await (await get('/x')).text()).toBe('none')
    for (const accept of ['text/html', 'text/html,*/*']) {
      const hit = await get('/x', { accept })
      expect([statusOf(hit), await hit.text()]).toEqual(['HIT', accept])
    }
  })

  test('the least recently used goes when there is no more room', async () => {
    const { get, origin } = newCache({ maxBytes: 40_000 })
    origin.gives(page('x'.repeat(9_000), aMinute))
    for (const path of ['/a', '/b', '/c', '/a', '/d']) await get(path)
    expect(statusOf(await get('/a'))).toBe('HIT')
    expect(statusOf(await get('/b'))).toBe('MISS')
  })

  test('what is larger than may be stored arrives whole', async () => {
    const { get, origin } = newCache({ maxBytes: 40_000 })
    origin.gives(page('x'.repeat(15_000), aMinute))
    const response = await get('/a')
    expect([statusOf(response), (await response.text()).length]).toEqual(['MISS', 15_000])
    expect(statusOf(await get('/a'))).toBe('MISS')
  })
})
