/** WebP, by RIFF chunks. Sources: RFC 9649; RFC 6386, 9.1, for a VP8 frame's size. */
import type { Anatomy } from './anatomy.ts'
import { concat, fromLatin1, latin1, leBytes, startsWith, u16le, u24le, u32le } from './bytes.ts'
import { keptExif, NOTHING_TOLD, type Told } from './credit.ts'
import { readExif } from './exif.ts'
import { isProfile } from './icc.ts'

const HAS_PROFILE = 0x20
const HAS_ALPHA = 0x10
const HAS_EXIF = 0x08
const HAS_XMP = 0x04
const KEPT = new Set(['VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L'])

interface Chunk {
  type: string
  data: Uint8Array
}

/** @param tiff what it is to tell, instead of what stays of what it tells */
export function dissectWebp(bytes: Uint8Array, tiff?: Uint8Array): Anatomy | null {
  if (!startsWith(bytes, 'RIFF') || !startsWith(bytes, 'WEBP', 8)) return null
  const end = 8 + u32le(bytes, 4)
  const { chunks, isWhole } = chunksOf(bytes.subarray(12, Math.min(end, bytes.length)))
  const [first] = chunks
  const size = first && sizeOf(first)
  if (!size) return null

  const isExtended = first.type === 'VP8X'
  const found = chunks.find(({ type }) => type === 'EXIF')?.data
  // Only an extended file has a place for EXIF. Some writers put JPEG's header before it.
  const exif = found && isExtended ? readExif(found.subarray(startsWith(found, 'Exif\0\0') ? 6 : 0)) : NOTHING_TOLD.exif
  const told: Told = { exif, xmp: isExtended ? chunks.find(({ type }) => type === 'XMP ')?.data : undefined }
  const isSound = isWhole && end <= bytes.length && (isExtended ? fits(chunks, size) : true)
  const isFilm = chunks.some(({ type }) => type === 'ANMF')
  const kept = isSound ? withoutMetadata(tiff ? extended(chunks, size) : chunks, tiff ?? keptExif(told)) : null
  return { ...size, orientation: exif.orientation, isFilm, told, kept }
}

/** With the header that a simple file lacks: only behind that is there a place for EXIF. */
function extended(chunks: Chunk[], { width, height }: { width: number; height: number }): Chunk[] {
  const [first] = chunks
  if (!first || first.type === 'VP8X') return chunks
  // A lossless picture says of itself whether one can see through it; a simple one of the other kind has no such part.
  const isSeeThrough = first.type === 'VP8L' && ((first.data[4] ?? 0) & 0x10) !== 0
  const canvas = [width - 1, height - 1].flatMap((side) => leBytes(side).slice(0, 3))
  return [{ type: 'VP8X', data: Uint8Array.of(isSeeThrough ? HAS_ALPHA : 0, 0, 0, 0, ...canvas) }, first]
}

function withoutMetadata(all: Chunk[], tiff: Uint8Array | null): Uint8Array[] {
  const chunks = all.filter(({ type, data }) => type !== 'ICCP' || isProfile(data))
  const hasProfile = chunks.some(({ type }) => type === 'ICCP')
  const isExtended = chunks[0]?.type === 'VP8X'
  // What follows the one picture of a simple file is nobody's.
  const kept = (isExtended ? chunks.filter(({ type }) => KEPT.has(type)) : chunks.slice(0, 1)).map(({ type, data }) => {
    if (type === 'VP8X') {
      const without = HAS_EXIF | HAS_XMP | (hasProfile ? 0 : HAS_PROFILE)
      const flags = ((data[0] ?? 0) & ~without) | (tiff ? HAS_EXIF : 0)
      return chunk(type, concat([Uint8Array.of(flags), data.subarray(1)]))
    }
    if (type !== 'ANMF') return chunk(type, data)
    const frame = chunksOf(data.subarray(16)).chunks.filter((inner) => KEPT.has(inner.type))
    return chunk(type, concat([data.subarray(0, 16), ...frame.map((inner) => chunk(inner.type, inner.data))]))
  })
  if (tiff) kept.push(chunk('EXIF', tiff))
  const length = 4 + kept.reduce((sum, part) => sum + part.length, 0)
  return [fromLatin1('RIFF'), Uint8Array.from(leBytes(length)), fromLatin1('WEBP'), ...kept]
}

/** Every frame lies on the canvas, so that no decoder needs more room than the header says. */
function fits(chunks: Chunk[], canvas: { width: number; height: number }): boolean {
  const stills = chunks.filter(({ type }) => type === 'VP8 ' || type === 'VP8L').map(sizeOf)
  const frames = chunks
    .filter(({ type }) => type === 'ANMF')
    .map(({ data }) => {
      const inner = chunksOf(data.subarray(16))
      const picture = inner.chunks.find(({ type }) => type === 'VP8 ' || type === 'VP8L')
      const size = inner.isWhole && picture ? sizeOf(picture) : null
      return size && { width: 2 * u24le(data, 0) + size.width, height: 2 * u24le(data, 3) + size.height }
    })
  const all = [...stills, ...frames]
  return all.length > 0 && all.every((size) => size && size.width <= canvas.width && size.height <= canvas.height)
}

function sizeOf({ type, data }: Chunk): { width: number; height: number } | null {
  if (type === 'VP8X' && data.length >= 10) return { width: 1 + u24le(data, 4), height: 1 + u24le(data, 7) }
  if (type === 'VP8L' && data.length >= 5 && data[0] === 0x2f) {
    const bits = u32le(data, 1)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (type === 'VP8 ' && data.length >= 10 && startsWith(data, '\x9d\x01\x2a', 3)) {
    const size = { width: u16le(data, 6) & 0x3fff, height: u16le(data, 8) & 0x3fff }
    return size.width > 0 && size.height > 0 ? size : null
  }
  return null
}

function chunksOf(bytes: Uint8Array): { chunks: Chunk[]; isWhole: boolean } {
  const chunks: Chunk[] = []
  let at = 0
  while (at + 8 <= bytes.length) {
    const length = u32le(bytes, at + 4)
    const end = at + 8 + length
    if (end > bytes.length) return { chunks, isWhole: false }
    chunks.push({ type: latin1(bytes, at, 4), data: bytes.subarray(at + 8, end) })
    at = end + (length % 2)
  }
  return { chunks, isWhole: at >= bytes.length }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const padding = new Uint8Array(data.length % 2)
  return concat([fromLatin1(type), Uint8Array.from(leBytes(data.length)), data, padding])
}
