import { describe, expect, test } from 'vitest'
import { newCache, page, statusOf } from './origin.ts'

const modified = 'Thu, 19 Nov 2026 08:00:00 GMT'
const headers = { 'cache-control': 'max-age=60', etag: 'W/"1"', 'last-modified': modified }

describe('HEAD', () => {
  test('on a cold cache it fetches the whole page, which the next GET finds', async () => {
    const { get, origin, asked } = newCache()
    origin.gives(page('0123456789', headers))
    const head = await get('/x', {}, 'HEAD')
    expect([statusOf(head), head.headers.get('content-length'), await head.text()]).toEqual(['MISS', '10', ''])
    expect(asked[0]?.method).toBe('GET')
    const hit = await get('/x')
    expect([statusOf(hit), await hit.text()]).toEqual(['HIT', '0123456789'])
    expect(statusOf(await get('/x', {}, 'HEAD'))).toBe('HIT')
  })

  test('has no body either where nothing may be stored', async () => {
    const { get, origin } = newCache()
    origin.gives(page('mine', { 'cache-control': 'no-store' }))
    expect(await (await get('/x', {}, 'HEAD')).text()).toBe('')
  })
})

describe('a reader who has the page already', () => {
  test.each([
    ['its ETag', { 'if-none-match': '"other", W/"1"' }],
    ['its ETag, strong', { 'if-none-match': '"1"' }],
    ['any', { 'if-none-match': '*' }],
    ['its date', { 'if-modified-since': modified }],
  ])('gets 304 for %s, on a hit and on a miss', async (_, condition) => {
    const { get, origin, asked } = newCache()
    origin.gives(page('body', headers))
    for (const status of ['MISS', 'HIT']) {
      const unchanged = await get('/x', condition)
      expect([unchanged.status, statusOf(unchanged), await unchanged.text()]).toEqual([304, status, ''])
      expect(unchanged.headers.get('etag')).toBe('W/"1"')
    }
    expect(asked[0]?.headers.get('if-none-match')).toBeNull()
  })

  test('gets the page when it has changed; the ETag counts before the date', async () => {
    const { get, origin } = newCache()
    origin.gives(page('body', headers))
    for (const condition of [
      { 'if-none-match': '"2"' },
      { 'if-none-match': '"2"', 'if-modified-since': modified },
      { 'if-modified-since': 'Wed, 18 Nov 2026 08:00:00 GMT' },
    ]) {
      expect((await get('/x', condition)).status).toBe(200)
    }
  })
})

describe('Range', () => {
  const strong = { ...headers, etag: '"1"' }

  test.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('%s is cut out of the stored page, which was asked for whole', async (range, part, contentRange) => {
    const { get, origin, asked } = newCache()
    origin.gives(page('0123456789', strong))
    for (const status of ['MISS', 'HIT']) {
      const response = await get('/x', { range })
      expect([response.status, statusOf(response), await response.text()]).toEqual([206, status, part])
      expect(response.headers.get('content-range')).toBe(contentRange)
      expect(response.headers.get('content-length')).toBe(String(part.length))
    }
    expect(asked).toHaveLength(1)
    expect(asked[0]?.headers.get('range')).toBeNull()
  })

  test('beyond the end there is nothing: 416', async () => {
    const { get, origin } = newCache()
    origin.gives(page('0123456789', strong))
    for (const range of ['bytes=10-', 'bytes=-0']) {
      const response = await get('/x', { range })
      expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */10'])
    }
  })

  test('what is no single range of bytes is answered with the whole', async () => {
    const { get, origin } = newCache()
    origin.gives(page('0123456789', strong))
    for (const range of ['bytes=0-1,4-5', 'lines=1-2', 'bytes=5-1', 'bytes=-']) {
      expect((await get('/x', { range })).status).toBe(200)
    }
  })

  test('If-Range: the part only of the very same page', async () => {
    const { get, origin } = newCache()
    origin.gives(page('0123456789', strong))
    const status = async (condition: string) => (await get('/x', { range: 'bytes=0-1', 'if-range': condition })).status
    expect([await status('"1"'), await status(modified)]).toEqual([206, 206])
    expect([await status('"2"'), await status('W/"1"'), await status('Fri, 20 Nov 2026 08:00:00 GMT')]).toEqual([
      200, 200, 200,
    ])
  })
})
