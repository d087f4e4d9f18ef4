import { describe, expect, test } from 'vitest'
import type { Glyph } from '../../worker/cards/face.ts'
import { type Bitmap, blankBitmap, fillGlyph } from '../../worker/cards/raster.ts'

const RAMP = { start: 1, shades: 100 }

/** The share of a bitmap's pixels that is covered, in pixels. */
const area = (bitmap: Bitmap) => bitmap.pixels.reduce((sum, shade) => sum + shade, 0) / RAMP.shades

function shape(points: number[], onCurve = points.filter((_, i) => i % 2 === 0).map(() => true)): Glyph {
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)]
  const bounds = { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) }
  const outline = { contours: [{ points: Int16Array.from(points), onCurve }], ...bounds }
  return { advance: 0, asLeft: 0, asRight: 0, outline: () => outline }
}

const SQUARE = shape([0, 0, 0, 10, 10, 10, 10, 0])
const TRIANGLE = shape([0, 0, 5, 20, 30, 3])
/** A circle as TrueType draws one, from a point on it on. */
const CIRCLE = shape(
  [10, 0, 10, 4, 4, 10, -4, 10, -10, 4, -10, -4, -4, -10, 4, -10, 10, -4],
  [true, ...Array(8).fill(false)],
)

function filled(glyph: Glyph, x: number, y: number, scale = 1): Bitmap {
  const bitmap = blankBitmap({ width: 60, height: 60 })
  fillGlyph(bitmap, RAMP, glyph, { x, y, scale })
  return bitmap
}

describe('a shape', () => {
  test('covers the pixels it stands on, and of those at its edges its share', () => {
    const { pixels } = filled(SQUARE, 20.25, 40.5)
    const at = (x: number, y: number) => pixels[y * 60 + x]
    expect([at(19, 35), at(20, 35), at(25, 35), at(30, 35), at(31, 35)]).toEqual([0, 75, 100, 25, 0])
    expect([at(25, 29), at(25, 30), at(25, 40), at(25, 41)]).toEqual([0, 50, 50, 0])
    expect(at(20, 30)).toBe(38)
  })

  test.each([
    ['a square', SQUARE, 100],
    ['a triangle', TRIANGLE, 0.5 * Math.abs(5 * 3 - 30 * 20)],
    ['a circle', CIRCLE, 312],
  ])('covers as much as its area wherever it stands: %s', (_, glyph, expected) => {
    for (const [x, y] of [
      [20, 30],
      [20.3, 30.7],
      [15.99, 35.01],
    ] as const) {
      expect(Math.abs(area(filled(glyph, x, y)) / expected - 1), `${x}, ${y}`).toBeLessThan(0.02)
      expect(Math.abs(area(filled(glyph, x, y, 0.5)) / (expected / 4) - 1)).toBeLessThan(0.04)
    }
  })

  test('that stands partly outside is cut off there', () => {
    expect(area(filled(SQUARE, 55, 60))).toBe(50)
    expect(area(filled(SQUARE, -5, 5))).toBe(25)
    expect(area(filled(SQUARE, 100, 100))).toBe(0)
  })

  test('leaves nothing behind for the next one', () => {
    const bitmap = filled(TRIANGLE, 5.5, 40.5)
    fillGlyph(bitmap, RAMP, SQUARE, { x: 45, y: 20, scale: 1 })
    expect(area(bitmap)).toBeCloseTo(area(filled(TRIANGLE, 5.5, 40.5)) + 100, 5)
  })
})
