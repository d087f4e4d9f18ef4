import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { publishArticle, publishDue, withdrawArticle } from '../../worker/articles/publication.ts'
import type { Article } from '../../worker/schema.ts'
import { drafted, ferryTimes, lotusFestival, nightMarket, ORIGIN, published, reader, TODAY } from '../newsroom.ts'
import { childOf, childrenOf, parseXml, textIn, type XmlElement } from '../xml.ts'

const IMAGE = 'b'.repeat(64)
const AWKWARD = 'Cá & tôm: <b>"giá"</b> ]]> mới 👩‍👩‍👧 𠮷'

let festival: Article
beforeAll(async () => {
  await env.DB.prepare(
    `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
     VALUES ('${IMAGE}', 'jpg', 'dam-sen.jpg', 1200, 720, 45678, 'Đầm sen & xuồng', 1, 'x')`,
  ).run()
  await env.DB.prepare(`UPDATE settings SET name = 'Nhịp Cầu', tagline = 'Báo của "làng" & phố'`).run()
  festival = await published({
    ...lotusFestival,
    author: 'hanh-le',
    body: `::figure{image="${IMAGE}"}\n\nXem [mục này](/chinh-sach) và chú thích[^1].\n\n[^1]: Lời chú ]]> &.`,
  })
  await published({
    ...ferryTimes,
    headline: AWKWARD,
    standfirst: AWKWARD,
    byline: AWKWARD,
    tags: AWKWARD,
    body: AWKWARD,
  })
  await published(nightMarket)
})

async function feedAt(path: string): Promise<XmlElement> {
  return childOf(parseXml(await (await reader.get(path)).text()), 'channel')
}

async function itemOf(path: string, article: Pick<Article, 'section' | 'slug'>): Promise<XmlElement> {
  const item = childrenOf(await feedAt(path), 'item').find(
    (item) => textIn(item, 'link') === ORIGIN + articlePath(article),
  )
  if (!item) throw new Error(`not in ${path}`)
  return item
}

describe('the RSS feed', () => {
  test('says whose it is, where it is and in what language', async () => {
    const answer = await reader.get('/feed.xml')
    expect(answer.headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8')
    const channel = await feedAt('/feed.xml')
    expect(textIn(channel, 'title')).toBe('Nhịp Cầu')
    expect(textIn(channel, 'description')).toBe('Báo của "làng" & phố')
    expect(textIn(channel, 'link')).toBe(`${ORIGIN}/`)
    expect(textIn(channel, 'language')).toBe('vi')
    expect(Number(textIn(channel, 'ttl'))).toBeGreaterThan(0)
    expect(Date.parse(textIn(channel, 'lastBuildDate'))).toBe(TODAY)
    expect(childOf(channel, 'atom:link').attributes).toEqual({
      href: `${ORIGIN}/feed.xml`,
      rel: 'self',
      type: 'application/rss+xml',
    })
  })

  test('has an article whole: title, author, categories, picture, text with addresses in full', async () => {
    const item = await itemOf('/feed.xml', festival)
    const url = ORIGIN + articlePath(festival)
    expect(textIn(item, 'title')).toBe(lotusFestival.headline)
    expect(childOf(item, 'guid')).toMatchObject({ text: url, attributes: { isPermaLink: 'true' } })
    expect(textIn(item, 'pubDate')).toBe('Mon, 23 Nov 2026 05:00:00 GMT')
    expect(textIn(item, 'dc:creator')).toBe('Hạnh Lê')
    expect(childrenOf(item, 'category').map((category) => category.text)).toEqual(['Văn hoá', 'Lễ hội', 'Đồng Tháp'])
    expect(textIn(item, 'description')).toBe(lotusFestival.standfirst)
    const picture = `${ORIGIN}/media/${IMAGE}/dam-sen.1200.jpg`
    expect(childOf(item, 'enclosure').attributes).toEqual({ url: picture, length: '0', type: 'image/jpeg' })
    expect(childOf(item, 'media:content').attributes).toMatchObject({ url: picture, width: '1200', height: '720' })
    const text = textIn(item, 'content:encoded')
    expect(text).toContain(`<b>${lotusFestival.standfirst}</b>`)
    expect(text).toContain(`src="${picture}"`)
    expect(text).toContain(`href="${ORIGIN}/chinh-sach"`)
    expect(text).toContain(`href="${url}#note-fn-1"`)
    expect(text).toContain('Lời chú ]]> &#x26;.')
    expect(text).toContain('CTV – Hạnh Lê')
    expect(text).not.toMatch(/(href|src)="[/#]/)
  })

  test('brings any headline, lead, byline and tag through as it was written', async () => {
    const item = childrenOf(await feedAt('/feed.xml'), 'item').find((item) => textIn(item, 'title') === AWKWARD)
    if (!item) throw new Error('the awkward one is not there')
    expect(textIn(item, 'description')).toBe(AWKWARD)
    expect(textIn(item, 'dc:creator')).toBe(AWKWARD)
    expect(childrenOf(item, 'category').map((category) => category.text)).toContain(AWKWARD)
    expect(childrenOf(item, 'enclosure')).toEqual([])
  })

  test('survives what no form lets in but a row may hold', async () => {
    await env.DB.prepare(`UPDATE articles SET headline = 'Chuông' || char(7) || char(11) || char(65535) WHERE id = ?`)
      .bind(festival.id)
      .run()
    expect(textIn(await itemOf('/feed.xml', festival), 'title')).toBe('Chuông')
    await env.DB.prepare('UPDATE articles SET headline = ? WHERE id = ?')
      .bind(lotusFestival.headline, festival.id)
      .run()
  })

  test('tells an article’s language where it is another', async () => {
    const english = childrenOf(await feedAt('/feed.xml'), 'item').find(
      (item) => textIn(item, 'title') === nightMarket.headline,
    )
    expect(english && textIn(english, 'dc:language')).toBe('en')
    expect(english && textIn(english, 'content:encoded')).toContain('<div lang="en">')
  })

  test('of a section has that section’s articles alone', async () => {
    const channel = await feedAt('/van-hoa/feed.xml')
    expect(textIn(channel, 'title')).toBe('Văn hoá · Nhịp Cầu')
    expect(textIn(channel, 'link')).toBe(`${ORIGIN}/van-hoa`)
    expect(childOf(channel, 'atom:link').attributes['href']).toBe(`${ORIGIN}/van-hoa/feed.xml`)
    const links = childrenOf(channel, 'item').map((item) => textIn(item, 'link'))
    expect(links).toHaveLength(2)
    for (const link of links) expect(link).toMatch(`${ORIGIN}/van-hoa/`)
  })

  test('of a section without articles is a feed; of one that is not there it is 404', async () => {
    await env.DB.prepare(`INSERT INTO sections (slug, name, position) VALUES ('trong', 'Trống', 9)`).run()
    expect(childrenOf(await feedAt('/trong/feed.xml'), 'item')).toEqual([])
    const answer = await reader.get('/khong-co/feed.xml')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  })
})

describe('the JSON feed', () => {
  interface JsonFeed {
    version: string
    home_page_url: string
    feed_url: string
    language: string
    items: Record<string, unknown>[]
  }
  const jsonFeed = async () => (await (await reader.get('/feed.json')).json()) as JsonFeed

  test('has the same articles in its own words', async () => {
    const answer = await reader.get('/feed.json')
    expect(answer.headers.get('Content-Type')).toBe('application/feed+json; charset=utf-8')
    const feed = await jsonFeed()
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Nhịp Cầu',
      home_page_url: `${ORIGIN}/`,
      feed_url: `${ORIGIN}/feed.json`,
      language: 'vi',
    })
    const url = ORIGIN + articlePath(festival)
    expect(feed.items.find((item) => item['id'] === url)).toMatchObject({
      url,
      title: lotusFestival.headline,
      summary: lotusFestival.standfirst,
      image: `${ORIGIN}/media/${IMAGE}/dam-sen.1200.jpg`,
      date_published: '2026-11-23T12:00:00+07:00',
      date_modified: '2026-11-23T12:00:00+07:00',
      authors: [{ name: 'Hạnh Lê' }],
      tags: ['Văn hoá', 'Lễ hội', 'Đồng Tháp'],
      language: 'vi',
      content_html: expect.stringContaining(`href="${ORIGIN}/chinh-sach"`),
    })
    expect(feed.items.map((item) => item['title'])).toContain(AWKWARD)
  })
})

