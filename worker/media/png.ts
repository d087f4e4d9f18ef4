/** PNG, by chunks. Source: PNG, third edition (W3C, 2025), 5 and 11. */
import type { Anatomy } from './anatomy.ts'
import { beBytes, concat, fromLatin1, latin1, startsWith, u32 } from './bytes.ts'
import { type Exif, NO_EXIF, readExif, writeExif } from './exif.ts'

const SIGNATURE = '\x89PNG\r\n\x1a\n'
const MAX_LENGTH = 0x7fffffff

/** The picture, its colours and its animation. Text, time, EXIF and whatever nobody knows stay behind. */
const KEPT = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
)

export function dissectPng(bytes: Uint8Array): Anatomy | null {
  if (!startsWith(bytes, SIGNATURE) || bytes.length < 33 || latin1(bytes, 12, 4) !== 'IHDR') return null
  const width = u32(bytes, 16)
  const height = u32(bytes, 20)
  if (width === 0 || height === 0 || width > MAX_LENGTH || height > MAX_LENGTH) return null

  let exif: Exif = NO_EXIF
  let hasData = false
  let isFilm = false
  let isWhole = false
  const kept: Uint8Array[] = []
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = u32(bytes, at)
    const type = latin1(bytes, at + 4, 4)
    const end = at + 12 + length
    if (end > bytes.length || !/^[A-Za-z]{4}$/.test(type)) break
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end))
    // A capital first means that the picture cannot be shown without it.
    else if (/^[A-Z]/.test(type)) break
    if (type === 'eXIf') exif = readExif(bytes.subarray(at + 8, end - 4))
    if (type === 'IDAT') hasData = true
    if (type === 'acTL') isFilm = true
    if (type === 'IEND') {
      isWhole = hasData
      break
    }
    at = end
  }

  const [header, ...rest] = kept
  const isSound = header?.length === 25 && u32(header, 21) === crc32(header.subarray(4, 21))
  const tiff = writeExif(exif)
  const whole = isWhole && isSound && [fromLatin1(SIGNATURE), header, ...(tiff ? [chunk('eXIf', tiff)] : []), ...rest]
  return { width, height, orientation: exif.orientation, isFilm, kept: whole || null }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat([fromLatin1(type), data])
  return concat([Uint8Array.from(beBytes(data.length)), body, Uint8Array.from(beBytes(crc32(body)))])
}

/** Annex D's, bit by bit: it only ever sees a header of ours. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
