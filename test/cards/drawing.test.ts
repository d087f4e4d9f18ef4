import { beforeAll, describe, expect, test } from 'vitest'
import type { CardText } from '../../worker/cards/card.ts'
import { drawCard } from '../../worker/cards/drawing.ts'
import { crc32 } from '../../worker/cards/png.ts'
import { lotusFestival } from '../newsroom.ts'
import { type Decoded, decode, inked } from './decoded.ts'

const INK = '#1b1813'
const ACCENT = '#9c1f1f'
const text: CardText = {
  section: 'Văn hoá',
  headline: lotusFestival.headline,
  date: '26/02/2024',
  newsroom: 'Nhịp Cầu',
}

const drawn = async (changes: Partial<CardText> = {}) => decode(await drawCard({ ...text, ...changes }))

/** Tells cards apart in a line, where two lists of their bytes would take pages. */
const sumOf = async (changes: Partial<CardText>) => crc32(await drawCard({ ...text, ...changes }))

/** Above the rule, and below the section's name. */
const headlineOf = (card: Decoded) => ({ ...card, colours: card.colours.slice(0, 510 * card.width) })

describe('a card', () => {
  let card: Decoded
  beforeAll(async () => {
    card = await drawn()
  })

  test('is as large as social networks ask, and light', async () => {
    expect([card.width, card.height]).toEqual([1200, 630])
    expect((await drawCard(text)).length).toBeLessThan(20_000)
  })

  test('keeps its margins, with the headline in ink, the section and the seal in lacquer red', () => {
    expect(inked(card)).toMatchObject({ left: 72, right: 1127 })
    const headline = inked(headlineOf(card), INK)
    expect(headline.top).toBeGreaterThan(inked(headlineOf(card), ACCENT).bottom)
    expect(headline.right).toBeGreaterThan(900)
    expect(inked(card, ACCENT).bottom).toBe(579)
  })

  test('is the same for one text, however it is composed', async () => {
    expect(await sumOf({ headline: text.headline.normalize('NFD') })).toBe(await sumOf({}))
  })

  test('is another for another section, headline, date or newsroom', async () => {
    const all = [{}, { section: 'Chính sách' }, { headline: 'Nước lên' }, { date: '27/02/2024' }, { newsroom: 'Báo' }]
    expect(new Set(await Promise.all(all.map(sumOf))).size).toBe(all.length)
  })

  test.each([
    ['300 letters that no line breaks', 'W'.repeat(300)],
    ['300 letters in words', `${'nghiêng '.repeat(37)}Nước`],
    ['10,000 letters', 'Ở đó '.repeat(2000)],
    ['capitals with two marks', 'ẪẬẨẤ ỖỘỐ ỄỆỂ '.repeat(20)],
  ])('stays within its margins with a headline of %s', async (_, headline) => {
    const headlineInk = inked(headlineOf(await drawn({ headline })))
    expect(headlineInk.left).toBeGreaterThanOrEqual(70)
    expect(headlineInk.right).toBeLessThanOrEqual(1129)
    expect(headlineInk.bottom).toBeLessThan(508)
    expect(headlineInk.bottom).toBeGreaterThan(400)
  })

  test('has the names of section and newsroom shortened where they are too long', async () => {
    const long = await drawn({ section: 'Văn hoá '.repeat(60), newsroom: 'Nhịp Cầu '.repeat(60) })
    expect(inked(long).right).toBe(1127)
    expect(inked(long, ACCENT).bottom).toBe(579)
  })

  test.each([
    ['emoji', '🌸 Hội sen 👩‍👩‍👧 Đồng Tháp mở cửa 🇻🇳 sớm một tuần \ufe0f\u20e3'],
    ['controls', '\u0000Hội\u0007 sen\u001b Đồng\t\nTháp mở cửa \u202esớm một\u2028tuần'],
    ['letters of other scripts', '漢字 Hội sen Đồng Tháp ข่าว mở cửa sớm один một tuần عربي'],
    ['half of a pair', 'Hội sen Đồng Tháp mở cửa sớm\ud83c một tuần\udf38'],
  ])('leaves out what has no letters: %s', async (_, headline) => {
    expect(await sumOf({ headline })).toBe(await sumOf({}))
  })

  test.each(['', '🌸', '漢字', ' \n '])(
    'without a headline that can be set, %j, has all the rest',
    async (headline) => {
      const card = await drawn({ headline })
      expect(inked(headlineOf(card), INK).top).toBe(Infinity)
      expect(inked(card, ACCENT).bottom).toBe(579)
    },
  )
})

test('the sum of a PNG’s parts is the one that the format asks for', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
})
