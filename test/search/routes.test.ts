import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { ArticleForm, articlePath } from '../../worker/articles/article.ts'
import { saveArticle } from '../../worker/articles/drafts.ts'
import { publishArticle, publishDue, withdrawArticle } from '../../worker/articles/publication.ts'
import type { Article } from '../../worker/schema.ts'
import {
  drafted,
  ferryTimes,
  lotusFestival,
  nightMarket,
  PEOPLE,
  published,
  reader,
  type Story,
  TODAY,
} from '../newsroom.ts'
import { brief, HOSTILE } from './hostile.ts'

const searchPath = (query: string, more = {}) => `/search?${new URLSearchParams({ q: query, ...more })}`

/** The page a reader ends at who sends the form. */
async function searched(query: string): Promise<string> {
  let answer = await reader.get(searchPath(query))
  for (let hops = 0; answer.status === 302 && hops < 2; hops++)
    answer = await reader.get(answer.headers.get('Location') ?? '')
  expect(answer.status).toBe(200)
  return answer.text()
}

/** The addresses of what was found, in order. */
async function found(query: string): Promise<string[]> {
  const [, results = ''] = /<div class="list ruled results">(.*?)<\/main>/s.exec(await searched(query)) ?? []
  return [...results.matchAll(/<h2><a href="([^"]+)"/g)].map(([, path]) => path as string)
}

const editor = PEOPLE.editor.email
const bridge: Story = {
  headline: 'Cầu mới bắc qua sông',
  section: 'chinh-sach',
  standfirst: 'Người hai bờ đi chợ gần hơn.',
  body: 'Đoàn khảo sát từ **Đà Nẵng** ra đo lòng sông.\n\nHọ ở lại [ba tuần](https://example.com/tuan).',
}
const noise: Story = { ...bridge, headline: 'Chuyện kho bãi', body: 'Xe đã qua trạm cân. Hàng rất nặng.' }

let festival: Article
beforeAll(async () => {
  festival = await published(lotusFestival, TODAY - 4000)
  await published(bridge, TODAY - 3000)
  await published(nightMarket, TODAY - 2000)
  await published(noise, TODAY - 1000)
})

describe('a search', () => {
  test.each(['da nang', 'Đà Nẵng', 'đà nẵng', 'DA NANG', 'Đà Nẵng'.normalize('NFD'), '  đà   nẵng ', '"Đà Nẵng"'])(
    '%s finds Đà Nẵng before what only has its syllables',
    async (query) => {
      const expected = ['/chinh-sach/cau-moi-bac-qua-song', '/chinh-sach/chuyen-kho-bai']
      expect(await found(query)).toEqual(query.includes('"') ? expected.slice(0, 1) : expected)
    },
  )

  test('does not care where a tone stands', async () => {
    await published({ ...bridge, headline: 'Đường thuỷ và hoà giải', body: 'x' })
    for (const query of ['hoà giải', 'hòa giải', 'đường thủy', 'đường thuỷ', 'HOÀ'.normalize('NFD')])
      expect(await found(query), query).toContain('/chinh-sach/duong-thuy-va-hoa-giai')
  })

  test('has words in the headline before words in the standfirst, and these before words in the text', async () => {
    const word = 'Kỳ lân'
    await published({ ...bridge, headline: `${word} về phố`, body: 'x' }, TODAY - 9000)
    await published({ ...bridge, headline: 'Lời dẫn có từ ấy', standfirst: word, body: 'x' }, TODAY - 8000)
    await published({ ...bridge, headline: 'Bài có từ ấy', body: `Múa ${word}, ${word}, ${word}.` }, TODAY - 7000)
    await published({ ...bridge, headline: 'Bài sau có từ ấy', body: word }, TODAY - 6000)
    expect(await found('kỳ lân')).toEqual([
      '/chinh-sach/ky-lan-ve-pho',
      '/chinh-sach/loi-dan-co-tu-ay',
      '/chinh-sach/bai-sau-co-tu-ay',
      '/chinh-sach/bai-co-tu-ay',
    ])
  })

  test('for a phrase takes its words in their order, side by side, in one paragraph', async () => {
    await published({ ...bridge, headline: 'Một', body: 'Thuyền thúng ra khơi.' })
    await published({ ...bridge, headline: 'Hai', body: 'Thúng trên thuyền.' })
    await published({ ...bridge, headline: 'Ba', body: 'Chiếc thuyền\n\nThúng nhỏ' })
    expect(await found('"thuyền thúng"')).toEqual(['/chinh-sach/mot'])
    expect((await found('thuyền thúng')).sort()).toEqual(['/chinh-sach/ba', '/chinh-sach/hai', '/chinh-sach/mot'])
  })

  test('finds a document by its number, a word in bold, in a link’s text, in a caption, in a table; not in an address', async () => {
    await published({
      ...ferryTimes,
      headline: 'Bến đò',
      body: `${ferryTimes.body}\n\n| Cột |\n| --- |\n| ô bảngbiểu |\n\nMột **đậ**mnét, một [liênkết](https://example.com/diachi).`,
    })
    for (const query of ['214/QĐ-UBND', 'bangbieu', 'đậmnét', 'lienket'])
      expect(await found(query), query).toHaveLength(1)
    expect(await found('diachi')).toEqual([])
  })

  test('finds English and its capitals', async () => {
    expect(await found('NIGHT market')).toEqual([`/van-hoa/a-night-market-keeps-the-old-harbour-awake`])
    expect(await searched('night market')).toContain('<article class="story line" lang="en">')
  })
})

