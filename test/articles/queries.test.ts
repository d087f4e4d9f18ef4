import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  findArticleStamp,
  findSiteAndNewest,
  findSiteRevision,
  readArticlePage,
  readFrontPage,
} from '../../worker/articles/queries.ts'
import type { Db } from '../../worker/env.ts'
import { plansOf, rowsReadBy, watched } from '../watched.ts'

const ORIGIN = 'https://nhipcau.test'
const SECTIONS = 5

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare(`DELETE FROM sections`),
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${SECTIONS})
       INSERT INTO sections (slug, name, position) SELECT 's' || i, 'Mục ' || i, i FROM n`,
    ),
    env.DB.prepare(
      `INSERT INTO images (id, extension, name, width, height, bytes, alt, uploaded_at, uploaded_by)
       VALUES ('${'a'.repeat(64)}', 'webp', 'ben-do.webp', 1200, 720, 1, 'Bến đò', 1, 'x')`,
    ),
  ])
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
     INSERT INTO tags (slug, name) SELECT 'tu-' || i, 'Từ ' || i FROM n`,
  ).run()
  await fill(1, 400)
  await env.DB.prepare(
    `INSERT INTO article_tags (article_id, tag, position) SELECT a.id, t.slug, 4 + t.rowid FROM articles a, tags t
     WHERE a.slug = 'bai-399' AND t.rowid > 6 ON CONFLICT DO NOTHING`,
  ).run()
  await env.DB.prepare(
    `INSERT INTO corrections (article_id, note, corrected_at, corrected_by)
     SELECT id, 'Số liệu đã sửa.', 1, 'x' FROM articles WHERE slug = 'bai-399'`,
  ).run()
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)
     INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, status, created_at)
     SELECT (SELECT id FROM articles WHERE slug = 'bai-399'), 'Lan', 'lan@example.com', 'Hay', 'f', 's' || i, 'h',
       CASE WHEN i % 4 = 0 THEN 'held' ELSE 'approved' END, i FROM n`,
  ).run()
})

/** Articles of all ages in all sections, with five of ten tags each; several of one second, a tenth of them drafts. */
async function fill(from: number, to: number) {
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
     INSERT INTO articles (section, slug, headline, author, lead_image, status, created_at, created_by, published_at, body)
     SELECT 's' || (i % ${SECTIONS} + 1), 'bai-' || i, 'Bài ' || i, 'hanh-le', '${'a'.repeat(64)}',
       CASE WHEN i % 10 = 0 THEN 'draft' ELSE 'published' END, i, 'x', 1000000 + i / 3, hex(zeroblob(2000)) FROM n`,
  ).run()
  await env.DB.prepare(
    `INSERT INTO article_tags (article_id, tag, position)
     SELECT a.id, 'tu-' || ((a.id + t.value * 3) % 10), t.value FROM articles a, json_each('[0, 1, 2, 3, 4]') t
     WHERE a.slug IN (SELECT 'bai-' || value FROM json_each(?)) ON CONFLICT DO NOTHING`,
  )
    .bind(JSON.stringify(Array.from({ length: to - from + 1 }, (_, i) => from + i)))
    .run()
}

const PAGES: [string, (db: Db) => Promise<unknown>][] = [
  ['the front page', (db) => readFrontPage(db, ORIGIN)],
  ['an article with seven tags and two hundred comments', (db) => readArticlePage(db, ORIGIN, 's5', 'bai-399')],
  ['a page that says what went wrong', (db) => findSiteAndNewest(db, ORIGIN)],
  ['an article that is not there', (db) => readArticlePage(db, ORIGIN, 's5', 'khong-co')],
]

describe('a reader’s page costs one trip of at most six statements and 300 rows', () => {
  test.each(PAGES)('%s', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements.length).toBeLessThanOrEqual(6)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(300)
  })

  test.each(PAGES)('%s never walks or sorts the archive', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN (a|articles|c|comments|redirects)$/))
      // "Read more" sorts the handful that it has gathered.
      const sorts = details.filter((detail) => detail === 'USE TEMP B-TREE FOR ORDER BY')
      expect(sorts, sql).toHaveLength(sql.includes('near') ? 1 : 0)
    }
  })

  test('and no more when the archive has grown', async () => {
    await fill(401, 800)
    const before = await rowsReadBy(env.DB, PAGES)
    await fill(801, 8000)
    expect(await rowsReadBy(env.DB, PAGES)).toEqual(before)
  })
})

