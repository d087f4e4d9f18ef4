import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import type { Duplicate } from '../../worker/admin/duplicates.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { withdrawArticle } from '../../worker/articles/publication.ts'
import { as, drafted, type Fields, ferryTimes, lotusFestival, published } from '../newsroom.ts'

const YEAR_MS = 365 * 86_400_000

beforeEach(async () => {
  const tables = ['redirects', 'article_tags', 'article_documents', 'article_texts', 'revisions', 'articles']
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)))
})

async function ask(fields: Record<string, string>, who: 'contributor' | 'editor' = 'editor') {
  const response = await as(who).get(`/admin/articles/duplicates?${new URLSearchParams(fields)}`)
  expect(response.status).toBe(200)
  return (await response.json()) as { duplicates: Duplicate[]; says: string }
}
const told = async (headline: string) => (await ask({ headline })).duplicates.map(({ about }) => about)

test('the same headline is told with or without marks, in print and at the desk, and not for ever', async () => {
  const live = await published(lotusFestival, Date.now() - 1000)
  expect((await ask({ headline: 'HOI SEN  Đồng Tháp: mở cửa sớm một tuần' })).duplicates).toEqual([
    { about: 'same', headline: live.headline, status: 'published', path: `/admin/articles/${live.id}` },
  ])
  await drafted({ ...ferryTimes })
  expect(await told(ferryTimes.headline)).toEqual(['same'])
  await published({ ...lotusFestival, headline: 'Chuyện của năm kia', slug: 'cu' }, Date.now() - 2 * YEAR_MS)
  expect(await told('Chuyện của năm kia')).toEqual([])
  await withdrawArticle(env.DB, live.id)
  expect(await told(lotusFestival.headline)).toEqual(['same'])
})

test('nearly the same is told, and what only shares a few words is not', async () => {
  await published(lotusFestival, Date.now() - 1000)
  expect(await told('Hội sen Đồng Tháp mở cửa sớm hai tuần')).toEqual(['near'])
  expect(await told('Lễ hội sen Đồng Tháp mở cửa sớm')).toEqual(['near'])
  for (const other of ['Hội sen Đồng Tháp', 'Đồng Tháp mở cửa rừng tràm đón khách', 'Sen', '', '   ', '" OR * ('])
    expect(await told(other), other).toEqual([])
  await drafted({ ...ferryTimes, headline: 'Sen' })
  expect(await told('sen')).toEqual(['same'])
})

test('an article is not its own duplicate', async () => {
  const { id, headline, section, slug } = await drafted(lotusFestival)
  expect((await ask({ id: `${id}`, headline, section, slug })).duplicates).toEqual([])
})

test('an address in use, or that leads to another, is told', async () => {
  const live = await published({ ...lotusFestival, slug: 'hoi-sen' })
  const taken = await ask({ headline: '', section: 'van-hoa', slug: 'Hội Sen' })
  expect(taken.duplicates).toMatchObject([{ about: 'taken', headline: live.headline }])
  await as('editor').post(`/admin/articles/${live.id}`, { version: 1, slug: 'hoi-sen-moi' })
  expect((await ask({ section: 'van-hoa', slug: 'hoi-sen' })).duplicates).toMatchObject([{ about: 'leads' }])
  expect((await ask({ id: `${live.id}`, section: 'van-hoa', slug: 'hoi-sen' })).duplicates).toEqual([])
  await env.DB.prepare(
    `INSERT INTO redirects (from_path, to_path, created_at) VALUES ('/van-hoa/xua', '/archive', 0)`,
  ).run()
  expect((await ask({ section: 'van-hoa', slug: 'xua' })).duplicates).toEqual([
    { about: 'leads', headline: '/archive', status: null, path: '/archive' },
  ])
})

test('a contributor is told that somebody is at it, and nothing that is not theirs to know', async () => {
  const { id } = await drafted(lotusFestival, 'editor')
  const { duplicates, says } = await ask({ headline: lotusFestival.headline }, 'contributor')
  expect(duplicates).toEqual([{ about: 'same', headline: null, status: null, path: null }])
  expect(says).toContain('một bài khác đang được chuẩn bị')
  await as('editor').post(`/admin/articles/${id}/publication`)
  const [now] = (await ask({ headline: lotusFestival.headline }, 'contributor')).duplicates
  expect(now).toMatchObject({ headline: lotusFestival.headline, path: expect.stringMatching(/^\/van-hoa\//) })
})

test('without a script the page says it after the save, and keeps nobody from saving', async () => {
  await published({ ...lotusFestival, headline: 'Một & <hai>' }, Date.now() - 1000)
  const form = { ...(lotusFestival as Fields), headline: 'Một & <Hai>' }
  const saved = await as('contributor').post('/admin/articles', form)
  expect(saved.status).toBe(303)
  const page = await (await as('contributor').get(saved.headers.get('Location') ?? '')).text()
  expect(page).toMatch(/Đã có bài mang đúng đầu đề này:\s*<a href="\/van-hoa\/mot-hai"[^>]*>Một &amp; &lt;hai&gt;<\/a>/)
  const live = await published({ ...ferryTimes, slug: 'ben-do' })
  const refused = await as('editor').post('/admin/articles', { ...(ferryTimes as Fields), slug: 'ben-do' })
  expect(refused.status).toBe(409)
  const again = await refused.text()
  expect(again).toContain('href="#f-slug"')
  expect(again).toContain(`Đường dẫn này đang là của bài: <a href="/admin/articles/${live.id}"`)
  expect((await as('editor').get(articlePath(live))).status).toBe(200)
})
