/** What is typed and not saved: kept for its writer alone, until a save has it. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { findArticle } from '../../worker/articles/drafts.ts'
import { forgetDaily } from '../../worker/privacy/daily.ts'
import type { WorkingCopy } from '../../worker/schema.ts'
import { as, type Desk, drafted, type Fields, ferryTimes, lotusFestival, PEOPLE, published } from '../newsroom.ts'

let forms = 0
const newKey = () => `form-${++forms}`

interface Typed {
  article?: number | ''
  version?: number
  step?: number
  written_at?: number
  continues?: string
  person?: string
}

/** As desk/saving.ts sends it. */
async function keep(who: Desk, key: string, fields: Record<string, string>, typed: Typed = {}) {
  const form: Fields = {
    person: PEOPLE[who].email,
    article: '',
    version: 0,
    step: 1,
    written_at: Date.now(),
    ...typed,
    fields: JSON.stringify(fields),
  }
  const response = await as(who).post(`/admin/working-copies/${key}`, form, { Accept: 'application/json' })
  return { status: response.status, answer: await response.json<Record<string, Record<string, unknown>>>() }
}

const rows = async (key: string) =>
  (await env.DB.prepare('SELECT * FROM working_copies WHERE key = ?').bind(key).all<WorkingCopy>()).results
const bodyOf = async (key: string) => {
  const fields = (await rows(key))[0]?.fields
  return fields ? JSON.parse(fields).body : fields
}
const html = async (who: Desk, path: string) => (await as(who).get(path)).text()