describe('a conditional request costs one trip', () => {
  test('of an article: its row and the newsroom’s', async () => {
    const { db, trips } = watched(env.DB)
    expect(await findArticleStamp(db, 's5', 'bai-399')).toMatchObject({ page_revision: 602 })
    expect(trips).toHaveLength(1)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(3)
  })

  test('of a list: the newsroom’s row', async () => {
    const { db, trips } = watched(env.DB)
    expect(await findSiteRevision(db)).toBeGreaterThan(0)
    expect(trips).toMatchObject([{ rowsRead: 1 }])
  })
})

describe('an article with six hundred comments', () => {
  test('says how many there are, shows the newest first, and where the others begin', async () => {
    const { commentCount, comments } = await readArticlePage(env.DB, ORIGIN, 's5', 'bai-399')
    expect(commentCount).toBe(600)
    const times = comments.threads.map((thread) => thread.created_at)
    expect(times[0]).toBe(799)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(comments.next).toBe(`${times.at(-1)}-${comments.threads.at(-1)?.id}`)
  })

  test('counts anew when one goes', async () => {
    await env.DB.prepare(`UPDATE comments SET status = 'rejected' WHERE created_at IN (798, 799)`).run()
    expect((await readArticlePage(env.DB, ORIGIN, 's5', 'bai-399')).commentCount).toBe(598)
  })
})

describe('the front page', () => {
  test('shows each story once: the newest as leads, then each section’s next', async () => {
    const { lead, bands } = await readFrontPage(env.DB, ORIGIN)
    const ids = [...lead, ...bands.flatMap((band) => band.teasers)].map((teaser) => teaser.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(lead).toHaveLength(7)
    expect(bands.map((band) => band.section.slug)).toEqual(['s1', 's2', 's3', 's4', 's5'])
  })
})

describe('beside an article stand', () => {
  test('four others: first those that share its tags, never itself', async () => {
    const { readMore } = await readArticlePage(env.DB, ORIGIN, 's5', 'bai-399')
    const tagsOf = async (slugs: string[]) => {
      const sql = `SELECT count(*) AS n FROM article_tags x JOIN articles a ON a.id = x.article_id
        WHERE a.slug IN (SELECT value FROM json_each(?1)) AND x.tag IN (
          SELECT tag FROM article_tags JOIN articles ON id = article_id WHERE slug = 'bai-399' AND position < 3)
        GROUP BY a.id`
      return (await env.DB.prepare(sql).bind(JSON.stringify(slugs)).all<{ n: number }>()).results.map(({ n }) => n)
    }
    const slugs = readMore.map((teaser) => teaser.slug)
    expect(slugs).toHaveLength(4)
    expect(slugs).not.toContain('bai-399')
    expect(await tagsOf(slugs)).toHaveLength(4)
  })

  test('its neighbours in the section, also among those of one second', async () => {
    const path: string[] = []
    for (let slug = 'bai-399'; path.length < 5; ) {
      const { neighbours } = await readArticlePage(env.DB, ORIGIN, 's5', slug)
      slug = neighbours.older?.slug ?? expect.fail('the section ends here')
      path.push(slug)
      expect((await readArticlePage(env.DB, ORIGIN, 's5', slug)).neighbours.newer?.slug).toBe(path.at(-2) ?? 'bai-399')
    }
    expect(path).toEqual(['bai-394', 'bai-389', 'bai-384', 'bai-379', 'bai-374'])
  })

  test('no older one beside the first of a section, no newer one beside the last', async () => {
    const ends = await env.DB.prepare(
      `SELECT slug FROM articles WHERE section = 's4' AND status = 'published' ORDER BY published_at, id`,
    ).all<{ slug: string }>()
    const [first, last] = [ends.results.at(0)?.slug ?? '', ends.results.at(-1)?.slug ?? '']
    expect((await readArticlePage(env.DB, ORIGIN, 's4', first)).neighbours.older).toBeNull()
    expect((await readArticlePage(env.DB, ORIGIN, 's4', last)).neighbours.newer).toBeNull()
  })
})
