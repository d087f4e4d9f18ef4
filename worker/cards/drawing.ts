/** A card in the newsroom's look: warm paper and ink, one lacquer red, hairlines. The colours are those of templates/look/base.css. */
import { CARD, type CardText } from './card.ts'
import { EM, fitLine, fitLines, LINE_HEIGHT, type Line } from './lines.ts'
import { encodePng, type Rgb } from './png.ts'
import { type Bitmap, blankBitmap, fillGlyph, fillRectangle, type Ramp } from './raster.ts'

const PAPER: Rgb = [0xfb, 0xf9, 0xf4]
/** Sixteen colours are half the bytes of more, and nobody sees a difference: the ink has most of them. */
const RULE: Ramp = { start: 1, shades: 1 }
const SOFT: Ramp = { start: 2, shades: 3 }
const ACCENT: Ramp = { start: 5, shades: 4 }
const INK: Ramp = { start: 9, shades: 7 }
const PALETTE = [
  PAPER,
  ...ramp(RULE, [0xdd, 0xd6, 0xc8]),
  ...ramp(SOFT, [0x64, 0x5d, 0x52]),
  ...ramp(ACCENT, [0x9c, 0x1f, 0x1f]),
  ...ramp(INK, [0x1b, 0x18, 0x13]),
]

const MARGIN = 72
const WIDTH = CARD.width - 2 * MARGIN
const KICKER = { size: 34, baseline: 104 }
const HEADLINE = {
  top: 140,
  height: 344,
  sizes: [120, 108, 98, 90, 82, 75, 69, 63, 57, 52, 47, 43, 39, 35],
  tracking: -0.02 * EM,
}
const RULES = [516, 522]
const NAME = { size: 46, baseline: 580, tracking: -0.03 * EM, room: 0.7 * WIDTH }
const DATE = { size: 28, baseline: 580 }
/** The seal closes the newsroom's name: of its size, as on the page. */
const SEAL = { side: 0.26, gap: 0.12 }

export function drawCard(text: CardText): Promise<Uint8Array<ArrayBuffer>> {
  const card = blankBitmap(CARD)
  drawLine(card, ACCENT, fitLine(text.section, KICKER.size, WIDTH), { ...KICKER, x: MARGIN })
  drawHeadline(card, text.headline)
  for (const y of RULES) fillRectangle(card, RULE, MARGIN, y, WIDTH, 2)
  drawName(card, text.newsroom)
  const date = fitLine(text.date, DATE.size, WIDTH - NAME.room)
  drawLine(card, SOFT, date, { ...DATE, x: CARD.width - MARGIN - (date.width * DATE.size) / EM })
  return encodePng(card, PALETTE)
}

function drawHeadline(card: Bitmap, headline: string): void {
  const { size, lines } = fitLines(
    headline,
    { width: WIDTH, height: HEADLINE.height },
    HEADLINE.sizes,
    HEADLINE.tracking,
  )
  lines.forEach((line, i) => {
    const baseline = Math.round(HEADLINE.top + size + i * size * LINE_HEIGHT)
    drawLine(card, INK, line, { x: MARGIN, baseline, size })
  })
}

function drawName(card: Bitmap, name: string): void {
  const line = fitLine(name, NAME.size, NAME.room, NAME.tracking)
  drawLine(card, INK, line, { ...NAME, x: MARGIN })
  const side = Math.round(SEAL.side * NAME.size)
  const x = Math.round(MARGIN + (line.width * NAME.size) / EM + SEAL.gap * NAME.size)
  fillRectangle(card, ACCENT, x, NAME.baseline - side, side, side)
}

function drawLine(card: Bitmap, colour: Ramp, line: Line, at: { x: number; baseline: number; size: number }): void {
  const scale = at.size / EM
  for (const { glyph, x } of line.letters) {
    fillGlyph(card, colour, glyph, { x: at.x + x * scale, y: at.baseline, scale })
  }
}

/** From almost paper to the full colour. */
function ramp({ shades }: Ramp, colour: Rgb): Rgb[] {
  const mix = (share: number) => PAPER.map((paper, i) => Math.round(paper + ((colour[i] ?? 0) - paper) * share)) as Rgb
  return Array.from({ length: shades }, (_, i) => mix((i + 1) / shades))
}
