import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { ArticleForm } from '../../worker/articles/article.ts'
import { saveArticle } from '../../worker/articles/drafts.ts'
import { withdrawArticle } from '../../worker/articles/publication.ts'
import type { Article } from '../../worker/schema.ts'
import {
  as,
  drafted,
  ferryTimes,
  nightMarket,
  ORIGIN,
  PEOPLE,
  pageOf,
  published,
  reader,
  type Story,
  TODAY,
  withPurges,
} from '../newsroom.ts'

const HOUR_MS = 60 * 60 * 1000

const citing = (body: string, headline = `Bài về ${body}`): Story => ({ ...ferryTimes, headline, body })
const textAt = async (path: string) => (await reader.get(path)).text()
const statusAt = async (path: string) => (await reader.get(path)).status
const saved = (article: Article, story: Story) =>
  saveArticle(env.DB, article, article.version, ArticleForm.parse(story), PEOPLE.editor.email, TODAY)
const headings = (page: string) =>
  [...page.matchAll(/<h([1-3])[^>]*>(.*?)<\/h\1>/gs)].map(
    ([, level, text = '']) => `${level} ${text.replace(/<[^>]*>/g, '')}`,
  )

describe('the list of documents', () => {
  test('before any is cited says what will stand there', async () => {
    expect(headings(await textAt('/documents'))).toEqual([
      '1 Văn bản được trích dẫn',
      '2 Chưa có văn bản nào được viện dẫn',
    ])
  })

  test('has what published articles cite, the newest first, year by year', async () => {
    await published(citing('Theo Chỉ thị số 07/CT-TTg ngày 21/3/2023 và Nghị định 30/2020/NĐ-CP.'))
    await published(citing('Theo Nghị định 30/2020/NĐ-CP và Nghị quyết số 29-NQ/TW.'))
    await drafted(citing('Theo Luật số 11/2022/QH15.'))
    const page = await textAt('/documents')
    expect(headings(page)).toEqual(['1 Văn bản được trích dẫn', '2 2023', '2 2020', '2 Không rõ năm'])
    expect(page).toMatch(
      /href="\/documents\/07-ct-ttg".*?Chỉ thị số 07\/CT-TTg.*?ngày 21 tháng 3 năm 2023<\/time> · 1 bài/,
    )
    expect(page).toMatch(/Nghị định số 30\/2020\/NĐ-CP<\/span><\/a><span class="small">2 bài/)
    expect(page).not.toContain('11/2022/QH15')
    expect(page).toContain(`<link rel="canonical" href="${ORIGIN}/documents">`)
  })

  test('is reached from the foot of every page, and speaks English where the newsroom does', async () => {
    expect(await textAt('/')).toContain('<a href="/documents">Văn bản được trích dẫn</a>')
    await env.DB.prepare(`UPDATE settings SET locale = 'en'`).run()
    const page = await textAt('/documents')
    expect(page).toContain('<h1>Documents cited</h1>')
    expect(page).toMatch(/<span lang="vi">Chỉ thị 07\/CT-TTg<\/span>.*21 March 2023<\/time> · 1 article</s)
    await env.DB.prepare(`UPDATE settings SET locale = 'vi'`).run()
  })
})

