import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { publishArticle, withdrawArticle } from '../../worker/articles/publication.ts'
import type { Article } from '../../worker/schema.ts'
import { IDS_IN_A_PART, newsWindow } from '../../worker/sitemaps/sitemap.ts'
import { drafted, ferryTimes, lotusFestival, nightMarket, ORIGIN, published, reader, TODAY } from '../newsroom.ts'
import { childOf, childrenOf, parseXml, textIn } from '../xml.ts'

const HOUR_MS = 60 * 60 * 1000
const AWKWARD = 'Cá & tôm: <b>"giá"</b> ]]> mới 👩‍👩‍👧'

let festival: Article
beforeAll(async () => {
  await env.DB.prepare(`UPDATE settings SET name = 'Nhịp Cầu & Bạn'`).run()
  festival = await published({ ...lotusFestival, author: 'hanh-le' })
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: TODAY })
})
afterEach(() => {
  vi.useRealTimers()
})

async function locationsAt(path: string): Promise<string[]> {
  const answer = await reader.get(path)
  expect(answer.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
  return parseXml(await answer.text()).children.map((entry) => textIn(entry, 'loc'))
}

test('from robots.txt on, every published article is found and nothing else', async () => {
  const draft = await drafted({ ...ferryTimes, headline: 'Nháp' })
  const scheduled = await drafted({ ...ferryTimes, headline: 'Hẹn giờ' })
  await publishArticle(env.DB, scheduled.id, { at: TODAY + HOUR_MS, version: null, now: TODAY })
  const withdrawn = await published({ ...ferryTimes, headline: 'Đã rút' })
  await withdrawArticle(env.DB, withdrawn.id)

  const robots = await (await reader.get('/robots.txt')).text()
  const [index, news] = [...robots.matchAll(/^Sitemap: (.*)$/gm)].map(([, url]) => new URL(url as string))
  expect(news?.href).toBe(`${ORIGIN}/news-sitemap.xml`)
  const found: string[] = []
  for (const part of await locationsAt(index?.pathname ?? '')) {
    expect(part.startsWith(`${ORIGIN}/sitemaps/`)).toBe(true)
    found.push(...(await locationsAt(new URL(part).pathname)))
  }
  expect(found).toContain(`${ORIGIN}/`)
  for (const path of ['/van-hoa', '/tags/le-hoi', '/authors/hanh-le', '/archive', '/archive/2026/11'])
    expect(found).toContain(ORIGIN + path)
  expect(found).toContain(ORIGIN + articlePath(festival))
  for (const article of [draft, scheduled, withdrawn]) expect(found).not.toContain(ORIGIN + articlePath(article))
  for (const url of found) expect((await reader.get(new URL(url).pathname)).status).toBe(200)
})

test('robots may read all but the desk', async () => {
  const answer = await reader.get('/robots.txt')
  expect(answer.headers.get('Content-Type')).toMatch(/^text\/plain; charset=utf-8$/i)
  expect(await answer.text()).toBe(
    `User-agent: *\nDisallow: /admin\n\nSitemap: ${ORIGIN}/sitemap.xml\nSitemap: ${ORIGIN}/news-sitemap.xml\n`,
  )
})

test('an address says when it was last changed', async () => {
  const part = parseXml(await (await reader.get('/sitemaps/1.xml')).text())
  const entry = part.children.find((entry) => textIn(entry, 'loc') === ORIGIN + articlePath(festival))
  expect(entry && textIn(entry, 'lastmod')).toBe('2026-11-23T05:00:00.000Z')
})

test.each([
  '/sitemaps/0.xml',
  '/sitemaps/2.xml',
  `/sitemaps/${IDS_IN_A_PART + 1}.xml`,
  '/sitemaps/x.xml',
  '/sitemaps/tags/2.xml',
  `/sitemaps/tags/${IDS_IN_A_PART + 1}.xml`,
])('%s, where no part begins or nothing is to be seen, is 404', async (path) => {
  expect((await reader.get(path)).status).toBe(404)
})

describe('the news sitemap', () => {
  const news = async () => childrenOf(parseXml(await (await reader.get('/news-sitemap.xml')).text()), 'url')

  test('has publication, language, title and date, whatever the headline', async () => {
    const article = await published({ ...nightMarket, headline: AWKWARD })
    const entry = (await news()).find((entry) => textIn(entry, 'loc') === ORIGIN + articlePath(article))
    if (!entry) throw new Error('not there')
    const about = childOf(entry, 'news:news')
    expect(textIn(about, 'news:title')).toBe(AWKWARD)
    expect(textIn(about, 'news:publication_date')).toBe('2026-11-23T05:00:00.000Z')
    expect(textIn(childOf(about, 'news:publication'), 'news:name')).toBe('Nhịp Cầu & Bạn')
    expect(textIn(childOf(about, 'news:publication'), 'news:language')).toBe('en')
  })

  test('loses an article when its two days are over, though nothing else has changed', async () => {
    const path = '/news-sitemap.xml'
    const etag = (await reader.get(path)).headers.get('ETag') ?? ''
    expect(await news()).not.toEqual([])
    expect((await reader.get(path, { 'If-None-Match': etag })).status).toBe(304)
    vi.setSystemTime(TODAY + 48 * HOUR_MS)
    const later = await reader.get(path, { 'If-None-Match': etag })
    expect(later.status).toBe(200)
    expect(childrenOf(parseXml(await later.text()), 'url')).toEqual([])
  })

  test('has nothing older than 48 hours, also when the edge shows it stale; and all of the last 47', () => {
    const STALE_MS = (60 + 300) * 1000
    for (let now = TODAY; now < TODAY + HOUR_MS; now += 61_000) {
      const { since } = newsWindow(now)
      expect(since).toBeGreaterThanOrEqual(now + STALE_MS - 48 * HOUR_MS)
      expect(since).toBeLessThanOrEqual(now - 47 * HOUR_MS)
    }
  })
})

const ALL = ['/sitemap.xml', '/sitemaps/sections.xml', '/sitemaps/1.xml', '/sitemaps/tags/1.xml', '/news-sitemap.xml']

test.each(ALL)('%s is purged with the front page, and 304 until an article is published', async (path) => {
  const answer = await reader.get(path)
  expect(answer.headers.get('Cache-Tag')?.split(',')).toEqual(['site', 'front'])
  expect(answer.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
  const etag = answer.headers.get('ETag') ?? ''
  expect((await reader.get(path, { 'If-None-Match': etag })).status).toBe(304)
  await published({ ...ferryTimes, headline: `Mới cho ${path}` })
  expect((await reader.get(path, { 'If-None-Match': etag })).status).toBe(200)
})

test.each([...ALL, '/robots.txt'])('%s has one address, whatever host it was asked at', async (path) => {
  const { exports } = await import('cloudflare:workers')
  expect((await reader.get(`${path}?a=1`)).headers.get('Location')).toBe(path)
  expect(await (await exports.default.fetch(`https://evil.example${path}`)).text()).not.toContain('evil.example')
})

test('robots.txt is answered without the database, and 304 while the program is the same', async () => {
  const etag = (await reader.get('/robots.txt')).headers.get('ETag') ?? ''
  expect((await reader.get('/robots.txt', { 'If-None-Match': etag })).status).toBe(304)
})
