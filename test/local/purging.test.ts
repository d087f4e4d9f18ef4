/** The Worker's purges meeting the platform's budget: pages are right in the end, whatever is refused on the way. */
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createCache } from '../../local/cache.ts'
import { clerkWorker, openDatabase } from '../../local/clerk.ts'
import { applyMigrations } from '../../local/database.ts'
import { purgeNow } from '../../worker/edge/purges.ts'

let mf: Miniflare
let db: D1Database
beforeAll(async () => {
  mf = new Miniflare(convertV4MiniflareOptions({ workers: [clerkWorker({ DB: 'dateline' })] }))
  db = openDatabase(() => mf.getWorker('clerk'))
  await applyMigrations(db, 'migrations')
})
beforeEach(() => db.prepare('DELETE FROM purge_calls').run())
afterAll(() => mf.dispose())

const PATH = 'https://nhipcau.test/van-hoa/hoi-sen'

/** An article's page in front of a cache whose clock the test holds, and a queue that delivers what is tried again. */
function newsroom() {
  const at = { now: 0, page: 'before' }
  const headers = { 'Cloudflare-CDN-Cache-Control': 'max-age=3600', 'Cache-Tag': 'site,article-7' }
  const cache = createCache({ now: () => at.now, origin: async () => new Response(at.page, { headers }) })
  const waiting: { tags: string[] }[] = []
  const ctx = {
    purge: async (options: CachePurgeOptions) => cache.purge(options as Parameters<typeof cache.purge>[0]),
    invalidate: async () => ({ success: true, errors: [] }),
  } as CacheContext
  async function deliver() {
    const timestamp = new Date(at.now)
    const messages = waiting
      .splice(0)
      .map((body) => ({ body, timestamp, ack: () => {}, retry: () => void waiting.push(body) }))
    await purgeNow({ messages } as unknown as MessageBatch, ctx, db, () => at.now)
  }
  const read = async () => (await cache.fetch(new Request(PATH))).text()
  return { at, cache, waiting, deliver, read }
}

test('a purge that is refused for its rate is made later, and the page is right in the end', async () => {
  const { at, cache, waiting, deliver, read } = newsroom()
  expect(await read()).toBe('before')
  while (cache.purge({ tags: ['spent'] }).success); // The account's budget, spent by others.

  at.page = 'after'
  waiting.push({ tags: ['article-7'] })
  await deliver()
  expect(waiting).toEqual([{ tags: ['article-7'] }])
  expect(await read()).toBe('before')

  at.now += 60_000
  await deliver()
  expect(waiting).toEqual([])
  expect(await read()).toBe('after')
})

test('a flood of approvals is one call', async () => {
  const { at, cache, waiting, deliver, read } = newsroom()
  expect(await read()).toBe('before')
  for (let call = 1; call < 25; call++) cache.purge({ tags: ['spent'] }) // One is left in the bucket.
  at.page = 'after'
  for (let id = 0; id < 90; id++) waiting.push({ tags: [`article-${id}`] })
  await deliver()
  expect(waiting).toEqual([])
  expect(await read()).toBe('after')
})