describe('a document’s page', () => {
  test('has its name, its date, and the articles that cite it; and search engines are told where it stands', async () => {
    const page = await textAt('/documents/07-ct-ttg')
    expect(headings(page)).toEqual([
      '1 Chỉ thị số 07/CT-TTg',
      '2 Bài về Theo Chỉ thị số 07/CT-TTg ngày 21/3/2023 và Nghị định 30/2020/NĐ-CP.',
    ])
    expect(page).toContain('<time datetime="2023-03-21">ngày 21 tháng 3 năm 2023</time> · 1 bài viện dẫn')
    expect(page).toContain(`<link rel="canonical" href="${ORIGIN}/documents/07-ct-ttg">`)
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? []
    expect(JSON.parse(data)['@graph'][0].itemListElement.map((item: { name: string }) => item.name)).toEqual([
      'Dateline',
      'Văn bản được trích dẫn',
      'Chỉ thị số 07/CT-TTg',
    ])
  })

  test('is where the citations in an article lead, also from an English one', async () => {
    const article = await published({ ...nightMarket, body: 'Under Decree No. 30/2020/ND-CP and Directive 7/CT-TTg.' })
    const links = [...(await pageOf(article)).matchAll(/<cite class="document"><a href="([^"]*)">/g)].map(
      ([, to]) => to,
    )
    expect(links).toEqual(['/documents/30-2020-nd-cp', '/documents/07-ct-ttg'])
    for (const link of links) expect(await textAt(link ?? '')).toContain(article.headline)
  })

  test.each([
    ['/documents/30/2020/NĐ-CP', '/documents/30-2020-nd-cp'],
    ['/documents/30/2020/N%C4%90-CP', '/documents/30-2020-nd-cp'],
    ['/documents/30%2F2020%2Fn%C4%91-cp', '/documents/30-2020-nd-cp'],
    ['/documents/30-2020-ND-CP', '/documents/30-2020-nd-cp'],
    ['/documents/07/CT-TTg', '/documents/07-ct-ttg'],
    ['/documents/7/CT-TTg?utm_source=zalo', '/documents/07-ct-ttg'],
    ['/documents/07-ct-ttg?before=x', '/documents/07-ct-ttg'],
    ['/documents/07-ct-ttg?a=1&before=2023-03-21_5-1', '/documents/07-ct-ttg?before=2023-03-21_5-1'],
    ['/documents?before=2020_30-2020-nd-cp&before=1', '/documents?before=2020_30-2020-nd-cp'],
    ['/documents?before=07-ct-ttg', '/documents'],
  ])('%s leads to %s, kept by nobody', async (asked, told) => {
    const answer = await reader.get(asked)
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, told])
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    expect((await reader.get(told)).status).toBe(200)
  })

  test.each([
    '/documents/11-2022-qh15',
    '/documents/99-ct-ttg',
    '/documents/khong-co',
    '/documents/%F0%9F%8C%B8',
    '/documents/%',
  ])('%s, which no published article cites, is 404', async (path) => {
    expect(await statusAt(path)).toBe(404)
  })

  test('is gone with the last article that cites it, and back with it', async () => {
    const article = await published(citing('Theo Kế hoạch số 119/KH-UBND ngày 28/8/2023.'))
    expect(await statusAt('/documents/119-kh-ubnd')).toBe(200)
    await withdrawArticle(env.DB, article.id)
    expect(await statusAt('/documents/119-kh-ubnd')).toBe(404)
    expect(await textAt('/documents')).not.toContain('119/KH-UBND')
    await as('editor').post(`/admin/articles/${article.id}/publication`)
    expect(await statusAt('/documents/119-kh-ubnd')).toBe(200)
    await saved({ ...article, status: 'published' }, citing('Không còn trích.'))
    expect(await statusAt('/documents/119-kh-ubnd')).toBe(404)
  })
})

describe('a number that names more than one document', () => {
  test('has its articles by the date that each cites, the newest first and last those that tell none', async () => {
    await published(citing('Quyết định số 12/QĐ-UBND ngày 3/2/2024', 'Năm 2024'), TODAY)
    await published(citing('Quyết định số 12/QĐ-UBND', 'Không nêu'), TODAY + HOUR_MS)
    await published(citing('Quyết định số 12/QĐ-UBND ngày 5/6/2026', 'Năm 2026'), TODAY - HOUR_MS)
    await published(citing('Quyết định số 12/QĐ-UBND ngày 3/2/2024', 'Cũng năm 2024'), TODAY - HOUR_MS)
    const page = await textAt('/documents/12-qd-ubnd')
    expect(headings(page)).toEqual([
      '1 Quyết định số 12/QĐ-UBND',
      '2 Văn bản ngày 5 tháng 6 năm 2026',
      '3 Năm 2026',
      '2 Văn bản ngày 3 tháng 2 năm 2024',
      '3 Năm 2024',
      '3 Cũng năm 2024',
      '2 Bài không nêu ngày của văn bản',
      '3 Không nêu',
    ])
    expect(page).toContain('nhiều văn bản có thể mang cùng một số')
  })

  test('is dated by what published articles say, never by a draft or by what has been put right', async () => {
    const article = await published(citing('Quyết định số 14/QĐ-UBND ngày 5/6/2325', 'Gõ nhầm năm'))
    await drafted(citing('Quyết định số 14/QĐ-UBND ngày 1/1/2026', 'Còn là nháp'))
    expect(await textAt('/documents')).toContain('ngày 5 tháng 6 năm 2325')
    await saved(article, citing('Quyết định số 14/QĐ-UBND ngày 5/6/2025', 'Gõ nhầm năm'))
    expect(await textAt('/documents/14-qd-ubnd')).toContain('ngày 5 tháng 6 năm 2025</time> · 1 bài')
    const page = await textAt('/documents')
    expect(page).toContain('ngày 5 tháng 6 năm 2025')
    expect(page).not.toMatch(/2325|1 tháng 1 năm 2026/)
  })
})

