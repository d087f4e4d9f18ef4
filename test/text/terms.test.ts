import { describe, expect, test } from 'vitest'
import { compileTerms, matchTerms } from '../../worker/text/vietnamese.ts'

describe('a blocked term is found', () => {
  test.each([
    ['as it is', 'đồ lừa đảo'],
    ['in capitals', 'LỪA ĐẢO'],
    ['decomposed', 'lừa đảo'.normalize('NFD')],
    ['with dots', 'lừa.đảo'],
    ['with many spaces', 'lừa   đảo'],
    ['over a line break', 'lừa\nđảo'],
    ['with an underscore', 'lừa_đảo'],
    ['with stars and an emoji', 'lừa*🙂*đảo'],
    ['with invisible characters', 'lừ\u200Ba đ\u00ADảo'],
    ['in full width', 'ｌừa đảo'],
    ['with the look-alike of đ', 'lừa ðảo'],
    ['without marks, in a comment without any', 'toan la lua dao thoi'],
  ])('%s', (_, text) => expect(matchTerms(text, ['lừa đảo'])).toEqual(['lừa đảo']))

  test.each([
    ['hoà', 'hòa'],
    ['thuỷ', 'thủy'],
    ['quý', 'qúy'],
    ['khoẻ', 'khỏe'],
    ['loà xoà', 'lòa xòa'],
  ])('in either school of tone placement: %s, %s', (one, other) => {
    expect(matchTerms(`x ${one} y`, [other])).toEqual([other])
    expect(matchTerms(`x ${other} y`, [one])).toEqual([one])
  })

  test('without marks where the editor entered it so, even among marks', () => {
    expect(matchTerms('đăng ký tai xiu tại đây', ['tai xiu'])).toEqual(['tai xiu'])
  })

  test('when it has no syllables at all', () => {
    expect(matchTerms('ừ 🖕🏽', ['🖕'])).toEqual(['🖕'])
  })

  test('inside, at the end of and overlapping another', () => {
    const terms = ['a b c d', 'b c', 'c', 'c d e', 'x']
    expect(matchTerms('a b c d e', terms)).toEqual(['a b c d', 'b c', 'c', 'c d e'])
    expect(matchTerms('a b c e', terms)).toEqual(['b c', 'c'])
    expect(matchTerms('a a b', ['a b'])).toEqual(['a b'])
  })

  test('in the spelling of the editor, once, in the order of the list', () => {
    expect(matchTerms('đảo lừa đảo LỪA ĐẢO', ['Lừa Đảo', 'ĐẢO', ''])).toEqual(['Lừa Đảo', 'ĐẢO'])
  })
})

describe('innocent words are not a blocked term', () => {
  test.each([
    ['cặc', 'các bạn và đặc sản'],
    ['buồi', 'buổi sáng, quả bưởi'],
    ['đĩ', 'đi chơi, cái đĩa, đí'],
    ['lồn', 'lòn, lớn, lon, lộn'],
    ['địt', 'đít, dịt'],
    ['lừa đảo', 'lúa dào, con lừa ở đảo, lừađảo'],
    ['ngu', 'nguyên, ngủ, ngư dân'],
    ['tai xiu', 'tài xỉu'],
    ['cặc', 'Các bạn lua dao'],
    ['hoà', 'hoa, họa, hóa'],
  ])('«%s» in «%s»', (term, text) => expect(matchTerms(text, [term])).toEqual([]))

  test('an editor’s empty line catches nothing', () =>
    expect(matchTerms('gì cũng được', ['', '  ', '\u200B'])).toEqual([]))
})

test('a compiled list gives the same as the list', () => {
  const terms = ['lừa đảo', 'cờ bạc']
  expect(matchTerms('cờ-bạc và lừa.đảo', compileTerms(terms))).toEqual(terms)
})

test('the time does not grow with the length of the terms', () => {
  const text = 'a '.repeat(10_000)
  const terms = Array.from({ length: 200 }, (_, i) => `${'a '.repeat(500 + i)}b`)
  const started = Date.now()
  expect(matchTerms(text, terms)).toEqual([])
  // Word by word at each place, this would take 10,000 × 700 steps for each of the terms.
  expect(Date.now() - started).toBeLessThan(2_000)
})
