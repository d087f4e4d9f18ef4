import { describe, expect, test } from 'vitest'
import { isUnchanged, purgeLater } from '../../worker/edge/page-cache.ts'

describe('purges', () => {
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
