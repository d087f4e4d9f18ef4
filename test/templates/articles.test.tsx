import { describe, expect, test } from 'vitest'
import { ArticlePage } from '../../templates/articles/article.tsx'
import { FrontPage } from '../../templates/articles/front.tsx'
import { ErrorPage } from '../../templates/error.tsx'
import { ARTICLE_STYLE, BASE_STYLE, COMMENTS_STYLE, FIELDS_STYLE } from '../../templates/look.generated.ts'
import type { ArticleView, Neighbours, Teaser } from '../../worker/articles/article.ts'
import { commentModeOf } from '../../worker/comments/comment.ts'
import type { ThreadView } from '../../worker/comments/thread.ts'
import { READER_STYLE_HASHES } from '../../worker/edge/security-headers.ts'
import { wordsFor } from '../../worker/text/words.ts'
import { article, comment, nhipCau, teaser, thread, threads, turnstile } from './cast.ts'

const words = wordsFor('vi')
const around = { site: nhipCau, words }

describe('what people wrote cannot become markup', () => {
  const nasty = `"><script>alert('x')</script>`

  test('in headline, standfirst, byline and tag', () => {
    const html = articlePage({ headline: nasty, standfirst: nasty, byline: nasty, tags: [{ slug: 'x', name: nasty }] })
    expect(html).not.toContain('<script>alert')
    expect(html.match(/&lt;script&gt;alert/g)?.length).toBeGreaterThan(4)
  })

  test("in a reader's name and words", () => {
    const html = articlePage({}, [
      thread(comment(1, { name: nasty, body: nasty }), [comment(2, { parent: 1, name: nasty })]),
    ])
    expect(html).not.toContain('<script>alert')
  })

  test("in the newsroom's own name", () => {
    const site = { ...nhipCau, settings: { ...nhipCau.settings, name: nasty, address: nasty } }
    expect(String(<FrontPage site={site} words={words} lead={[]} bands={[]} />)).not.toContain('<script>alert')
  })
})

