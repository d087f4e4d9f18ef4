import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../worker/search/query.ts'
import { markPhrases, trimExcerpt } from '../../worker/search/snippet.ts'
import { searchTextOf } from '../../worker/search/text.ts'
import { fold } from '../../worker/text/vietnamese.ts'

/** Marks as brackets. */
const marked = (text: string, query: string) =>
  markPhrases(text, parseQuery(query))
    .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
    .join('')

describe('words are marked', () => {
  test.each([
    ['Sáng nay ở Đà Nẵng, trời mưa', 'da nang', 'Sáng nay ở [Đà Nẵng], trời mưa'],
    ['Sáng nay ở ĐÀ NẴNG, trời mưa', 'Đà Nẵng', 'Sáng nay ở [ĐÀ NẴNG], trời mưa'],
    ['Đà Nẵng'.normalize('NFD'), 'Đà Nẵng', 'Đà Nẵng'.normalize('NFD')],
    ['Thuỷ và Thủy', 'thuy', '[Thuỷ] và [Thủy]'],
    ['đã nặng, đà-nẵng', '"da nang"', '[đã nặng], [đà-nẵng]'],
    ['nang da nang', '"da nang"', 'nang [da nang]'],
    ['Kế hoạch 119/KH-UBND ngày', '119/kh-ubnd', 'Kế hoạch [119/KH-UBND] ngày'],
    ['🌸 sen 🌸 Sen', 'sen', '🌸 [sen] 🌸 [Sen]'],
    ['sen', 'se', 'sen'],
    ['', 'sen', ''],
  ])('%s for %s', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected)
  })
})

test('a text and its folded form have the same number of characters, so that places agree', () => {
  const text = 'Đầm sen 🌸 rộng 2½ héc-ta; ﬁlm Ⅷ… x\u0303 İ ß ΣΑΣ\nĐoạn hai: «ĐÀ NẴNG» 25 m²'
  const made = searchTextOf({ headline: 'Hoà, hòa – HOÀ', standfirst: '' }, text)
  expect([...made.folded]).toHaveLength([...made.text].length)
  expect(made.text).toContain('film')
  expect(made.text).toContain('VIII')
  expect(made.text).toContain('25 m²')
  expect(made.folded).toContain(fold('đoạn hai'))
  expect(made.folded.split('\n')).toHaveLength(2)
  expect(made.headline).toBe('hoa hoa hoa')
})

test('an excerpt is cut between words and says where', () => {
  expect(trimExcerpt('ột chiếc xuồng ra đầ', { isStart: false, isWhole: false })).toBe('… chiếc xuồng ra …')
  expect(trimExcerpt('Một chiếc\nxuồng', { isStart: true, isWhole: true })).toBe('Một chiếc xuồng')
})
