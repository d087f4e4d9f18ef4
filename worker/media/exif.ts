/**
 * The little of EXIF that stays: how to hold the picture, and whose it is. Everything else, first of all the place, is
 * left behind by writing these anew. Source: Exif 2.32 (CIPA DC-008), TIFF 6.0.
 */
import { beBytes, concat, startsWith, u16, u16le, u32, u32le } from './bytes.ts'

export interface Exif {
  orientation: number
  artist: Uint8Array
  copyright: Uint8Array
}

const ORIENTATION = 0x0112
const ARTIST = 0x013b
const COPYRIGHT = 0x8298
const SHORT = 3
const ASCII = 2
const MAX_CREDIT_BYTES = 500

export const NO_EXIF: Exif = { orientation: 1, artist: new Uint8Array(), copyright: new Uint8Array() }

/** @param tiff beginning with `II` or `MM`. What cannot be read is as if it were not there. */
export function readExif(tiff: Uint8Array): Exif {
  const isLittle = startsWith(tiff, 'II*\0')
  if (!isLittle && !startsWith(tiff, 'MM\0*')) return NO_EXIF
  const short = isLittle ? u16le : u16
  const long = isLittle ? u32le : u32

  const exif = { ...NO_EXIF }
  const directory = long(tiff, 4)
  const count = short(tiff, directory)
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (entry + 12 > tiff.length) break
    const tag = short(tiff, entry)
    const type = short(tiff, entry + 2)
    const length = long(tiff, entry + 4)
    if (tag === ORIENTATION && type === SHORT) {
      const orientation = short(tiff, entry + 8)
      if (orientation >= 1 && orientation <= 8) exif.orientation = orientation
    }
    if ((tag === ARTIST || tag === COPYRIGHT) && type === ASCII) {
      const from = length <= 4 ? entry + 8 : long(tiff, entry + 8)
      const credit = withoutNulls(tiff.subarray(from, from + Math.min(length, MAX_CREDIT_BYTES)))
      if (tag === ARTIST) exif.artist = credit
      else exif.copyright = credit
    }
  }
  return exif
}

/** Null where there is nothing to say. */
export function writeExif({ orientation, artist, copyright }: Exif): Uint8Array | null {
  const entries: { tag: number; type: number; length: number; value: Uint8Array }[] = []
  if (orientation !== 1)
    entries.push({ tag: ORIENTATION, type: SHORT, length: 1, value: Uint8Array.of(0, orientation, 0, 0) })
  for (const [tag, credit] of [
    [ARTIST, artist],
    [COPYRIGHT, copyright],
  ] as const) {
    if (credit.length === 0) continue
    const value = new Uint8Array(Math.max(4, credit.length + 1))
    value.set(credit)
    entries.push({ tag, type: ASCII, length: credit.length + 1, value })
  }
  if (entries.length === 0) return null

  let offset = 8 + 2 + entries.length * 12 + 4
  const directory: number[] = [0, entries.length]
  for (const { tag, type, length, value } of entries) {
    directory.push(tag >> 8, tag & 255, 0, type, ...beBytes(length))
    directory.push(...(value.length <= 4 ? value : beBytes(offset)))
    if (value.length > 4) offset += value.length
  }
  const far = entries.map((entry) => entry.value).filter((value) => value.length > 4)
  return concat([Uint8Array.of(0x4d, 0x4d, 0, 42, ...beBytes(8), ...directory, ...beBytes(0)), ...far])
}

function withoutNulls(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  return bytes.subarray(0, end)
}
