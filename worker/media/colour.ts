/** A picture's average colour, which stands in its place while it loads. */
import { logWarning } from '../log.ts'
import { latin1, u32 } from './bytes.ts'

/** `#8a7d6b`; empty where one can see through the picture, or where no colour could be had: nobody waits for it. */
export async function averageColour(images: ImagesBinding, picture: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const pixel = await images
      .input(new Blob([picture]).stream())
      .transform({ width: 1, height: 1, fit: 'squeeze' })
      // The binding's raw pixels are not to be had locally.
      .output({ format: 'image/png' })
    return await onlyColour(new Uint8Array(await new Response(pixel.image()).arrayBuffer()))
  } catch (error) {
    logWarning('no_colour', { error })
    return ''
  }
}

/** Samples of a pixel by the PNG's type of colour: grey, red-green-blue, either with alpha. Source: PNG, third edition, 11.2.1. */
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 4: 2, 6: 4 }

/** Of a PNG of one pixel; before the first pixel every filter is none. */
export async function onlyColour(png: Uint8Array<ArrayBuffer>): Promise<string> {
  const samples = SAMPLES[png[25] ?? -1]
  if (png[24] !== 8 || !samples) throw new Error('a pixel of another kind')
  const inflated = new Blob([imageData(png)]).stream().pipeThrough(new DecompressionStream('deflate'))
  const [, ...pixel] = new Uint8Array(await new Response(inflated).arrayBuffer())
  if (pixel.length !== samples) throw new Error('not one pixel')
  const isOpaque = samples % 2 === 1 || pixel.at(-1) === 255
  const [red = 0, green = red, blue = red] = samples > 2 ? pixel : pixel.slice(0, 1)
  return isOpaque ? `#${[red, green, blue].map((sample) => sample.toString(16).padStart(2, '0')).join('')}` : ''
}

function imageData(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (let at = 8; at + 12 <= png.length; at += 12 + u32(png, at)) {
    if (latin1(png, at + 4, 4) === 'IDAT') return png.subarray(at + 8, at + 8 + u32(png, at))
  }
  throw new Error('no pixel')
}
