import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { withdrawArticle } from '../../worker/articles/publication.ts'
import type { Article } from '../../worker/schema.ts'
import { drafted, ferryTimes, lotusFestival, ORIGIN, published, reader } from '../newsroom.ts'

let festival: Article
beforeAll(async () => {
  await env.DB.prepare(`UPDATE authors SET bio = 'Viết về sông nước.' WHERE slug = 'hanh-le'`).run()
  festival = await published({ ...lotusFestival, author: 'hanh-le' }, Date.parse('2026-07-31T23:30:00+07:00'))
})

const textAt = async (path: string) => (await reader.get(path)).text()
const LISTS: [path: string, title: string, tag: string][] = [
  ['/tags/le-hoi', 'Lễ hội', 'tag-le-hoi'],
  ['/authors/hanh-le', 'Hạnh Lê', 'author-hanh-le'],
  ['/archive/2026/07', 'Tháng 7 năm 2026', 'month-2026-07'],
  ['/van-hoa', 'Văn hoá', 'section-van-hoa'],
]

describe.each(LISTS)('%s', (path, title, tag) => {
  test('names what it is a list of, and has its articles', async () => {
    const page = await textAt(path)
    expect(page).toContain(`<h1>${title}</h1>`)
    expect(page).toContain(`href="${articlePath(festival)}"`)
    expect(page).toContain(`<link rel="canonical" href="${ORIGIN}${path}"`)
    expect(page).not.toContain('noindex')
  })

  test('is kept by the edge, purged by its own tag, and 304 until an article is published', async () => {
    const answer = await reader.get(path)
    expect(answer.headers.get('Cache-Tag')?.split(',')).toEqual(['site', tag])
    expect(answer.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
    const etag = answer.headers.get('ETag') ?? ''
    const again = await reader.get(path, { 'If-None-Match': etag })
    expect([again.status, again.headers.get('Cache-Tag')]).toEqual([304, `site,${tag}`])
    await published({ ...ferryTimes, headline: `Mới cho ${path}` })
    expect((await reader.get(path, { 'If-None-Match': etag })).status).toBe(200)
  })

  test('beyond its last article says so, is not for search engines, and leads back', async () => {
    const page = await textAt(`${path}?before=1-1`)
    expect(page).toContain('Không còn bài nào cũ hơn')
    expect(page).toContain('noindex')
    expect(page).not.toContain('rel="canonical"')
    expect(page).toMatch(new RegExp(`<link rel="prev" href="${path}"`))
    expect(page).toMatch(new RegExp(`<a class="action" href="${path}" rel="prev">Về các bài mới nhất`))
  })
})

describe('older pages', () => {
  beforeAll(async () => {
    for (let i = 1; i <= 45; i++) {
      await published({ ...ferryTimes, headline: `Kỳ ${i}`, tags: 'Dài kỳ' }, Date.parse('2025-03-01T06:00:00Z') + i)
    }
  })

  const linkOf = (page: string, rel: string) => new RegExp(`<link rel="${rel}" href="([^"]*)"`).exec(page)?.[1] ?? null
  const shownOn = (page: string) => [...page.matchAll(/>Kỳ (\d+)</g)].map(([, n]) => Number(n))

  test.each(['/tags/dai-ky', '/archive/2025/03'])(
    'of %s are found from page to page, and so is the way back',
    async (path) => {
      const first = await textAt(path)
      expect(linkOf(first, 'prev')).toBeNull()
      const second = await textAt(linkOf(first, 'next') ?? '')
      const third = await textAt(linkOf(second, 'next') ?? '')
      expect([first, second, third].flatMap(shownOn)).toEqual(Array.from({ length: 45 }, (_, i) => 45 - i))
      expect(linkOf(third, 'next')).toBeNull()

      const back = linkOf(third, 'prev') ?? ''
      expect(third).toContain(`<a class="action" href="${back}" rel="prev">Các bài mới hơn`)
      expect(shownOn(await textAt(back))).toEqual(shownOn(second))
      expect(linkOf(second, 'prev')).toBe(path)
      expect(second).toContain(`<a class="action" href="${path}" rel="prev">Về các bài mới nhất`)
    },
  )
})

describe('the archive', () => {
  test('leads to the months that have something to read', async () => {
    const page = await textAt('/archive')
    expect(page).toContain('<h2 id="y-2026">2026</h2>')
    expect(page).toContain('<a href="/archive/2026/07" aria-label="Tháng 7 năm 2026">Tháng 7</a>')
    expect(page).not.toContain('/archive/2026/06')
    expect((await reader.get('/archive')).headers.get('Cache-Tag')).toBe('site,archive')
  })

  test('is found from the foot of every page', async () => {
    for (const path of ['/', '/khong-co', articlePath(festival)]) {
      expect(await textAt(path)).toMatch(/<footer.*<a href="\/archive">Kho lưu trữ<\/a>/s)
    }
  })

  test('beyond its first year says that there is no more', async () => {
    const page = await textAt('/archive?before=1900')
    expect(page).toContain('Không còn bài nào cũ hơn')
    expect(page).toContain('noindex')
  })
})

test('an article leads to its author and its tags', async () => {
  const page = await textAt(articlePath(festival))
  expect(page).toContain('<a href="/authors/hanh-le" rel="author">Hạnh Lê</a>')
  expect(page).toContain('<a href="/tags/le-hoi" rel="tag">Lễ hội</a>')
})

test('an author’s page has their life, and says so where there is nothing of theirs yet', async () => {
  expect(await textAt('/authors/hanh-le')).toContain('<p>Viết về sông nước.</p>')
  await env.DB.prepare(`INSERT INTO authors (slug, name) VALUES ('nguoi-moi', 'Người Mới')`).run()
  const page = await textAt('/authors/nguoi-moi')
  expect(page).toContain('Chưa có bài nào')
  expect(page).not.toContain('<img')
})

describe('what is not there', () => {
  test.each([
    '/tags/khong-co',
    '/tags',
    '/tags/Le-Hoi',
    '/authors/khong-co',
    '/authors',
    '/archive/2026/06',
    '/archive/2026/13',
    '/archive/2026/00',
    '/archive/2026/7a',
    '/archive/26/07',
    '/archive/0026/07',
    '/archive/20260/07',
    '/archive/2026',
    '/archive/2026/07/31',
  ])('%s is 404 with a page that helps', async (path) => {
    const answer = await reader.get(path)
    expect(answer.status).toBe(404)
    const page = await answer.text()
    expect(page).toContain('action="/search"')
    expect(page).toContain('href="/archive"')
  })

  test('a tag is not told to readers before something with it is published, nor after it is withdrawn', async () => {
    await drafted({ ...ferryTimes, headline: 'Nháp', tags: 'Chuyện kín' })
    expect((await reader.get('/tags/chuyen-kin')).status).toBe(404)
    const article = await published({ ...ferryTimes, headline: 'Mở', tags: 'Chuyện kín' })
    expect(await textAt('/tags/chuyen-kin')).toContain('Mở')
    expect(await textAt('/tags/chuyen-kin')).not.toContain('Nháp')
    await withdrawArticle(env.DB, article.id)
    expect((await reader.get('/tags/chuyen-kin')).status).toBe(404)
  })

  test('a list takes no other method', async () => {
    for (const path of ['/tags/le-hoi', '/authors/hanh-le', '/archive', '/archive/2026/07']) {
      const answer = await reader.post(path)
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD'])
    }
  })
})

test.each([
  ['/archive/2026/7', '/archive/2026/07'],
  ['/archive/2026/7?before=5-5&x=1', '/archive/2026/07?before=5-5'],
  ['/archive?before=02026', '/archive'],
  ['/archive?before=5-5', '/archive'],
  ['/tags/l%65-hoi?utm_source=x', '/tags/le-hoi'],
  ['/authors/hanh-le?before=2026', '/authors/hanh-le'],
])('%s leads to %s, kept by nobody', async (asked, told) => {
  const answer = await reader.get(asked)
  expect([answer.status, answer.headers.get('Location')]).toEqual([302, told])
  expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
})
