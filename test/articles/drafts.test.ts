import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { ArticleForm } from '../../worker/articles/article.ts'
import { createArticle, findArticle, saveArticle } from '../../worker/articles/drafts.ts'
import { publishArticle, withdrawArticle } from '../../worker/articles/publication.ts'
import { drafted, ferryTimes, lotusFestival, PEOPLE, published, revisionsOf, type Story, TODAY } from '../newsroom.ts'
import { watched } from '../watched.ts'

const draft = (story: Story) => ArticleForm.parse(story)
const editor = PEOPLE.editor.email

describe('a save', () => {
  test('is a revision, whole, with who and when', async () => {
    const article = await drafted(lotusFestival)
    const saved = await saveArticle(
      env.DB,
      article,
      1,
      draft({ ...lotusFestival, body: 'Bản hai.' }),
      editor,
      TODAY + 5,
    )
    expect(saved).toMatchObject({ ok: true, article: { version: 2, body: 'Bản hai.' } })
    expect(await revisionsOf(article)).toMatchObject([
      { version: 2, body: 'Bản hai.', saved_by: editor, saved_at: TODAY + 5, tags: 'Lễ hội, Đồng Tháp' },
      { version: 1, body: lotusFestival.body, saved_by: PEOPLE.contributor.email, saved_at: TODAY },
    ])
  })

  test('over somebody else’s newer save is refused, changes nothing, and has both texts in hand', async () => {
    const article = await drafted({ ...ferryTimes, headline: 'Hai người cùng sửa' })
    const story = { ...ferryTimes, headline: 'Hai người cùng sửa' }
    const results = await Promise.all(
      ['Bản của An.', 'Bản của Bình.'].map((body) =>
        saveArticle(env.DB, article, 1, draft({ ...story, body, tags: body }), editor, TODAY),
      ),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    const lost = results.find((result) => !result.ok)
    const kept = await findArticle(env.DB, article.id)
    expect(lost).toMatchObject({ reason: 'version_conflict', theirs: { version: 2, body: kept?.body } })
    expect(await revisionsOf(article)).toHaveLength(2)
    const tags = await env.DB.prepare('SELECT tag FROM article_tags WHERE article_id = ?').bind(article.id).all()
    expect(tags.results).toHaveLength(1)
  })

  test('made from a version that never was is refused too', async () => {
    const article = await drafted({ ...ferryTimes, headline: 'Bản chưa có' })
    expect(await saveArticle(env.DB, article, 7, draft(ferryTimes), editor, TODAY)).toMatchObject({
      reason: 'version_conflict',
    })
  })

  test('made while somebody else publishes is refused, so that no address changes without its redirect', async () => {
    const article = await drafted({ ...ferryTimes, headline: 'Đăng giữa chừng' })
    await publishArticle(env.DB, article.id, { at: null, version: null, now: TODAY })
    const late = draft({ ...ferryTimes, headline: 'Đăng giữa chừng', slug: 'dia-chi-khac' })
    expect(await saveArticle(env.DB, article, 1, late, editor, TODAY)).toMatchObject({ reason: 'version_conflict' })
  })

  test('tells the version it wrote, not one that came right after', async () => {
    const article = await drafted({ ...ferryTimes, headline: 'Bản nào' })
    const db = new Proxy(env.DB, {
      get: (real, key) =>
        key === 'batch'
          ? async (statements: D1PreparedStatement[]) => {
              const results = await real.batch(statements)
              await real.prepare('UPDATE articles SET version = 9 WHERE id = ?').bind(article.id).run()
              return results
            }
          : Reflect.get(real, key).bind(real),
    })
    const saved = await saveArticle(db, article, 1, draft({ ...ferryTimes, headline: 'Bản nào' }), editor, TODAY)
    expect(saved).toMatchObject({ ok: true, article: { version: 2 } })
  })

  test('of a published article says when it was updated; of a draft it does not', async () => {
    const article = await published({ ...ferryTimes, headline: 'Có cập nhật' })
    const saved = await saveArticle(
      env.DB,
      article,
      1,
      draft({ ...ferryTimes, headline: 'Có cập nhật' }),
      editor,
      TODAY + 60_000,
    )
    expect(saved).toMatchObject({ article: { updated_at: TODAY + 60_000, published_at: TODAY } })
    const unpublished = await drafted({ ...ferryTimes, headline: 'Chưa đăng' })
    const again = await saveArticle(
      env.DB,
      unpublished,
      1,
      draft({ ...ferryTimes, headline: 'Chưa đăng' }),
      editor,
      TODAY,
    )
    expect(again).toMatchObject({ article: { updated_at: null } })
  })

  test('keeps the documents that the text cites, and lets go of those it no longer does', async () => {
    const article = await drafted({ ...ferryTimes, headline: 'Trích dẫn' })
    const cited = () =>
      env.DB.prepare(
        'SELECT d.number, d.issuer, d.slug, x.date FROM article_documents x JOIN documents d ON d.number = x.document WHERE x.article_id = ?',
      )
        .bind(article.id)
        .all()
    expect((await cited()).results).toEqual([
      { number: '214/QĐ-UBND', issuer: 'UBND', slug: '214-qd-ubnd', date: '2026-09-04' },
    ])
    await saveArticle(
      env.DB,
      article,
      1,
      draft({ ...ferryTimes, headline: 'Trích dẫn', body: 'Không còn trích.' }),
      editor,
      TODAY,
    )
    expect((await cited()).results).toEqual([])
  })
})

test('a save with many tags and citations stays within the statements that an invocation may make', async () => {
  const tags = Array.from({ length: 20 }, (_, n) => `Từ khoá ${n}`).join(', ')
  const body = Array.from({ length: 60 }, (_, n) => `Theo Nghị định ${n + 10}/2020/NĐ-CP.`).join('\n\n')
  const { db, trips } = watched(env.DB)
  const saved = await createArticle(
    db,
    draft({ ...ferryTimes, headline: 'Nhiều trích dẫn', tags, body }),
    editor,
    TODAY,
  )
  expect(saved.ok).toBe(true)
  expect(trips.flatMap((trip) => trip.statements).length).toBeLessThan(20)
  const counted =
    'SELECT (SELECT count(*) FROM article_tags WHERE article_id = ?1) AS tags, (SELECT count(*) FROM article_documents WHERE article_id = ?1) AS documents'
  expect(
    await env.DB.prepare(counted)
      .bind(saved.ok ? saved.article.id : 0)
      .first(),
  ).toEqual({ tags: 20, documents: 60 })
})

describe('an address', () => {
  test('made from a headline costs the same whatever the section holds', async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
       INSERT INTO articles (section, slug, headline, created_at, created_by) SELECT 'chinh-sach', 'cu-' || i, 'Cũ', 1, 'x' FROM n`,
    ).run()
    const { db, trips } = watched(env.DB)
    await createArticle(db, draft({ ...ferryTimes, headline: 'Zz một đầu đề mới' }), editor, TODAY)
    expect(Math.max(...trips.map((trip) => trip.rowsRead))).toBeLessThan(100)
  })

  test('made from a headline met before gets a number', async () => {
    const story = { ...ferryTimes, headline: 'Họp báo thường kỳ' }
    const slugs = [await drafted(story), await drafted(story), await drafted(story)].map((article) => article.slug)
    expect(slugs).toEqual(['hop-bao-thuong-ky', 'hop-bao-thuong-ky-2', 'hop-bao-thuong-ky-3'])
  })

  test('asked for and taken is refused', async () => {
    await drafted({ ...ferryTimes, slug: 'da-co' })
    expect(await createArticle(env.DB, draft({ ...ferryTimes, slug: 'da-co' }), editor, TODAY)).toEqual({
      ok: false,
      reason: 'slug_taken',
    })
  })

  test('of a headline that no Latin letter is in is still one', async () => {
    expect((await drafted({ ...ferryTimes, headline: '🌸🌸🌸' })).slug).toBe('bai-viet')
  })

  test('in a section that is not there is refused', async () => {
    expect(await createArticle(env.DB, draft({ ...ferryTimes, section: 'khong-co' }), editor, TODAY)).toEqual({
      ok: false,
      reason: 'invalid',
    })
  })
})

describe('publishing', () => {
  test('a version that the editor did not see is refused', async () => {
    const article = await drafted({ ...ferryTimes, headline: 'Chưa xem bản mới' })
    await saveArticle(env.DB, article, 1, draft({ ...ferryTimes, headline: 'Chưa xem bản mới' }), editor, TODAY)
    expect(await publishArticle(env.DB, article.id, { at: null, version: 1, now: TODAY })).toEqual({
      ok: false,
      reason: 'version_conflict',
    })
    expect(await publishArticle(env.DB, article.id, { at: null, version: 2, now: TODAY })).toMatchObject({ ok: true })
  })

  test('twice keeps the first date; after a withdrawal too', async () => {
    const { id } = await published({ ...ferryTimes, headline: 'Đăng hai lần' })
    const later = { at: null, version: null, now: TODAY + 1000 }
    expect(await publishArticle(env.DB, id, later)).toMatchObject({ article: { published_at: TODAY } })
    await withdrawArticle(env.DB, id)
    expect(await publishArticle(env.DB, id, later)).toMatchObject({
      article: { status: 'published', published_at: TODAY },
    })
  })

  test('what is not there is refused, and so is withdrawing a draft', async () => {
    expect(await publishArticle(env.DB, 999_999, { at: null, version: null, now: TODAY })).toEqual({
      ok: false,
      reason: 'not_publishable',
    })
    const article = await drafted({ ...ferryTimes, headline: 'Bản nháp' })
    expect(await withdrawArticle(env.DB, article.id)).toEqual({ ok: false, reason: 'not_publishable' })
  })
})
