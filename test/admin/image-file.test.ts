import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { findArticle } from '../../worker/articles/drafts.ts'
import { renderAnew } from '../../worker/articles/rerendering.ts'
import { sweepDeleted } from '../../worker/media/changes.ts'
import { imageKey } from '../../worker/media/queries.ts'
import { continueReplacements } from '../../worker/media/replacement.ts'
import type { Image } from '../../worker/schema.ts'
import { formsOf, rowOf, stored, uploaded } from '../media/library.ts'
import { pictures } from '../media/pictures.ts'
import { as, drafted, insider, lotusFestival, PEOPLE, pageOf, published, reader, withPurges } from '../newsroom.ts'

const json = { Accept: 'application/json' }
const at = ({ id }: Pick<Image, 'id'>) => `/admin/images/${id}`
let stories = 0
const shows = ({ id }: Image, more = '') => ({
  ...lotusFestival,
  headline: `Có ảnh ${++stories}`,
  body: `Chữ.\n\n::figure{image="${id}"}${more}`,
})
const actsOn = async ({ id }: Image) => {
  const sql = 'SELECT actor, action, detail FROM audit_events WHERE subject = ? ORDER BY id'
  return (await env.DB.prepare(sql).bind(`image:${id}`).all<{ actor: string; action: string; detail: string }>())
    .results
}

describe('what a picture says', () => {
  test('reaches the articles that use it, which are no newer for it; what they say themselves stays', async () => {
    const image = await stored('1')
    const plain = await published(shows(image))
    const own = await published({ ...shows(image), body: `::figure[Lời riêng]{image="${image.id}" credit="Riêng"}` })
    const { tags, answer } = withPurges()
    const response = await as('editor', answer).post(at(image), {
      alt: 'Bến mới',
      caption: 'Chú thích mới',
      credit: 'Lan',
    })
    expect(response.headers.get('Location')).toBe(`${at(image)}?done=saved`)

    expect(await pageOf(plain)).toContain('<b>Chú thích mới</b> Ảnh: Lan')
    expect(await pageOf(own)).toContain('<b>Lời riêng</b> Ảnh: Riêng')
    expect(await pageOf(own)).toContain('alt="Bến mới"')
    const after = (await findArticle(env.DB, plain.id)) ?? expect.fail()
    expect([after.version, after.updated_at]).toEqual([plain.version, plain.updated_at])
    expect(after.page_revision).toBeGreaterThan(plain.page_revision)
    expect(tags).toEqual(expect.arrayContaining([`article-${plain.id}`, `article-${own.id}`, 'front']))
    expect((await actsOn(image)).map(({ actor, action }) => [actor, action])).toEqual([
      ['editor@dateline.test', 'image_changed'],
    ])
    expect(JSON.parse((await actsOn(image))[0]?.detail ?? '')).toMatchObject({ credit: { from: '', to: 'Lan' } })
  })

  test('reaches more of them than a request may take, a few at a time', async () => {
    const image = await stored('2')
    for (let n = 0; n < 13; n++) await drafted(shows(image))
    await as('editor').post(at(image), { alt: 'Nhiều bài' }, json)
    const waiting = () => env.DB.prepare('SELECT count(*) AS n FROM articles_to_render').first('n')
    expect(await waiting()).toBe(3)
    await renderAnew({ ...env, ...withPurges() })
    expect(await waiting()).toBe(0)
    const left = await env.DB.prepare(
      `SELECT count(*) AS n FROM articles WHERE body LIKE '%222222%' AND body_html NOT LIKE '%Nhiều bài%'`,
    ).first('n')
    expect(left).toBe(0)
  })

  test.each([
    ['the picture says something else again', 'UPDATE images SET caption = ? WHERE id = ?', 1],
    ['the article is saved', `UPDATE articles SET version = version + 1, byline = ? WHERE instr(body, ?)`, 0],
  ])('is made once more where %s while it is made', async (_, sql, shown) => {
    const image = await stored(`${5 + shown}`)
    const article = await drafted(shows(image))
    const change = (text: string) => env.DB.prepare(sql).bind(text, image.id).run()
    await env.DB.prepare(`UPDATE images SET caption = 'Lời một' WHERE id = ?`).bind(image.id).run()
    const meanwhile = async (statements: D1PreparedStatement[]) => {
      await change('Lời hai')
      return env.DB.batch(statements)
    }
    const prepare = (query: string) => env.DB.prepare(query)
    await renderAnew({ DB: { prepare, batch: meanwhile } as unknown as D1Database, ...withPurges() })
    await renderAnew({ ...env, ...withPurges() })
    const html = (await findArticle(env.DB, article.id))?.body_html
    expect(html).toContain(shown ? 'Lời hai' : 'Lời một')
    expect(await env.DB.prepare('SELECT count(*) AS n FROM articles_to_render').first('n')).toBe(0)
  })

  test('is asked for in words where it cannot be, and nothing typed is lost', async () => {
    const image = await stored('3')
    const page = await as('editor').post(at(image), { alt: ' ', caption: 'Còn đây', focus_x: '101' })
    expect(page.status).toBe(422)
    const text = await page.text()
    for (const words of ['Còn đây', 'href="#f-alt"', 'href="#f-focus_x"']) expect(text).toContain(words)
    expect((await rowOf(image)).caption).toBe('')
  })

  test('has a focal point, which lists crop around', async () => {
    const image = await stored('4')
    await published(shows(image))
    const answer = await as('editor').post(at(image), { focus_x: '90', focus_y: '10' }, json)
    expect(await answer.json()).toMatchObject({ image: { focus_x: 90, focus_y: 10, alt: 'Bến' } })
    expect(await (await reader.get('/van-hoa')).text()).toMatch(/data-f="40"/)
  })

  test("is a contributor's to say while no reader has seen it, and of nobody else's", async () => {
    const image = await uploaded('screen.png')
    const put = (uploaded_by: string, is_public: number) =>
      env.DB.prepare('UPDATE images SET uploaded_by = ?, is_public = ? WHERE id = ?')
        .bind(uploaded_by, is_public, image.id)
        .run()
    const status = async () => (await as('contributor').post(at(image), { alt: `Lần ${Math.random()}` }, json)).status
    await put('contributor@dateline.test', 0)
    expect(await status()).toBe(200)
    await put('contributor@dateline.test', 1)
    expect(await status()).toBe(403)
    await put('editor@dateline.test', 0)
    expect(await status()).toBe(403)
    expect((await as('contributor').post(`${at(image)}/replacement`, {})).status).toBe(403)
  })
})

