/** Two versions of one text: what goes together by itself, and that nothing typed is ever in neither. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeNames, mergeTexts, paragraphsOf, textOfParts } from '../../worker/articles/merging.ts'

const text = (...paragraphs: string[]) => paragraphs.join('\n\n')
const BASE = text('Nước lên chậm.', 'Sen nở trước lịch.', 'Người trồng xin mở hội.', 'Hội kéo dài ba ngày.')

describe('a merge', () => {
  test('takes what only one of them changed, from both', () => {
    const hanh = BASE.replace('Nước lên chậm.', 'Nước lên rất chậm.')
    const khiem = BASE.replace('ba ngày', 'bốn ngày')
    const parts = mergeTexts(BASE, hanh, khiem)
    expect(textOfParts(parts, () => 'mine')).toBe(
      text('Nước lên rất chậm.', 'Sen nở trước lịch.', 'Người trồng xin mở hội.', 'Hội kéo dài bốn ngày.'),
    )
    expect(parts.every(({ kind }) => kind === 'agreed')).toBe(true)
  })

  test('of neighbouring paragraphs asks nobody either', () => {
    const hanh = BASE.replace('Sen nở trước lịch.', 'Sen nở sớm.')
    const khiem = BASE.replace('Người trồng xin mở hội.', 'Bà con xin mở hội ngay.')
    expect(textOfParts(mergeTexts(BASE, hanh, khiem), () => 'mine')).toBe(
      text('Nước lên chậm.', 'Sen nở sớm.', 'Bà con xin mở hội ngay.', 'Hội kéo dài ba ngày.'),
    )
  })

  test('of what both changed has both sides, and becomes what is chosen', () => {
    const parts = mergeTexts(BASE, BASE.replace('ba ngày', 'hai ngày'), BASE.replace('ba ngày', 'bốn ngày'))
    expect(parts.filter(({ kind }) => kind === 'open')).toEqual([
      { kind: 'open', mine: 'Hội kéo dài hai ngày.', theirs: 'Hội kéo dài bốn ngày.' },
    ])
    expect(textOfParts(parts, () => 'theirs')).toContain('bốn ngày')
    expect(textOfParts(parts, () => 'both')).toMatch(/hai ngày\.\n\nHội kéo dài bốn ngày\.$/)
  })

  test('of a paragraph that one removed and the other rewrote asks', () => {
    const parts = mergeTexts(BASE, BASE.replace('\n\nSen nở trước lịch.', ''), BASE.replace('Sen nở', 'Sen đã nở'))
    expect(parts.filter(({ kind }) => kind === 'open')).toEqual([
      { kind: 'open', mine: '', theirs: 'Sen đã nở trước lịch.' },
    ])
  })

  test('of the same change made twice has it once, whatever the line breaks of a form', () => {
    const both = BASE.replace('ba', 'bốn')
    expect(mergeTexts(BASE, both.replaceAll('\n', '\r\n'), both)).toEqual([{ kind: 'agreed', text: both }])
  })

  test('without what both began from takes nothing over unasked', () => {
    expect(mergeTexts(null, 'Một', 'Hai')).toEqual([{ kind: 'open', mine: 'Một', theirs: 'Hai' }])
  })
})

test('tags are added and taken away by either', () => {
  expect(mergeNames('Sen, Hội', 'Sen, Hội, Đồng Tháp', 'Hội, Mùa nước')).toBe('Hội, Đồng Tháp, Mùa nước')
})

describe('whatever is typed', () => {
  const paragraph = fc.string({ unit: fc.constantFrom('đ', 'ò', 'ễ', 'a', ' ', '.', '#'), minLength: 1, maxLength: 8 })
  const typed = fc.array(paragraph, { maxLength: 7 }).map((all) => all.join('\n\n'))

  test('stands in the merged text or is shown to be decided', () => {
    fc.assert(
      fc.property(typed, typed, typed, (base, a, b) => {
        const parts = mergeTexts(base, a, b)
        const shown = parts.flatMap((part) => (part.kind === 'agreed' ? [part.text] : [part.mine, part.theirs]))
        const all = shown.flatMap(paragraphsOf)
        const was = paragraphsOf(base)
        for (const side of [a, b]) {
          for (const one of paragraphsOf(side)) if (!was.includes(one)) expect(all).toContain(one)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('on one side alone is what comes out', () => {
    fc.assert(
      fc.property(typed, typed, (base, a) => {
        const whole = paragraphsOf(a).join('\n\n')
        expect(textOfParts(mergeTexts(base, a, base), () => 'theirs')).toBe(whole)
        expect(textOfParts(mergeTexts(base, base, a), () => 'mine')).toBe(whole)
      }),
    )
  })

  test('in different paragraphs comes out of both', () => {
    const edits = fc.array(fc.record({ by: fc.constantFrom('a', 'b', 'nobody'), words: fc.integer() }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(edits, (all) => {
        const base = all.map((_, n) => `Đoạn ${n}.`)
        const of = (who: string) => base.map((was, n) => (all[n]?.by === who ? `${was} Sửa ${all[n]?.words}` : was))
        const parts = mergeTexts(base.join('\n\n'), of('a').join('\n\n'), of('b').join('\n\n'))
        const both = base.map((was, n) => (all[n]?.by === 'nobody' ? was : `${was} Sửa ${all[n]?.words}`))
        expect(textOfParts(parts, () => 'mine')).toBe(both.join('\n\n'))
      }),
    )
  })

  test('of both sides is there where both are kept', () => {
    fc.assert(
      fc.property(typed, typed, typed, (base, a, b) => {
        const kept = paragraphsOf(textOfParts(mergeTexts(base, a, b), () => 'both'))
        const was = paragraphsOf(base)
        for (const one of [...paragraphsOf(a), ...paragraphsOf(b)]) if (!was.includes(one)) expect(kept).toContain(one)
      }),
    )
  })
})
