/**
 * The letters that cards are set in: scripts/glyphs.ts makes the file out of Source Serif 4 semibold. It travels with the
 * Worker as bytes, not as an asset: 20 KB compressed, nothing to fetch, never of another version than the code.
 */
import file from './glyphs.bin'

/** Lengths are in thousandths of an em, and y goes up from the baseline. */
export interface Glyph {
  advance: number
  outline: () => Outline
  /** Which class of letters it is of, beside one on its right and beside one on its left; for `kerning`. */
  asLeft: number
  asRight: number
}

/** Its bounds are those of all points, also those off the curve. */
export interface Outline {
  contours: Contour[]
  left: number
  top: number
  right: number
  bottom: number
}

/** A closed one, of TrueType's quadratic curves; its first point is on the curve. */
export interface Contour {
  /** x, y, x, y … */
  points: Int16Array
  onCurve: boolean[]
}

interface Face {
  glyphs: Map<string, Glyph>
  /** A row for each class of left letters. */
  values: number[][]
}

/**
 * The glyphs that a text is set in, as a list of words. What the face lacks stands there as the letters it is made of
 * (ć as c, a full-width １ as 1) or, with none such, as an emoji, not at all.
 */
export function wordsOf(text: string): Glyph[][] {
  const { glyphs } = face()
  const known = (letters: string) => [...letters].flatMap((letter) => glyphs.get(letter) ?? [])
  return text
    .normalize('NFC')
    .split(/\s+/)
    .map((word) => [...word].flatMap((letter) => glyphs.get(letter) ?? known(letter.normalize('NFKD'))))
    .filter((word) => word.length > 0)
}

export function glyphOf(letter: string): Glyph {
  const glyph = face().glyphs.get(letter)
  if (!glyph) throw new Error(`the face has no «${letter}»`)
  return glyph
}

/** How much closer (below zero) or wider two glyphs are set than their widths say. */
export function kerning(left: Glyph, right: Glyph): number {
  return face().values[left.asLeft]?.[right.asRight] ?? 0
}

let opened: Face | null = null

/** Read at the first card: most isolates never draw one. */
function face(): Face {
  opened ??= readFace(new Reader(new Uint8Array(file)))
  return opened
}

function readFace(reader: Reader): Face {
  const [count, lefts, rights] = [reader.number(), reader.number(), reader.number()]
  let code = 0
  const letters = Array.from({ length: count }, () => {
    code += reader.number()
    const [advance, asLeft, asRight, length] = [reader.number(), reader.number(), reader.number(), reader.number()]
    return { letter: String.fromCodePoint(code), advance, asLeft, asRight, length }
  })
  const values = Array.from({ length: lefts }, () => Array.from({ length: rights }, () => reader.signed()))
  let at = reader.at
  const glyphs = letters.map(({ letter, length, ...glyph }): [string, Glyph] => {
    const start = at
    at += length
    let outline: Outline | null = null
    return [letter, { ...glyph, outline: () => (outline ??= readOutline(reader.from(start))) }]
  })
  return { glyphs: new Map(glyphs), values }
}

function readOutline(reader: Reader): Outline {
  let [x, y] = [0, 0]
  const contours = Array.from({ length: reader.number() }, (): Contour => {
    const points = new Int16Array(2 * reader.number())
    const flags = Array.from({ length: Math.ceil(points.length / 16) }, () => reader.byte())
    const onCurve = Array.from({ length: points.length / 2 }, (_, i) => (((flags[i >> 3] ?? 0) >> (i & 7)) & 1) === 1)
    for (let i = 0; i < points.length; i += 2) {
      x += reader.signed()
      y += reader.signed()
      points.set([x, y], i)
    }
    return { points, onCurve }
  })
  const all = contours.flatMap(({ points }) => [...points])
  const [xs, ys] = [all.filter((_, i) => i % 2 === 0), all.filter((_, i) => i % 2 === 1)]
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  return xs.length > 0 ? { contours, left, top, right, bottom } : { contours, left: 0, top: 0, right: 0, bottom: 0 }
}

/** Numbers of as many bytes as they need, seven bits in each, the lowest first; signed ones carry their sign in the lowest bit. */
class Reader {
  at = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.at = at
  }

  from(at: number): Reader {
    return new Reader(this.#bytes, at)
  }

  byte(): number {
    return this.#bytes[this.at++] ?? 0
  }

  number(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }

  signed(): number {
    const value = this.number()
    return value & 1 ? -(value + 1) / 2 : value / 2
  }
}
