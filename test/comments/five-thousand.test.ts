/** What five thousand comments on one article cost a reader, and whether all of them are met. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import demoArticle from '../../demo/articles/ben-do-cuoi-cung-tren-song-day-doi-gio-chay-theo-hoc-tro.md?raw'
import demoComments from '../../demo/comments.json'
import { articlePath } from '../../worker/articles/article.ts'
import { readArticlePage } from '../../worker/articles/queries.ts'
import { commentsPath, type Order } from '../../worker/comments/thread.ts'
import { readCommentPage, readCommentsFeed, readThreadsPage } from '../../worker/comments/thread-queries.ts'
import type { Db } from '../../worker/env.ts'
import type { Article } from '../../worker/schema.ts'
import { approved, commentFrom, lan, lotusFestival, ORIGIN, published, reader } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

const COMMENTS = 5000
const FIRST_ID = 100_000
const START = 1_700_000_000_000
const KB = 1024

let article: Article
beforeAll(async () => {
  article = await published({
    ...lotusFestival,
    slug: 'nam-nghin-y-kien',
    tags: 'Lễ hội, Đồng Tháp, Sen, Du lịch, Nông nghiệp, Miền Tây, Mùa nước, Ngày hội',
    body: demoArticle.replace(/^---.*?---/s, '').replace(/^::.*$/gm, ''),
  })
  for (let n = 0; n < 6; n++) await published({ ...lotusFestival, slug: `bai-ke-${n}`, tags: lotusFestival.tags })
  await fill(article)
  // Each comment is counted as it comes.
}, 60_000)

/**
 * Of each ten one begins a thread that nobody answers, one a thread with two answers, one a thread with five, whose
 * answers answer each other. Three come at the same time. Names and words are those of the demo's readers.
 */
