import { expect, test } from 'vitest'
import { checkFlood, checkFloodByEmail } from '../../../worker/comments/checks/flood.ts'
import { wordsFor } from '../../../worker/text/words.ts'
import { calm, comment } from '../calm.ts'

test('a family behind one address is not a flood', () => {
  expect(checkFlood(comment(''), { ...calm, fromAddress: 4 })).toBeNull()
  expect(checkFlood(comment(''), { ...calm, fromAddress: 5 })).toMatchObject({
    name: 'flood',
    reason: '5 ý kiến từ cùng một địa chỉ mạng trong mười phút.',
  })
})

test('its reason is in the newsroom’s language', () => {
  const context = { ...calm, says: wordsFor('en').reasons, fromAddress: 5, fromEmail: 7 }
  expect(checkFlood(comment(''), context)?.reason).toBe('5 comments from one network address within ten minutes.')
  expect(checkFloodByEmail(comment(''), context)?.reason).toBe('7 comments under one email within ten minutes.')
})

test('an email may flood from many addresses', () => {
  expect(checkFloodByEmail(comment(''), { ...calm, fromEmail: 4 })).toBeNull()
  expect(checkFloodByEmail(comment(''), { ...calm, fromEmail: 5 })).toMatchObject({ name: 'flood_email' })
  expect(checkFlood(comment(''), { ...calm, fromEmail: 50 })).toBeNull()
})

test.each([
  ['address', checkFlood],
  ['email', checkFloodByEmail],
])('a great flood weighs more: %s', (_, check) => {
  const weight = (n: number) => check(comment(''), { ...calm, fromAddress: n, fromEmail: n })?.weight ?? 0
  expect(weight(30)).toBeGreaterThan(weight(29))
})
