import { expect, test } from 'vitest'
import { gate, newCache, page, statusOf } from './origin.ts'

const tagged = (tags: string, more = {}) => ({ 'cache-control': 'max-age=60', 'cache-tag': tags, ...more })

test('a purge by tag takes every page with it and leaves the rest', async () => {
  const { cache, get, origin } = newCache()
  origin.gives(page('', tagged('front,Article-7')), page('', tagged('article-7')), page('', tagged('article-70')))
  for (const path of ['/', '/a', '/b']) await get(path)
  expect(cache.purge({ tags: ['ARTICLE-7'] })).toEqual({ success: true, errors: [] })
  expect(statusOf(await get('/b'))).toBe('HIT')
  expect(statusOf(await get('/'))).toBe('MISS')
  expect(statusOf(await get('/a'))).toBe('MISS')
})

test('a purge by path takes what begins with it, with or without the first slash', async () => {
  for (const prefix of ['/blog/2026', 'blog/2026']) {
    const { cache, get, origin } = newCache()
    origin.gives(page('', tagged('a')))
    for (const path of ['/blog/2026/x?page=2', '/blog/2025/x']) await get(path)
    cache.purge({ pathPrefixes: [prefix] })
    expect(statusOf(await get('/blog/2026/x?page=2'))).toBe('MISS')
    expect(statusOf(await get('/blog/2025/x'))).toBe('HIT')
  }
})

test('a purge of everything takes everything, all variants too', async () => {
  const { cache, get, origin } = newCache()
  origin.gives(page('', tagged('a', { vary: 'accept' })))
  for (const accept of ['text/html', '*/*']) await get('/', { accept })
  cache.purge({ purgeEverything: true })
  for (const accept of ['text/html', '*/*']) expect(statusOf(await get('/', { accept }))).toBe('MISS')
})

test('a tag with a space or an accent is dropped, and the others hold', async () => {
  const { cache, get, origin } = newCache()
  origin.gives(page('', tagged('two words,good')))
  await get('/')
  cache.purge({ tags: ['two words'] })
  expect(statusOf(await get('/'))).toBe('HIT')
  cache.purge({ tags: ['good'] })
  expect(statusOf(await get('/'))).toBe('MISS')
})

test('invalidated pages are asked about again, and a 304 keeps what is there', async () => {
  const { cache, get, origin, asked } = newCache()
  origin.gives(page('body', tagged('a', { etag: '"1"' })), new Response(null, { status: 304 }))
  await get('/')
  cache.invalidate({ tags: ['a'] })
  const revalidated = await get('/')
  expect([statusOf(revalidated), await revalidated.text()]).toEqual(['REVALIDATED', 'body'])
  expect(asked[1]?.headers.get('if-none-match')).toBe('"1"')
  expect(statusOf(await get('/'))).toBe('HIT')
})

test('an invalidated page is still shown while it is made anew, where it allows that', async () => {
  const { cache, get, origin } = newCache()
  origin.gives(page('old', { 'cache-control': 'max-age=60, stale-while-revalidate=30', 'cache-tag': 'a' }))
  await get('/')
  cache.invalidate({ tags: ['a'] })
  expect(statusOf(await get('/'))).toBe('UPDATING')
})

test('a page that was on its way when the purge came is not stored', async () => {
  const { cache, get, origin } = newCache()
  const later = gate<Response>()
  origin.gives(later.opened)
  const first = get('/')
  cache.purge({ tags: ['a'] })
  later.open(page('old', tagged('a')))
  expect(await (await first).text()).toBe('old')
  origin.gives(page('new', tagged('a')))
  expect(await (await get('/')).text()).toBe('new')
})

test('a page that was on its way when its invalidation came is stored, but stale', async () => {
  const { cache, get, origin } = newCache()
  const later = gate<Response>()
  origin.gives(later.opened)
  const first = get('/')
  cache.invalidate({ tags: ['a'] })
  later.open(page('old', tagged('a')))
  await first
  origin.gives(page('new', tagged('a')))
  expect(statusOf(await get('/'))).toBe('EXPIRED')
})

test('a page being made anew in the background does not bring back what was purged meanwhile', async () => {
  const { cache, get, origin, asked, passSeconds } = newCache()
  const later = gate<Response>()
  const headers = { 'cache-control': 'max-age=60, stale-while-revalidate=300', 'cache-tag': 'a', etag: '"1"' }
  origin.gives(page('old', headers))
  await get('/')
  passSeconds(61)
  origin.gives(later.opened)
  await get('/')
  cache.purge({ tags: ['a'] })
  later.open(new Response(null, { status: 304 }))
  origin.gives(page('new', headers))
  expect(await (await get('/')).text()).toBe('new')
  expect(asked).toHaveLength(3)
})

test('twenty-five calls at once, then five a minute, purges and invalidations together', async () => {
  const { cache, passSeconds } = newCache()
  for (let call = 0; call < 25; call++) {
    expect((call % 2 ? cache.purge : cache.invalidate)({ tags: ['a'] }).success).toBe(true)
  }
  const refused = cache.purge({ tags: ['a'] })
  expect(refused.success).toBe(false)
  expect(refused.errors[0]).toEqual({ code: expect.any(Number), message: expect.stringContaining('Rate limited') })
  passSeconds(12)
  expect(cache.invalidate({ tags: ['a'] }).success).toBe(true)
  expect(cache.invalidate({ tags: ['a'] }).success).toBe(false)
  passSeconds(60)
  expect([1, 2, 3, 4, 5, 6].map(() => cache.purge({ tags: ['a'] }).success)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
  ])
})

test('a refused purge leaves the page where it is', async () => {
  const { cache, get, origin } = newCache()
  origin.gives(page('', tagged('a')))
  await get('/')
  for (let call = 0; call < 25; call++) cache.purge({ tags: ['another'] })
  cache.purge({ tags: ['a'] })
  expect(statusOf(await get('/'))).toBe('HIT')
})

test('a call that cannot be meant is refused and not counted', async () => {
  const { cache } = newCache()
  const tags = Array.from({ length: 101 }, (_, number) => `tag-${number}`)
  for (let call = 0; call < 30; call++) {
    for (const options of [
      {},
      { tags },
      { tags: ['a'], purgeEverything: true },
      { pathPrefixes: ['https://x.test/'] },
    ]) {
      expect(cache.purge(options).success).toBe(false)
    }
  }
  expect(cache.purge({ tags: tags.slice(0, 100) }).success).toBe(true)
})
