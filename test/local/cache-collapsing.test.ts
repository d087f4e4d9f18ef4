import { expect, test } from 'vitest'
import { gate, newCache, page, statusOf } from './origin.ts'

const aMinute = { 'cache-control': 'max-age=60' }

test('simultaneous misses ask the Worker once, and all get its answer', async () => {
  const { get, origin, asked } = newCache()
  const later = gate<Response>()
  origin.gives(later.opened, page('another', aMinute))
  const readers = Promise.all(['/x', '/x', '/x', '/y'].map((path) => get(path)))
  await expect.poll(() => asked.length).toBe(2)
  later.open(page('shared', aMinute))
  expect((await readers).map(statusOf)).toEqual(['MISS', 'HIT', 'HIT', 'MISS'])
  expect(await Promise.all((await readers).map((response) => response.text()))).toEqual([
    'shared',
    'shared',
    'shared',
    'another',
  ])
})

test('a page without any lifetime is still shared by those who waited for it', async () => {
  const { get, origin, asked } = newCache()
  const later = gate<Response>()
  origin.gives(later.opened)
  const readers = Promise.all([get('/x'), get('/x'), get('/x')])
  later.open(page('shared', { 'cache-control': 'max-age=0' }))
  expect(await Promise.all((await readers).map((response) => response.text()))).toEqual(['shared', 'shared', 'shared'])
  expect(asked).toHaveLength(1)
})

test('what may not be stored is not shared: everybody asks for themselves', async () => {
  const { get, origin, asked } = newCache()
  origin.gives((request) => page(`for ${request.headers.get('cookie')}`, { 'cache-control': 'private' }))
  const readers = await Promise.all(['lan', 'minh', 'hoa'].map((cookie) => get('/x', { cookie })))
  expect(await Promise.all(readers.map((response) => response.text()))).toEqual(['for lan', 'for minh', 'for hoa'])
  expect(asked).toHaveLength(3)
})

test('those who wait for another variant get their own', async () => {
  const { get, origin } = newCache()
  origin.gives((request) => page(request.headers.get('accept') ?? '', { ...aMinute, vary: 'accept' }))
  const readers = await Promise.all(['text/html', 'image/webp', 'text/html'].map((accept) => get('/x', { accept })))
  expect(await Promise.all(readers.map((response) => response.text()))).toEqual([
    'text/html',
    'image/webp',
    'text/html',
  ])
})

test('when the first one fails, those who waited try for themselves', async () => {
  const { get, origin } = newCache()
  origin.gives(new Error('the Worker threw'), page('well again', aMinute))
  const [first, second] = await Promise.allSettled([get('/x'), get('/x')])
  expect(first.status).toBe('rejected')
  expect(second.status === 'fulfilled' && (await second.value.text())).toBe('well again')
})

test('a reader who goes away leaves the others their page', async () => {
  const { cache, get, origin, asked } = newCache()
  const later = gate<Response>()
  origin.gives(later.opened)
  const leaving = new AbortController()
  const gone = cache.fetch(new Request('http://nhip-cau.test/x', { signal: leaving.signal }))
  const stays = get('/x')
  leaving.abort()
  later.open(page('here', aMinute))
  await (await gone).body?.cancel()
  expect(await (await stays).text()).toBe('here')
  expect(asked[0]?.signal.aborted).toBe(false)
})

test('after a purge nobody joins a request that began before it', async () => {
  const { cache, get, origin } = newCache()
  const later = gate<Response>()
  origin.gives(later.opened)
  const before = get('/x')
  cache.purge({ tags: ['article-7'] })
  origin.gives(page('new', { ...aMinute, 'cache-tag': 'article-7' }))
  const after = get('/x')
  later.open(page('old', { ...aMinute, 'cache-tag': 'article-7' }))
  expect(await (await before).text()).toBe('old')
  expect(await (await after).text()).toBe('new')
  expect(await (await get('/x')).text()).toBe('new')
})

test('after a purge nobody joins those who are shown the stale page because the Worker fails', async () => {
  const { cache, get, origin, passSeconds } = newCache()
  const later = gate<Response>()
  origin.gives(page('old', { ...aMinute, 'cache-tag': 'a' }))
  await get('/x')
  passSeconds(61)
  origin.gives(later.opened)
  const before = get('/x')
  cache.purge({ tags: ['a'] })
  origin.gives(page('new', aMinute))
  const after = get('/x')
  later.open(page('broken', {}, 500))
  expect(await (await before).text()).toBe('old')
  expect(await (await after).text()).toBe('new')
})
