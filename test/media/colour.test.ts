import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { averageColour, onlyColour } from '../../worker/media/colour.ts'
import { uploaded } from './library.ts'
import { bytes, pictures } from './pictures.ts'

describe('the colour of a picture', () => {
  test('is near the middle of its colours', async () => {
    // Twelve lines of #b5202a in forty of #7a8f6a.
    const colour = await averageColour(env.IMAGES, pictures['simple.webp'] as Uint8Array<ArrayBuffer>)
    const [red, green, blue] = (colour.match(/[0-9a-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16))
    expect(red).toBeCloseTo(0x8c, -1)
    expect(green).toBeCloseTo(0x6e, -1)
    expect(blue).toBeCloseTo(0x57, -1)
  })

  test('is nothing where one sees through it, and nothing where it cannot be had', async () => {
    expect(await onlyColour(pixel(6, [10, 20, 30, 128]))).toBe('')
    expect(await averageColour(env.IMAGES, bytes('no picture') as Uint8Array<ArrayBuffer>)).toBe('')
  })

  test.each([
    ['red, green and blue', 2, [1, 160, 255], '#01a0ff'],
    ['the same, opaque', 6, [1, 160, 255, 255], '#01a0ff'],
    ['grey', 0, [128], '#808080'],
    ['grey, opaque', 4, [128, 255], '#808080'],
  ])('is read from a pixel of %s', async (_, type, samples, colour) => {
    expect(await onlyColour(pixel(type, samples))).toBe(colour)
  })

  test('that cannot be had fails no upload', async () => {
    const IMAGES = {
      input: () => {
        throw new Error('the binding is down')
      },
    } as unknown as ImagesBinding
    expect(await uploaded('screen.png', { ...env, IMAGES })).toMatchObject({ colour: '', variants: 'waiting' })
    expect((await uploaded('phone.jpg')).colour).toMatch(/^#[0-9a-f]{6}$/)
  })
})

/** A PNG of one pixel, its data stored and not deflated; nobody asks for its checksums. */
function pixel(type: number, samples: number[]): Uint8Array<ArrayBuffer> {
  const line = [0, ...samples]
  const data = [0x78, 1, 1, line.length, 0, 255 - line.length, 255, ...line, ...adler(line)]
  const chunk = (name: string, body: number[]) => [0, 0, 0, body.length, ...bytes(name), ...body, 0, 0, 0, 0]
  const header = [0, 0, 0, 1, 0, 0, 0, 1, 8, type, 0, 0, 0]
  return Uint8Array.from([...bytes('\x89PNG\r\n\x1a\n'), ...chunk('IHDR', header), ...chunk('IDAT', data)])
}

function adler(line: number[]): number[] {
  let a = 1
  let b = 0
  for (const value of line) {
    a += value
    b += a
  }
  return [b >> 8, b & 255, a >> 8, a & 255]
}