async function fill({ id }: Article) {
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${COMMENTS - 1}),
       said AS (SELECT key, value ->> 'name' AS name, value ->> 'body' AS body FROM json_each(?1))
     INSERT INTO comments (id, article_id, parent, answers, name, email, body, fingerprint, submission, address_hash,
       status, created_at, picked_at)
     SELECT ${FIRST_ID} + i, ${id}, CASE WHEN i % 10 IN (2, 3) THEN ${FIRST_ID} + i - i % 10 + 1
         WHEN i % 10 > 4 THEN ${FIRST_ID} + i - i % 10 + 4 END,
       CASE WHEN i % 10 NOT IN (0, 1, 4) THEN ${FIRST_ID} + i - 1 END,
       name, 'lan@example.com', i || ': ' || body, 'f', 's' || i, 'h', 'approved', ${START} + i / 3,
       iif(i % 400 = 0, i, NULL)
     FROM n JOIN said ON said.key = i % ${demoComments.length}`,
  )
    .bind(JSON.stringify(demoComments.map(({ name, body }) => ({ name, body }))))
    .run()
}

const PAGES: [string, (db: Db) => Promise<unknown>][] = [
  ['the article’s page', (db) => readArticlePage(db, ORIGIN, article.section, article.slug)],
  ['the newest threads', (db) => readThreadsPage(db, ORIGIN, article, 'newest', undefined)],
  ['older threads', (db) => readThreadsPage(db, ORIGIN, article, 'newest', `${START + 900}-102700`)],
  ['the oldest threads', (db) => readThreadsPage(db, ORIGIN, article, 'oldest', undefined)],
  ['threads after those', (db) => readThreadsPage(db, ORIGIN, article, 'oldest', `${START + 900}-102700`)],
  ['a comment', (db) => readCommentPage(db, ORIGIN, article, 102_704, undefined)],
  ['an answer', (db) => readCommentPage(db, ORIGIN, article, 102_709, undefined)],
  ['answers further on', (db) => readCommentPage(db, ORIGIN, article, 102_704, `${START + 902}-102706`)],
  ['the feed', (db) => readCommentsFeed(db, ORIGIN, article)],
]

describe('among five thousand comments', () => {
  test.each(PAGES)('%s costs one trip of at most six statements and 300 rows', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements.length).toBeLessThanOrEqual(6)
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(300)
  })

  test('the article’s page leaves room for all else that may stand on it', async () => {
    const { db, trips } = watched(env.DB)
    await readArticlePage(db, ORIGIN, article.section, article.slug)
    // Ten corrections, another language, the pictures of what is near.
    expect(trips[0]?.rowsRead).toBeLessThanOrEqual(300 - 20)
  })

  test.each(PAGES)('%s is found through indexes, and nothing is sorted', async (_, read) => {
    const { db, trips } = watched(env.DB)
    await read(db)
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      if (!/ comments /.test(sql)) continue
      expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN (a|c|t|r|articles|comments|redirects)$/))
      expect(details, sql).not.toContainEqual(expect.stringContaining('USE TEMP B-TREE'))
    }
  })

  test('the first pages stay within what a new connection carries at once', async () => {
    for (const path of [articlePath(article), commentsPath(article), commentsPath(article, 'oldest')]) {
      const size = await gzipped(await (await reader.get(path)).text())
      expect(size, path).toBeLessThanOrEqual(14 * KB)
    }
  })

  test.each<Order>(['newest', 'oldest'])(
    '%s first, links lead past each of them once, whatever is approved meanwhile',
    async (order) => {
      const [passed, ahead] = order === 'newest' ? [START + 1600, START + 10] : [START + 10, START + 1600]
      const waiting = await Promise.all(
        [passed, ahead].map((now) =>
          commentFrom({ ...lan, body: `Duyệt muộn, ${order}` }, { articleId: article.id, now }),
        ),
      )
      const all = await idsOf(article)
      const [missed, met] = waiting.map(({ id }) => id)

      const threads: number[] = []
      const rest: string[] = []
      let pages = 0
      let page = order === 'newest' ? articlePath(article) : commentsPath(article, 'oldest')
      for (let next: string | undefined = page; next; pages++) {
        page = await (await reader.get(next)).text()
        threads.push(...idsIn(page))
        rest.push(...linksIn(page, /class="rest" href="([^"]+)"/g))
        if (pages === 3) for (const comment of waiting) await approved(comment)
        next = linksIn(page, /href="(\/[^"]+comments\?[^"]*(?:before|after)=[^"]+)"/g)[0]
      }
      expect(page.includes('Bạn đã xem đến ý kiến cuối cùng.')).toBe(true)
      expect(pages).toBeGreaterThan(30)
      expect(threads).toHaveLength(new Set(threads).size)
      expect(threads).not.toContain(missed)

      const answers = await Promise.all(rest.map(async (path) => idsIn(await (await reader.get(path)).text())))
      expect(rest).toHaveLength(COMMENTS / 10)
      expect(new Set([...threads, ...answers.flat()])).toEqual(new Set([...all, met]))
    },
    60_000,
  )

  test('their number is the one that is really there', async () => {
    const count = (await idsOf(article)).length
    expect(count).toBe(COMMENTS + 4)
    expect(await (await reader.get(articlePath(article))).text()).toContain(
      `trong ${count.toLocaleString('vi')} ý kiến`,
    )
  })
})

async function idsOf({ id }: Article): Promise<number[]> {
  const sql = `SELECT id FROM comments WHERE article_id = ? AND status = 'approved'`
  return (await env.DB.prepare(sql).bind(id).all<{ id: number }>()).results.map((row) => row.id)
}

function idsIn(page: string): number[] {
  return Array.from(page.matchAll(/<li id="c-(\d+)"/g), ([, id]) => Number(id))
}

function linksIn(page: string, link: RegExp): string[] {
  return Array.from(page.matchAll(link), ([, href = '']) => href.replaceAll('&amp;', '&'))
}

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return (await new Response(stream).arrayBuffer()).byteLength
}