describe('a picture’s page', () => {
  test("is no longer a contributor's to say once an editor has scheduled an article with it", async () => {
    const image = await stored('e', { is_public: 0 })
    await env.DB.prepare('UPDATE images SET uploaded_by = ? WHERE id = ?')
      .bind(PEOPLE.contributor.email, image.id)
      .run()
    const { id } = await drafted(shows(image))
    const reword = async (alt: string) => {
      const one = await as('contributor').post(at(image), { alt }, json)
      await as('contributor').post('/admin/images/descriptions', { id: image.id, [`alt.${image.id}`]: `${alt}!` }, json)
      return [one.status, (await rowOf(image)).alt]
    }
    expect(await reword('Trước')).toEqual([200, 'Trước!'])
    await as('editor').post(`/admin/articles/${id}/publication`, { at: '2031-03-04T05:06' })
    expect(await reword('Sau')).toEqual([403, 'Trước!'])
    expect(await (await as('contributor').get(at(image))).text()).toContain('đã hẹn giờ')
  })

  test('lists where it is used, but not to a contributor what others are writing', async () => {
    const image = await stored('5')
    const article = await published(shows(image))
    const draft = await drafted(shows(image))
    await env.DB.prepare(`UPDATE articles SET created_by = 'editor@dateline.test' WHERE id = ?`).bind(draft.id).run()
    await env.DB.prepare(`UPDATE authors SET image = ? WHERE slug = 'hanh-le'`).bind(image.id).run()
    const page = await (await as('editor').get(at(image))).text()
    for (const link of [`/admin/articles/${article.id}`, `/admin/articles/${draft.id}`, '/authors/hanh-le']) {
      expect(page).toContain(`href="${link}"`)
    }
    const theirs = await (await as('contributor').get(at(image))).text()
    expect(theirs).not.toContain(`/admin/articles/${draft.id}"`)
    expect(theirs).toContain('và 1 bài khác')
    await env.DB.prepare(`UPDATE authors SET image = NULL`).run()
  })

  test('gives the original to take away', async () => {
    const image = await uploaded('phone.jpg')
    const file = await as('contributor').get(`${at(image)}/original`)
    expect(file.headers.get('Content-Disposition')).toBe(`attachment; filename="${image.name}"`)
    expect((await file.arrayBuffer()).byteLength).toBe(image.bytes)
    expect((await as('moderator').get(`${at(image)}/original`)).status).toBe(403)
  })
})

