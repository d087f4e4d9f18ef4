import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { findArticle } from '../../worker/articles/drafts.ts'
import {
  as,
  drafted,
  type Fields,
  ferryTimes,
  lotusFestival,
  nightMarket,
  pageOf,
  published,
  reader,
  revisionsOf,
  withPurges,
} from '../newsroom.ts'

const idIn = (response: Response) => Number(/articles\/(\d+)/.exec(response.headers.get('Location') ?? '')?.[1])
const written = (story: object) => story as Fields
const now = async (id: number) => (await findArticle(env.DB, id)) ?? expect.fail('no such article')

describe('a new article', () => {
  test('is written, saved as a draft and opened', async () => {
    const response = await as('contributor').post('/admin/articles', { ...written(lotusFestival), slug: '' })
    expect(response.status).toBe(303)
    const article = await now(idIn(response))
    expect(article).toMatchObject({
      status: 'draft',
      version: 1,
      created_by: 'contributor@dateline.test',
      standfirst: lotusFestival.standfirst,
    })
    expect(article.slug).toBe('hoi-sen-dong-thap-mo-cua-som-mot-tuan')
    const page = await (await as('contributor').get(response.headers.get('Location') ?? '')).text()
    expect(page).toContain('Đã lưu.')
    expect(page).toContain('Lễ hội, Đồng Tháp')
  })

  test('answers a program with JSON of the same status', async () => {
    const response = await as('editor').post('/admin/articles', written(nightMarket), { Accept: 'application/json' })
    expect(response.status).toBe(303)
    const id = idIn(response)
    const path = '/van-hoa/a-night-market-keeps-the-old-harbour-awake'
    expect(await response.json()).toEqual({ article: { id, version: 1, status: 'draft', path } })
  })

  test('is one article however often its form is sent', async () => {
    const form = { ...written(ferryTimes), nonce: 'one-form' }
    const clicks = await Promise.all([1, 2, 3].map(() => as('editor').post('/admin/articles', form)))
    expect(new Set(clicks.map(idIn)).size).toBe(1)
    expect(idIn(await as('contributor').post('/admin/articles', form))).not.toBe(idIn(clicks[0] as Response))
  })

  test('sent again with more words, after Back or a lost answer, has those words', async () => {
    const form = { ...written(ferryTimes), headline: 'Gửi lại', nonce: 'sent-again' }
    const first = await as('editor').post('/admin/articles', form)
    const again = await as('editor').post('/admin/articles', { ...form, body: 'Bản dài hơn, viết sau khi bấm Lùi.' })
    expect(idIn(again)).toBe(idIn(first))
    expect((await now(idIn(again))).body).toBe('Bản dài hơn, viết sau khi bấm Lùi.')
  })

  test('sent again after somebody has gone on with it is an article of its own: neither text is lost', async () => {
    const form = { ...written(ferryTimes), headline: 'Gửi lại muộn', nonce: 'sent-late' }
    const first = idIn(await as('editor').post('/admin/articles', form))
    await as('editor').post(`/admin/articles/${first}`, { version: 1, body: 'Bản của người khác.' })
    const late = idIn(await as('editor').post('/admin/articles', { ...form, body: 'Bản gửi muộn.' }))
    expect((await now(first)).body).toBe('Bản của người khác.')
    expect((await now(late)).body).toBe('Bản gửi muộn.')
  })

  test('gets a number where two people had the same headline', async () => {
    const clicks = await Promise.all(
      [1, 2].map(() => as('editor').post('/admin/articles', { headline: 'Tin vắn', section: 'tin-tuc' })),
    )
    const slugs = await Promise.all(clicks.map(async (response) => (await now(idIn(response))).slug))
    expect(slugs.sort()).toEqual(['tin-van', 'tin-van-2'])
  })

  test('keeps everything that was typed when something is wrong, and says what', async () => {
    const form = {
      headline: '',
      section: 'khong-co',
      body: 'Chữ <b>đã</b> gõ & còn đây',
      tags: 'Sen',
      byline: 'CTV "Nam"',
    }
    const response = await as('contributor').post('/admin/articles', form)
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('role="alert"')
    expect(page).toContain('href="#f-headline"')
    expect(page).toMatch(/<textarea[^>]*id="f-headline"[^>]*aria-invalid="true"/)
    expect(page).toContain('Chữ &lt;b&gt;đã&lt;/b&gt; gõ &amp; còn đây')
    expect(page).toContain('value="CTV &quot;Nam&quot;"')

    const json = await as('contributor').post('/admin/articles', form, { Accept: 'application/json' })
    expect(json.status).toBe(422)
    expect(await json.json()).toMatchObject({
      error: { reason: 'invalid', fields: { headline: 'Bài cần có đầu đề.' } },
    })
  })

  test('with an address in use is told so, at its field', async () => {
    const taken = await published({ ...lotusFestival, slug: 'da-co' })
    const response = await as('editor').post('/admin/articles', {
      ...written(ferryTimes),
      section: taken.section,
      slug: 'da-co',
    })
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('href="#f-slug"')
  })

  test('larger than a form may be is refused', async () => {
    const response = await as('editor').post('/admin/articles', {
      ...written(ferryTimes),
      body: 'a'.repeat(24 * 1024 * 1024),
    })
    expect(response.status).toBe(413)
  })
})

