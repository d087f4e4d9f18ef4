/** ISO base media files, by boxes. Source: ISO/IEC 14496-12, 4.2 and 8.11. */
import { latin1, u16, u32 } from './bytes.ts'

export interface Box {
  type: string
  /** Of its header, of what it holds, and behind it. */
  start: number
  from: number
  to: number
}

/** The boxes between two places, up to the first that is none or does not fit; `rest` is where that begins. */
export function boxesIn(bytes: Uint8Array, from: number, to: number): { boxes: Box[]; rest: number } {
  const boxes: Box[] = []
  let at = from
  while (at + 8 <= to) {
    const short = u32(bytes, at)
    const header = short === 1 ? 16 : 8
    const size = short === 1 ? u64(bytes, at + 8) : short === 0 ? to - at : short
    const type = latin1(bytes, at + 4, 4)
    if (size < header || at + size > to || !/^[\x20-\x7e]{4}$/.test(type)) break
    boxes.push({ type, start: at, from: at + header, to: at + size })
    at += size
  }
  return { boxes, rest: at }
}

/** A number of so many bytes; what does not fit into a number is beyond any file. */
export function uint(bytes: Uint8Array, at: number, size: number): number {
  if (size === 8) return u64(bytes, at)
  if (size === 4) return u32(bytes, at)
  return size === 2 ? u16(bytes, at) : 0
}

function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) * 2 ** 32 + u32(bytes, at + 4)
}
