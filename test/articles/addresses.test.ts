import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { moveSection } from '../../worker/articles/addresses.ts'
import { ArticleForm, articlePath } from '../../worker/articles/article.ts'
import { createArticle, findArticle, saveArticle } from '../../worker/articles/drafts.ts'
import { publishArticle, sendBack, withdrawArticle } from '../../worker/articles/publication.ts'
import { drafted, ferryTimes, lotusFestival, PEOPLE, published, reader, TODAY } from '../newsroom.ts'

const { DB: db } = env
const by = PEOPLE.editor.email
const now = async (id: number) => (await findArticle(db, id)) ?? expect.fail('no such article')

async function move(id: number, place: { section?: string; slug?: string }) {
  const article = await now(id)
  const { section, slug, headline, body } = article
  const draft = ArticleForm.parse({ headline, body, section, slug, ...place })
  return saveArticle(db, article, article.version, draft, by, TODAY)
}

/** What a reader meets who follows an address, a step at a time. */
async function follow(path: string): Promise<{ status: number; steps: number; at: string }> {
  for (let steps = 0, at = path; ; steps++) {
    const response = await reader.get(at)
    await response.body?.cancel()
    if (response.status !== 301) return { status: response.status, steps, at }
    if (steps > 5) throw new Error(`${path} leads round and round`)
    at = response.headers.get('Location') ?? ''
  }
}

beforeEach(async () => {
  await db.batch(
    ['redirects', 'article_images', 'article_tags', 'article_documents', 'article_texts', 'revisions', 'articles'].map(
      (table) => db.prepare(`DELETE FROM ${table}`),
    ),
  )
})

describe('an article’s former address', () => {
  test('is one step from where it stands, however often it was renamed', async () => {
    const { id } = await published({ ...lotusFestival, slug: 'mot' })
    for (const slug of ['hai', 'ba', 'bon']) await move(id, { slug })
    await move(id, { section: 'chinh-sach' })
    for (const slug of ['mot', 'hai', 'ba', 'bon'])
      expect(await follow(`/van-hoa/${slug}`)).toEqual({ status: 200, steps: 1, at: '/chinh-sach/bon' })
  })

  test('is its own again when it goes back', async () => {
    const { id } = await published({ ...lotusFestival, slug: 'mot' })
    for (const slug of ['hai', 'mot', 'hai', 'mot']) await move(id, { slug })
    expect(await follow('/van-hoa/mot')).toMatchObject({ status: 200, steps: 0 })
    expect(await follow('/van-hoa/hai')).toMatchObject({ status: 200, steps: 1 })
  })

  test('is nobody else’s, even if it was freed while they were saving', async () => {
    const { id } = await published({ ...lotusFestival, slug: 'mot' })
    await move(id, { slug: 'hai' })
    const other = await published({ ...ferryTimes, section: 'van-hoa', slug: 'khac' })
    expect(await move(other.id, { slug: 'mot' })).toEqual({ ok: false, reason: 'slug_taken' })
    const draft = ArticleForm.parse({ ...ferryTimes, section: 'van-hoa', slug: 'mot' })
    expect(await createArticle(db, draft, by, TODAY)).toEqual({ ok: false, reason: 'slug_taken' })
    // As it is when the look before the save was a moment too early.
    await expect(db.prepare(`UPDATE articles SET slug = 'mot' WHERE id = ?`).bind(other.id).run()).rejects.toThrow(
      'leads elsewhere',
    )
  })

  test('that an owner sends elsewhere is taken, and what is sent to it goes along', async () => {
    const { id } = await published({ ...lotusFestival, slug: 'mot' })
    const send = `INSERT INTO redirects (from_path, to_path, created_at) VALUES (?, ?, 0)`
    await db.prepare(send).bind('/van-hoa/sen', '/archive').run()
    await db.prepare(send).bind('/sen', '/van-hoa/mot').run()
    expect(await move(id, { slug: 'sen' })).toMatchObject({ reason: 'slug_taken' })
    await move(id, { slug: 'hai' })
    expect(await db.prepare(`SELECT article_id, to_path FROM redirects WHERE from_path = '/sen'`).first()).toEqual({
      article_id: id,
      to_path: null,
    })
  })

  test('of a draft is left to others, and of what was withdrawn says that it is gone', async () => {
    const draft = await drafted({ ...lotusFestival, slug: 'nhap' })
    await move(draft.id, { slug: 'nhap-moi' })
    expect(await follow('/van-hoa/nhap')).toMatchObject({ status: 404 })
    const { id } = await published({ ...ferryTimes, slug: 'mot' })
    await withdrawArticle(db, id)
    await sendBack(db, id, { note: '' })
    await move(id, { slug: 'hai' })
    for (const slug of ['mot', 'hai']) expect(await follow(`/chinh-sach/${slug}`)).toMatchObject({ status: 410 })
    const comment = await reader.get('/chinh-sach/mot/comments')
    expect(comment.status).toBe(410)
  })

  test('is on record with who left it', async () => {
    const { id } = await published({ ...lotusFestival, slug: 'mot' })
    await move(id, { slug: 'hai' })
    await move(id, { slug: 'hai' })
    const acts = await db
      .prepare(`SELECT actor, detail FROM audit_events WHERE action = 'article_moved' AND subject = ?`)
      .bind(`article:${id}`)
      .all()
    expect(acts.results).toEqual([{ actor: by, detail: '{"from":"/van-hoa/mot","to":"/van-hoa/hai"}' }])
  })
})

