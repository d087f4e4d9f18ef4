/** An article's saved versions: the list, what is different, and bringing one back. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { findArticle } from '../../worker/articles/drafts.ts'
import {
  as,
  type Desk,
  drafted,
  ferryTimes,
  lotusFestival,
  pageOf,
  published,
  reader,
  revisionsOf,
  withPurges,
} from '../newsroom.ts'

const now = async (id: number) => (await findArticle(env.DB, id)) ?? expect.fail('no such article')
const html = async (path: string, who: Desk = 'editor') => (await as(who).get(path)).text()
const textOf = (page: string) =>
  page
    .slice(page.indexOf('<main'))
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
const save = (id: number, version: number, fields: Record<string, string>, who: Desk = 'editor') =>
  as(who).post(`/admin/articles/${id}`, { version, ...fields })

describe('the list of versions', () => {
  test('says who saved each, when, and how much it changed', async () => {
    const { id } = await drafted({ ...lotusFestival, body: 'Một hai ba.' })
    await save(id, 1, { body: 'Một hai ba bốn năm.' })
    await save(id, 2, { body: 'Một hai.' }, 'owner')
    const page = textOf(await html(`/admin/articles/${id}/revisions`))
    expect(page).toMatch(/Bản thứ 3 bản hiện nay.*Đặng Thu.*bớt 3 chữ/)
    expect(page).toMatch(/Bản thứ 2.*Phạm Khiêm.*thêm 2 chữ/)
    expect(page).toMatch(/Bản thứ 1.*Hạnh Lê.*bản đầu tiên/)
  })

  test('of many saves is paged by key', async () => {
    const { id } = await drafted({ ...lotusFestival, slug: 'nhieu-ban' })
    await env.DB.batch(
      Array.from({ length: 59 }, (_, n) =>
        env.DB.prepare(
          `INSERT INTO revisions (article_id, version, section, slug, lang, headline, standfirst, source_credit, byline, body, tags,
             saved_at, saved_by)
           SELECT article_id, ?1, section, slug, lang, headline, standfirst, source_credit, byline, body || ?1, tags,
             saved_at + ?1, saved_by FROM revisions WHERE article_id = ?2 AND version = 1`,
        ).bind(n + 2, id),
      ),
    )
    const json = { Accept: 'application/json' }
    type Page = { revisions: { version: number; changed: object | null }[]; older: number | null }
    const first = await (await as('editor').get(`/admin/articles/${id}/revisions`, json)).json<Page>()
    expect([first.revisions.length, first.revisions[0]?.version, first.older]).toEqual([50, 60, 11])
    expect(first.revisions.every(({ changed }) => changed !== null)).toBe(true)
    const next = await (await as('editor').get(`/admin/articles/${id}/revisions?before=11`, json)).json<Page>()
    expect(next.revisions.map(({ version }) => version)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(next.revisions.at(-1)?.changed).toBeNull()
    expect(await html(`/admin/articles/${id}/revisions`)).toContain('before=11')
  })

  test("is not for a contributor whose article it isn't", async () => {
    const { id } = await drafted(ferryTimes, 'editor')
    for (const path of ['revisions', 'differences?from=1&to=1'])
      expect((await as('contributor').get(`/admin/articles/${id}/${path}`)).status).toBe(403)
    expect((await as('contributor').post(`/admin/articles/${id}/revisions`, { from: 1, version: 1 })).status).toBe(403)
  })
})

describe('two versions', () => {
  const figure = (align: string, caption = 'Đầm sen') =>
    `::figure[${caption}]{image="${'a'.repeat(64)}" align="${align}"}`

  test('are told apart by words, fields and pictures, and not by colour alone', async () => {
    const { id } = await drafted({ ...lotusFestival, body: `Sáng thứ Bảy mở hội.\n\n${figure('left')}\n\nHết.` })
    await save(id, 1, {
      headline: 'Hội sen mở cửa sớm hai tuần',
      section: 'chinh-sach',
      body: `Sáng Chủ Nhật mở hội.\n\n${figure('right')}\n\nHết.\n\n${figure('wide', 'Cầu mới')}`,
    })
    const page = await html(`/admin/articles/${id}/differences?from=1&to=2`)
    expect(page).toMatch(/<del>.*thứ Bảy.*<\/del><ins>.*Chủ Nhật.*<\/ins>/)
    const told = textOf(page)
    expect(told).toContain('[bỏ: thứ Bảy hết]')
    expect(told).toContain('[thêm: Chủ Nhật hết]')
    expect(told).toContain('Sửa ảnh: Đầm sen; vị trí: Bên trái → Bên phải')
    expect(told).toContain('Thêm ảnh: Cầu mới')
    expect(told).toContain('Văn hoá → Chính sách')
    expect(told).toMatch(/Đầu đề ?Hội sen/)
    expect(textOf(await html(`/admin/articles/${id}/differences?from=2&to=1`))).toContain('Bản 2 so với bản 1')
  })

  test('that are the same say so, and one that is not there is not found', async () => {
    const { id } = await drafted(lotusFestival)
    expect(await html(`/admin/articles/${id}/differences?from=1&to=1`)).toContain('Hai bản giống hệt nhau.')
    for (const query of ['?from=1&to=9', '?from=x&to=1', ''])
      expect((await as('editor').get(`/admin/articles/${id}/differences${query}`)).status).toBe(404)
  })

  test('show what was written as text, never as markup', async () => {
    const { id } = await drafted({ ...lotusFestival, body: '<script>alert(1)</script>' })
    await save(id, 1, { body: '<script>alert(2)</script>' })
    expect(await html(`/admin/articles/${id}/differences?from=1&to=2`)).not.toContain('<script>alert')
  })
})

describe('a version brought back', () => {
  test('is a new one at the address the article has now, on record, and nothing is erased', async () => {
    const { id } = await drafted({ ...lotusFestival, slug: 'dia-chi-cu' })
    await save(id, 1, { body: 'Bản hai.', slug: 'dia-chi-moi', section: 'chinh-sach', tags: 'Khác' })
    const restored = await as('editor').post(`/admin/articles/${id}/revisions`, { from: 1, version: 2 })
    expect(restored.headers.get('Location')).toBe(`/admin/articles/${id}?done=restored`)
    expect(await now(id)).toMatchObject({
      version: 3,
      body: lotusFestival.body,
      slug: 'dia-chi-moi',
      section: 'chinh-sach',
    })
    expect(await revisionsOf({ id })).toMatchObject([
      { tags: lotusFestival.tags },
      { body: 'Bản hai.' },
      { version: 1 },
    ])
    const event = await env.DB.prepare(`SELECT * FROM audit_events WHERE subject = ? AND action = 'article_restored'`)
      .bind(`article:${id}`)
      .first()
    expect(event).toMatchObject({ actor: 'editor@dateline.test', detail: '{"restores":1,"version":3}' })
  })

  test('over a newer save than was seen is refused with both, and not on record', async () => {
    const { id } = await drafted({ ...lotusFestival, slug: 'khoi-phuc-muon' })
    await save(id, 1, { body: 'Bản hai.' })
    await save(id, 2, { body: 'Bản ba.' })
    const late = await as('owner').post(`/admin/articles/${id}/revisions`, { from: 1, version: 2 })
    expect(late.status).toBe(409)
    expect((await now(id)).version).toBe(3)
    const events = await env.DB.prepare(
      `SELECT count(*) AS n FROM audit_events WHERE subject = ? AND action = 'article_restored'`,
    ).bind(`article:${id}`)
    expect(await events.first('n')).toBe(0)
  })

  test('that readers see changes their page', async () => {
    const article = await published({ ...ferryTimes, slug: 'khoi-phuc-tren-trang', body: 'Bản đúng.' })
    await save(article.id, 1, { body: 'Bản sai.' })
    const { tags, answer } = withPurges()
    await as('editor', answer).post(`/admin/articles/${article.id}/revisions`, { from: 1, version: 2 })
    expect(await pageOf(article)).toContain('Bản đúng.')
    expect(tags).toContain(`article-${article.id}`)
  })

  test('of a withdrawn article can be published again', async () => {
    const article = await published({ ...ferryTimes, slug: 'rut-roi-dang-lai', body: 'Bản đúng.' })
    await save(article.id, 1, { body: 'Bản sai.' })
    await as('editor').send(`/admin/articles/${article.id}/publication`, { method: 'DELETE' })
    expect((await reader.get(articlePath(article))).status).toBe(410)
    await as('editor').post(`/admin/articles/${article.id}/revisions`, { from: 1, version: 2 })
    expect((await now(article.id)).status).toBe('withdrawn')
    expect(await html(`/admin/articles/${article.id}`)).toContain('Đăng lại')
    await as('editor').post(`/admin/articles/${article.id}/publication`, { timing: 'now' })
    expect(await pageOf(article)).toContain('Bản đúng.')
  })

  test('is offered to who may save, and the newest is not', async () => {
    const { id } = await drafted(lotusFestival)
    await save(id, 1, { body: 'Bản hai.' })
    expect(await html(`/admin/articles/${id}/revisions/1`)).toContain('Khôi phục bản này')
    expect(await html(`/admin/articles/${id}/revisions/2`)).not.toContain('Khôi phục')
    await as('editor').post(`/admin/articles/${id}/publication`)
    expect(await html(`/admin/articles/${id}/revisions/1`, 'contributor')).not.toContain('Khôi phục')
    expect((await as('contributor').post(`/admin/articles/${id}/revisions`, { from: 1, version: 2 })).status).toBe(403)
  })
})
