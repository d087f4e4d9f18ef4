/** How a text is set: in lines of one width, balanced, in the largest size that has room. Lengths are thousandths of an em. */
import { type Glyph, glyphOf, kerning, wordsOf } from './face.ts'

export const EM = 1000
/** Vietnamese stacks two marks on a letter: with less, those of one line touch the line above. */
export const LINE_HEIGHT = 1.2

export interface Line {
  /** Each with its distance from the line's beginning. */
  letters: { glyph: Glyph; x: number }[]
  width: number
}

interface Box {
  width: number
  height: number
}

/**
 * In the first of the sizes, largest first, in which the whole text stands in the box; in the last one, what has no room
 * is left out with an ellipsis. Takes time in proportion to the text's length.
 */
export function fitLines(text: string, box: Box, sizes: number[], tracking = 0): { size: number; lines: Line[] } {
  const smallest = sizes.at(-1) ?? 0
  const pieces = wordsOf(text).flatMap((word) => splitWord(word, widthIn(box, smallest), tracking))
  const words = pieces.map((word) => setWord(word, tracking))
  const widest = Math.max(0, ...words.map((word) => word.width))
  const space = glyphOf(' ').advance + tracking
  for (const size of sizes) {
    const width = widthIn(box, size)
    const ends = breakLines(words, width, space)
    const most = Math.floor(box.height / (size * LINE_HEIGHT))
    if (size > smallest && (widest > width || ends.length > most)) continue
    const shown = ends.length > most ? ends.slice(0, most) : breakLines(words, narrowest(words, width, space), space)
    const lines = shown.map((end, i) => joinWords(words.slice(shown[i - 1] ?? 0, end), space))
    if (ends.length > most) lines.push(shorten(lines.pop(), width, tracking))
    return { size, lines }
  }
  return { size: smallest, lines: [] }
}

/** In one line, shortened to a width in pixels. */
export function fitLine(text: string, size: number, width: number, tracking = 0): Line {
  const space = glyphOf(' ').advance + tracking
  const line = joinWords(
    wordsOf(text).map((word) => setWord(word, tracking)),
    space,
  )
  return line.width > (width * EM) / size ? shorten(line, (width * EM) / size, tracking) : line
}

function widthIn(box: Box, size: number): number {
  return (box.width * EM) / size
}

/** A word that no line can hold goes on in the next. */
function splitWord(word: Glyph[], width: number, tracking: number): Glyph[][] {
  const pieces: Glyph[][] = []
  let piece: Glyph[] = []
  let length = 0
  for (const glyph of word) {
    // What brings letters closer is not counted: a piece may be a little short, never too long.
    const step = glyph.advance + tracking + Math.max(0, kerning(piece.at(-1) ?? glyph, glyph))
    if (piece.length > 0 && length + step > width) {
      pieces.push(piece)
      piece = []
      length = 0
    }
    piece.push(glyph)
    length += step
  }
  return [...pieces, piece]
}

function setWord(word: Glyph[], tracking: number): Line {
  let x = 0
  const letters = word.map((glyph, i) => {
    const before = word[i - 1]
    x += before ? kerning(before, glyph) : 0
    const letter = { glyph, x }
    x += glyph.advance + tracking
    return letter
  })
  return { letters, width: x - tracking }
}

/** Where each line ends: the number of the word that begins the next. */
function breakLines(words: Line[], width: number, space: number): number[] {
  const ends: number[] = []
  let length = 0
  words.forEach((word, i) => {
    if (i > 0 && length + space + word.width > width) {
      ends.push(i)
      length = word.width
    } else length += (i > 0 ? space : 0) + word.width
  })
  return words.length > 0 ? [...ends, words.length] : []
}

/** The least width that takes no more lines: they are then as long as each other, as `text-wrap: balance` makes them. */
function narrowest(words: Line[], width: number, space: number): number {
  const lines = breakLines(words, width, space).length
  let [tooNarrow, enough] = [Math.max(0, ...words.map((word) => word.width)) - 1, width]
  while (enough - tooNarrow > NEAR_ENOUGH) {
    const middle = (tooNarrow + enough) / 2
    if (breakLines(words, middle, space).length > lines) tooNarrow = middle
    else enough = middle
  }
  return enough
}

const NEAR_ENOUGH = EM / 20

function joinWords(words: Line[], space: number): Line {
  let start = 0
  const letters = words.flatMap((word, i) => {
    if (i > 0) start += space
    const moved = word.letters.map(({ glyph, x }) => ({ glyph, x: start + x }))
    start += word.width
    return moved
  })
  return { letters, width: start }
}

function shorten(line: Line | undefined, width: number, tracking: number): Line {
  const ellipsis = glyphOf('…')
  const letters = [...(line?.letters ?? [])]
  const end = () => {
    const last = letters.at(-1)
    return last ? last.x + last.glyph.advance + tracking + kerning(last.glyph, ellipsis) : 0
  }
  while (letters.length > 0 && end() + ellipsis.advance > width) letters.pop()
  const x = end()
  return { letters: [...letters, { glyph: ellipsis, x }], width: x + ellipsis.advance }
}