describe('an article page', () => {
  test('has headline, dateline in the site’s zone, reading time and text', () => {
    const html = articlePage()
    expect(html).toMatch(/^<!doctype html><html lang="vi">/)
    expect(html).toContain('<h1>Hội sen về làng</h1>')
    expect(html).toContain('<time datetime="2024-02-26T05:53:00.000Z">Thứ Hai, 26/02/2024 12:53</time>')
    expect(html).toContain('2 phút đọc')
    expect(html).toContain('<p class="end">Sen nở.</p>')
    expect(html).toContain('<link rel="canonical" href="https://nhipcau.test/van-hoa/hoi-sen"')
  })

  test('in English stands so on a Vietnamese site, whose own words stay Vietnamese', () => {
    const html = articlePage({ lang: 'en', headline: 'The lotus feast' })
    expect(html).toContain('<html lang="vi">')
    expect(html).toContain('<article class="article" lang="en">')
    expect(html).toMatch(/<p class="meta small" lang="vi">/)
  })

  test('says where it stands, and leads to its neighbours in the section', () => {
    const html = articlePage({}, [], {
      older: { section: 'van-hoa', slug: 'cu-hon', lang: 'en', headline: 'Older' },
      newer: { section: 'van-hoa', slug: 'moi-hon', lang: 'vi', headline: 'Mới hơn' },
    })
    expect(html).toMatch(/<nav[^>]+aria-label="Bạn đang ở"><a [^>]*href="\/">Trang nhất<\/a> <a [^>]*href="\/van-hoa">/)
    expect(html).toMatch(/<a href="\/van-hoa\/cu-hon" rel="prev">.*?<b lang="en">Older<\/b>/)
    expect(html).toMatch(/<a href="\/van-hoa\/moi-hon" rel="next">.*?<b>Mới hơn<\/b>/)
    expect(articlePage()).not.toContain('rel="prev"')
  })

  test('is passed on by plain links', () => {
    const html = articlePage()
    const url = 'https%3A%2F%2Fnhipcau.test%2Fvan-hoa%2Fhoi-sen'
    expect(html).toContain(`href="https://www.facebook.com/sharer/sharer.php?u=${url}"`)
    expect(html).toContain(`href="https://x.com/intent/post?url=${url}"`)
    expect(html).toContain(`href="mailto:?body=${url}"`)
  })

  test('tells what was put right, each time with its date, and search engines too', () => {
    const corrections = [
      { id: 2, note: 'Hội có <ba> ngày.', corrected_at: Date.UTC(2024, 1, 28, 2) },
      { id: 1, note: 'Tên hồ đã sửa.', corrected_at: Date.UTC(2024, 1, 27, 2) },
    ]
    const html = articlePage({ corrections })
    expect(html).toMatch(
      /Đính chính, <time datetime="2024-02-28T02:00:00.000Z">28\/02\/2024, 09:00<\/time>:<\/b> Hội có &lt;ba&gt; ngày\..*Tên hồ đã sửa/s,
    )
    expect(html).toContain(
      '{"@type":"CorrectionComment","text":"Tên hồ đã sửa.","datePublished":"2024-02-27T09:00:00+07:00"}',
    )
    expect(articlePage()).not.toContain('CorrectionComment')
  })

  test('leads to what it says in another language, in that language, and each names both', () => {
    const html = articlePage({ translation: { section: 'van-hoa', slug: 'lotus', lang: 'en' } })
    expect(html).toContain('<a href="/van-hoa/lotus" hreflang="en" lang="en">Read in English</a>')
    const alternates = [...html.matchAll(/<link rel="alternate" hreflang="(\w+)" href="([^"]+)"/g)]
    expect(alternates.map(([, lang, href]) => [lang, href])).toEqual([
      ['vi', 'https://nhipcau.test/van-hoa/hoi-sen'],
      ['en', 'https://nhipcau.test/van-hoa/lotus'],
    ])
    expect(articlePage()).not.toContain('hreflang')
  })

  test('has no style but what its hash allows, and no style attribute', async () => {
    const html = articlePage({}, [thread(comment(1))])
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, text]) => text ?? '')
    expect(styles).toEqual([BASE_STYLE, ARTICLE_STYLE, FIELDS_STYLE, COMMENTS_STYLE])
    for (const style of styles) {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
      expect(READER_STYLE_HASHES).toContain(`'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`)
    }
    expect(html).not.toMatch(/\sstyle=/)
  })

  test('without comments invites the first; closed, it has no form', () => {
    expect(articlePage()).toContain(words.comments.empty)
    const closed = articlePage({ comment_mode: 'closed' }, [thread(comment(1))])
    expect(closed).toContain(words.comments.closed)
    expect(closed).not.toContain('<form')
    expect(closed).not.toMatch(/<script(?! type="application\/ld\+json">)/)
  })

  test('leaves out what the newsroom has not filled in', () => {
    const html = articlePage()
    expect(html).toContain('Giấy phép: 00/GP-THU')
    expect(html).not.toContain(words.footer.address)
    expect(html).not.toMatch(/mailto:[^?]/)
  })
})

describe('lists', () => {
  test('a front page without articles says what will be there', () => {
    expect(frontPage([])).toContain(words.lists.emptySite)
  })

  test('a front page shows each article once, from one to thirty', () => {
    for (const count of [1, 2, 3, 7]) {
      const html = frontPage(Array.from({ length: count }, (_, i) => teaser({ slug: `bai-${i}` })))
      for (let i = 0; i < count; i++) expect(html.split(`href="/van-hoa/bai-${i}"`)).toHaveLength(2)
      expect(html).not.toContain(words.lists.emptySite)
    }
  })
})

test('an error page works without a database', () => {
  const html = String(<ErrorPage site={null} words={words} status={500} message={words.failures.internal} />)
  expect(html).toContain(words.errors.titles[500])
  expect(html).toContain('<a class="action" href="/">')
})

const ALONE: Neighbours = { older: null, newer: null }

function articlePage(
  changes: Partial<ArticleView> = {},
  comments: ThreadView[] = [],
  neighbours: Neighbours = ALONE,
): string {
  return String(
    <ArticlePage
      {...around}
      article={article(changes)}
      comments={threads(...comments)}
      commentCount={comments.length}
      mode={commentModeOf(article(changes), nhipCau.settings, Date.now())}
      form={turnstile}
      readMore={[]}
      neighbours={neighbours}
    />,
  )
}

function frontPage(lead: Teaser[]): string {
  return String(<FrontPage {...around} lead={lead} bands={[]} />)
}
