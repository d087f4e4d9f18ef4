import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EVERYTHING, readBoard, soughtBy } from '../../worker/admin/board.ts'
import { listDeskArticles } from '../../worker/admin/queries.ts'
import { handIn, publishArticle, sendBack } from '../../worker/articles/publication.ts'
import { foldedWords } from '../../worker/text/folded.ts'
import { as, drafted, ferryTimes, lotusFestival, nightMarket, PEOPLE, published } from '../newsroom.ts'
import { watched } from '../watched.ts'

const { DB: db } = env
const HOUR_MS = 3_600_000
const headlines = (articles: { headline: string }[]) => articles.map(({ headline }) => headline)
const page = async (who: 'contributor' | 'editor', query = '') => (await as(who).get(`/admin/articles${query}`)).text()

async function emptied() {
  const tables = ['redirects', 'article_tags', 'article_documents', 'article_texts', 'revisions', 'articles']
  await db.batch(tables.map((table) => db.prepare(`DELETE FROM ${table}`)))
}

describe('the board', () => {
  beforeEach(emptied)

  test('says what to do where there is nothing', async () => {
    const shown = await page('editor')
    expect(shown).toContain('Không bài nào chờ duyệt.')
    expect(shown).toContain('Bấm “Viết bài mới” để bắt đầu.')
    expect(await page('editor', '?q=gi')).toContain('Không có bài nào khớp.')
  })

  test('has each article where it stands, with who, since when and what was said', async () => {
    const now = Date.now()
    const waits = await drafted({ ...lotusFestival, headline: 'Bài chờ' })
    await handIn(db, waits.id, { note: 'Gấp <lắm>.', now: now - 3 * HOUR_MS - 1 })
    const back = await drafted({ ...lotusFestival, headline: 'Bài trả' })
    await handIn(db, back.id)
    await sendBack(db, back.id, { note: 'Thiếu nguồn.' })
    await published(ferryTimes)
    const soon = await drafted({ ...lotusFestival, headline: 'Bài hẹn' })
    await publishArticle(db, soon.id, { at: now + 60_000, version: null, now })

    const board = await readBoard(db, EVERYTHING, 10)
    expect(Object.entries(board).map(([column, { articles }]) => [column, headlines(articles)])).toEqual([
      ['draft', ['Bài trả']],
      ['handed_in', ['Bài chờ']],
      ['scheduled', ['Bài hẹn']],
      ['published', [ferryTimes.headline]],
    ])
    const shown = await page('editor')
    for (const words of ['chờ 3 giờ', 'Gấp &lt;lắm>.', 'Bị trả lại', 'Thiếu nguồn.', 'Hạnh Lê', 'Phạm Khiêm'])
      expect(shown.replaceAll('&gt;', '>')).toContain(words)
    expect(shown).toMatch(/<h3>(Hôm nay|Ngày mai)<\/h3>/)
  })

  test('puts first what waits longest, what is due first, and to its writer what came back', async () => {
    const write = (name: string) => drafted({ ...lotusFestival, headline: `Bài ${name}` })
    const [one, two, three] = [await write('một'), await write('hai'), await write('ba')]
    await handIn(db, two.id, { now: 1000 })
    await handIn(db, one.id, { now: 2000 })
    expect(headlines((await readBoard(db, EVERYTHING, 10)).handed_in.articles)).toEqual(['Bài hai', 'Bài một'])
    await sendBack(db, one.id, { note: 'Xem.' })
    const own = { ...EVERYTHING, writer: PEOPLE.contributor.email }
    expect(headlines((await readBoard(db, own, 10)).draft.articles)).toEqual(['Bài một', 'Bài ba'])
    const now = Date.now()
    for (const [n, { id }] of [three, two, one].entries())
      await publishArticle(db, id, { at: now + (3 - n) * HOUR_MS, version: null, now })
    expect(headlines((await readBoard(db, EVERYTHING, 2)).scheduled.articles)).toEqual(['Bài một', 'Bài hai'])
    expect((await readBoard(db, EVERYTHING, 2)).scheduled.isMore).toBe(true)
  })

  test('shows a contributor what they wrote, whatever they ask for, and hands it in with one click', async () => {
    await drafted({ ...lotusFestival, headline: 'Của Khiêm' }, 'editor')
    const { id } = await drafted({ ...lotusFestival, headline: 'Của Hạnh' })
    for (const query of ['', `?writer=${PEOPLE.editor.email}`, '?q=cua', '?status=draft&q=cua', '?section=van-hoa']) {
      const shown = await page('contributor', query)
      expect(shown, query).toContain('Của Hạnh')
      expect(shown, query).not.toContain('Của Khiêm')
      expect(shown, query).not.toContain(PEOPLE.editor.email)
    }
    expect(await page('contributor')).toContain(`action="/admin/articles/${id}/submission"`)
    expect(await page('editor')).not.toContain('/submission"')
    await as('contributor').post(`/admin/articles/${id}/submission`)
    expect(headlines((await readBoard(db, EVERYTHING, 9)).handed_in.articles)).toEqual(['Của Hạnh'])
  })

  test('is asked by section, writer and words of the headline, with or without marks, to their half', async () => {
    const bridge = await drafted({ ...lotusFestival, headline: 'Cầu mới ở Đà Nẵng thông xe' })
    await published({ ...ferryTimes, headline: 'Người Đà Nẵng đi phà', slug: 'pha' })
    await published(nightMarket)
    const found = async (query: string) => {
      const asked = new URLSearchParams(query)
      const board = await readBoard(
        db,
        soughtBy((name) => asked.get(name) ?? undefined, null),
        9,
      )
      return Object.values(board).flatMap(({ articles }) => headlines(articles))
    }
    const both = ['Cầu mới ở Đà Nẵng thông xe', 'Người Đà Nẵng đi phà']
    for (const q of ['da nang', 'Đà Nẵng', 'NẴNG đà', 'da na']) expect(await found(`q=${q}`), q).toEqual(both)
    expect(await found('q=a nang')).toEqual([])
    expect(await found('q=" OR * NOT (')).toEqual([])
    expect(await found('q=da nang&section=chinh-sach')).toEqual(['Người Đà Nẵng đi phà'])
    expect(await found(`writer=${PEOPLE.contributor.email}`)).toEqual([bridge.headline])
    expect(await found('section=chinh-sach')).toEqual(['Người Đà Nẵng đi phà'])
    const shown = await page('editor', '?q=Đà Nẵng&section=van-hoa')
    expect(shown).toContain('value="Đà Nẵng"')
    expect(shown).toContain('href="/admin/articles?status=published&amp;q=')
    expect(shown).toContain('<option value="van-hoa" selected="">')
  })
})

