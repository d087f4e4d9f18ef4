/** PNG, by chunks. Source: PNG, third edition (W3C, 2025), 5 and 11. */
import type { Anatomy } from './anatomy.ts'
import { beBytes, concat, fromLatin1, latin1, startsWith, u16, u32 } from './bytes.ts'
import { keptExif, NOTHING_TOLD, type Told } from './credit.ts'
import { readExif } from './exif.ts'

const SIGNATURE = '\x89PNG\r\n\x1a\n'
/** Of text that is not compressed. */
const XMP_KEYWORD = 'XML:com.adobe.xmp\0\0'
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

  const told: Told = { ...NOTHING_TOLD }
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
    if (KEPT.has(type)) {
      // A decoder would stop here.
      if (u32(bytes, end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) break
      if (type !== 'iCCP' || isNamedProfile(bytes.subarray(at + 8, end - 4))) kept.push(bytes.subarray(at, end))
    }
    // A capital first means that the picture cannot be shown without it.
    else if (/^[A-Z]/.test(type)) break
    if (type === 'eXIf') told.exif = readExif(bytes.subarray(at + 8, end - 4))
    if (type === 'iTXt' && startsWith(bytes, XMP_KEYWORD, at + 8)) {
      told.xmp ??= bytes.subarray(at + 8 + XMP_KEYWORD.length, end - 4)
    }
    if (type === 'IDAT') hasData = true
    if (type === 'acTL') isFilm = true
    if (type === 'IEND') {
      isWhole = hasData
      break
    }
    at = end
  }

  const [header, ...rest] = kept
  const isSound = header?.length === 25
  const tiff = keptExif(told)
  const whole = isWhole && isSound && [fromLatin1(SIGNATURE), header, ...(tiff ? [chunk('eXIf', tiff)] : []), ...rest]
  const { orientation } = told.exif
  return { width, height, orientation, isFilm, told, kept: whole || null }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat([fromLatin1(type), data])
  return concat([Uint8Array.from(beBytes(data.length)), body, Uint8Array.from(beBytes(crc32(body)))])
}

/** A name and compressed bytes: 11.3.2.3, RFC 1950. What is in them a decoder sees; that they are none is seen here. */
function isNamedProfile(data: Uint8Array): boolean {
  const end = data.subarray(0, 80).indexOf(0)
  return end > 0 && data[end + 1] === 0 && ((data[end + 2] ?? 0) & 15) === 8 && u16(data, end + 2) % 31 === 0
}

/** Annex D's. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let at = 0; at < bytes.length; at++) {
    crc = (CRC_TABLE[(crc ^ (bytes[at] as number)) & 255] as number) ^ (crc >>> 8)
  }
  return (crc ^ 0xffffffff) >>> 0
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
