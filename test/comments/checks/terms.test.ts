import { describe, expect, test } from 'vitest'
import { checkSuspectTerms, checkTerms } from '../../../worker/comments/checks/terms.ts'
import { calm, comment } from '../calm.ts'

const terms = ['lừa đảo', 'cá độ', 'hoà giải giả']

describe('blocked terms', () => {
  test.each([
    ['Đúng là lừa đảo!', 'lừa đảo'],
    ['LỪA.ĐẢO', 'lừa đảo'],
    ['lừa   –  đảo', 'lừa đảo'],
    ['l ừ a đ ả o', 'lừa đảo'],
    ['Hòa giải giả', 'hoà giải giả'],
    ['do la lua dao het', 'lừa đảo'],
  ])('«%s» is held for “%s”', (body, term) => {
    expect(checkTerms(comment(body, 'Lan'), { ...calm, terms })).toMatchObject({
      name: 'blocked_term',
      reason: `Có từ cần xem: “${term}”.`,
    })
  })

  test('are seen in a name', () => {
    expect(checkTerms(comment('Hay', 'Cá độ 88'), { ...calm, terms })).not.toBeNull()
  })

  test.each(['Bác kể lúa đào được nhiều', 'Cá đỏ ngon', 'cả đội cùng vui'])('«%s» is innocent', (body) => {
    expect(checkTerms(comment(body), { ...calm, terms })).toBeNull()
  })

  test('are seen in a text without marks, also under a name with them', () => {
    expect(checkTerms(comment('do la lua dao het', 'Lê Văn Ổn'), { ...calm, terms })).not.toBeNull()
  })

  test('are those of today’s list', () => {
    expect(checkTerms(comment('cờ bạc'), { ...calm, terms })).toBeNull()
    expect(checkTerms(comment('cờ bạc'), { ...calm, terms: ['lừa đảo', 'cá độ', 'cờ bạc'] })).not.toBeNull()
    expect(checkTerms(comment('cờ bạc'), { ...calm, terms })).toBeNull()
  })
})

test('a suspect term weighs less than a blocked one', () => {
  const blocked = checkTerms(comment('soi cầu'), { ...calm, terms: ['soi cầu'] })
  const suspect = checkSuspectTerms(comment('soi cầu'), { ...calm, suspectTerms: ['soi cầu'] })
  expect(suspect).toMatchObject({ name: 'suspect_term', reason: 'Có từ đáng ngờ: “soi cầu”.' })
  expect(suspect?.weight).toBeLessThan(blocked?.weight ?? 0)
  expect(checkSuspectTerms(comment('soi cầu'), { ...calm, terms: ['soi cầu'] })).toBeNull()
})