describe('what is shown of a result', () => {
  test('is its words in their real spelling, marked, with section and date', async () => {
    const page = await searched('da nang')
    expect(page).toContain('Đoàn khảo sát từ <mark>Đà Nẵng</mark> ra đo lòng sông. Họ ở lại ba tuần.')
    expect(page).toContain('<a class="kicker" href="/chinh-sach">Chính sách</a>')
    expect(page).toContain('23/11/2026')
    expect(await searched('dong thap')).toContain('Hội sen <mark>Đồng Tháp</mark> mở cửa')
  })

  test('of a long text is the place where the words stand, cut between words', async () => {
    const filler = 'Trời trong, gió nhẹ, người đi chợ về sớm. '.repeat(40)
    await published({ ...bridge, headline: 'Bài dài', body: `${filler}Rồi con tàu Bạch Yến cập bến. ${filler}` })
    const [, snippet] = /<p class="standfirst">(.*?)<\/p>/.exec(await searched('bach yen')) ?? []
    expect(snippet).toMatch(/^… .*Rồi con tàu <mark>Bạch Yến<\/mark> cập bến\. .* …$/)
    expect(snippet?.length).toBeLessThan(300)
  })

  test('never runs', async () => {
    await published({
      ...bridge,
      headline: 'Tấn công <script>alert(1)</script>',
      standfirst: '<img src=x onerror=alert(1)>',
      body: 'Một đoạn chứa <b onclick="alert(1)">dấuhiệu</b> & "ngoặc"',
    })
    for (const query of ['alert', 'dauhieu', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>']) {
      const page = await searched(query)
      expect(page).not.toMatch(/<script|<img|<b onclick/i)
    }
    expect(await searched('dauhieu')).toContain(
      '&lt;b onclick=&quot;alert(1)&quot;&gt;<mark>dấuhiệu</mark>&lt;/b&gt; &amp;',
    )
  })

  test('counts what was found, and says when it is more than it counts', async () => {
    expect(await searched('night market')).toContain('<p class="small" role="status">1 bài</p>')
  })
})

describe('what readers may not see is not found', () => {
  const secret = (headline: string): Story => ({ ...bridge, headline, body: 'Mậtngữ chưa đăng.' })

  test('neither a draft, nor one that is scheduled, until it is published; nor one that is withdrawn', async () => {
    const draft = await drafted(secret('Nháp'))
    const scheduled = await drafted(secret('Hẹn giờ'))
    await publishArticle(env.DB, scheduled.id, { at: TODAY + 60_000, version: null, now: TODAY })
    expect(await found('mậtngữ')).toEqual([])

    await publishDue(env.DB, TODAY + 60_000)
    expect(await found('mậtngữ')).toEqual([articlePath(scheduled)])
    await publishArticle(env.DB, draft.id, { at: null, version: null, now: TODAY + 61_000 })
    expect(await found('mậtngữ')).toEqual([articlePath(draft), articlePath(scheduled)])

    await withdrawArticle(env.DB, draft.id)
    await withdrawArticle(env.DB, scheduled.id)
    expect(await found('mậtngữ')).toEqual([])
    await publishArticle(env.DB, draft.id, { at: null, version: null, now: TODAY })
    expect(await found('mậtngữ')).toEqual([articlePath(draft)])
  })

  test('a save is found at once, and what it took away is not', async () => {
    const article = await published({ ...bridge, headline: 'Trước khi sửa', body: 'Chữcũ.' })
    const draft = ArticleForm.parse({ ...bridge, headline: 'Sau khi sửa', body: 'Chữmới.' })
    await saveArticle(env.DB, article, 1, draft, editor, TODAY)
    expect(await found('chucu')).toEqual([])
    expect(await found('chumoi')).toEqual([articlePath(article)])
    expect(await found('"trước khi sửa"')).toEqual([])
    expect(await found('"sau khi sửa"')).toEqual([articlePath(article)])
  })

  test('a save that was refused leaves no word', async () => {
    const article = await published({ ...bridge, headline: 'Bị từ chối' })
    const draft = ArticleForm.parse({ ...bridge, headline: 'Bị từ chối', body: 'Khôngđược.' })
    expect(await saveArticle(env.DB, article, 9, draft, editor, TODAY)).toMatchObject({ ok: false })
    expect(await found('khongduoc')).toEqual([])
  })

  test('an address and a date that changed are those of the article as it stands', async () => {
    const article = await published({ ...bridge, headline: 'Đổi ngày', body: 'Dờichỗ.' }, TODAY)
    await published({ ...bridge, headline: 'Bài bên cạnh', body: 'Dờichỗ.' }, TODAY - 1_000_000)
    await publishArticle(env.DB, article.id, { at: TODAY - 2_000_000, version: null, now: TODAY })
    expect(await found('doicho')).toEqual(['/chinh-sach/bai-ben-canh', articlePath(article)])
  })
})

describe('any input', () => {
  test.each(HOSTILE.map((query) => [brief(query), query] as const))('%s is answered with a page', async (_, query) => {
    await searched(query)
  })
})

describe('the address of a search', () => {
  test.each([
    ['/search?q=', '/search'],
    ['/search?q=%20%20', '/search'],
    ['/search?before=2-100', '/search'],
    ['/search?utm_source=zalo', '/search'],
    ['/search?q=%C4%90%C3%A0++N%E1%BA%B5ng', '/search?q=%C4%90%C3%A0+N%E1%BA%B5ng'],
    ['/search?q=%C4%90%C3%A0%20N%E1%BA%B5ng', '/search?q=%C4%90%C3%A0+N%E1%BA%B5ng'],
    [searchPath('Đà Nẵng'.normalize('NFD')), '/search?q=%C4%90%C3%A0+N%E1%BA%B5ng'],
    ['/search?fbclid=x&q=sen', '/search?q=sen'],
    ['/search?q=sen&before=9-1', '/search?q=sen'],
    ['/search?q=sen&before=2-01', '/search?q=sen'],
    ['/search?before=2-1700000000&q=sen', '/search?q=sen&before=2-1700000000'],
    ['/search?q=sen&q=hoa', '/search?q=sen'],
  ])('%s leads to %s, kept by nobody', async (asked, told) => {
    const answer = await reader.get(asked)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('Location')).toBe(told)
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    expect((await reader.get(told)).status).toBe(200)
  })

  test('keeps capitals and marks as they were typed, and is for search engines where it has something to show', async () => {
    const page = await searched('Đà Nẵng')
    expect(page).toContain('<title>Tìm «Đà Nẵng» · ')
    expect(page).toContain('<link rel="canonical" href="https://nhipcau.test/search?q=%C4%90%C3%A0+N%E1%BA%B5ng"')
    expect(page).toContain('value="Đà Nẵng"')
    expect(page).toContain(
      '<meta name="description" content="Những bài trên Dateline có «Đà Nẵng», bài mới đứng trước."',
    )
    for (const shown of [page, await searched('')]) expect(shown).not.toContain('noindex')
    expect(await searched('mua ngay zzzz')).toContain('<meta name="robots" content="noindex"')
    expect(await (await reader.get('/search?q=Đà+Nẵng&before=3-1')).text()).toContain('noindex')
  })
})