describe('numbers that make one address', () => {
  test('are one document, under the number that came first', async () => {
    await published(citing('Nghị quyết số 18-NQ/TW', 'Viết một cách'))
    await published(citing('Nghị quyết 18/NQ-TW, Nghị quyết 18-NQ/TW', 'Viết cả hai cách'))
    const page = await textAt('/documents/18-nq-tw')
    expect(headings(page)).toEqual(['1 Nghị quyết số 18-NQ/TW', '2 Viết cả hai cách', '2 Viết một cách'])
    expect(page).toContain('2 bài viện dẫn')
  })

  test('from before there were addresses get theirs with the next citation', async () => {
    await env.DB.prepare(
      `INSERT INTO documents (number, type, issuer) VALUES ('45/TB-VPCP', 'Thông báo', 'VPCP')`,
    ).run()
    await published(citing('Thông báo số 45/TB-VPCP'))
    expect(await statusAt('/documents/45-tb-vpcp')).toBe(200)
  })

  test('never make a save fail, also where an older row has none and another has it', async () => {
    await env.DB.prepare(
      `INSERT INTO documents (number, slug, type, issuer)
       VALUES ('13-CT/TW', NULL, 'Chỉ thị', 'TW'), ('13/CT-TW', '13-ct-tw', 'Chỉ thị', 'TW')`,
    ).run()
    await published(citing('Chỉ thị 13-CT/TW', 'Dùng chung trang'))
    expect(await textAt('/documents/13-ct-tw')).toContain('Dùng chung trang')
  })
})

describe('what readers see of a document is purged', () => {
  const editorWith = (answer: ReturnType<typeof withPurges>['answer']) => as('editor', answer)
  const documents = (tags: string[]) => tags.filter((tag) => tag.startsWith('document')).sort()

  test('with a publication and a withdrawal of an article that cites it', async () => {
    const article = await drafted(citing('Công văn số 88/UBND-NN'))
    const { tags, answer } = withPurges()
    await editorWith(answer).post(`/admin/articles/${article.id}/publication`, { version: 1 })
    expect(documents(tags)).toEqual(['document-88-ubnd-nn', 'documents'])
    tags.length = 0
    await editorWith(answer).send(`/admin/articles/${article.id}/publication`, { method: 'DELETE' })
    expect(documents(tags)).toEqual(['document-88-ubnd-nn', 'documents'])
  })

  test('with a save, both what was cited before and what is cited now; with a draft’s, nothing', async () => {
    const article = await published(citing('Công văn số 90/UBND-NN', 'Sửa trích dẫn'))
    const { tags, answer } = withPurges()
    const form = { version: article.version, body: 'Công văn số 91/UBND-NN' }
    await editorWith(answer).post(`/admin/articles/${article.id}`, form)
    expect(documents(tags)).toEqual(['document-90-ubnd-nn', 'document-91-ubnd-nn', 'documents'])
    tags.length = 0
    const draft = await drafted(citing('Công văn số 92/UBND-NN', 'Nháp'))
    await editorWith(answer).post(`/admin/articles/${draft.id}`, { version: 1, body: 'Công văn số 93/UBND-NN' })
    expect(tags).toEqual([])
  })

  test.each([
    ['/documents', 'documents'],
    ['/documents/07-ct-ttg', 'document-07-ct-ttg'],
  ])('at %s by its tag, and answered 304 until an article is published', async (path, tag) => {
    const answer = await reader.get(path)
    expect(answer.headers.get('Cache-Tag')).toBe(`site,${tag}`)
    expect(answer.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
    const known = { 'If-None-Match': answer.headers.get('ETag') ?? '' }
    expect((await reader.get(path, known)).status).toBe(304)
    await published(citing('Theo Chỉ thị số 07/CT-TTg.', `Mới cho ${path}`))
    expect((await reader.get(path, known)).status).toBe(200)
  })
})

describe('more than a page of articles', () => {
  test('is turned by links that say where they lead', async () => {
    for (let n = 0; n < 21; n++) {
      await published(citing('Thông tư 22/2021/TT-BGDĐT', `Bài thứ ${n}`), TODAY + n * 1000)
    }
    const first = await textAt('/documents/22-2021-tt-bgddt')
    const [, older = ''] = /<link rel="next" href="([^"]*)"/.exec(first) ?? []
    expect(older).toMatch(/^\/documents\/22-2021-tt-bgddt\?before=_\d+-\d+$/)
    expect(first).not.toContain('rel="prev"')
    const second = await textAt(older)
    expect(headings(second).slice(1)).toEqual(['2 Bài thứ 0'])
    expect(second).toContain('<link rel="prev" href="/documents/22-2021-tt-bgddt"/>')
    expect(second).toContain('<meta name="robots" content="noindex">')
  })
})
