/** Writes a PNG of few colours. Source: w3.org/TR/png-3. */
import type { Bitmap } from './raster.ts'

export type Rgb = [red: number, green: number, blue: number]

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]
const BITS = 4
const PALETTE_COLOUR = 3

/** @param palette the colour of each number among the pixels; at most sixteen. */
export async function encodePng(bitmap: Bitmap, palette: Rgb[]): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = bitmap
  const size = new DataView(new ArrayBuffer(13))
  size.setUint32(0, width)
  size.setUint32(4, height)
  size.setUint8(8, BITS)
  size.setUint8(9, PALETTE_COLOUR)
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', new Uint8Array(size.buffer)),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', await deflate(rowsOf(bitmap))),
    chunk('IEND', new Uint8Array(0)),
  ]
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

/** Two pixels to a byte. Each row begins with the number of its filter: 0 is none, which suits a palette best. */
function rowsOf({ width, height, pixels }: Bitmap): Uint8Array<ArrayBuffer> {
  const length = 1 + Math.ceil(width / 2)
  const rows = new Uint8Array(length * height)
  for (let y = 0; y < height; y++) {
    let at = y * length
    for (let x = y * width; x < (y + 1) * width; x += 2)
      rows[++at] = ((pixels[x] as number) << 4) | (pixels[x + 1] as number)
  }
  return rows
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  bytes.set(new TextEncoder().encode(type), 4)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)))
  return bytes
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}

let table: Uint32Array | null = null

export function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
    return rest
  })
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}