describe('every feed', () => {
  const FEEDS = ['/feed.xml', '/feed.json', '/chinh-sach/feed.xml']

  test.each(FEEDS)('%s has only what readers may see', async (path) => {
    const text = async () => (await reader.get(path)).text()
    await drafted({ ...ferryTimes, headline: `Nháp của ${path}` })
    const scheduled = await drafted({ ...ferryTimes, headline: `Hẹn giờ của ${path}` })
    await publishArticle(env.DB, scheduled.id, { at: TODAY + 60_000, version: null, now: TODAY })
    const withdrawn = await published({ ...ferryTimes, headline: `Rút của ${path}` })
    expect(await text()).toContain(`Rút của ${path}`)
    await withdrawArticle(env.DB, withdrawn.id)
    for (const word of ['Nháp', 'Hẹn giờ', 'Rút']) expect(await text()).not.toContain(`${word} của ${path}`)
    await publishDue(env.DB, TODAY + 60_000)
    expect(await text()).toContain(`Hẹn giờ của ${path}`)
  })

  test.each(FEEDS)('%s is kept like a list, and purged with the list it has the articles of', async (path) => {
    const { headers } = await reader.get(path)
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
    expect(headers.get('Cache-Tag')?.split(',')).toEqual([
      'site',
      path.startsWith('/feed') ? 'front' : 'section-chinh-sach',
    ])
    expect(headers.get('Set-Cookie')).toBeNull()
  })

  test.each(FEEDS)('%s is 304 until an article is published or saved', async (path) => {
    const etag = (await reader.get(path)).headers.get('ETag') ?? ''
    const same = await reader.get(path, { 'If-None-Match': etag })
    expect(same.status).toBe(304)
    expect(await same.text()).toBe('')
    expect(same.headers.get('Cache-Tag')).toContain('site')
    await published({ ...ferryTimes, headline: `Mới cho ${path}` })
    const answer = await reader.get(path, { 'If-None-Match': etag })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain(`Mới cho ${path}`)
  })

  test.each(FEEDS)('%s has one address', async (path) => {
    const answer = await reader.get(`${path}?utm_source=zalo`)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('Location')).toBe(path)
  })

  test.each(FEEDS)('%s takes its addresses from the settings, whatever host it was asked at', async (path) => {
    const { exports } = await import('cloudflare:workers')
    expect(await (await exports.default.fetch(`https://evil.example${path}`)).text()).not.toContain('evil.example')
  })
})