describe('a save', () => {
  test('is a revision, and leaves fields alone that the form does not have', async () => {
    const { id } = await drafted(lotusFestival)
    expect((await as('contributor').post(`/admin/articles/${id}`, { version: 1, body: 'Bản hai.' })).status).toBe(303)
    expect(await now(id)).toMatchObject({
      version: 2,
      body: 'Bản hai.',
      headline: lotusFestival.headline,
      section: 'van-hoa',
    })
    expect(await revisionsOf({ id })).toMatchObject([
      { version: 2, tags: 'Lễ hội, Đồng Tháp', saved_by: 'contributor@dateline.test' },
      { version: 1, body: lotusFestival.body },
    ])
    const old = await (await as('contributor').get(`/admin/articles/${id}/revisions/1`)).text()
    expect(old).toContain('chiếc xuồng đầu tiên')
    const reopened = await (await as('contributor').get(`/admin/articles/${id}?from=1`)).text()
    expect(reopened).toContain('chiếc xuồng đầu tiên')
    expect(reopened).toContain('name="version" value="2"')
  })

  test('over a newer version is refused with both texts, and goes through from there', async () => {
    const { id } = await drafted(ferryTimes)
    const first = { version: 1, headline: 'Đầu đề của Khiêm', body: 'Lời của Khiêm.' }
    const second = { version: 1, headline: 'Đầu đề của Hạnh', body: 'Lời của Hạnh.' }
    await as('editor').post(`/admin/articles/${id}`, first)
    const refused = await as('contributor').post(`/admin/articles/${id}`, second)
    expect(refused.status).toBe(409)
    const page = await refused.text()
    for (const words of ['Lời của Khiêm.', 'Lời của Hạnh.', 'Đầu đề của Khiêm', 'Đầu đề của Hạnh', 'Phạm Khiêm']) {
      expect(page).toContain(words)
    }
    expect(page).toContain('name="version" value="2"')
    expect((await now(id)).body).toBe('Lời của Khiêm.')

    expect((await as('contributor').post(`/admin/articles/${id}`, { ...second, version: 2 })).status).toBe(303)
    expect((await now(id)).body).toBe('Lời của Hạnh.')
  })

  test('that does not say which version it was made from is refused', async () => {
    const { id } = await drafted(ferryTimes)
    for (const version of ['', 'x', '0', '7']) {
      const response = await as('editor').post(
        `/admin/articles/${id}`,
        { version, body: 'Mới' },
        { Accept: 'application/json' },
      )
      expect(response.status).toBe(409)
      expect(await response.json()).toMatchObject({
        error: { reason: 'version_conflict', theirs: { version: 1, body: ferryTimes.body } },
      })
    }
    expect((await now(id)).version).toBe(1)
  })

  test('sent twice by a double click is one', async () => {
    const { id } = await drafted(lotusFestival)
    const form = { version: 1, headline: lotusFestival.headline, body: 'Một lần thôi.', tags: 'Lễ hội, Đồng Tháp' }
    const clicks = await Promise.all([1, 2].map(() => as('contributor').post(`/admin/articles/${id}`, form)))
    expect(clicks.map(({ status }) => status)).toEqual([303, 303])
    expect((await now(id)).version).toBe(2)
  })

  test('that moves a published article sends readers of its old address to the new one, and purges both lists', async () => {
    const article = await published({ ...ferryTimes, slug: 'gio-do' })
    const { tags, answer } = withPurges()
    const moved = { version: article.version, section: 'van-hoa', slug: 'gio-do-moi' }
    expect((await as('editor', answer).post(`/admin/articles/${article.id}`, moved)).status).toBe(303)
    const old = await reader.get(articlePath(article))
    expect([old.status, old.headers.get('Location')]).toEqual([301, '/van-hoa/gio-do-moi'])
    expect(tags.sort()).toEqual(
      [
        'archive',
        'articles-chinh-sach',
        `article-${article.id}`,
        'document-214-qd-ubnd',
        'documents',
        'front',
        'month-2026-11',
        'search',
        'section-chinh-sach',
        'section-van-hoa',
      ].sort(),
    )
  })

  test('that gives a published article other tags and another author purges the lists it leaves and those it joins', async () => {
    await env.DB.prepare(`INSERT OR IGNORE INTO authors (slug, name) VALUES ('my-uyen', 'Trần Mỹ Uyên')`).run()
    const article = await published({ ...ferryTimes, slug: 'doi-tu-khoa', tags: 'Bến đò, Sông Đáy', author: 'hanh-le' })
    const { tags, answer } = withPurges()
    const changes = { version: article.version, tags: 'Sông Đáy, Học trò', author: 'my-uyen' }
    await as('editor', answer).post(`/admin/articles/${article.id}`, changes)
    const lists = tags.filter((tag) => /^(tag|author)-/.test(tag))
    expect(lists.sort()).toEqual(['author-hanh-le', 'author-my-uyen', 'tag-ben-do', 'tag-hoc-tro', 'tag-song-day'])
    expect(await (await reader.get('/tags/hoc-tro')).text()).toContain(article.headline)
    expect((await reader.get('/tags/ben-do')).status).toBe(404)
  })

  test('of a draft purges nothing', async () => {
    const article = await drafted(lotusFestival)
    const { tags, answer } = withPurges()
    await as('editor', answer).post(`/admin/articles/${article.id}`, { version: article.version, tags: 'Khác' })
    expect(tags).toEqual([])
  })
})

