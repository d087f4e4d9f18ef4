/**
 * The letters that sharing cards are set in, from Source Serif 4 semibold: outlines, widths and kerning of three of
 * its subsets in one file that worker/cards/face.ts reads.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Font, type Glyph, type Point, parse } from 'opentype.js/dist/opentype.mjs'
import { type Kerning, readKerning } from './kerning.ts'

const FACE = '@fontsource/source-serif-4/files/source-serif-4-%-600-normal.woff'

/** A letter that two of them have is the first one's. */
const SUBSETS = ['latin', 'vietnamese', 'latin-ext']
/** Vietnamese, names from all of Europe, and signs; not what scholars alone write with. */
const LETTERS = /[ -\u017f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u1ea0-\u2fff]/

interface Subset {
  font: Font
  kerning: Kerning
}

interface Letter {
  code: number
  subset: Subset
  index: number
  glyph: Glyph
}

/** What worker/cards/face.ts reads: its numbers are of as many bytes as they need, seven bits in each. */
export async function makeGlyphs(): Promise<Uint8Array> {
  const known = new Map<number, Letter>()
  for (const subset of await Promise.all(SUBSETS.map(readSubset))) {
    for (const letter of lettersOf(subset)) if (!known.has(letter.code)) known.set(letter.code, letter)
  }
  const face = [...known.values()].sort((a, b) => a.code - b.code)
  const { lefts, rights, values } = classesOf(face.map((left) => face.map((right) => kern(left, right, known))))
  const outlines = face.map(({ glyph }) => outline(glyph))

  const bytes: number[] = []
  for (const count of [face.length, values.length, values[0]?.length ?? 0]) writeNumber(bytes, count)
  let before = 0
  face.forEach(({ code, glyph }, i) => {
    const facts = [code - before, glyph.advanceWidth, lefts[i], rights[i], outlines[i]?.length]
    for (const fact of facts) writeNumber(bytes, fact ?? 0)
    before = code
  })
  for (const value of values.flat()) writeSigned(bytes, value)
  return Uint8Array.from([...bytes, ...outlines.flat()])
}

async function readSubset(name: string): Promise<Subset> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(FACE.replace('%', name)))
  const font = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  if (font.unitsPerEm !== 1000) throw new Error('worker/cards/face.ts takes an em for a thousand units')
  return { font, kerning: readKerning(bytes) }
}

/** Text comes composed and with plain spaces: marks by themselves, controls and other spaces are not asked for. */
function lettersOf(subset: Subset): Letter[] {
  return Object.entries(subset.font.tables.cmap.glyphIndexMap)
    .map(([code, index]) => ({ code: Number(code), subset, index, glyph: subset.font.glyphs.get(index) }))
    .filter(({ code }) => code === SPACE || isShown(String.fromCodePoint(code)))
}

const SPACE = 32

function isShown(letter: string): boolean {
  return LETTERS.test(letter) && /[^\p{M}\p{C}\p{Z}]/u.test(letter)
}

/** A pair from two subsets is in neither's table: it is set as if each were its nearest letter in the first. */
function kern(left: Letter, right: Letter, known: Map<number, Letter>): number {
  if (left.subset === right.subset) return left.subset.kerning(left.index, right.index)
  const [l, r] = [left, right].map((letter) => known.get(letter.code > 0xff ? cousin(letter.code) : letter.code))
  return l && r && l.subset === r.subset ? l.subset.kerning(l.index, r.index) : 0
}

/** With as much above it: ấ is â, ụ is u, đ is d. */
function cousin(code: number): number {
  const [base = '', ...marks] = String.fromCodePoint(code).normalize('NFD')
  const plain = { đ: 'd', Đ: 'D' }[base] ?? base
  const isHigh = marks.some((mark) => mark !== HORN && mark !== DOT_BELOW)
  return (isHigh ? `${plain}${CIRCUMFLEX}`.normalize('NFC') : plain).codePointAt(0) ?? 0
}

const HORN = '\u031b'
const DOT_BELOW = '\u0323'
const CIRCUMFLEX = '\u0302'

/** Letters that stand to all others in the same way are one class, on either side. */
function classesOf(pairs: number[][]) {
  const lefts = numbered(pairs.map((row) => row.join()))
  const rights = numbered(pairs.map((_, i) => pairs.map((row) => row[i]).join()))
  const firsts = (classes: number[]) => [...new Set(classes)].map((name) => classes.indexOf(name))
  const values = firsts(lefts).map((row) => firsts(rights).map((column) => pairs[row]?.[column] ?? 0))
  return { lefts, rights, values }
}

function numbered(names: string[]): number[] {
  const numbers = new Map([...new Set(names)].map((name, i) => [name, i]))
  return names.map((name) => numbers.get(name) ?? 0)
}

/**
 * Contours, each with its points from one on the curve on: first which of them are on it, eight to a byte, then the steps
 * between them.
 */
function outline(glyph: Glyph): number[] {
  void glyph.path
  const contours = contoursOf(glyph.points ?? [])
  const bytes: number[] = []
  let [x, y] = [0, 0]
  writeNumber(bytes, contours.length)
  for (const points of contours) {
    writeNumber(bytes, points.length)
    for (let i = 0; i < points.length; i += 8) {
      bytes.push(points.slice(i, i + 8).reduce((flags, point, bit) => flags | (Number(point.onCurve) << bit), 0))
    }
    for (const point of points) {
      writeSigned(bytes, Math.round(point.x) - x)
      writeSigned(bytes, Math.round(point.y) - y)
      ;[x, y] = [Math.round(point.x), Math.round(point.y)]
    }
  }
  return bytes
}

function contoursOf(points: Point[]): Point[][] {
  const ends = points.flatMap((point, i) => (point.lastPointOfContour ? [i + 1] : []))
  return ends.map((end, i) => fromOnCurve(points.slice(ends[i - 1] ?? 0, end)))
}

/** A circle may be written down by nothing but points off the curve: between two of these stands one on it. */
function fromOnCurve(points: Point[]): Point[] {
  const first = points.findIndex((point) => point.onCurve)
  if (first >= 0) return [...points.slice(first), ...points.slice(0, first)]
  const [a, b] = [points[0], points.at(-1)]
  if (!a || !b) return []
  return [{ ...a, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, onCurve: true }, ...points]
}

function writeSigned(bytes: number[], value: number): void {
  writeNumber(bytes, value < 0 ? -2 * value - 1 : 2 * value)
}

function writeNumber(bytes: number[], value: number): void {
  let rest = value
  for (; rest > 127; rest >>= 7) bytes.push((rest & 127) | 128)
  bytes.push(rest)
}