describe('a working copy', () => {
  test('is written over as its form goes on, and never by what was typed before', async () => {
    const { id } = await drafted(lotusFestival)
    const key = newKey()
    await keep('contributor', key, { body: 'Một' }, { article: id, version: 1, step: 1 })
    await keep('contributor', key, { body: 'Một hai ba' }, { article: id, version: 1, step: 3 })
    const late = await keep('contributor', key, { body: 'Một hai' }, { article: id, version: 1, step: 2 })
    expect(late.answer['copy']).toMatchObject({ step: 3 })
    expect(await bodyOf(key)).toBe('Một hai ba')
  })

  test('of another window stands beside it', async () => {
    const { id } = await drafted(lotusFestival)
    const [one, two] = [newKey(), newKey()]
    await keep('contributor', one, { body: 'Ở thẻ một' }, { article: id, version: 1 })
    await keep('contributor', two, { body: 'Ở thẻ hai' }, { article: id, version: 1 })
    expect([await bodyOf(one), await bodyOf(two)]).toEqual(['Ở thẻ một', 'Ở thẻ hai'])
    const page = await html('contributor', `/admin/articles/${id}`)
    expect(page.match(/data-copy="/g)).toHaveLength(2)
  })

  test('is read by nobody else, however they ask', async () => {
    const { id } = await drafted(lotusFestival)
    const key = newKey()
    await keep('contributor', key, { body: 'Chưa muốn ai đọc' }, { article: id, version: 1 })
    for (const path of [`/admin/articles/${id}`, `/admin/articles/${id}?copy=${key}`, '/admin', '/admin/articles']) {
      expect(await html('editor', path)).not.toContain('Chưa muốn ai đọc')
      expect(await html('editor', path)).not.toContain(key)
    }
    expect((await as('editor').post(`/admin/working-copies/${key}`, { _method: 'DELETE' })).status).toBe(404)
    expect(await html('contributor', `/admin/articles/${id}?copy=${key}`)).toContain('Chưa muốn ai đọc')
  })

  test('is not taken for an article that the person may not save, nor from a page that somebody else opened', async () => {
    const { id } = await published({ ...ferryTimes, slug: 'gio-do-2' })
    const key = newKey()
    expect((await keep('contributor', key, { body: 'Chen' }, { article: id, version: 1 })).status).toBe(403)
    expect((await keep('editor', key, { body: 'Ai?' }, { article: 999_999 })).status).toBe(404)
    expect((await keep('editor', key, { body: 'x' }, { person: PEOPLE.owner.email })).status).toBe(401)
    expect(await rows(key)).toEqual([])
  })

  test('that is no form of ours is refused', async () => {
    const wrong = [{ step: 0 }, { article: -1 }, { version: Number.NaN }, { written_at: 0 }]
    for (const typed of wrong) expect((await keep('editor', newKey(), { body: 'x' }, typed)).status).toBe(422)
    expect((await keep('editor', newKey(), { 'merge-1': 'mine' })).status).toBe(422)
    expect((await keep('editor', newKey(), { body: 'x'.repeat(500_001) })).status).toBe(422)
    expect((await keep('editor', newKey(), { body: 'ộ'.repeat(800_000) })).status).toBe(413)
    const many = Object.fromEntries(
      Array.from({ length: 61 }, (_, n) => [`x${'y'.repeat(n % 30)}_${'z'.repeat(n / 30)}`, '']),
    )
    expect((await keep('editor', newKey(), many)).status).toBe(422)
  })

  test('is offered again as it was typed, with what stands beside the text', async () => {
    const key = newKey()
    const fields = {
      headline: 'Bài dở',
      body: 'Đang viết',
      section: 'van-hoa',
      tags: 'Sen',
      nonce: 'n-1',
      alt: 'Đầm sen',
    }
    await keep('contributor', key, fields)
    for (const path of ['/admin', '/admin/articles', '/admin/articles/new']) {
      const page = await html('contributor', path)
      expect(page).toContain('Bài dở')
      expect(page).toContain(`/admin/articles/new?copy=${key}`)
    }
    const page = await html('contributor', `/admin/articles/new?copy=${key}`)
    for (const words of ['Bài dở</textarea>', 'Đang viết</textarea>', 'value="Sen"', 'value="n-1"', 'value="Đầm sen"'])
      expect(page).toContain(words)
    expect(page).toContain(`name="continues" value="${key}.1"`)
    expect(page).not.toContain(`data-copy="${key}"`)
  })

  test('is thrown away by its writer, without a script too, and what is typed after that is kept again', async () => {
    const { id } = await drafted(lotusFestival)
    const key = newKey()
    await keep('contributor', key, { body: 'Bỏ đi' }, { article: id, version: 1 })
    const response = await as('contributor').post(`/admin/working-copies/${key}`, { _method: 'DELETE' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, `/admin/articles/${id}`])
    expect(await html('contributor', `/admin/articles/${id}`)).not.toContain('data-copy="')
    await keep('contributor', key, { body: 'Viết lại' }, { article: id, version: 1, step: 2 })
    expect(await bodyOf(key)).toBe('Viết lại')
  })

  test('says who else is writing, for some minutes', async () => {
    const { id } = await drafted(lotusFestival)
    await keep('contributor', newKey(), { body: 'Hạnh viết' }, { article: id, version: 1 })
    expect(await html('editor', `/admin/articles/${id}`)).toMatch(/Hạnh Lê đang viết bài này \(\d\d:\d\d\)/)
    const { answer } = await keep('editor', newKey(), { body: 'Khiêm viết' }, { article: id, version: 1 })
    expect(answer['others']).toEqual([{ name: 'Hạnh Lê', time: expect.stringMatching(/^\d\d:\d\d$/) }])
    expect(await html('contributor', `/admin/articles/${id}`)).toContain('Phạm Khiêm đang viết bài này')
    await env.DB.prepare('UPDATE working_copies SET saved_at = saved_at - 301000 WHERE article_id = ?').bind(id).run()
    expect(await html('editor', `/admin/articles/${id}`)).not.toContain('Hạnh Lê đang viết')
  })

  test('tells of a newer version as soon as there is one', async () => {
    const { id } = await drafted(lotusFestival)
    await as('editor').post(`/admin/articles/${id}`, { version: 1, body: 'Khiêm đã lưu.' })
    const { answer } = await keep('contributor', newKey(), { body: 'Hạnh viết' }, { article: id, version: 1 })
    expect(answer['newer']).toMatchObject({ by: 'Phạm Khiêm' })
  })

  test('that nobody comes back to is forgotten after 90 days, not before', async () => {
    const night = Date.parse('2027-06-01T03:10:00+07:00')
    const [old, young] = [newKey(), newKey()]
    await keep('editor', old, { body: 'Cũ' }, { written_at: night - 91 * 86_400_000 })
    await keep('editor', young, { body: 'Mới' })
    await env.DB.prepare('UPDATE working_copies SET saved_at = ? WHERE key = ?')
      .bind(night - 89 * 86_400_000, young)
      .run()
    await env.DB.prepare('UPDATE working_copies SET saved_at = ? WHERE key = ?')
      .bind(night - 91 * 86_400_000, old)
      .run()
    await forgetDaily(env.DB, night)
    expect([await rows(old), (await rows(young)).length]).toEqual([[], 1])
  })
})

describe('a save', () => {
  test('takes its own copy away and leaves what was typed while it was under way', async () => {
    const { id } = await drafted(lotusFestival)
    const key = newKey()
    await keep('contributor', key, { body: 'Một' }, { article: id, version: 1, step: 4 })
    const form = { version: 1, body: 'Một', copy: key, copy_step: 4 }
    expect((await as('contributor').post(`/admin/articles/${id}`, form)).status).toBe(303)
    expect(await html('contributor', `/admin/articles/${id}`)).not.toContain('data-copy="')

    const late = await keep('contributor', key, { body: 'Một, và hai' }, { article: id, version: 1, step: 5 })
    expect(late.answer['copy']).toMatchObject({ step: 5, version: 2, saved: false })
    const again = await html('contributor', `/admin/articles/${id}?copy=${key}`)
    expect(again).toContain('Một, và hai</textarea>')
    expect(again).toContain('name="version" value="2"')
    expect(again).not.toContain('id="merging"')
  })

  test('leaves what had come before it and was typed after it', async () => {
    const { id } = await drafted(lotusFestival)
    const key = newKey()
    await keep('contributor', key, { body: 'Một, hai, ba' }, { article: id, version: 1, step: 6 })
    await as('contributor').post(`/admin/articles/${id}`, { version: 1, body: 'Một', copy: key, copy_step: 4 })
    expect(await rows(key)).toMatchObject([{ version: 2, step: 6, fields: '{"body":"Một, hai, ba"}' }])
  })

  test('with nothing to change takes away what was typed and undone', async () => {
    const { id, version } = await drafted(lotusFestival)
    const key = newKey()
    await keep('contributor', key, { body: 'Gõ nhầm' }, { article: id, version, step: 2 })
    const form = { version, body: lotusFestival.body ?? '', copy: key, copy_step: 3 }
    expect((await as('contributor').post(`/admin/articles/${id}/submission`, form)).status).toBe(303)
    expect([await bodyOf(key), (await findArticle(env.DB, id))?.version]).toEqual(['', version])
  })

  test('is known to have what arrives after it', async () => {
    const { id } = await drafted(lotusFestival)
    const key = newKey()
    await as('contributor').post(`/admin/articles/${id}`, { version: 1, body: 'Một', copy: key, copy_step: 3 })
    const { answer } = await keep('contributor', key, { body: 'Một' }, { article: id, version: 1, step: 3 })
    expect(answer['copy']).toMatchObject({ saved: true })
    expect(await html('contributor', `/admin/articles/${id}`)).not.toContain('data-copy="')
  })

  test('that is refused leaves the copy where it was', async () => {
    const { id } = await drafted(lotusFestival)
    const key = newKey()
    await keep('contributor', key, { body: 'Còn đây' }, { article: id, version: 1, step: 2 })
    await as('editor').post(`/admin/articles/${id}`, { version: 1, body: 'Khiêm lưu trước.' })
    const refused = await as('contributor').post(`/admin/articles/${id}`, {
      version: 1,
      body: 'Còn đây',
      copy: key,
      copy_step: 2,
    })
    expect(refused.status).toBe(409)
    const page = await refused.text()
    expect(page).toContain(`.2"`)
    const continues = /name="continues" value="([^"]*)"/.exec(page)?.[1] ?? ''
    expect(await bodyOf(key)).toBe('Còn đây')
    await as('contributor').post(`/admin/articles/${id}`, { version: 2, body: 'Đã gộp.', continues })
    expect(await bodyOf(key)).toBe('')
  })

  test('that is refused again and again leaves a form whose words are still kept', async () => {
    const { id } = await drafted(lotusFestival)
    const form = { version: 1, headline: '', copy_step: 1, copy: crypto.randomUUID() }
    const before = Array.from({ length: 60 }, () => `${crypto.randomUUID()}.1`).join()
    const refused = await as('contributor').post(`/admin/articles/${id}`, { ...form, continues: before })
    expect(refused.status).toBe(422)
    const continues = /name="continues" value="([^"]*)"/.exec(await refused.text())?.[1] ?? ''
    expect(continues).toMatch(new RegExp(`,${form.copy}\\.1$`))
    const kept = await keep('contributor', newKey(), { body: 'Còn viết' }, { article: id, version: 1, continues })
    expect(kept.status).toBe(200)
  })

  test('of a new article takes its copy away, and what comes late goes on with the article', async () => {
    const key = newKey()
    await keep('contributor', key, { headline: 'Bài mới tinh', nonce: 'tinh' }, { step: 2 })
    const form = { ...(ferryTimes as Fields), headline: 'Bài mới tinh', nonce: 'tinh', copy: key, copy_step: 2 }
    const saved = await as('contributor').post('/admin/articles', form)
    const id = Number(/articles\/(\d+)/.exec(saved.headers.get('Location') ?? '')?.[1])
    expect(await html('contributor', '/admin/articles/new')).not.toContain('data-copy="')
    await keep('contributor', key, { headline: 'Bài mới tinh tươm', nonce: 'tinh' }, { step: 3 })
    expect(await rows(key)).toMatchObject([{ article_id: id, version: 1 }])
    expect(await html('contributor', `/admin/articles/${id}?copy=${key}`)).toContain('Bài mới tinh tươm</textarea>')
  })

  test("leaves everybody else's copies alone", async () => {
    const { id } = await drafted(lotusFestival)
    const key = newKey()
    await keep('contributor', key, { body: 'Của Hạnh' }, { article: id, version: 1, step: 1 })
    await as('editor').post(`/admin/articles/${id}`, {
      version: 1,
      body: 'Khiêm',
      copy: key,
      copy_step: 9,
      continues: `${key}.9`,
    })
    expect((await rows(key)).find(({ person }) => person === PEOPLE.contributor.email)?.fields).toContain('Của Hạnh')
  })
})

