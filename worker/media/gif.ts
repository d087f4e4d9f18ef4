/** GIF, by blocks. Source: GIF89a specification (CompuServe, 1990); Netscape's extension for the loop. */
import type { Anatomy } from './anatomy.ts'
import { latin1, startsWith, u16le } from './bytes.ts'
import { NOTHING_TOLD } from './credit.ts'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b
const GRAPHIC_CONTROL = 0xf9
const APPLICATION = 0xff

export function dissectGif(bytes: Uint8Array): Anatomy | null {
  if (!(startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) || bytes.length < 13) return null
  const size = { width: u16le(bytes, 6), height: u16le(bytes, 8) }
  if (size.width === 0 || size.height === 0) return null
  let images = 0
  let isWhole = false

  let at = 13 + tableLength(bytes[10] ?? 0)
  const kept = [bytes.subarray(0, at)]
  while (at < bytes.length) {
    const start = at
    const introducer = bytes[at]
    if (introducer === TRAILER) {
      isWhole = images > 0
      kept.push(bytes.subarray(at, at + 1))
      break
    }
    if (introducer === IMAGE) {
      // Some browsers make room for a frame that is larger than the screen it is on; so does the limit.
      size.width = Math.max(size.width, u16le(bytes, at + 1) + u16le(bytes, at + 5))
      size.height = Math.max(size.height, u16le(bytes, at + 3) + u16le(bytes, at + 7))
      images += 1
      at = endOfBlocks(bytes, at + 10 + tableLength(bytes[at + 9] ?? 0) + 1)
    } else if (introducer === EXTENSION) at = endOfBlocks(bytes, at + 2)
    else break
    if (at > bytes.length) break
    if (introducer === IMAGE || isKept(bytes, start)) kept.push(bytes.subarray(start, at))
  }
  return { ...size, orientation: 1, isFilm: images > 1, told: NOTHING_TOLD, kept: isWhole ? kept : null }
}

/** How a frame is shown, and how often all are: no comment, no text, no other application's words. */
function isKept(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] === GRAPHIC_CONTROL) return true
  return bytes[at + 1] === APPLICATION && ['NETSCAPE2.0', 'ANIMEXTS1.0'].includes(latin1(bytes, at + 3, 11))
}

function tableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

/** Behind the empty block that ends a series of blocks; past the end of the bytes where there is none. */
function endOfBlocks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0)
  return at + 1
}