describe('a picture is replaced', () => {
  test('in every article, a revision each, by who did it; what the old one said goes with it', async () => {
    const old = await stored('6')
    await env.DB.prepare(`UPDATE images SET caption = 'Lời cũ' WHERE id = ?`).bind(old.id).run()
    const article = await published({ ...shows(old, `\n\n![Đò](/media/${old.id}/${old.name})`), tags: 'Lễ hội, Sen' })
    const draft = await drafted(shows(old))
    const { tags, answer } = withPurges()
    const file = new File([pictures['phone.avif'] as Uint8Array<ArrayBuffer>], 'mới.avif')
    const done = await as('editor', answer).post(`${at(old)}/replacement`, { file })
    const id = done.headers.get('Location')?.match(/[0-9a-f]{64}/)?.[0] ?? expect.fail()

    for (const one of [article, draft]) {
      const after = (await findArticle(env.DB, one.id)) ?? expect.fail()
      expect([after.version, after.status]).toEqual([one.version + 1, one.status])
      expect(after.body).toContain(id)
      expect(after.body).not.toContain(old.id)
      const sql = 'SELECT saved_by, tags FROM revisions WHERE article_id = ? AND version = ?'
      expect(await env.DB.prepare(sql).bind(one.id, after.version).first()).toEqual({
        saved_by: 'editor@dateline.test',
        tags: one === article ? 'Lễ hội, Sen' : 'Lễ hội, Đồng Tháp',
      })
    }
    expect(await pageOf(article)).toContain('Lời cũ')
    expect(await pageOf(article)).toContain(`/media/${id}/moi.40.avif`)
    expect(tags).toContain(`article-${article.id}`)
    expect((await actsOn(old)).at(-1)).toMatchObject({ action: 'image_replaced', detail: JSON.stringify({ with: id }) })
    expect((await reader.get(`/media/${id}/moi.avif`)).status).toBe(200)
  })

  test('over more articles than a request may take, the rest by the minute’s run', async () => {
    const old = await stored('7')
    for (let n = 0; n < 12; n++) await drafted(shows(old))
    const file = new File([pictures['film.gif'] as Uint8Array<ArrayBuffer>], 'phim.gif')
    const done = await as('editor').post(`${at(old)}/replacement`, { file }, json)
    expect(done.status).toBe(200)
    const count = () =>
      env.DB.prepare('SELECT count(*) AS n FROM article_images WHERE image = ?').bind(old.id).first('n')
    expect(await count()).toBe(2)
    expect(await (await as('editor').get(at(old))).text()).toContain('còn 2 bài')
    for (let run = 0; run < 2; run++) await continueReplacements({ ...env, ...withPurges() }, Date.now())
    expect(await count()).toBe(0)
    expect(
      await env.DB.prepare('SELECT count(*) AS n FROM image_replacements WHERE image = ?').bind(old.id).first('n'),
    ).toBe(0)
  })

  test('but not by itself, nor by what is no picture', async () => {
    const image = await uploaded('phone.webp')
    const replace = (bytes: Uint8Array, name: string) =>
      as('editor').post(`${at(image)}/replacement`, { file: new File([bytes as Uint8Array<ArrayBuffer>], name) }, json)
    expect((await replace(pictures['phone.webp'], 'a.webp')).status).toBe(422)
    expect((await replace(new Uint8Array(9), 'a.webp')).status).toBe(415)
    expect(await actsOn(image)).toHaveLength(1)
  })
})