describe('a page of results', () => {
  test('is kept by the edge like a list, under a tag of its own, and answers 304 until something is published', async () => {
    const answer = await reader.get('/search?q=sen')
    expect(answer.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
    expect(answer.headers.get('Cache-Tag')).toBe('site,search')
    const etag = { 'If-None-Match': answer.headers.get('ETag') ?? '' }
    expect((await reader.get('/search?q=sen', etag)).status).toBe(304)
    await published({ ...lotusFestival, headline: 'Sen nở muộn' })
    const later = await reader.get('/search?q=sen', etag)
    expect(later.status).toBe(200)
    expect(await later.text()).toContain('nở muộn')
  })

  test('leads to the next one and back', async () => {
    for (let i = 0; i < 25; i++) await published({ ...bridge, headline: `Nhiềukỳ ${i}` }, TODAY + i * 1000)
    const first = await searched('nhiềukỳ')
    expect(first).toContain('<p class="small" role="status">25 bài</p>')
    const [, next = ''] = /<a class="action" href="([^"]+)" rel="next">/.exec(first) ?? []
    const answer = await reader.get(next.replaceAll('&amp;', '&'))
    expect(answer.status).toBe(200)
    const second = await answer.text()
    expect(second.match(/<h2>/g)).toHaveLength(10)
    expect(second).toContain('<a class="action" href="/search?q=nhi%E1%BB%81uk%E1%BB%B3">')
  })
})

