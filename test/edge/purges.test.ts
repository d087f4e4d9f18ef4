import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { purgeNow } from '../../worker/edge/purges.ts'
import { plansOf, watched } from '../watched.ts'

const NOON = Date.parse('2026-11-23T12:00:00+07:00')
const granted = { success: true, errors: [] }
const refused = { success: false, errors: [{ code: 10000, message: 'rate limited' }] }

beforeEach(async () => {
  await env.DB.prepare('DELETE FROM purge_calls').run()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

function batchOf(at: number, ...messages: string[][]) {
  const batch = createMessageBatch(
    'dateline-purges',
    messages.map((tags, n) => ({ id: `m${n}`, timestamp: new Date(at), attempts: 1, body: { tags } })),
  )
  for (const message of batch.messages) vi.spyOn(message, 'retry')
  return batch
}

/** How long the messages that are tried again wait. */
const delaysOf = (batch: MessageBatch) =>
  batch.messages.flatMap(({ retry }) => vi.mocked(retry).mock.calls.map(([options]) => options?.delaySeconds))

function cacheThat(answer: (tags: string[]) => CachePurgeResult) {
  const calls: string[][] = []
  const cache = {
    purge: async ({ tags = [] }: CachePurgeOptions) => {
      calls.push(tags)
      return answer(tags)
    },
    invalidate: async () => granted,
  } as CacheContext
  return { cache, calls }
}

const resultOf = (batch: MessageBatch) => getQueueResult(batch, createExecutionContext())
const purge = (batch: MessageBatch, cache: CacheContext | undefined, at = NOON) =>
  purgeNow(batch, cache, env.DB, () => at)

describe('purges', () => {
  test('that come together are one call, each tag once', async () => {
    const { cache, calls } = cacheThat(() => granted)
    const batch = batchOf(NOON, ['front', 'article-1'], ['front', 'article-2'])
    await purge(batch, cache)
    expect(calls).toEqual([['front', 'article-1', 'article-2']])
    expect((await resultOf(batch)).explicitAcks).toEqual(['m0', 'm1'])
  })

  test('never ask for more than a hundred tags in a call', async () => {
    const { cache, calls } = cacheThat(() => granted)
    const tags = (from: number) => Array.from({ length: 60 }, (_, n) => `article-${from + n}`)
    await purge(batchOf(NOON, tags(0), tags(40), tags(200)), cache)
    expect(calls.map((call) => call.length)).toEqual([100, 60])
  })

  test.each<[string, (tags: string[]) => CachePurgeResult]>([
    ['are refused for their rate', () => refused],
    [
      'throw',
      () => {
        throw new Error('network')
      },
    ],
  ])('that %s are tried again later, and have counted', async (_, answer) => {
    const { cache, calls } = cacheThat(answer)
    const batch = batchOf(NOON, ['front'])
    await purge(batch, cache)
    expect((await resultOf(batch)).explicitAcks).toEqual([])
    expect(delaysOf(batch)).toEqual([15])

    for (let n = 0; n < 8; n++) await purge(batchOf(NOON, ['front']), cache)
    expect(calls).toHaveLength(4)
  })

  test('wait for the window to open, and are then one call', async () => {
    const { cache, calls } = cacheThat(() => granted)
    for (let n = 0; n < 4; n++) await purge(batchOf(NOON + n * 1000, [`article-${n}`]), cache, NOON + n * 1000)
    const late = batchOf(NOON + 4000, ['article-4'], ['article-5'])
    await purge(late, cache, NOON + 4000)
    expect(calls).toHaveLength(4)
    expect(delaysOf(late)).toEqual([29, 29])

    await purge(batchOf(NOON + 4000, ['article-4'], ['article-5']), cache, NOON + 33_000)
    expect(calls.at(-1)).toEqual(['article-4', 'article-5'])
    const last = batchOf(NOON + 34_000, ['article-6'])
    await purge(last, cache, NOON + 34_000)
    expect(delaysOf(last)).toEqual([27])
  })

  test('of what a later call has purged need none of their own', async () => {
    const { cache, calls } = cacheThat(() => granted)
    await purge(batchOf(NOON, ['article-1'], ['article-2']), cache, NOON + 5000)
    const twice = batchOf(NOON + 1000, ['article-2', 'article-1'], ['article-1', 'article-3'])
    await purge(twice, cache, NOON + 6000)
    expect(calls).toEqual([
      ['article-1', 'article-2'],
      ['article-1', 'article-3'],
    ])
    expect((await resultOf(twice)).explicitAcks).toEqual(['m0', 'm1'])
    await purge(batchOf(NOON + 5500, ['article-2']), cache, NOON + 7000)
    expect(calls).toHaveLength(3)
  })

  test('that were refused have purged nothing', async () => {
    const { cache, calls } = cacheThat(() => refused)
    await purge(batchOf(NOON, ['article-1']), cache, NOON + 5000)
    const again = batchOf(NOON, ['article-1'])
    await purge(again, cache, NOON + 20_000)
    expect(calls).toHaveLength(2)
    expect((await resultOf(again)).explicitAcks).toEqual([])
  })

  test('where there is no cache in front are done', async () => {
    const batch = batchOf(NOON, ['front'])
    await purge(batch, undefined)
    expect((await resultOf(batch)).ackAll).toBe(true)
  })

  test('are counted by an index', async () => {
    const { db, trips } = watched(env.DB)
    await purgeNow(batchOf(NOON, ['front']), cacheThat(() => granted).cache, db, () => NOON)
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN purge_calls$|TEMP B-TREE/))
    }
  })
})