describe('a picture is deleted', () => {
  const gone = { _method: 'DELETE' }

  test('only where nothing shows it, and the answer says what does', async () => {
    const image = await stored('8')
    const article = await drafted(shows(image))
    const refused = await as('editor').post(at(image), gone, json)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ error: { reason: 'image_in_use', articles: [{ id: article.id }] } })
    expect((await rowOf(image)).id).toBe(image.id)
    expect(await env.MEDIA.head(imageKey(image))).not.toBeNull()
  })

  test('by its contributor, who is not told what others are writing with it', async () => {
    const image = await stored('c', { is_public: 0 })
    await env.DB.prepare('UPDATE images SET uploaded_by = ? WHERE id = ?')
      .bind(PEOPLE.contributor.email, image.id)
      .run()
    const own = await drafted(shows(image))
    await drafted(shows(image), 'editor')
    const refused = await as('contributor').post(at(image), gone, json)
    const { error } = await refused.json<{ error: { reason: string; articles: { id: number }[] } }>()
    expect([error.reason, error.articles.map(({ id }) => id)]).toEqual(['image_in_use', [own.id]])
  })

  test('not while somebody writes with it, saved or not', async () => {
    const image = await stored('9')
    const insert = `INSERT INTO working_copies (person, key, version, fields, saved_at) VALUES ('x', 'k', 0, ?, 1)`
    await env.DB.prepare(insert)
      .bind(JSON.stringify({ body: image.id }))
      .run()
    expect((await as('editor').post(at(image), gone, json)).status).toBe(409)
    await env.DB.prepare('DELETE FROM working_copies').run()
    expect((await as('editor').post(at(image), gone, json)).status).toBe(200)
  })

  test('with all its sizes, out of the cache, for good and on record; an old version opens without it', async () => {
    const image = await stored('a')
    await env.MEDIA.put(`${image.id}/480.avif`, 'small')
    const article = await published(shows(image))
    await as('editor').post(`/admin/articles/${article.id}`, { version: article.version, body: 'Không ảnh.' })
    const { tags, answer } = withPurges()
    const done = await as('editor', answer).send(at(image), { method: 'DELETE' })
    expect(done.headers.get('Location')).toBe('/admin/images?done=deleted')
    expect(tags).toEqual([`image-${image.id}`])
    expect([await env.MEDIA.head(imageKey(image)), await formsOf(image)]).toEqual([null, []])
    expect((await reader.get(`/media/${image.id}/${image.name}`)).status).toBe(404)
    expect((await insider('editor').get(`/media/${image.id}/${image.name}`)).status).toBe(404)
    expect((await actsOn(image)).at(-1)).toMatchObject({ action: 'image_deleted', actor: 'editor@dateline.test' })
    expect((await as('editor').get(`/admin/articles/${article.id}/revisions/1`)).status).toBe(200)
    expect((await as('editor').post(at(image), gone)).status).toBe(404)
  })

  test('also where the bucket does not answer: what is left goes later, unless it was wanted again', async () => {
    const image = await stored('b')
    const broken = { list: () => Promise.reject(new Error('the bucket is closed')) } as unknown as R2Bucket
    const { app } = await import('../../worker/app.ts')
    const editor = as('editor', (request) => app.fetch(request, { ...env, MEDIA: broken }))
    expect((await editor.post(at(image), gone, json)).status).toBe(200)
    expect(await env.MEDIA.head(imageKey(image))).not.toBeNull()
    await sweepDeleted(env, Date.now())
    expect(await env.MEDIA.head(imageKey(image))).not.toBeNull()
    await sweepDeleted(env, Date.now() + 16 * 60_000)
    expect(await env.MEDIA.head(imageKey(image))).toBeNull()

    const wanted = await uploaded('simple.webp')
    await as('editor').post(at(wanted), gone, json)
    await uploaded('simple.webp')
    await sweepDeleted(env, Date.now() + 16 * 60_000)
    expect(await env.MEDIA.head(imageKey(wanted))).not.toBeNull()
  })
})
