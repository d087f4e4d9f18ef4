import { expect, test } from 'vitest'
import { checkBans } from '../../../worker/comments/checks/bans.ts'
import { wordsFor } from '../../../worker/text/words.ts'
import { calm, comment } from '../calm.ts'

const says = { vi: wordsFor('vi').reasons, en: wordsFor('en').reasons }

test.each([
  ['address', 'vi', 'Địa chỉ mạng này đang bị cấm gửi ý kiến.'],
  ['email', 'vi', 'Email này đang bị cấm gửi ý kiến.'],
  ['address', 'en', 'This network address is banned from commenting.'],
  ['email', 'en', 'This email is banned from commenting.'],
] as const)('a ban of the %s holds, in %s', (banned, locale, reason) => {
  expect(checkBans(comment('Hay'), { ...calm, banned, says: says[locale] })).toEqual({
    name: 'banned',
    weight: 50,
    reason,
  })
})

test('nobody else is held', () => {
  expect(checkBans(comment('Hay'), calm)).toBeNull()
})