describe('a flood of three hundred approvals in a minute on thirty articles', () => {
  interface Waiting {
    tag: string
    sentAt: number
    dueAt: number
  }

  /** A queue under a clock of its own: batches of a hundred, a second after the first of them is due. */
  async function flood(answer: (call: number) => CachePurgeResult) {
    const calls: { at: number; tags: string[] }[] = []
    const purged: { waited: number }[] = []
    let waiting: Waiting[] = Array.from({ length: 300 }, (_, n) => {
      const sentAt = NOON + n * 200
      return { tag: `article-${(n * 7) % 30}`, sentAt, dueAt: sentAt }
    })
    for (let at = NOON; waiting.length > 0 && at < NOON + 300_000; at += 1000) {
      for (;;) {
        const due = waiting.filter(({ dueAt }) => dueAt + 1000 <= at).slice(0, 100)
        if (due.length === 0) break
        const { cache } = cacheThat((tags) => {
          const result = answer(calls.length)
          calls.push({ at, tags: result.success ? tags : [] })
          return result
        })
        const messages = due.map((message) => ({
          timestamp: new Date(message.sentAt),
          body: { tags: [message.tag] },
          ack: () => {
            waiting = waiting.filter((other) => other !== message)
            purged.push({ waited: at - message.sentAt })
            const after = calls.filter((call) => call.tags.includes(message.tag) && call.at >= message.sentAt)
            expect(after.length, message.tag).toBeGreaterThan(0)
          },
          retry: ({ delaySeconds = 0 }) => {
            message.dueAt = at + delaySeconds * 1000
          },
        }))
        await purge({ messages } as unknown as MessageBatch, cache, at)
      }
    }
    const inAnyMinute = calls.map(({ at }) => calls.filter((other) => other.at > at - 60_000 && other.at <= at).length)
    return { purged, most: Math.max(...inAnyMinute), longest: Math.max(...purged.map(({ waited }) => waited)) }
  }

  test('is at most five calls in any minute, and each page is right within one', async () => {
    const { purged, most, longest } = await flood(() => granted)
    expect(purged).toHaveLength(300)
    expect(most).toBeLessThanOrEqual(5)
    expect(longest).toBeLessThanOrEqual(60_000)
  })

  test('is so, and each page is right in the end, where every other call is refused', async () => {
    const { purged, most } = await flood((call) => (call % 2 === 0 ? refused : granted))
    expect(purged).toHaveLength(300)
    expect(most).toBeLessThanOrEqual(5)
  })
})