describe('a contributor', () => {
  test("may not open, save, hand in or read the versions of another's article", async () => {
    const { id } = await drafted(ferryTimes, 'editor')
    const contributor = as('contributor')
    expect((await contributor.get(`/admin/articles/${id}`)).status).toBe(403)
    expect((await contributor.get(`/admin/articles/${id}/revisions/1`)).status).toBe(403)
    expect((await contributor.post(`/admin/articles/${id}`, { version: 1, body: 'Chen vào' })).status).toBe(403)
    expect((await contributor.post(`/admin/articles/${id}/submission`)).status).toBe(403)
    expect(await now(id)).toMatchObject({ version: 1, status: 'draft' })
    expect(await (await contributor.get('/admin/articles')).text()).not.toContain(`/admin/articles/${id}"`)
  })

  test('hands in what is typed, may go on until an editor takes it, and then loses no word', async () => {
    const { id } = await drafted(lotusFestival)
    const form = { version: 1, ...written(lotusFestival), body: 'Bản gửi đi.' }
    const handedIn = await as('contributor').post(`/admin/articles/${id}/submission`, form)
    expect(handedIn.headers.get('Location')).toBe(`/admin/articles/${id}?done=handed_in`)
    expect(await now(id)).toMatchObject({ status: 'handed_in', version: 2, body: 'Bản gửi đi.' })
    expect((await as('contributor').post(`/admin/articles/${id}`, { version: 2, body: 'Sửa thêm.' })).status).toBe(303)

    await as('editor').post(`/admin/articles/${id}/publication`)
    const late = await as('contributor').post(`/admin/articles/${id}`, { version: 3, body: 'Muộn mất rồi.' })
    expect(late.status).toBe(403)
    expect(await late.text()).toContain('Muộn mất rồi.')
    expect((await now(id)).body).toBe('Sửa thêm.')
    const page = await (await as('contributor').get(`/admin/articles/${id}`)).text()
    expect(page).not.toContain('/publication')
    expect(page).not.toContain('data-upload')
  })

  test('may not publish or withdraw', async () => {
    const { id } = await drafted(lotusFestival)
    expect((await as('contributor').post(`/admin/articles/${id}/publication`)).status).toBe(403)
    expect((await as('contributor').send(`/admin/articles/${id}/publication`, { method: 'DELETE' })).status).toBe(403)
    expect((await now(id)).status).toBe('draft')
  })
})

