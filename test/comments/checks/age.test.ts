import { expect, test } from 'vitest'
import { checkAge } from '../../../worker/comments/checks/age.ts'
import { calm, comment } from '../calm.ts'

const DAY_MS = 24 * 60 * 60_000
const under = (articleAgeMs: number | null) => checkAge(comment('Hay'), { ...calm, articleAgeMs })

test('an article of the last ninety days is not old', () => {
  for (const age of [0, 90 * DAY_MS, -DAY_MS, null]) expect(under(age)).toBeNull()
})

test('an older one is a weak signal, with its age', () => {
  expect(under(91 * DAY_MS)).toEqual({ name: 'old_article', weight: 5, reason: 'Bài đã đăng 91 ngày.' })
  expect(under(1234 * DAY_MS)?.reason).toBe('Bài đã đăng 1.234 ngày.')
})
