/** What is different between two texts, as a person would tell it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countChanged, differencesOf, piecesOf } from '../../worker/articles/differences.ts'
import { paragraphsOf } from '../../worker/articles/merging.ts'

describe('differences', () => {
  test('are of words, which in Vietnamese are syllables with their marks', () => {
    expect(piecesOf('Bến đò đổi giờ sớm', 'Bến đò dời lịch sớm')).toEqual([
      { kind: 'same', text: 'Bến đò ' },
      { kind: 'removed', text: 'đổi giờ' },
      { kind: 'added', text: 'dời lịch' },
      { kind: 'same', text: ' sớm' },
    ])
    expect(piecesOf('hoà', 'hòa')).toHaveLength(2)
  })

  test('set a rewritten paragraph beside what it was, and new ones by themselves', () => {
    const before = 'Sáng thứ Bảy, chiếc xuồng đầu tiên chở khách ra đầm.\n\nHội kéo dài ba ngày.'
    const after = 'Tin mới.\n\nSáng Chủ Nhật, chiếc xuồng đầu tiên chở khách ra đầm.\n\nHội kéo dài ba ngày.'
    expect(differencesOf(before, after).map(({ kind }) => kind)).toEqual(['added', 'changed', 'same'])
  })

  test('are counted in words', () => {
    expect(countChanged(differencesOf('Một hai.\n\nBa.', 'Một bốn năm.\n\nBa.'))).toEqual({ added: 2, removed: 1 })
    expect(countChanged(differencesOf('Giống nhau.', 'Giống nhau.'))).toEqual({ added: 0, removed: 0 })
  })

  test('of two long texts with nothing in common are told all the same', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word}${n}`)
    const told = differencesOf(long('a').join('\n\n'), long('b').join('\n\n'))
    expect(told.filter(({ kind }) => kind === 'removed')).toHaveLength(3000)
    expect(piecesOf(long('a').join(' '), long('b').join(' '))).toHaveLength(2)
  })

  test('give back both texts', () => {
    const typed = fc.array(fc.string({ unit: fc.constantFrom('ộ', 'a', 'b', ' ', '.', '\n') }), { maxLength: 6 })
    fc.assert(
      fc.property(typed, typed, (a, b) => {
        const [before, after] = [a.join('\n\n'), b.join('\n\n')]
        const told = differencesOf(before, after)
        const side = (gone: string, whole: 'before' | 'after') =>
          told.filter(({ kind }) => kind !== gone).map((one) => (one.kind === 'changed' ? one[whole] : one.text))
        expect(side('added', 'before')).toEqual(paragraphsOf(before))
        expect(side('removed', 'after')).toEqual(paragraphsOf(after))
        for (const one of told) {
          if (one.kind !== 'changed') continue
          const text = (gone: string) => one.pieces.flatMap(({ kind, text }) => (kind === gone ? [] : [text])).join('')
          expect([text('added'), text('removed')]).toEqual([one.before, one.after])
        }
      }),
      { numRuns: 500 },
    )
  })
})
