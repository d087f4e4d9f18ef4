/** The film in an AVIF: how large it is, and what its boxes tell besides. Source: ISO/IEC 14496-12, 8. */
import { framePixels } from './av1.ts'
import { type Box, boxesIn, uint } from './boxes.ts'
import { fromLatin1, latin1, u16, u32 } from './bytes.ts'

const HOLDS_BOXES = new Set('moov trak mdia minf stbl dinf edts tref'.split(' '))
const KEPT = new Set(
  'mvhd tkhd mdhd hdlr vmhd nmhd dref elst stsd stts stsc stsz stco co64 stss ctts auxl cdsc prem thmb'.split(' '),
)
const TIMED = new Set(['mvhd', 'tkhd', 'mdhd'])
const DEEPEST = 8

/** Writes over what says more than how to play it: when it was made, by what, where. */
export function scrubMovie(out: Uint8Array, movie: Box): { pixels: number; isWhole: boolean } {
  const found = { pixels: 0, isWhole: true }
  walk(movie, 0)
  return found

  function walk(parent: Box, depth: number): void {
    for (const box of boxesIn(out, parent.from, parent.to).boxes) {
      if (HOLDS_BOXES.has(box.type) && depth < DEEPEST) walk(box, depth + 1)
      else if (!KEPT.has(box.type)) {
        out.set(fromLatin1('free'), box.start + 4)
        out.fill(0, box.from, box.to)
      } else look(box)
    }
  }

  function look({ type, from, to }: Box): void {
    if (TIMED.has(type)) out.fill(0, from + 4, from + (out[from] === 1 ? 20 : 12))
    if (type === 'hdlr') out.fill(0, from + 24, to)
    if (type === 'stsd') {
      for (const entry of boxesIn(out, from + 8, to).boxes) {
        found.pixels = Math.max(found.pixels, u16(out, entry.from + 24) * u16(out, entry.from + 26))
        // The compressor's name.
        out.fill(0, entry.from + 42, Math.min(entry.from + 74, entry.to))
        found.isWhole &&= latin1(out, entry.start + 4, 4) === 'av01'
      }
    }
    if (type === 'stco' || type === 'co64') {
      const size = type === 'stco' ? 4 : 8
      const places = Math.min(u32(out, from + 4), Math.floor((to - from - 8) / size))
      for (let n = 0; n < places; n++) {
        const place = uint(out, from + 8 + n * size, size)
        if (place >= out.length) found.isWhole = false
        else if (n === 0) found.pixels = Math.max(found.pixels, framePixels(out.subarray(place, place + 4096)))
      }
    }
  }
}
