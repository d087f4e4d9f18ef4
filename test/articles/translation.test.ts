import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { withdrawArticle } from '../../worker/articles/publication.ts'
import { findOriginal } from '../../worker/articles/translation.ts'
import type { Article } from '../../worker/schema.ts'
import {
  as,
  drafted,
  type Fields,
  lotusFestival,
  nightMarket,
  ORIGIN,
  pageOf,
  published,
  reader,
  withPurges,
} from '../newsroom.ts'

let vietnamese: Article
let english: Article
beforeAll(async () => {
  vietnamese = await published(lotusFestival)
  english = await drafted({ ...nightMarket, headline: 'The lotus feast opens early' }, 'editor')
})

const name = (typed: string, translation: { id: number | null; lang: string } = english) =>
  findOriginal(env.DB, typed, translation, null)

describe('the original is named', () => {
  test.each([
    ['by its path', (path: string) => path],
    ['by its address, as copied', (path: string) => ` ${ORIGIN}${path}?utm_source=zalo#comments `],
    ['with a slash too many', (path: string) => `${path}/`],
    ['by its place at the desk', () => `/admin/articles/${vietnamese.id}?done=saved`],
  ])('%s', async (_, typed) => {
    expect(await name(typed(articlePath(vietnamese)))).toEqual({ ok: true, id: vietnamese.id })
  })

  test('by a former address', async () => {
    const moved = await published({ ...lotusFestival, headline: 'Đã dời', slug: 'cho-cu' })
    await as('editor').post(`/admin/articles/${moved.id}`, { version: 1, slug: 'cho-moi' })
    expect(await name('/van-hoa/cho-cu')).toEqual({ ok: true, id: moved.id })
  })

  test('by nothing, where this is no translation', async () => {
    expect(await name('  ')).toEqual({ ok: true, id: null })
  })

  test.each(['/van-hoa/khong-co', 'http://[', '/', 'van-hoa', "/van-hoa/' OR 1", '/admin/articles/999999999999999999'])(
    'in vain by %j',
    async (typed) => {
      expect(await name(typed)).toEqual({ ok: false, reason: 'unknown' })
    },
  )

  test('never as itself, or in the same language', async () => {
    expect(await name(articlePath(english))).toEqual({ ok: false, reason: 'itself' })
    expect(await name(articlePath(vietnamese), { id: null, lang: 'vi' })).toEqual({
      ok: false,
      reason: 'same_language',
    })
  })
})

describe('a contributor', () => {
  const fields = { ...(nightMarket as Fields), headline: 'A feast told again' }

  test('does not learn of others’ drafts by naming them', async () => {
    const secret = await drafted({ ...lotusFestival, headline: 'Điều chưa ai được biết' }, 'editor')
    for (const translation_of of [`/admin/articles/${secret.id}`, articlePath(secret)]) {
      const answer = await as('contributor').post('/admin/articles', { ...fields, translation_of })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('Không có bài nào ở địa chỉ này.')
    }
  })

  test('keeps the draft that an editor has named as the original', async () => {
    const secret = await drafted({ ...lotusFestival, headline: 'Bài gốc còn chờ' }, 'editor')
    const own = await drafted({ ...nightMarket, headline: 'An original that waits' })
    const path = `/admin/articles/${own.id}`
    const named = { version: 1, translation_of: articlePath(secret) }
    expect((await as('editor').post(path, named)).status).toBe(303)
    expect((await as('contributor').post(path, { ...named, version: 2, body: 'More of it.' })).status).toBe(303)
  })

  test('names what they began, and what readers see', async () => {
    const own = await drafted({ ...lotusFestival, headline: 'Bài của chính mình' })
    const seen = await published({ ...lotusFestival, headline: 'Bài ai cũng đọc' })
    for (const { id } of [own, seen]) {
      const translation_of = `/admin/articles/${id}`
      expect((await as('contributor').post('/admin/articles', { ...fields, translation_of })).status).toBe(303)
    }
  })
})

