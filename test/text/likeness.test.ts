import { describe, expect, test } from 'vitest'
import demo from '../../demo/comments.json'
import { bandsOf, isNearRepeat } from '../../worker/text/likeness.ts'

const bodies = [...new Set(demo.map((comment) => comment.body))].filter((body) => bandsOf(body))
const meet = (one: string, other: string) => bandsOf(one)?.some((band, n) => band === bandsOf(other)?.[n]) ?? false

describe('of the demo’s comments', () => {
  test('no two are alike, and hardly any two would be compared', () => {
    const pairs = bodies.flatMap((one, n) => bodies.slice(n + 1).map((other) => [one, other] as const))
    expect(pairs.length).toBeGreaterThan(1_000)
    expect(pairs.filter(([one, other]) => isNearRepeat(one, other))).toEqual([])
    expect(pairs.filter(([one, other]) => meet(one, other)).length).toBeLessThan(pairs.length / 500)
  })

  test('each is found again with any one word changed, but for a few in a hundred', () => {
    let changed = 0
    let found = 0
    for (const body of bodies) {
      const words = body.split(' ')
      for (const n of words.keys()) {
        const other = words.with(n, 'khác').join(' ')
        changed++
        if (isNearRepeat(body, other) && meet(body, other)) found++
      }
    }
    expect(found / changed).toBeGreaterThan(0.97)
  })

  test('each is found again with other marks, case, punctuation and numbers, always', () => {
    for (const body of bodies) {
      const other = body.toUpperCase().replace(/[,.]/g, ' –').replace(/\d+/g, '7').normalize('NFD')
      expect(isNearRepeat(body, other) && meet(body, other), body).toBe(true)
    }
  })
})

test('a number is one, however it is written', () => {
  const pitch = (number: string) => `Cần tiền thì gọi ngay số ${number} gặp em Hoa`
  expect(bandsOf(pitch('0912345678'))).toEqual(bandsOf(pitch('0987 654-321')))
})

test('a short text is not compared: thanks are alike', () => {
  expect(bandsOf('Cảm ơn toà soạn nhiều')).toBeNull()
  expect(isNearRepeat('Cảm ơn toà soạn nhiều', 'Cảm ơn toà soạn nhiều')).toBe(false)
})
