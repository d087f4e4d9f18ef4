import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { ArticleForm, articlePath } from '../../worker/articles/article.ts'
import { createArticle, saveArticle } from '../../worker/articles/drafts.ts'
import { publishArticle, publishDue, withdrawArticle } from '../../worker/articles/publication.ts'
import type { Article } from '../../worker/schema.ts'
import {
  approved,
  commentFrom,
  drafted,
  ferryTimes,
  lan,
  lotusFestival,
  nightMarket,
  on,
  published,
  reader,
  TODAY,
} from '../newsroom.ts'

let festival: Article
beforeAll(async () => {
  festival = await published(lotusFestival, Date.parse('2024-02-26T05:53:00Z'))
})

const etagOf = (answer: Response) => answer.headers.get('ETag') ?? ''

describe('an article’s page', () => {
  test('has every part of the article', async () => {
    const page = await (await reader.get(articlePath(festival))).text()
    expect(page).toContain('<h1>Hội sen Đồng Tháp mở cửa sớm một tuần</h1>')
    expect(page).toContain('Thứ Hai, 26/02/2024 12:53')
    expect(page).toContain('datetime="2024-02-26T05:53:00.000Z"')
    expect(page).toContain('Nước lên chậm, sen nở trước lịch')
    expect(page).toContain('(Nhịp Cầu)</span> – Sáng thứ Bảy')
    expect(page).toContain('CTV – Hạnh Lê')
    expect(page).toContain('Lễ hội')
    expect(page).toContain(
      '<link rel="canonical" href="https://nhipcau.test/van-hoa/hoi-sen-dong-thap-mo-cua-som-mot-tuan"',
    )
  })

  test('may be kept by the edge for a minute and shown while it is made anew', async () => {
    const answer = await reader.get(articlePath(festival))
    expect(answer.headers.get('Cloudflare-CDN-Cache-Control')).toBe(
      'public, max-age=60, stale-while-revalidate=300, stale-if-error=86400',
    )
    expect(answer.headers.get('Cache-Tag')?.split(',')).toEqual(['site', `article-${festival.id}`, 'articles-van-hoa'])
    expect(answer.headers.get('Set-Cookie')).toBeNull()
  })

  test('takes its canonical address from the settings, whatever host it was asked at', async () => {
    const { exports } = await import('cloudflare:workers')
    const page = await (await exports.default.fetch(`https://evil.example${articlePath(festival)}`)).text()
    expect(page).not.toContain('evil.example')
  })

  test('is marked with its own language', async () => {
    const page = await (await reader.get(articlePath(await published(nightMarket)))).text()
    expect(page).toContain('<html lang="vi">')
    expect(page).toMatch(/<article[^>]* lang="en"/)
  })

  test('loads no script before the reader turns to the form', async () => {
    const page = await (await reader.get(articlePath(festival))).text()
    expect(page).not.toMatch(/<script[^>]+src/)
    expect(page.match(EXECUTABLE)).toHaveLength(1)
  })
})