test('what was typed before an editor took the article can still be read by its writer', async () => {
  const { id } = await drafted({ ...lotusFestival, slug: 'qua-tay' })
  const key = newKey()
  await keep('contributor', key, { body: 'Viết trước khi đăng' }, { article: id, version: 1 })
  await as('editor').post(`/admin/articles/${id}/publication`)
  expect(await html('contributor', `/admin/articles/${id}`)).toContain(`?copy=${key}`)
  expect(await html('contributor', `/admin/articles/${id}?copy=${key}`)).toContain('Viết trước khi đăng</textarea>')
})

describe('going on with a copy whose article was saved by somebody meanwhile', () => {
  const BASE = 'Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.'

  test('merges what each changed, all fields, and shows it before it is saved', async () => {
    const { id } = await drafted({ ...lotusFestival, body: BASE, tags: 'Sen' })
    const key = newKey()
    const { headline, standfirst = '', byline = '' } = lotusFestival
    const typed = { headline: `${headline}!`, standfirst, byline, body: BASE.replace('một', '1'), tags: 'Sen, Hội' }
    await keep('contributor', key, typed, { article: id, version: 1 })
    const theirs = { version: 1, body: BASE.replace('ba', '3'), standfirst: 'Sapô của Khiêm.', tags: 'Sen, Đầm' }
    await as('editor').post(`/admin/articles/${id}`, theirs)

    const page = await html('contributor', `/admin/articles/${id}?copy=${key}`)
    expect(page).toContain('Đoạn 1.\n\nĐoạn hai.\n\nĐoạn 3.</textarea>')
    expect(page).toContain('Sapô của Khiêm.</textarea>')
    expect(page).toContain(`${headline}!</textarea>`)
    expect(page).toContain('value="Sen, Hội, Đầm"')
    expect(page).toContain('name="version" value="2"')
    expect(page).toContain('đã gộp được cả')
    expect(page).toMatch(/<ins>.*3.*<\/ins>/s)
    expect((await findArticle(env.DB, id))?.version).toBe(2)
  })

  test('asks about what both changed, with both texts and no choice made', async () => {
    const { id } = await drafted({ ...lotusFestival, body: BASE })
    const key = newKey()
    await keep('contributor', key, { body: BASE.replace('hai', 'của Hạnh') }, { article: id, version: 1 })
    await as('editor').post(`/admin/articles/${id}`, { version: 1, body: BASE.replace('hai', 'của Khiêm') })
    const page = await html('contributor', `/admin/articles/${id}?copy=${key}`)
    expect(page).toContain('data-mine="Đoạn của Hạnh."')
    expect(page).toContain('data-theirs="Đoạn của Khiêm."')
    expect(page).not.toMatch(/type="radio"[^>]*checked/)
    expect(page).toContain('Đoạn một.\n\nĐoạn của Hạnh.\n\nĐoạn ba.</textarea>')
  })

  test('tells of a picture that both changed in words, not by its line', async () => {
    const figure = (alt: string) => `::figure[Hồ sen]{image="${'a'.repeat(64)}" align="left" alt="${alt}"}`
    const { id } = await drafted({ ...lotusFestival, body: figure('Sen') })
    const key = newKey()
    await keep('contributor', key, { body: figure('Sen hồng') }, { article: id, version: 1 })
    await as('editor').post(`/admin/articles/${id}`, { version: 1, body: figure('Sen trắng') })
    const page = await html('contributor', `/admin/articles/${id}?copy=${key}`)
    for (const alt of ['Sen hồng', 'Sen trắng'])
      expect(page).toContain(`<blockquote>Ảnh: Hồ sen; vị trí: Bên trái; mô tả: ${alt}; nguồn ảnh: –</blockquote>`)
  })
})