describe('the desk', () => {
  test('lists by status, and pages by key', async () => {
    for (let n = 0; n < 42; n++) await drafted({ ...nightMarket, headline: `Night ${n}`, slug: `night-${n}` }, 'owner')
    const first = await (await as('editor').get('/admin/articles?status=draft', { Accept: 'application/json' })).json<{
      articles: { id: number }[]
      older: number
    }>()
    expect(first.articles).toHaveLength(40)
    const next = await (
      await as('editor').get(`/admin/articles?status=draft&before=${first.older}`, { Accept: 'application/json' })
    ).json<typeof first>()
    expect(next.articles.length).toBeGreaterThan(1)
    expect(next.articles[0]?.id).toBeLessThan(first.articles.at(-1)?.id ?? 0)
    expect(await (await as('editor').get('/admin/articles?status=draft')).text()).toContain(`before=${first.older}`)
  })

  test('shows what people wrote as text, never as markup', async () => {
    const nasty = '<script>alert(1)</script><img src=x onerror=alert(2)>'
    const { id } = await drafted({
      ...ferryTimes,
      headline: nasty,
      standfirst: nasty,
      byline: nasty,
      tags: nasty,
      body: `</textarea>${nasty}`,
    })
    for (const path of ['/admin', '/admin/articles', `/admin/articles/${id}`, `/admin/articles/${id}/revisions/1`]) {
      const page = await (await as('editor').get(path)).text()
      expect(page).not.toContain('<script>alert')
      expect(page).not.toContain('<img src=x')
      expect(page).toContain('&lt;script&gt;')
    }
  })

  test('what waits: each role sees what it can do', async () => {
    await drafted({ ...lotusFestival, headline: 'Bài của Hạnh' }, 'contributor')
    await drafted({ ...lotusFestival, headline: 'Bài của Thu' }, 'owner')
    const seen = async (who: 'contributor' | 'moderator' | 'editor') => (await as(who).get('/admin')).text()
    const [contributor, moderator, editor] = [await seen('contributor'), await seen('moderator'), await seen('editor')]
    expect(contributor).toContain('Bài của Hạnh')
    expect(contributor).not.toContain('Bài của Thu')
    expect(contributor).not.toContain('/admin/comments')
    expect(moderator).toContain('/admin/comments')
    expect(moderator).not.toContain('/admin/articles')
    for (const words of ['Bài của Hạnh', 'Bài của Thu', '/admin/comments', 'Phạm Khiêm'])
      expect(editor).toContain(words)
  })
})

test('what the desk saves is what readers get', async () => {
  const article = await published({ ...lotusFestival, headline: 'Trước khi sửa' })
  await as('editor').post(`/admin/articles/${article.id}`, { version: 1, headline: 'Sau khi sửa' })
  expect(await pageOf(article)).toContain('Sau khi sửa')
})