describe('a conditional request', () => {
  test('is answered 304 while nothing on the page has changed', async () => {
    const etag = etagOf(await reader.get(articlePath(festival)))
    const answer = await reader.get(articlePath(festival), { 'If-None-Match': etag })
    expect(answer.status).toBe(304)
    expect(answer.headers.get('Cache-Tag')).toContain(`article-${festival.id}`)
    expect(await answer.text()).toBe('')
  })

  test('is answered with the page once a comment has come', async () => {
    const etag = etagOf(await reader.get(articlePath(festival)))
    await approved(await commentFrom(lan, on(festival)))
    const answer = await reader.get(articlePath(festival), { 'If-None-Match': etag })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain(lan.body)
  })

  test('is answered with the page once another article joins its list, or the masthead changes', async () => {
    const first = etagOf(await reader.get(articlePath(festival)))
    await published({ ...lotusFestival, headline: 'Bài mới trong mục' })
    const answer = await reader.get(articlePath(festival), { 'If-None-Match': first })
    expect(answer.status).toBe(200)
    const second = etagOf(answer)
    await env.DB.prepare(`UPDATE settings SET name = 'Nhịp Cầu'`).run()
    expect((await reader.get(articlePath(festival), { 'If-None-Match': second })).status).toBe(200)
  })

  test.each([
    ['comments are closed', `UPDATE articles SET comment_mode = 'closed'`],
    ['they are open again', `UPDATE articles SET comment_mode = NULL`],
    ['an author is renamed', `UPDATE authors SET name = 'Hạnh Lê (CTV)'`],
    ['a tag is renamed', `UPDATE tags SET name = 'Hội hè' WHERE slug = 'le-hoi'`],
    ['a section is renamed', `UPDATE sections SET name = 'Văn hoá' WHERE slug = 'van-hoa'`],
    ['a picture is described anew', `UPDATE images SET alt = 'Đầm sen'`],
    [
      'an article is brought in from elsewhere',
      `INSERT INTO articles (section, slug, headline, status, created_at, created_by, published_at) VALUES ('van-hoa', 'mang-ve', 'Mang về', 'published', 1, 'x', 1)`,
    ],
    ['an article is deleted', `DELETE FROM articles WHERE slug = 'mang-ve'`],
  ])('is answered with the page once %s', async (_, change) => {
    await env.DB.prepare(
      `INSERT OR IGNORE INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by) VALUES ('a', 'png', 'a.png', 1, 1, 1, '', 1, 'x')`,
    ).run()
    const etag = etagOf(await reader.get(articlePath(festival)))
    await env.DB.prepare(change).run()
    expect((await reader.get(articlePath(festival), { 'If-None-Match': etag })).status).toBe(200)
  })

  test('of the front page and of a section: 304 until an article is published', async () => {
    for (const path of ['/', '/van-hoa']) {
      const etag = etagOf(await reader.get(path))
      expect((await reader.get(path, { 'If-None-Match': etag })).status).toBe(304)
      await published({ ...lotusFestival, headline: `Tin mới cho ${path}` })
      const answer = await reader.get(path, { 'If-None-Match': etag })
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain(`Tin mới cho ${path}`)
    }
  })

  test('of a withdrawn article is not answered 304', async () => {
    const article = await published({ ...lotusFestival, headline: 'Sẽ rút' })
    const etag = etagOf(await reader.get(articlePath(article)))
    await withdrawArticle(env.DB, article.id)
    expect((await reader.get(articlePath(article), { 'If-None-Match': etag })).status).toBe(410)
  })
})

describe('an address that is not the page’s one true one', () => {
  test.each([
    ['/?fbclid=abc', '/'],
    ['/van-hoa?utm_source=zalo', '/van-hoa'],
    ['/van-hoa?utm_source=zalo&before=1700000000000-5', '/van-hoa?before=1700000000000-5'],
    ['/van-hoa?before=1%20OR%201', '/van-hoa'],
    ['/van-hoa?before=01-1', '/van-hoa'],
    ['/v%61n-hoa', '/van-hoa'],
    ['/van%2Dhoa/hoi%2Dsen-dong-thap-mo-cua-som-mot-tuan?a=1', '/van-hoa/hoi-sen-dong-thap-mo-cua-som-mot-tuan'],
    ['/van-hoa?before=1700000000000-5&before=2', '/van-hoa?before=1700000000000-5'],
  ])('%s leads to %s, kept by nobody and read from nowhere', async (asked, told) => {
    const answer = await reader.get(asked)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('Location')).toBe(told)
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  })
})

