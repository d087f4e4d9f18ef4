import { describe, expect, test } from 'vitest'
import { canonicalQuery, MAX_QUERY_LENGTH, matchTiers, parseQuery } from '../../worker/search/query.ts'
import { brief, HOSTILE } from './hostile.ts'

describe('what a reader typed', () => {
  test.each([
    ['Đà Nẵng', [['da'], ['nang']]],
    ['ĐÀ   nẵng!', [['da'], ['nang']]],
    ['Đà Nẵng'.normalize('NFD'), [['da'], ['nang']]],
    ['"Đà Nẵng"', [['da', 'nang']]],
    ['“Đà Nẵng” sông', [['da', 'nang'], ['song']]],
    [
      '«bến đò» "sông Đáy"',
      [
        ['ben', 'do'],
        ['song', 'day'],
      ],
    ],
    ['hoà hòa hoa', [['hoa']]],
    ['Kế hoạch 119/KH-UBND', [['ke'], ['hoach'], ['119', 'kh', 'ubnd']]],
    ['"chưa đóng', [['chua'], ['dong']]],
    ['sen NOT đầm', [['sen'], ['not'], ['dam']]],
    ['headline:sen*', [['headline', 'sen']]],
    ['"" "…" ( )', []],
    ['🌸', []],
  ])('%s is looked for as %j', (typed, phrases) => {
    expect(parseQuery(canonicalQuery(typed))).toEqual(phrases)
  })

  test('is asked with eight words at most, whatever its length', () => {
    const words = parseQuery(Array.from({ length: 50 }, (_, i) => `t${i}`).join(' '))
    expect(words.flat()).toHaveLength(8)
    expect(parseQuery(`"${Array.from({ length: 50 }, (_, i) => `t${i}`).join(' ')}"`).flat()).toHaveLength(8)
  })

  test.each(HOSTILE.map((typed) => [brief(typed), typed] as const))('has one true form: %s', (_, typed) => {
    const query = canonicalQuery(typed)
    expect([...query].length).toBeLessThanOrEqual(MAX_QUERY_LENGTH)
    expect(canonicalQuery(query)).toBe(query)
    expect(canonicalQuery(new URLSearchParams(new URLSearchParams({ q: query }).toString()).get('q') ?? '')).toBe(query)
  })

  test.each(HOSTILE.map((typed) => [brief(typed), typed] as const))(
    'becomes letters and digits in quotes, and nothing that is syntax: %s',
    (_, typed) => {
      const phrases = parseQuery(canonicalQuery(typed))
      if (phrases.length === 0) return
      for (const { match, without } of matchTiers(phrases)) {
        const outside = `${match} NOT ${without ?? ''}`.replace(/"[\p{L}\p{M}\p{N}#^_ ]+"/gu, '')
        expect(outside).toMatch(/^[ ()]*(?:(?:NOT|AND|OR)[ ()]*)*$/)
      }
    },
  )
})