describe('in an archive of thousands', () => {
  beforeAll(async () => {
    await emptied()
    await writeArchive(4000)
  })

  test.each([
    ['everything', {}],
    ['a section', { section: 'tin-tuc' }],
    ['a writer', { writer: PEOPLE.contributor.email }],
    ['a writer’s section', { section: 'tin-tuc', writer: PEOPLE.contributor.email }],
  ])('the board of %s is one trip that reads what it shows', async (_, sought) => {
    const { db: noted, trips } = watched(db)
    const board = await readBoard(noted, { ...EVERYTHING, ...sought }, 10)
    expect(board.published.articles).toHaveLength(10)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.rowsRead).toBeLessThan(600)
  })

  test('a list by section pages by key, and words are found without a walk through all of it', async () => {
    const { db: noted, trips } = watched(db)
    const listed = { status: 'published' as const, writer: null, section: 'tin-tuc', before: 3000 }
    const { articles, older } = await listDeskArticles(noted, listed)
    expect(articles).toHaveLength(40)
    const next = await listDeskArticles(noted, { ...listed, before: older ?? 0 })
    expect(next.articles[0]?.id).toBeLessThan(articles.at(-1)?.id ?? 0)
    const words = { ...listed, before: 9_999_999, words: foldedWords('bài 3997') }
    expect(headlines((await listDeskArticles(noted, words)).articles)).toEqual(['Bài 3997'])
    for (const trip of trips) expect(trip.rowsRead).toBeLessThan(900)
  })
})

/** Half of each of two writers, in two sections; all but a hundred are published. */
async function writeArchive(size: number) {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${size})`
  await db.batch([
    db
      .prepare(
        `${numbers} INSERT INTO articles (id, section, slug, headline, created_at, created_by, status, published_at)
         SELECT i, CASE (i / 2) % 2 WHEN 0 THEN 'tin-tuc' ELSE 'van-hoa' END, 'bai-' || i, 'Bài ' || i, i,
           CASE i % 2 WHEN 0 THEN ? ELSE ? END, CASE WHEN i <= 100 THEN 'draft' ELSE 'published' END, i * 1000 FROM n`,
      )
      .bind(PEOPLE.contributor.email, PEOPLE.editor.email),
    db.prepare(
      `INSERT INTO revisions (article_id, version, section, slug, lang, headline, standfirst, source_credit, byline, body, tags, saved_at, saved_by)
       SELECT id, version, section, slug, lang, headline, '', '', '', '', '', created_at, created_by FROM articles`,
    ),
    db.prepare(
      `INSERT INTO article_texts (article_id, place, headline, standfirst, folded, text)
       SELECT id, NULL, 'bai ' || id, '', '', '' FROM articles`,
    ),
    db.prepare(`UPDATE article_texts SET place = article_id WHERE article_id > 100`),
  ])
}
