/**
 * Shapes into pixels, with soft edges. Each edge adds to the pixels it passes how much more of them is inside than of the
 * one before; summing up along a row then says how much of each is. That takes time for the ink, not for the paper.
 * Source: Raph Levien, «Inside the fastest font renderer in the world» (font-rs).
 */
import type { Contour, Glyph } from './face.ts'

export interface Bitmap {
  width: number
  height: number
  /** Row by row, each a number in a palette: 0 is the paper. */
  pixels: Uint8Array
  /** Where a shape is summed up; all zeros between two shapes. */
  coverage: Float32Array
}

/** A colour's place in the palette: so many shades from faint to full, after those of the colours before it. */
export interface Ramp {
  start: number
  shades: number
}

/** Where a shape's own 0, 0 stands, and how long its unit is, in pixels. Its y goes up. */
export interface Place {
  x: number
  y: number
  scale: number
}

export function blankBitmap({ width, height }: { width: number; height: number }): Bitmap {
  return { width, height, pixels: new Uint8Array(width * height), coverage: new Float32Array(0) }
}

export function fillRectangle(
  bitmap: Bitmap,
  { start, shades }: Ramp,
  x: number,
  y: number,
  width: number,
  height: number,
) {
  for (let row = y; row < y + height; row++) {
    bitmap.pixels.fill(start + shades - 1, row * bitmap.width + x, row * bitmap.width + x + width)
  }
}

/** What stands outside of the bitmap is left out. */
export function fillGlyph(bitmap: Bitmap, ramp: Ramp, glyph: Glyph, place: Place): void {
  const { contours, left, top, right, bottom } = glyph.outline()
  const x = Math.floor(place.x + left * place.scale)
  const y = Math.floor(place.y - top * place.scale)
  // An edge also says something of the pixel after its last one.
  const width = Math.ceil(place.x + right * place.scale) - x + 2
  const height = Math.ceil(place.y - bottom * place.scale) - y
  if (width * height > bitmap.coverage.length) bitmap.coverage = new Float32Array(2 * width * height)
  const shape = new Shape(bitmap.coverage, width)
  const within = { ...place, x: place.x - x, y: place.y - y }
  for (const contour of contours) trace(shape, contour, within)
  ink(bitmap, ramp, { x, y, width, height })
}

function trace(shape: Shape, { points, onCurve }: Contour, place: Place): void {
  const count = onCurve.length
  const x = (i: number) => place.x + (points[2 * (i % count)] ?? 0) * place.scale
  const y = (i: number) => place.y - (points[2 * (i % count) + 1] ?? 0) * place.scale
  shape.moveTo(x(0), y(0))
  for (let i = 1; i <= count; i++) {
    if (onCurve[i % count]) shape.lineTo(x(i), y(i))
    // Between two points off the curve stands one on it that is not written down.
    else if (!onCurve[(i + 1) % count]) shape.curveTo(x(i), y(i), (x(i) + x(i + 1)) / 2, (y(i) + y(i + 1)) / 2)
    else shape.curveTo(x(i), y(i), x(i + 1), y(++i))
  }
}

/** Of two shapes on one pixel the darker counts: letters that are set close do not cut into each other. */
function ink(bitmap: Bitmap, ramp: Ramp, at: { x: number; y: number; width: number; height: number }): void {
  const { pixels, coverage } = bitmap
  for (let row = 0; row < at.height; row++) {
    const isSeen = at.y + row >= 0 && at.y + row < bitmap.height
    let inside = 0
    for (let column = 0; column < at.width; column++) {
      const index = row * at.width + column
      inside += coverage[index] as number
      coverage[index] = 0
      const shade = Math.round(Math.min(1, Math.abs(inside)) * ramp.shades)
      const x = at.x + column
      if (shade === 0 || !isSeen || x < 0 || x >= bitmap.width) continue
      const pixel = (at.y + row) * bitmap.width + x
      pixels[pixel] = Math.max(pixels[pixel] as number, ramp.start + shade - 1)
    }
  }
}

/** Takes the edges of one shape. */
class Shape {
  readonly #coverage: Float32Array
  readonly #width: number
  #x = 0
  #y = 0

  constructor(coverage: Float32Array, width: number) {
    this.#coverage = coverage
    this.#width = width
  }

  moveTo(x: number, y: number): void {
    this.#x = x
    this.#y = y
  }

  /** Downwards an edge begins what is inside, upwards it ends it. */
  lineTo(x: number, y: number): void {
    const [fromX, fromY] = [this.#x, this.#y]
    this.moveTo(x, y)
    if (fromY < y) this.#addEdge(1, fromX, fromY, x, y)
    else if (fromY > y) this.#addEdge(-1, x, y, fromX, fromY)
  }

  /** In as many straight lines as keep within a tenth of a pixel or so of the curve. */
  curveTo(x1: number, y1: number, x2: number, y2: number): void {
    const [x0, y0] = [this.#x, this.#y]
    const bend = (x0 - 2 * x1 + x2) ** 2 + (y0 - 2 * y1 + y2) ** 2
    const steps = 1 + Math.floor(Math.sqrt(Math.sqrt(3 * bend)))
    for (let step = 1; step < steps; step++) {
      const t = step / steps
      const s = 1 - t
      this.lineTo(s * s * x0 + 2 * s * t * x1 + t * t * x2, s * s * y0 + 2 * s * t * y1 + t * t * y2)
    }
    this.lineTo(x2, y2)
  }

  #addEdge(direction: number, topX: number, topY: number, bottomX: number, bottomY: number): void {
    const slope = (bottomX - topX) / (bottomY - topY)
    let x = topX
    for (let row = Math.floor(topY); row < bottomY; row++) {
      const height = Math.min(row + 1, bottomY) - Math.max(row, topY)
      const nextX = x + slope * height
      this.#addSpan(row * this.#width, direction * height, Math.min(x, nextX), Math.max(x, nextX))
      x = nextX
    }
  }

  /** One row's piece of an edge, from `left` to `right`: of what is to its right, it covers `height`. */
  #addSpan(row: number, height: number, left: number, right: number): void {
    const [first, last] = [Math.floor(left), Math.ceil(right)]
    if (last <= first + 1) {
      const uncovered = (left + right) / 2 - first
      this.#add(row + first, height * (1 - uncovered))
      this.#add(row + first + 1, height * uncovered)
      return
    }
    const perPixel = height / (right - left)
    let before = 0
    for (let x = first; x < last; x++) {
      const [from, to] = [Math.max(left, x), Math.min(right, x + 1)]
      const covered = perPixel * (from - left + (to - from) * (x + 1 - (from + to) / 2))
      this.#add(row + x, covered - before)
      before = covered
    }
    this.#add(row + last, height - before)
  }

  #add(index: number, amount: number): void {
    this.#coverage[index] = (this.#coverage[index] as number) + amount
  }
}