describe('what is not there', () => {
  test.each(['/khong-co-muc-nay', '/van-hoa/khong-co-bai-nay', '/a/b/c', '/wp-login.php', '/.env'])(
    '%s is 404 with a page that helps',
    async (path) => {
      const answer = await reader.get(path)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
      expect(await answer.text()).toContain('href="/van-hoa"')
    },
  )

  test('with a slash too many leads to the page without it', async () => {
    const answer = await reader.get('/van-hoa/')
    expect(answer.status).toBe(301)
    expect(answer.headers.get('Location')).toBe('/van-hoa')
    expect((await reader.get('//evil.example//')).headers.get('Location')).toBe('/evil.example')
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  })

  test('a draft, one handed in and a scheduled one do not exist for readers', async () => {
    const draft = await drafted({ ...ferryTimes, headline: 'Chưa xong' })
    const scheduled = await drafted({ ...ferryTimes, headline: 'Hẹn giờ' })
    await publishArticle(env.DB, scheduled.id, { at: TODAY + 60_000, version: null, now: TODAY })
    for (const article of [draft, scheduled]) expect((await reader.get(articlePath(article))).status).toBe(404)
    expect(await (await reader.get('/chinh-sach')).text()).not.toContain('Hẹn giờ')

    expect(await publishDue(env.DB, TODAY + 59_999)).toEqual([])
    expect((await reader.get(articlePath(scheduled))).status).toBe(404)
    await publishDue(env.DB, TODAY + 60_000)
    expect((await reader.get(articlePath(scheduled))).status).toBe(200)
    expect(await (await reader.get('/chinh-sach')).text()).toContain('Hẹn giờ')
  })

  test('a withdrawn article is 410 and stands in no list', async () => {
    const article = await published({ ...ferryTimes, headline: 'Đã rút khỏi trang' })
    await withdrawArticle(env.DB, article.id)
    expect((await reader.get(articlePath(article))).status).toBe(410)
    expect(await (await reader.get('/chinh-sach')).text()).not.toContain('Đã rút khỏi trang')
  })

  test('an old address answers 301 with the new one, also after two moves', async () => {
    const article = await published({ ...ferryTimes, headline: 'Địa chỉ cũ' })
    const story = (slug: string, section = 'chinh-sach') =>
      ArticleForm.parse({ ...ferryTimes, headline: 'Địa chỉ cũ', slug, section })
    const second = await saveArticle(env.DB, article, 1, story('dia-chi-giua'), 'editor@dateline.test', TODAY)
    if (!second.ok) throw new Error(second.reason)
    const third = await saveArticle(
      env.DB,
      second.article,
      2,
      story('dia-chi-moi', 'van-hoa'),
      'editor@dateline.test',
      TODAY,
    )
    if (!third.ok) throw new Error(third.reason)
    for (const old of ['/chinh-sach/dia-chi-cu', '/chinh-sach/dia-chi-giua']) {
      const answer = await reader.get(old)
      expect(answer.status).toBe(301)
      expect(answer.headers.get('Location')).toBe('/van-hoa/dia-chi-moi')
    }
    const back = await saveArticle(env.DB, third.article, 3, story('dia-chi-cu'), 'editor@dateline.test', TODAY)
    expect(back.ok).toBe(true)
    expect((await reader.get('/chinh-sach/dia-chi-cu')).status).toBe(200)
    expect((await reader.get('/van-hoa/dia-chi-moi')).headers.get('Location')).toBe('/chinh-sach/dia-chi-cu')
  })

  test('an old address is its article’s for good: none takes it, and a withdrawal is told there too', async () => {
    const editor = 'editor@dateline.test'
    const story = (slug: string) => ArticleForm.parse({ ...ferryTimes, headline: 'Đổi chỗ', slug })
    const first = await published({ ...ferryTimes, headline: 'Đổi chỗ', slug: 'cho-cu' })
    await saveArticle(env.DB, first, 1, story('cho-moi'), editor, TODAY)
    const second = await drafted({ ...ferryTimes, headline: 'Người đến sau', slug: 'tam' })
    expect(await saveArticle(env.DB, second, 1, story('cho-cu'), editor, TODAY)).toMatchObject({ reason: 'slug_taken' })
    expect(await createArticle(env.DB, story('cho-cu'), editor, TODAY)).toMatchObject({ reason: 'slug_taken' })
    expect((await drafted({ ...ferryTimes, headline: 'Chỗ cũ' })).slug).toBe('cho-cu-2')
    expect((await reader.get('/chinh-sach/cho-cu')).headers.get('Location')).toBe('/chinh-sach/cho-moi')
    await withdrawArticle(env.DB, first.id)
    expect((await reader.get('/chinh-sach/cho-cu')).status).toBe(410)
  })
})

