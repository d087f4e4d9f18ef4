/** A PNG as those who show it read it: what it says of itself, and its pixels. */
import { crc32 } from '../../worker/cards/png.ts'

export interface Decoded {
  width: number
  height: number
  /** Of each pixel, row by row, its colour as `#rrggbb`. */
  colours: string[]
}

/** Throws where a part is broken. */
export async function decode(png: Uint8Array): Promise<Decoded> {
  const parts = new Map<string, Uint8Array<ArrayBuffer>>()
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at)
    const type = new TextDecoder().decode(png.subarray(at + 4, at + 8))
    if (view.getUint32(at + 8 + length) !== crc32(png.subarray(at + 4, at + 8 + length)))
      throw new Error(`${type}: sum`)
    parts.set(type, png.slice(at + 8, at + 8 + length))
    at += 12 + length
  }
  const header = parts.get('IHDR') ?? new Uint8Array(13)
  const size = new DataView(header.buffer)
  const [width, height] = [size.getUint32(0), size.getUint32(4)]
  if (header.slice(8).join() !== '4,3,0,0,0' || !parts.has('IEND')) throw new Error('not sixteen colours in a palette')
  const palette = parts.get('PLTE') ?? new Uint8Array()
  const hex = (colour: number) =>
    `#${[...palette.slice(3 * colour, 3 * colour + 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`
  const colours = Array.from({ length: palette.length / 3 }, (_, colour) => hex(colour))
  const packed = new Blob([parts.get('IDAT') ?? new Uint8Array()]).stream()
  const rows = new Uint8Array(await new Response(packed.pipeThrough(new DecompressionStream('deflate'))).arrayBuffer())
  const row = 1 + width / 2
  if (rows.length !== row * height) throw new Error('not all rows are there')
  return {
    width,
    height,
    colours: Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)]
      const byte = rows[y * row + 1 + (x >> 1)] ?? 0
      return colours[x % 2 === 0 ? byte >> 4 : byte & 15] ?? 'none'
    }),
  }
}

/** The smallest rectangle with all pixels that are not paper; of those of one colour, where it is given. */
export function inked({ width, colours }: Decoded, colour?: string) {
  const paper = colours[0]
  const [xs, ys]: [number[], number[]] = [[], []]
  colours.forEach((found, i) => {
    if (colour ? found !== colour : found === paper) return
    xs.push(i % width)
    ys.push(Math.floor(i / width))
  })
  const least = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity)
  return { left: least(xs), top: least(ys), right: most(xs), bottom: most(ys) }
}
