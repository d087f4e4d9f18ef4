/** JPEG, by segments. Sources: ITU-T T.81 annex B; JFIF 1.02; the ICC's annex B.4 for profiles; Adobe's note 5116. */
import type { Anatomy } from './anatomy.ts'
import { concat, fromLatin1, startsWith, u16 } from './bytes.ts'
import { keptExif, NOTHING_TOLD, type Told } from './credit.ts'
import { readExif } from './exif.ts'
import { isProfile } from './icc.ts'

const SOI = Uint8Array.of(0xff, 0xd8)
const EOI = Uint8Array.of(0xff, 0xd9)
const EXIF_HEADER = 'Exif\0\0'
const XMP_HEADER = 'http://ns.adobe.com/xap/1.0/\0'
const PHOTOSHOP_HEADER = 'Photoshop 3.0\0'
const ICC_HEADER = 'ICC_PROFILE\0'

/** @param exif what it is to tell, instead of what stays of what it tells */
export function dissectJpeg(bytes: Uint8Array, exif?: Uint8Array): Anatomy | null {
  if (!startsWith(bytes, '\xff\xd8\xff')) return null
  let size: { width: number; height: number } | null = null
  const told: Told = { ...NOTHING_TOLD }
  let hasScan = false
  let isWhole = false
  const jfif: Uint8Array[] = []
  const profile: Uint8Array[] = []
  const kept: Uint8Array[] = []

  let at = 2
  while (at + 1 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) {
      isWhole = hasScan
      break
    }
    const end = at + 2 + u16(bytes, at + 2)
    if (!hasLength(marker) || end < at + 4 || end > bytes.length) break
    const segment = bytes.subarray(at, end)
    const payload = segment.subarray(4)

    if (marker === 0xe1 && startsWith(payload, EXIF_HEADER)) told.exif = readExif(payload.subarray(EXIF_HEADER.length))
    if (marker === 0xe1 && startsWith(payload, XMP_HEADER)) told.xmp ??= payload.subarray(XMP_HEADER.length)
    if (marker === 0xed && startsWith(payload, PHOTOSHOP_HEADER)) {
      told.resources ??= payload.subarray(PHOTOSHOP_HEADER.length)
    }
    // Baseline, extended and progressive: what browsers show.
    if (marker >= 0xc0 && marker <= 0xc2) size ??= { height: u16(payload, 1), width: u16(payload, 3) }

    if (marker === 0xda) {
      hasScan = size !== null
      at = endOfScan(bytes, end)
      kept.push(bytes.subarray(end - segment.length, at))
      continue
    }
    if (marker === 0xe0 && startsWith(payload, 'JFIF\0')) jfif.push(segment)
    else if (marker === 0xe2 && startsWith(payload, ICC_HEADER)) profile.push(segment)
    else if (isPicture(marker, payload)) kept.push(segment)
    at = end
  }

  if (!size || size.width === 0 || size.height === 0) return null
  const tiff = exif ?? keptExif(told)
  const colours = isColours(profile) ? profile : []
  const whole = [SOI, ...jfif, ...(tiff ? [exifSegment(tiff)] : []), ...colours, ...kept, EOI]
  const { orientation } = told.exif
  return { ...size, orientation, isFilm: false, told, kept: isWhole ? whole : null }
}

function hasLength(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xfe && !(marker >= 0xd0 && marker <= 0xd8)
}

/** Whether its parts, each with its number, make a profile. */
function isColours(segments: Uint8Array[]): boolean {
  const numberAt = 4 + ICC_HEADER.length
  const inOrder = segments.toSorted((a, b) => (a[numberAt] ?? 0) - (b[numberAt] ?? 0))
  return isProfile(concat(inOrder.map((segment) => segment.subarray(numberAt + 2))))
}

/** Tables, frames, and Adobe's word on how colours are coded; no comment, no other application's. */
function isPicture(marker: number, payload: Uint8Array): boolean {
  if (marker === 0xee) return startsWith(payload, 'Adobe')
  return marker >= 0xc0 && marker <= 0xdf
}

/** The first marker after coded data: not a stuffed 0xFF00, not a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at !== -1) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2))
  }
  return bytes.length
}

function exifSegment(tiff: Uint8Array): Uint8Array {
  const length = 2 + EXIF_HEADER.length + tiff.length
  return concat([Uint8Array.of(0xff, 0xe1, length >> 8, length & 255), fromLatin1(EXIF_HEADER), tiff])
}