describe('a section that is renamed', () => {
  test('takes its articles along, and every address that readers knew', async () => {
    const live = await published({ ...lotusFestival, slug: 'song' })
    const gone = await published({ ...lotusFestival, slug: 'rut' })
    await withdrawArticle(db, gone.id)
    await drafted({ ...lotusFestival, slug: 'nhap' })
    await move(live.id, { slug: 'moi' })
    expect(await moveSection(db, 'van-hoa', 'doi-song', by, TODAY)).toEqual({ ok: true })
    for (const slug of ['song', 'moi'])
      expect(await follow(`/van-hoa/${slug}`)).toEqual({ status: 200, steps: 1, at: '/doi-song/moi' })
    expect(await follow('/van-hoa/rut')).toMatchObject({ status: 410 })
    expect(await follow('/van-hoa/nhap')).toMatchObject({ status: 404 })
    const sections = await db.prepare(`SELECT from_path, to_path FROM redirects WHERE to_path IS NOT NULL`).all()
    expect(sections.results).toEqual([
      { from_path: '/van-hoa', to_path: '/doi-song' },
      { from_path: '/van-hoa/feed.xml', to_path: '/doi-song/feed.xml' },
    ])

    expect(await moveSection(db, 'doi-song', 'van-hoa', by, TODAY)).toEqual({ ok: true })
    expect(await follow('/van-hoa/moi')).toMatchObject({ status: 200, steps: 0 })
    expect(await follow('/doi-song/moi')).toMatchObject({ status: 200, steps: 1 })
    const own = await db.prepare(`SELECT count(*) AS n FROM redirects WHERE from_path LIKE '/van-hoa%'`).first('n')
    expect(own).toBe(1) // /van-hoa/song
  })

  test('goes nowhere that is another’s, none, or no section’s, and nothing is left halfway', async () => {
    const { id } = await published({ ...lotusFestival, slug: 'mot' })
    expect(await moveSection(db, 'van-hoa', 'chinh-sach', by, TODAY)).toEqual({ ok: false, reason: 'slug_taken' })
    expect(await moveSection(db, 'van-hoa', 'admin', by, TODAY)).toEqual({ ok: false, reason: 'invalid' })
    expect(await moveSection(db, 'khong-co', 'moi', by, TODAY)).toEqual({ ok: false, reason: 'not_found' })
    // An address over there that leads to another article.
    const other = await published({ ...ferryTimes, slug: 'mot' })
    await move(other.id, { slug: 'hai' })
    await db.prepare(`UPDATE redirects SET from_path = '/sau-nay/mot'`).run()
    expect(await moveSection(db, 'van-hoa', 'sau-nay', by, TODAY)).toEqual({ ok: false, reason: 'slug_taken' })
    expect(articlePath(await now(id))).toBe('/van-hoa/mot')
    expect(await db.prepare('SELECT count(*) AS n FROM redirects').first('n')).toBe(1)
  })
})

const SECTIONS = ['van-hoa', 'chinh-sach', 'thoi-su', 'nhan-vat']
const article = fc.nat({ max: 2 })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('move'), article, fc.nat({ max: 3 }), fc.nat({ max: 2 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('publish'), article) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('withdraw', 'reopen', 'schedule'), article) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('section'), fc.nat({ max: 3 }), fc.nat({ max: 3 })) },
)

test('whatever is renamed, published and withdrawn, each address that readers knew is one step from its article', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await db.batch([
        ...['redirects', 'article_texts', 'revisions', 'articles'].map((table) => db.prepare(`DELETE FROM ${table}`)),
        db.prepare(`DELETE FROM sections`),
        db.prepare(`INSERT INTO sections (slug, name, position) VALUES ('van-hoa', 'A', 1), ('chinh-sach', 'B', 2)`),
      ])
      const ids: number[] = []
      for (const n of [0, 1, 2])
        ids.push((await drafted({ headline: `Bài ${n}`, section: 'van-hoa', slug: `tu-${n}`, body: 'Chữ.' })).id)
      const known = new Map<string, number>()
      for (const [what, n = 0, a = 0, b = 0] of steps as [string, ...number[]][]) {
        const id = ids[n] ?? 0
        const at = TODAY + 3_600_000
        if (what === 'move') await move(id, { section: SECTIONS[a] ?? '', slug: `tu-${b}` })
        if (what === 'publish') await publishArticle(db, id, { at: null, version: null, now: TODAY })
        if (what === 'schedule') await publishArticle(db, id, { at, version: null, now: TODAY })
        if (what === 'withdraw') await withdrawArticle(db, id)
        if (what === 'reopen') await sendBack(db, id, { note: '' })
        if (what === 'section') await moveSection(db, SECTIONS[n] ?? '', SECTIONS[a] ?? '', by, TODAY)
        for (const one of await Promise.all(ids.map(now)))
          if (one.status === 'published') known.set(articlePath(one), one.id)
      }
      for (const [path, id] of known) {
        const stands = await now(id)
        const here = articlePath(stands)
        const met = await follow(path)
        if (stands.status === 'published')
          expect(met, path).toEqual({ status: 200, steps: path === here ? 0 : 1, at: here })
        else expect(met, path).toMatchObject({ status: 410, steps: 0 })
      }
    }),
    { numRuns: 40 },
  )
}, 120_000)
