import { describe, expect, test } from 'vitest'
import { type Glyph, glyphOf, kerning, wordsOf } from '../../worker/cards/face.ts'
import { EM, fitLine, fitLines, LINE_HEIGHT, type Line } from '../../worker/cards/lines.ts'

/** All that Vietnamese is written with: twelve vowels in six tones, and đ. */
const VOWELS = [...'aăâeêioôơuưy'].flatMap((vowel) =>
  ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
)
const VIETNAMESE = [...VOWELS, 'đ'].flatMap((letter) => [letter, letter.toUpperCase()])

const BOX = { width: 1056, height: 344 }
const SIZES = [120, 90, 60, 47, 39, 35]
const widthIn = (size: number) => (BOX.width * EM) / size
const lettersIn = (lines: Line[]) => lines.flatMap((line) => line.letters.map(({ glyph }) => glyph))
const shapeOf = (glyph: Glyph) => JSON.stringify(glyph.outline().contours.map(({ points }) => [...points]))

describe('the face', () => {
  test('has every Vietnamese letter, each with a shape of its own', () => {
    expect(VIETNAMESE).toHaveLength(146)
    const shapes = VIETNAMESE.map((letter) => shapeOf(glyphOf(letter)))
    expect(new Set(shapes).size).toBe(VIETNAMESE.length)
    for (const letter of VIETNAMESE) expect(glyphOf(letter).advance, letter).toBeGreaterThan(200)
  })

  test('has what news are written with', () => {
    const others = '0123456789.,;:!?…–—-()[]/&%«»“”‘’\'"°×₫€$£@#+=*§©½éèçñüößøåæœçłńčžşđ'
    for (const letter of others) expect(wordsOf(letter), letter).toEqual([[glyphOf(letter)]])
  })

  test('sets a letter that it lacks as the ones it is made of', () => {
    expect(wordsOf('ḿ１ﬁ…')).toEqual(wordsOf('m1fi…'))
  })

  test('sets letters closer that would gape, also a Latin one beside a Vietnamese one', () => {
    for (const [left, right] of ['AV', 'To', 'Tô', 'Tố', 'Tư', 'Và', 'Vậ', 'Yế', 'r.', 'ở.']) {
      expect(kerning(glyphOf(left ?? ''), glyphOf(right ?? '')), `${left}${right}`).toBeLessThan(0)
    }
    expect(kerning(glyphOf('n'), glyphOf('n'))).toBe(0)
  })
})

describe('a headline', () => {
  const long = 'Bến đò cuối cùng trên sông Đáy đổi giờ chạy theo học trò, và người lái đò già vẫn đợi '.repeat(4)

  test('is set larger the shorter it is', () => {
    const sizes = [8, 40, 85, 150, 300].map((length) => fitLines(long.slice(0, length), BOX, SIZES).size)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    expect(new Set(sizes).size).toBeGreaterThan(3)
  })

  test.each([8, 40, 85, 150, 300])('of %i letters stands whole in its box', (length) => {
    const { size, lines } = fitLines(long.slice(0, length), BOX, SIZES)
    expect(lettersIn(lines)).toEqual(wordsOf(long.slice(0, length)).flat())
    expect(lines.length * size * LINE_HEIGHT).toBeLessThanOrEqual(BOX.height)
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(widthIn(size))
  })

  test('has lines that are about as long as each other', () => {
    const { lines } = fitLines('Hội sen Đồng Tháp mở cửa sớm một tuần', BOX, [90])
    const widths = lines.map((line) => line.width)
    expect(widths).toHaveLength(2)
    expect(Math.min(...widths) / Math.max(...widths)).toBeGreaterThan(0.8)
  })

  test('that has no room even in the smallest size ends with an ellipsis', () => {
    const { size, lines } = fitLines(long.repeat(3), BOX, SIZES)
    expect(size).toBe(35)
    expect(lines).toHaveLength(8)
    expect(lettersIn(lines).at(-1)).toBe(glyphOf('…'))
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(widthIn(size))
  })

  test('with a word that no line can hold goes on in the next', () => {
    const { lines } = fitLines('W'.repeat(60), BOX, SIZES)
    expect(lettersIn(lines)).toHaveLength(60)
    expect(lines.length).toBeGreaterThan(1)
  })
})

test('a name in one line is shortened only where it must be', () => {
  expect(lettersIn([fitLine('Nhịp Cầu', 46, 400)])).toEqual(wordsOf('Nhịp Cầu').flat())
  const short = fitLine('Nhịp Cầu', 46, 120)
  expect(lettersIn([short]).at(-1)).toBe(glyphOf('…'))
  expect(short.width).toBeLessThanOrEqual((120 * EM) / 46)
})
