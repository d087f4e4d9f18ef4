/**
 * Which pairs of letters a font sets closer or wider, read from its GPOS table: opentype.js leaves out the extension
 * lookups that this font keeps its pairs in. Source: learn.microsoft.com/typography/opentype/spec/gpos, «pair adjustment».
 */
import { inflateSync } from 'node:zlib'

/** Between two glyphs, in the font's units; the first subtable that knows the left one decides. */
export type Kerning = (left: number, right: number) => number

const PAIRS = 2
const EXTENSION = 9
const X_ADVANCE = 4

export function readKerning(woff: Uint8Array): Kerning {
  const gpos = tableOf(woff, 'GPOS')
  const lookups = gpos.getUint16(8)
  const pairs = offsetsAt(gpos, lookups).flatMap((lookup) => subtablesOf(gpos, lookups + lookup))
  return (left, right) => {
    for (const pair of pairs) {
      const found = pair(left, right)
      if (found !== null) return found
    }
    return 0
  }
}

/** Source: w3.org/TR/WOFF, «table directory». */
function tableOf(woff: Uint8Array, tag: string): DataView {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength)
  const tables = view.getUint16(12)
  for (let entry = 44; entry < 44 + tables * 20; entry += 20) {
    if (Buffer.from(woff.subarray(entry, entry + 4)).toString('latin1') !== tag) continue
    const [offset, packed, length] = [4, 8, 12].map((at) => view.getUint32(entry + at)) as [number, number, number]
    const bytes = woff.subarray(offset, offset + packed)
    const table = packed < length ? inflateSync(bytes) : bytes
    return new DataView(table.buffer, table.byteOffset, table.byteLength)
  }
  throw new Error(`the font has no table ${tag}`)
}

type Subtable = (left: number, right: number) => number | null

function subtablesOf(gpos: DataView, lookup: number): Subtable[] {
  const type = gpos.getUint16(lookup)
  return offsetsAt(gpos, lookup + 4)
    .map((offset) => lookup + offset)
    .map((at) =>
      type === EXTENSION ? { type: gpos.getUint16(at + 2), at: at + gpos.getUint32(at + 4) } : { type, at },
    )
    .filter((subtable) => subtable.type === PAIRS)
    .map(({ at }) => (gpos.getUint16(at) === 1 ? pairsOfGlyphs(gpos, at) : pairsOfClasses(gpos, at)))
}

function pairsOfGlyphs(gpos: DataView, at: number): Subtable {
  const { size, read } = valuesAt(gpos, at)
  const covered = coverageAt(gpos, at + gpos.getUint16(at + 2))
  const sets = offsetsAt(gpos, at + 8).map((offset) => {
    const pairs = new Map<number, number>()
    const set = at + offset
    for (let i = 0; i < gpos.getUint16(set); i++) {
      const pair = set + 2 + i * (2 + size)
      pairs.set(gpos.getUint16(pair), read(pair + 2))
    }
    return pairs
  })
  return (left, right) => sets[covered.get(left) ?? -1]?.get(right) ?? null
}

function pairsOfClasses(gpos: DataView, at: number): Subtable {
  const { size, read } = valuesAt(gpos, at)
  const covered = coverageAt(gpos, at + gpos.getUint16(at + 2))
  const lefts = classesAt(gpos, at + gpos.getUint16(at + 8))
  const rights = classesAt(gpos, at + gpos.getUint16(at + 10))
  const columns = gpos.getUint16(at + 14)
  return (left, right) => {
    if (!covered.has(left)) return null
    const pair = (lefts.get(left) ?? 0) * columns + (rights.get(right) ?? 0)
    return read(at + 16 + pair * size)
  }
}

/** How long a pair's values are, and how to read what they add to the left glyph's advance: nothing, in some tables. */
function valuesAt(gpos: DataView, subtable: number) {
  const [first, second] = [gpos.getUint16(subtable + 4), gpos.getUint16(subtable + 6)]
  const advance = 2 * bits(first & (X_ADVANCE - 1))
  return {
    size: 2 * (bits(first) + bits(second)),
    read: (at: number) => (first & X_ADVANCE ? gpos.getInt16(at + advance) : 0),
  }
}

function bits(flags: number): number {
  return flags.toString(2).replaceAll('0', '').length
}

/** Glyph → its place in the list. */
function coverageAt(gpos: DataView, at: number): Map<number, number> {
  const covered = new Map<number, number>()
  const isList = gpos.getUint16(at) === 1
  for (let i = 0; i < gpos.getUint16(at + 2); i++) {
    if (isList) covered.set(gpos.getUint16(at + 4 + i * 2), i)
    else for (const glyph of rangeAt(gpos, at + 4 + i * 6)) covered.set(glyph, covered.size)
  }
  return covered
}

/** Glyph → its class; those that are not there are of class 0. */
function classesAt(gpos: DataView, at: number): Map<number, number> {
  const classes = new Map<number, number>()
  if (gpos.getUint16(at) === 1) {
    const first = gpos.getUint16(at + 2)
    for (let i = 0; i < gpos.getUint16(at + 4); i++) classes.set(first + i, gpos.getUint16(at + 6 + i * 2))
    return classes
  }
  for (let i = 0; i < gpos.getUint16(at + 2); i++) {
    const range = at + 4 + i * 6
    for (const glyph of rangeAt(gpos, range)) classes.set(glyph, gpos.getUint16(range + 4))
  }
  return classes
}

function rangeAt(gpos: DataView, at: number): number[] {
  const first = gpos.getUint16(at)
  return Array.from({ length: gpos.getUint16(at + 2) - first + 1 }, (_, i) => first + i)
}

/** A count and as many offsets. */
function offsetsAt(gpos: DataView, at: number): number[] {
  return Array.from({ length: gpos.getUint16(at) }, (_, i) => gpos.getUint16(at + 2 + i * 2))
}
