import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { isUnchanged, purgeLater, purgeNow } from '../../worker/edge/page-cache.ts'

const PURGES = 'dateline-purges'

function batchOf(...messages: string[][]) {
  return createMessageBatch(
    PURGES,
    messages.map((tags, n) => ({ id: `m${n}`, timestamp: new Date(), attempts: 1, body: { tags } })),
  )
}

function cacheThat(answer: (tags: string[]) => CachePurgeResult) {
  const calls: string[][] = []
  const cache = {
    purge: async ({ tags = [] }: CachePurgeOptions) => {
      calls.push(tags)
      return answer(tags)
    },
    invalidate: async () => ({ success: true, errors: [] }),
  } as CacheContext
  return { cache, calls }
}

describe('purges', () => {
  test('that come together are one call, each tag once', async () => {
    const { cache, calls } = cacheThat(() => ({ success: true, errors: [] }))
    const batch = batchOf(['front', 'article-1'], ['front', 'article-2'])
    await purgeNow(batch, cache)
    expect(calls).toEqual([['front', 'article-1', 'article-2']])
    expect((await getQueueResult(batch, createExecutionContext())).explicitAcks).toEqual(['m0', 'm1'])
  })

  test('never ask for more than a hundred tags in a call', async () => {
    const { cache, calls } = cacheThat(() => ({ success: true, errors: [] }))
    const tags = (from: number) => Array.from({ length: 60 }, (_, n) => `article-${from + n}`)
    await purgeNow(batchOf(tags(0), tags(100)), cache)
    expect(calls.map((call) => call.length)).toEqual([60, 60])
  })

  test('that are refused for their rate are tried again later', async () => {
    const { cache } = cacheThat(() => ({ success: false, errors: [{ code: 10000, message: 'rate limited' }] }))
    const batch = batchOf(['front'])
    await purgeNow(batch, cache)
    const result = await getQueueResult(batch, createExecutionContext())
    expect(result.explicitAcks).toEqual([])
    expect(result.retryMessages).toMatchObject([{ msgId: 'm0' }])
  })

  test('that throw are tried again later', async () => {
    const { cache } = cacheThat(() => {
      throw new Error('network')
    })
    const batch = batchOf(['front'])
    await purgeNow(batch, cache)
    expect((await getQueueResult(batch, createExecutionContext())).retryMessages).toMatchObject([{ msgId: 'm0' }])
  })

  test('do not undo the write they follow when their queue is down', async () => {
    const down = { send: () => Promise.reject(new Error('down')) } as unknown as Queue
    await expect(purgeLater(down, ['front'])).resolves.toBe(false)
  })
})

describe('If-None-Match', () => {
  test.each([
    ['W/"a.1"', true],
    ['"a.1"', true],
    ['"x", W/"a.1"', true],
    ['*', true],
    ['"a.2"', false],
    ['', false],
  ])('%s against W/"a.1" is %s', (header, unchanged) => {
    expect(isUnchanged(header, 'W/"a.1"')).toBe(unchanged)
  })

  test('without the header nothing is known', () => {
    expect(isUnchanged(undefined, 'W/"a.1"')).toBe(false)
  })
})
