import { describe, expect, test } from 'vitest'
import { isSyllable, partSyllables, splitTones, withoutMarks } from '../../worker/text/syllables.ts'

const baseOf = (syllable: string) => splitTones(syllable).base

describe('a Vietnamese syllable', () => {
  test.each(
    'nghiêng khuỷu quốc giếng gì gìn xoong ngoằn ngoèo quỳnh uyên yêu ỷ rượu hươu đường tuỳ thuý hoà khuya bưu ghế kẻ'.split(
      ' ',
    ),
  )('%s', (syllable) => expect(isSyllable(baseOf(syllable))).toBe(true))

  test.each(['nguoi', 'duong', 'chuyen', 'khuyu'])('%s, without marks', (s) => expect(isSyllable(s)).toBe(true))

  test.each('ka ce ngi fim jan zui wá str lừz bac1 nghieengg x'.split(' '))('is not «%s»', (s) =>
    expect(isSyllable(baseOf(s))).toBe(false),
  )
})

describe('letters run together', () => {
  test.each([
    ['lừađảo', ['lừa', 'đảo']],
    ['luadao', ['lua', 'dao']],
    ['nguyên', ['nguyên']],
    ['đồlừađảo', ['đồ', 'lừa', 'đảo']],
  ])('%s part into the fewest syllables', (letters, parts) => expect(partSyllables(letters)).toEqual(parts))

  test('that are no syllables do not part', () => expect(partSyllables('viagrz')).toBeNull())
})

test('a tone comes off, the other marks stay; or all of them', () => {
  expect(splitTones('đường')).toEqual({ base: 'đương', tones: '\u0300' })
  expect(withoutMarks('đường')).toBe('duong')
})
