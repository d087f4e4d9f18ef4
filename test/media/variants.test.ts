import { describe, expect, test } from 'vitest'
import {
  listVariants,
  parseVariant,
  sourcesOf,
  stillOf,
  thumbnailPath,
  VARIANT_NAME,
  variantKey,
  variantPath,
} from '../../worker/media/variants.ts'

const id = 'a'.repeat(64)
const sized = (width: number, height: number) => ({ id, name: 'ben-do.webp', width, height, variants: 'made' as const })
const film = { ...sized(1200, 720), name: 'phao.gif', variants: 'none' as const }
const widthsOf = (width: number, height: number, format: string) =>
  listVariants({ width, height })
    .filter((variant) => variant.format === format)
    .map((variant) => variant.width)

describe('the forms of a picture', () => {
  test.each([
    ['a wide one', 4000, 2400, [240, 480, 800, 1200]],
    ['one of just the widest form', 1200, 720, [240, 480, 800, 1200]],
    ['one between two widths: its own is the widest', 1000, 600, [240, 480, 800, 1000]],
    ['a small one', 300, 200, [240, 300]],
    ['one smaller than all', 60, 40, [60]],
    ['a single pixel', 1, 1, [1]],
    ['a phone’s, upright: no side of more than 1200', 3000, 4000, [240, 480, 800, 900]],
  ])('%s, %i × %i', (_, width, height, widths) => {
    expect(widthsOf(width, height, 'avif')).toEqual(widths)
    expect(widthsOf(width, height, 'webp')).toEqual(widths)
    expect(widthsOf(width, height, 'jpg')).toEqual(widths.slice(-1))
  })

  test('a very tall one stays wide enough to be read, without AVIF, which cannot be so long', () => {
    expect(widthsOf(1600, 8000, 'webp')).toEqual([240, 480, 800])
    expect(widthsOf(1600, 8000, 'avif')).toEqual([])
    expect(sourcesOf(sized(1600, 8000)).map(({ type }) => type)).toEqual(['image/webp'])
  })
})

describe('the addresses', () => {
  test('tell width and format, and are read back', () => {
    const variant = { width: 480, format: 'avif' } as const
    expect(variantPath(sized(1200, 720), variant)).toBe(`/media/${id}/ben-do.480.avif`)
    expect(parseVariant('ben-do.480.avif')).toEqual({ base: 'ben-do', ...variant })
    expect(variantKey(id, variant)).toBe(`${id}/480.avif`)
  })

  test.each(['ben-do.webp', 'ben-do.0480.avif', 'ben-do.0.jpg', 'ben-do.12000.jpg', 'ben-do.480.gif', '.480.jpg'])(
    '%s is none of a form',
    (name) => expect(name).not.toMatch(VARIANT_NAME),
  )

  test('are offered from the best format on, each once, no wider than their place can use', () => {
    const path = `/media/${id}/ben-do`
    expect(sourcesOf(sized(1000, 600), 480)).toEqual([
      { type: 'image/avif', srcset: `${path}.240.avif 240w,${path}.480.avif 480w` },
      { type: 'image/webp', srcset: `${path}.240.webp 240w,${path}.480.webp 480w` },
    ])
    expect(sourcesOf(sized(1000, 600))[0]?.srcset).toMatch(/\.1000\.avif 1000w$/)
  })

  test('of a picture elsewhere: the JPEG, with its own size', () => {
    expect(stillOf(sized(3000, 4000))).toEqual({
      path: `/media/${id}/ben-do.900.jpg`,
      type: 'image/jpeg',
      width: 900,
      height: 1200,
    })
  })

  test('of a film: only itself, which moves', () => {
    expect(sourcesOf(film)).toEqual([])
    expect(stillOf(film)).toEqual({ path: `/media/${id}/phao.gif`, type: 'image/gif', width: 1200, height: 720 })
    expect(thumbnailPath(film)).toBe(`/media/${id}/phao.gif`)
    expect(thumbnailPath(sized(1200, 720))).toBe(`/media/${id}/ben-do.240.webp`)
  })
})
