import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { commentPath, commentsFeedPath } from '../../worker/comments/thread.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { approved, commentFrom, lan, lotusFestival, ORIGIN, on, published, reader, TODAY, thuy } from '../newsroom.ts'
import { childOf, childrenOf, parseXml, textIn } from '../xml.ts'

const NASTY = '"><script>alert(1)</script> ]]> & \u0007 hết'

let festival: Article
let comments: Comment[]
beforeAll(async () => {
  festival = await published({ ...lotusFestival, headline: 'Hội sen <Đồng Tháp> & bạn' })
  comments = []
  for (const [n, said] of [lan, thuy, { ...lan, name: NASTY, body: `${NASTY}\nDòng hai.` }].entries()) {
    comments.push(await approved(await commentFrom(said, on(festival, TODAY + n * 60_000))))
  }
})

async function channel() {
  const answer = await reader.get(commentsFeedPath(festival))
  expect(answer.headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8')
  return childOf(parseXml(await answer.text()), 'channel')
}

test('an article’s comments are a feed of their own, the newest first', async () => {
  const feed = await channel()
  expect(textIn(feed, 'title')).toBe('Ý kiến bạn đọc: Hội sen <Đồng Tháp> & bạn')
  expect(textIn(feed, 'link')).toBe(ORIGIN + articlePath(festival))
  const items = childrenOf(feed, 'item')
  expect(items.map((item) => textIn(item, 'link'))).toEqual(
    comments.toReversed().map(({ id }) => ORIGIN + commentPath(festival, id)),
  )
  expect(textIn(items[1] ?? feed, 'pubDate')).toBe('Mon, 23 Nov 2026 05:01:00 GMT')
  expect(textIn(items[1] ?? feed, 'title')).toBe(`Ý kiến của ${thuy.name}`)
})

test('what looks like markup in a comment is text there, and line breaks stay', async () => {
  const [item] = childrenOf(await channel(), 'item')
  expect(textIn(item ?? expect.fail('no item'), 'description')).toBe(
    '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp;  hết<br>Dòng hai.',
  )
})

test('it has no more than the newest fifty', async () => {
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
     INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, status, created_at)
     SELECT ?, 'Lan', 'x', 'Hay ' || i, 'f', 's' || i, 'h', 'approved', ${TODAY} + 3600000 + i FROM n`,
  )
    .bind(festival.id)
    .run()
  const items = childrenOf(await channel(), 'item')
  expect(items).toHaveLength(50)
  expect(textIn(items[0] ?? expect.fail('no item'), 'description')).toBe('Hay 60')
})
