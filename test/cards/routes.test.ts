import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { publishArticle, withdrawArticle } from '../../worker/articles/publication.ts'
import { cardPath } from '../../worker/cards/card.ts'
import type { Article } from '../../worker/schema.ts'
import {
  approved,
  commentFrom,
  drafted,
  ferryTimes,
  lan,
  lotusFestival,
  ORIGIN,
  on,
  pageOf,
  published,
  reader,
  TODAY,
} from '../newsroom.ts'
import { decode } from './decoded.ts'

let festival: Article
beforeAll(async () => {
  festival = await published(lotusFestival)
})

const etagOf = (answer: Response) => answer.headers.get('ETag') ?? ''
const again = (etag: string) => reader.get(cardPath(festival), { 'If-None-Match': etag })

describe('the card of an article', () => {
  test('is the picture that its page names, in the size it says', async () => {
    const page = await pageOf(festival)
    const [, url = ''] = page.match(/<meta property="og:image" content="([^"]+)"/) ?? []
    expect(url).toBe(`${ORIGIN}${articlePath(festival)}/card.png`)
    const answer = await reader.get(url.replace(ORIGIN, ''))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe('image/png')
    const { width, height } = await decode(new Uint8Array(await answer.arrayBuffer()))
    expect(page).toContain(`<meta property="og:image:width" content="${width}"`)
    expect(page).toContain(`<meta property="og:image:height" content="${height}"`)
  })

  test('may be kept as its page is, and is purged with it', async () => {
    const [card, page] = [await reader.get(cardPath(festival)), await reader.get(articlePath(festival))]
    for (const header of ['Cloudflare-CDN-Cache-Control', 'Cache-Control']) {
      expect(card.headers.get(header)).toBe(page.headers.get(header))
    }
    expect(card.headers.get('Cache-Tag')?.split(',')).toEqual(['site', `article-${festival.id}`])
  })

  test('is there for HEAD, without its bytes', async () => {
    const answer = await reader.send(cardPath(festival), { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(etagOf(answer)).toBe(etagOf(await reader.get(cardPath(festival))))
    expect((await answer.arrayBuffer()).byteLength).toBe(0)
  })

  test.each([
    `${'/van-hoa/hoi-sen-dong-thap-mo-cua-som-mot-tuan'}/card.png?v=2`,
    '/van-hoa/hoi%2Dsen-dong-thap-mo-cua-som-mot-tuan/card.png',
  ])('has one address: %s leads to it', async (asked) => {
    const answer = await reader.get(asked)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('Location')).toBe(cardPath(festival))
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  })
})

describe('a card that somebody has', () => {
  test('is answered 304 while what is written on it is the same: a comment and another article change nothing', async () => {
    const etag = etagOf(await reader.get(cardPath(festival)))
    await approved(await commentFrom(lan, on(festival)))
    await published({ ...lotusFestival, headline: 'Bài mới trong mục' })
    const answer = await again(etag)
    expect(answer.status).toBe(304)
    expect(answer.headers.get('Cache-Tag')).toContain(`article-${festival.id}`)
    expect(await answer.text()).toBe('')
  })

  test.each([
    [
      'the headline',
      `UPDATE articles SET headline = 'Hội sen mở cửa muộn' WHERE slug = 'hoi-sen-dong-thap-mo-cua-som-mot-tuan'`,
    ],
    ['the day', `UPDATE articles SET published_at = published_at + 86400000`],
    ['the section’s name', `UPDATE sections SET name = 'Văn hoá – Lễ hội' WHERE slug = 'van-hoa'`],
    ['the newsroom’s name', `UPDATE settings SET name = 'Nhịp Cầu'`],
  ])('is drawn anew once %s has changed', async (_, change) => {
    const etag = etagOf(await reader.get(cardPath(festival)))
    await env.DB.prepare(change).run()
    expect((await again(etag)).status).toBe(200)
  })
})

describe('there is no card', () => {
  test('of an article that readers cannot see, or that is not there', async () => {
    const draft = await drafted({ ...ferryTimes, headline: 'Chưa xong' })
    const scheduled = await drafted({ ...ferryTimes, headline: 'Hẹn giờ' })
    await publishArticle(env.DB, scheduled.id, { at: TODAY + 60_000, version: null, now: TODAY })
    const withdrawn = await published({ ...ferryTimes, headline: 'Đã rút' })
    await withdrawArticle(env.DB, withdrawn.id)
    for (const article of [draft, scheduled, withdrawn, { section: 'van-hoa', slug: 'khong-co' }]) {
      const answer = await reader.get(cardPath(article), { 'If-None-Match': '*' })
      expect(answer.status, article.slug).toBe(404)
      expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    }
  })
})