describe('every response', () => {
  test.each(['/', '/van-hoa', '/khong-co', '/healthz', '/admin', '/media/x'])(
    '%s carries the security headers',
    async (path) => {
      const { headers } = await reader.get(path)
      const policy = headers.get('Content-Security-Policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Strict-Transport-Security')).toContain('max-age')
    },
  )

  test.each(['/khong-co', '/healthz', '/admin', '/admin/articles', '/media/x'])(
    '%s, without a reason to be kept, is kept by nobody',
    async (path) => {
      expect((await reader.get(path)).headers.get('Cache-Control')).toBe('private, no-store')
    },
  )

  test('that broke while it was rendered is kept by nobody', async () => {
    await env.DB.prepare(`UPDATE settings SET time_zone = 'Asia/Khong_Co'`).run()
    const { status, headers } = await reader.get(articlePath(festival))
    await env.DB.prepare(`UPDATE settings SET time_zone = 'Asia/Ho_Chi_Minh'`).run()
    expect(status).toBe(500)
    expect(headers.get('Cache-Control')).toBe('private, no-store')
    for (const name of ['Cloudflare-CDN-Cache-Control', 'Cache-Tag', 'ETag']) expect(headers.get(name)).toBeNull()
  })

  test('that is a reader’s page says which links may be fetched ahead; no other does', async () => {
    for (const path of ['/', '/van-hoa', articlePath(festival), '/khong-co']) {
      expect((await reader.get(path)).headers.get('Speculation-Rules')).toBe('"/speculation-rules.json"')
    }
    for (const path of ['/admin', '/healthz', '/feed.xml', '/robots.txt']) {
      expect((await reader.get(path)).headers.get('Speculation-Rules')).toBeNull()
    }
  })

  test('to HEAD is as to GET, without the body', async () => {
    const answer = await reader.send(articlePath(festival), { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Cache-Tag')).toContain(`article-${festival.id}`)
    expect(await answer.text()).toBe('')
  })

  test('the style and the script on a page are the ones that its policy allows', async () => {
    const answer = await reader.get(articlePath(festival))
    const policy = answer.headers.get('Content-Security-Policy') ?? ''
    const page = await answer.text()
    const inline = [...page.matchAll(/<(?:style|script)>([\s\S]*?)<\/(?:style|script)>/g)].map(
      ([, text]) => text as string,
    )
    expect(inline).toHaveLength(5)
    for (const text of inline) {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
      expect(policy).toContain(`'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`)
    }
    expect(page).not.toMatch(/ style="| on\w+="/)
  })
})

describe('what somebody wrote', () => {
  const attack = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'>&'

  test('is shown as it was written and never runs', async () => {
    const article = await published({
      ...lotusFestival,
      headline: `Đầu đề ${attack}`,
      standfirst: attack,
      source_credit: attack,
      byline: attack,
      tags: attack,
      body: `${attack}\n\n[bấm](javascript:alert(1)) [x](JaVaScRiPt:alert(1)) <a href="javascript:alert(1)">x</a>\n\n<div onclick="alert(1)">hộp</div>`,
    })
    await approved(await commentFrom({ name: attack, email: 'a@b.test', body: attack }, on(article)))
    for (const path of ['/', '/van-hoa', articlePath(article)]) {
      const page = await (await reader.get(path)).text()
      expect(await activeParts(page)).toEqual([])
      expect(page).toContain('&lt;script&gt;alert(1)')
    }
  })
})

/** Every script but the blocks of data that no browser runs: their type, and nothing else, is what a search engine reads. */
const EXECUTABLE = /<script(?! type="application\/ld\+json">)/gi

/** What a browser would run or follow on a page, apart from the one script that the policy allows. */
async function activeParts(page: string): Promise<string[]> {
  const found: string[] = []
  const look = new HTMLRewriter().on('*', {
    element({ tagName, attributes }) {
      if (['iframe', 'object', 'embed', 'base'].includes(tagName)) found.push(tagName)
      for (const [name = '', value = ''] of attributes) {
        if (name.startsWith('on') || name === 'style' || name === 'srcdoc') found.push(`${tagName} ${name}`)
        if (/^[\s\0-\x20]*(javascript|vbscript|data):/i.test(value)) found.push(`${tagName} ${name}=${value}`)
      }
    },
  })
  await look.transform(new Response(page)).text()
  const scripts = page.match(EXECUTABLE)?.length ?? 0
  return scripts > (page.includes('<form') ? 1 : 0) ? [...found, `${scripts} scripts`] : found
}