describe('a search that finds nothing helps on', () => {
  test('with the query without quotes and with fewer words, the newest articles and the sections', async () => {
    const page = await searched('"hội sen" zzzz')
    expect(page).toContain('Không tìm thấy bài nào.')
    expect(page).toContain('<a href="/search?q=h%E1%BB%99i+sen+zzzz">hội sen zzzz</a>')
    expect(page).toContain('<a href="/search?q=h%E1%BB%99i+sen">hội sen</a>')
    expect(page).toContain('Bài mới nhất')
    expect(page).toContain('<a href="/van-hoa">Văn hoá</a>')
  })

  test('and says so where there was no word in it', async () => {
    expect(await searched('?!…')).toContain('chưa có chữ hay số nào')
  })

  test('nothing asked shows the form, ready to be typed into, and no advice', async () => {
    const page = await searched('')
    expect(page).toMatch(/<input [^>]*autofocus/)
    expect(page).not.toContain('Không tìm thấy')
    expect(page).toContain('href="/search" aria-current="page"')
    expect(await searched('sen')).not.toContain('autofocus')
  })
})

test('search is one step from every page, and a dead end has its form', async () => {
  for (const path of ['/', '/van-hoa', articlePath(festival)])
    expect(await (await reader.get(path)).text()).toContain('href="/search"')
  const missing = await (await reader.get('/khong-co')).text()
  expect(missing).toContain('role="search" action="/search"')
})
