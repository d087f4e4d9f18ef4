import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { findArticle } from '../../worker/articles/drafts.ts'
import type { Article } from '../../worker/schema.ts'
import {
  as,
  drafted,
  type Fields,
  ferryTimes,
  lotusFestival,
  pageOf,
  published,
  reader,
  withPurges,
} from '../newsroom.ts'

const NOTE = 'Chuyến sáng rời bến lúc 5 giờ 40, không phải 5 giờ 20.'

let article: Article
beforeEach(async () => {
  article = await published({ ...ferryTimes, headline: `Bến đò ${crypto.randomUUID()}` })
})

const path = (end = '') => `/admin/articles/${article.id}${end}`
const correct = (fields: Fields = {}) => as('editor').post(path(), { version: 1, correction: NOTE, ...fields })
const notes = async () => {
  const sql = 'SELECT id, note FROM corrections WHERE article_id = ? ORDER BY id'
  return (await env.DB.prepare(sql).bind(article.id).all<{ id: number; note: string }>()).results
}

describe('a correction', () => {
  test('goes with the save that puts it right, and readers are told with its date', async () => {
    const etag = (await reader.get(articlePath(article))).headers.get('ETag') ?? ''
    expect((await correct({ body: 'Chuyến sáng rời bến lúc 5 giờ 40.' })).status).toBe(303)
    expect(await findArticle(env.DB, article.id)).toMatchObject({
      version: 2,
      body: 'Chuyến sáng rời bến lúc 5 giờ 40.',
    })
    const page = await reader.get(articlePath(article), { 'If-None-Match': etag })
    expect(page.status).toBe(200)
    expect(await page.text()).toMatch(new RegExp(`Đính chính, <time[^>]*>[^<]+</time>:</b> ${NOTE}`))
  })

  test('is one however often its form is sent', async () => {
    await Promise.all([correct(), correct(), correct()])
    expect(await notes()).toHaveLength(1)
  })

  test('that comes with a save over somebody else’s is kept in the form and not told', async () => {
    await as('editor').post(path(), { version: 1, body: 'Bản của người khác.' })
    const response = await correct({ body: 'Bản của tôi.' })
    expect(response.status).toBe(409)
    expect(await response.text()).toMatch(new RegExp(`<textarea[^>]*name="correction"[^>]*>${NOTE}</textarea>`))
    expect(await notes()).toEqual([])
  })

  test('is told too where somebody has saved the same words without it', async () => {
    await as('editor').post(path(), { version: 1, body: 'Chữ đã sửa.' })
    expect((await correct({ body: 'Chữ đã sửa.' })).status).toBe(409)
    expect(await notes()).toEqual([])
    expect((await correct({ version: 2 })).status).toBe(303)
    expect(await notes()).toMatchObject([{ note: NOTE }])
  })

  test('longer than 500 characters is refused at its field, with all that was typed', async () => {
    const response = await correct({ correction: 'đ'.repeat(501), body: 'Chữ đã gõ.' })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('href="#f-correction"')
    expect(page).toContain('đ'.repeat(501))
    expect(page).toContain('Chữ đã gõ.')
    expect(await findArticle(env.DB, article.id)).toMatchObject({ version: 1 })
  })

  test('is not for an article that nobody has read, nor for a contributor', async () => {
    const draft = await drafted(lotusFestival)
    const early = await as('editor').post(`/admin/articles/${draft.id}`, { version: 1, correction: NOTE })
    expect(early.status).toBe(422)
    const own = await as('contributor').post(`/admin/articles/${draft.id}`, { version: 1, correction: NOTE })
    expect(own.status).toBe(403)
    for (const who of ['editor', 'contributor'] as const) {
      expect(await (await as(who).get(`/admin/articles/${draft.id}`)).text()).not.toContain('name="correction"')
    }
  })

  test('can be taken back, and what was typed beside it is saved', async () => {
    await correct()
    const [{ id } = { id: 0 }] = await notes()
    const desk = await (await as('editor').get(path())).text()
    expect(desk).toContain(`formaction="${path(`/corrections/${id}`)}"`)
    const { tags, answer } = withPurges()
    const fields = { _method: 'DELETE', version: 2, body: 'Gõ thêm.' }
    const response = await as('editor', answer).post(path(`/corrections/${id}`), fields)
    expect(response.headers.get('Location')).toContain('done=uncorrected')
    expect(await notes()).toEqual([])
    expect(await findArticle(env.DB, article.id)).toMatchObject({ version: 3, body: 'Gõ thêm.' })
    expect(tags).toContain(`article-${article.id}`)
    expect(await pageOf(article)).not.toContain(NOTE)
  })

  test('of another article is not there to be taken back', async () => {
    await correct()
    const [{ id } = { id: 0 }] = await notes()
    const other = await published({ ...lotusFestival, headline: 'Bài khác' })
    const response = await as('editor').send(`/admin/articles/${other.id}/corrections/${id}`, { method: 'DELETE' })
    expect(response.status).toBe(404)
    expect(await notes()).toHaveLength(1)
  })

  test('is shown in the preview before it is told', async () => {
    const form = { ...(ferryTimes as Fields), headline: article.headline, slug: article.slug, correction: NOTE }
    expect(await (await as('editor').post('/admin/preview', form)).text()).toContain(NOTE)
    expect(await notes()).toEqual([])
  })
})