describe('a translation', () => {
  test('and its original lead to each other while both are published, and not before or after', async () => {
    const save = { version: 1, translation_of: articlePath(vietnamese) }
    expect((await as('editor').post(`/admin/articles/${english.id}`, save)).status).toBe(303)
    expect(await pageOf(vietnamese)).not.toContain('hreflang')

    const { tags, answer } = withPurges()
    await as('editor', answer).post(`/admin/articles/${english.id}/publication`)
    expect(tags).toEqual(expect.arrayContaining([`article-${english.id}`, `article-${vietnamese.id}`]))
    expect(await pageOf(vietnamese)).toContain(
      `<a href="${articlePath(english)}" hreflang="en" lang="en">Read in English</a>`,
    )
    expect(await pageOf(english)).toContain(
      `<a href="${articlePath(vietnamese)}" hreflang="vi" lang="vi">Đọc bằng tiếng Việt</a>`,
    )

    await withdrawArticle(env.DB, english.id)
    expect(await pageOf(vietnamese)).not.toContain('hreflang')
    await as('editor').post(`/admin/articles/${english.id}/publication`)
  })

  test('goes from the edge with its original, also after a 304', async () => {
    const page = await reader.get(articlePath(english))
    expect(page.headers.get('Cache-Tag')).toContain(`article-${vietnamese.id},`)
    const unchanged = await reader.get(articlePath(english), { 'If-None-Match': page.headers.get('ETag') ?? '' })
    expect(unchanged.status).toBe(304)
    expect(unchanged.headers.get('Cache-Tag')).toBe(page.headers.get('Cache-Tag'))
  })

  test('is not offered as something else to read', async () => {
    const page = await pageOf(vietnamese)
    const more = page.slice(page.indexOf('id="more"'))
    expect(more).toContain('<h3>')
    expect(more).not.toContain(articlePath(english))
  })

  test('that is none any more purges what it translated', async () => {
    const { tags, answer } = withPurges()
    const other = await published({ ...nightMarket, headline: 'For a while' })
    const one = await published({ ...lotusFestival, headline: 'Bài gốc một lúc' })
    const save = (version: number, translation_of: string) =>
      as('editor', answer).post(`/admin/articles/${other.id}`, { version, translation_of })
    await save(1, articlePath(one))
    tags.length = 0
    await save(2, '')
    expect(tags).toContain(`article-${one.id}`)
    expect(await pageOf(one)).not.toContain('hreflang')
  })

  test('is not translated itself, and an original has one translation', async () => {
    const second = { id: null, lang: 'en' }
    expect(await name(articlePath(vietnamese), second)).toEqual({ ok: false, reason: 'translated' })
    expect(await name(articlePath(vietnamese))).toEqual({ ok: true, id: vietnamese.id })
    expect(await name(articlePath(english), { id: null, lang: 'vi' })).toEqual({ ok: false, reason: 'is_translation' })
    const another = await published({ ...nightMarket, headline: 'Another one in English' })
    expect(await name(articlePath(another), vietnamese)).toEqual({ ok: false, reason: 'has_translation' })
  })

  test('is named in the form again, in its revisions, and where something is wrong as it was typed', async () => {
    const form = await (await as('editor').get(`/admin/articles/${english.id}`)).text()
    expect(form).toMatch(new RegExp(`name="translation_of"[^>]*value="${articlePath(vietnamese)}"`))
    const revision = await (await as('editor').get(`/admin/articles/${english.id}/revisions/2`)).text()
    expect(revision).toContain(articlePath(vietnamese))
    const wrong = await as('editor').post(`/admin/articles/${english.id}`, { version: 2, translation_of: '/khong/co' })
    expect(wrong.status).toBe(422)
    const page = await wrong.text()
    expect(page).toContain('Không có bài nào ở địa chỉ này.')
    expect(page).toContain('value="/khong/co"')
  })

  test('is shown as such in the preview, before and after it is saved', async () => {
    const form = { ...(nightMarket as Fields), headline: english.headline, slug: english.slug, lang: 'en' }
    const fields = { ...form, id: english.id, translation_of: articlePath(vietnamese) }
    expect(await (await as('editor').post('/admin/preview', fields)).text()).toContain('Đọc bằng tiếng Việt')
  })
})
