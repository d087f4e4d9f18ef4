/** From a contributor to an editor and back, and what is said and kept of it. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { listHistory } from '../../worker/admin/history.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { findArticle } from '../../worker/articles/drafts.ts'
import { publishArticle, publishDue } from '../../worker/articles/publication.ts'
import type { Article } from '../../worker/schema.ts'
import { as, drafted, type Fields, ferryTimes, lotusFestival, PEOPLE, published, reader } from '../newsroom.ts'

type Written = Pick<Article, 'id'>
const at = ({ id }: Written, step = '') => `/admin/articles/${id}${step && `/${step}`}`
const now = async ({ id }: Written) => (await findArticle(env.DB, id)) ?? expect.fail('no such article')
const shown = async (article: Written, who: 'contributor' | 'editor' = 'contributor') =>
  (await as(who).get(at(article))).text()
const actions = async ({ id }: Written) => (await listHistory(env.DB, id)).map(({ action }) => action).reverse()

async function handedIn(note = '') {
  const article = await drafted(lotusFestival)
  await as('contributor').post(at(article, 'submission'), { note })
  return article
}

describe('what is handed in', () => {
  test('tells the editor what its writer said, and who and when', async () => {
    const article = await handedIn('Ảnh thứ hai chờ <nguồn>.')
    expect((await now(article)).status).toBe('handed_in')
    const page = await shown(article, 'editor')
    expect(page).toContain('Hạnh Lê gửi duyệt lúc')
    expect(page).toContain('Ảnh thứ hai chờ &lt;nguồn&gt;.')
  })

  test('is sent back with a note that its writer reads on top, and handed in again', async () => {
    const article = await handedIn()
    const sent = await as('editor').post(at(article, 'return'), { note: '  Thêm số liệu.\nGọi lại cho xã.  ' })
    expect(sent.headers.get('Location')).toBe(`${at(article)}?done=sent_back`)
    expect((await now(article)).status).toBe('draft')
    const page = await shown(article)
    expect(page).toContain('Phạm Khiêm trả bài lại lúc')
    expect(page).toContain('Thêm số liệu.\nGọi lại cho xã.')
    expect(page).toContain('Gửi duyệt')

    await as('contributor').post(at(article, 'submission'))
    expect(await shown(article)).not.toContain('class="step-note"><p class="about">Phạm Khiêm')
    expect(await actions(article)).toEqual([
      'article_created',
      'article_handed_in',
      'article_sent_back',
      'article_handed_in',
    ])
  })

  test('is not sent back without a word, nor with too many, and nothing typed is lost', async () => {
    const article = await handedIn()
    for (const note of ['', '   ', 'x'.repeat(1001)]) {
      const response = await as('editor').post(at(article, 'return'), {
        ...(lotusFestival as Fields),
        version: 1,
        body: 'Vừa sửa.',
        note,
      })
      expect(response.status).toBe(422)
      const page = await response.text()
      expect(page).toContain('href="#f-note"')
      expect(page).toContain('Vừa sửa.')
      if (note.trim()) expect(page).toContain(note)
    }
    expect((await now(article)).status).toBe('handed_in')
    expect((await as('editor').post(at(article, 'return'), { note: 'x'.repeat(1000) })).status).toBe(303)
  })

  test('takes the editor’s changes along when it goes back', async () => {
    const article = await handedIn()
    await as('editor').post(at(article, 'return'), { version: 1, body: 'Đã biên tập.', note: 'Xem lại.' })
    expect(await now(article)).toMatchObject({ status: 'draft', version: 2, body: 'Đã biên tập.' })
  })

  test('is taken back by its writer, and by no other contributor', async () => {
    const article = await handedIn()
    const other = await drafted(ferryTimes, 'editor')
    expect((await as('contributor').post(at(other, 'submission'), { _method: 'DELETE' })).status).toBe(403)
    expect(await shown(article)).toContain('Lấy về viết tiếp')
    const taken = await as('contributor').send(at(article, 'submission'), { method: 'DELETE' })
    expect(taken.headers.get('Location')).toContain('done=taken_back')
    expect((await now(article)).status).toBe('draft')
    const again = await as('contributor').post(
      at(article, 'submission'),
      { _method: 'DELETE' },
      { Accept: 'application/json' },
    )
    expect(again.status).toBe(409)
    expect(await actions(article)).toEqual(['article_created', 'article_handed_in', 'article_taken_back'])
  })

  test('is no contributor’s to send back, nor to take back from the site', async () => {
    const article = await handedIn()
    expect((await as('contributor').post(at(article, 'return'), { note: 'Tôi.' })).status).toBe(403)
    await as('editor').post(at(article, 'publication'))
    expect((await as('contributor').post(at(article, 'submission'), { _method: 'DELETE' })).status).toBe(403)
    expect((await as('editor').post(at(article, 'return'), { note: 'Muộn.' })).status).toBe(409)
    expect((await now(article)).status).toBe('published')
  })
})

describe('on record', () => {
  test('stands every step with who did it, and none that did not happen', async () => {
    const article = await handedIn()
    const soon = Date.now() + 3_600_000
    const editor = as('editor')
    await editor.post(at(article, 'publication'), { at: soon })
    await editor.post(at(article, 'publication'), { at: soon + 60_000 })
    await editor.post(at(article, 'publication'), { _method: 'DELETE' })
    await editor.post(at(article, 'publication'), { version: 99 })
    await editor.post(at(article, 'publication'))
    await editor.post(at(article, 'publication'))
    await editor.post(at(article), { slug: 'dia-chi-moi', version: 1, correction: 'Viết nhầm tên xã.' })
    await editor.post(at(article, 'publication'), { _method: 'DELETE' })
    await editor.post(at(article, 'publication'), { _method: 'DELETE' })
    expect(await actions(article)).toEqual([
      'article_created',
      'article_handed_in',
      'article_scheduled',
      'article_scheduled',
      'article_unscheduled',
      'article_published',
      'article_moved',
      'article_corrected',
      'article_withdrawn',
    ])
    const page = await shown(article, 'editor')
    for (const words of ['hẹn giờ đăng:', 'đổi đường dẫn: /van-hoa/', 'Viết nhầm tên xã.', 'rút khỏi trang'])
      expect(page).toContain(words)
    const by = await env.DB.prepare(`SELECT DISTINCT actor FROM audit_events WHERE subject = ?`)
      .bind(`article:${article.id}`)
      .all<{ actor: string }>()
    expect(by.results.map(({ actor }) => actor).sort()).toEqual([PEOPLE.contributor.email, PEOPLE.editor.email])
  })

  test('what is due is published once by two runs at once, even hours late, under the time that was set', async () => {
    const article = await drafted(lotusFestival)
    const time = Date.now() + 60_000
    await publishArticle(env.DB, article.id, { at: time, version: null, now: Date.now() })
    const runs = await Promise.all([publishDue(env.DB, time + 7_200_000), publishDue(env.DB, time + 7_200_000)])
    expect(runs.flat()).toHaveLength(1)
    expect(await now(article)).toMatchObject({ status: 'published', published_at: time })
    expect((await actions(article)).filter((action) => action === 'article_published')).toHaveLength(1)
    expect(await shown(article, 'editor')).toContain('<b>Hẹn giờ</b>')
  })
})

describe('what was scheduled', () => {
  test('and changed before its time is published as it was last saved', async () => {
    const article = await drafted(lotusFestival)
    const time = Date.now() + 60_000
    await as('editor').post(at(article, 'publication'), { at: time })
    await as('editor').post(at(article), { version: 1, headline: 'Đầu đề phút chót' })
    await publishDue(env.DB, time)
    expect(await now(article)).toMatchObject({ status: 'published', headline: 'Đầu đề phút chót' })
  })

  test('or is on the site is not left without a text', async () => {
    const article = await drafted(lotusFestival)
    await as('editor').post(at(article, 'publication'), { at: Date.now() + 60_000 })
    const emptied = { version: 1, body: '  ' }
    expect((await as('editor').post(at(article), emptied)).status).toBe(422)
    await as('editor').post(at(article, 'publication'))
    const response = await as('editor').post(at(article), emptied)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('href="#f-body"')
  })

  test('and called off is published under the time when it is, not under the one that was set', async () => {
    const article = await drafted(lotusFestival)
    await as('editor').post(at(article, 'publication'), { at: Date.now() + 86_400_000 })
    await as('editor').post(at(article, 'publication'), { _method: 'DELETE' })
    expect((await now(article)).published_at).toBeNull()
    await as('editor').post(at(article, 'publication'))
    expect((await now(article)).published_at).toBeLessThanOrEqual(Date.now())
  })
})

describe('what was withdrawn', () => {
  test('is a draft again, scheduled anew or published, and gone for readers until then', async () => {
    const article = await published({ ...ferryTimes, slug: 'rut-roi-tro-lai' })
    const status = async () => (await reader.get(articlePath(article))).status
    const editor = as('editor')
    await editor.post(at(article, 'publication'), { _method: 'DELETE' })
    expect(await status()).toBe(410)
    const reopened = await editor.post(at(article, 'return'))
    expect(reopened.headers.get('Location')).toContain('done=reopened')
    expect(await now(article)).toMatchObject({ status: 'draft', published_at: article.published_at })
    expect(await status()).toBe(410)
    expect((await reader.get(`${articlePath(article)}/comments`)).status).toBe(410)

    const time = Date.now() + 86_400_000
    await editor.post(at(article, 'publication'), { at: time })
    expect(await status()).toBe(410)
    await editor.post(at(article, 'publication'), { _method: 'DELETE' })
    expect((await now(article)).status).toBe('withdrawn')
    expect(await status()).toBe(410)
    await editor.post(at(article, 'publication'), { at: time })
    await publishDue(env.DB, time)
    expect(await status()).toBe(200)
    expect(await now(article)).toMatchObject({ published_at: time, withdrawn_at: null })
  })

  test('and is worked on comes back under its first date', async () => {
    const article = await published({ ...ferryTimes, slug: 'ngay-dau' }, Date.parse('2025-05-31T12:00:00+07:00'))
    await as('editor').post(at(article, 'publication'), { _method: 'DELETE' })
    await as('editor').post(at(article, 'return'))
    await as('editor').post(at(article, 'publication'))
    expect(await now(article)).toMatchObject({ published_at: article.published_at, month: '2025-05' })
  })
})
