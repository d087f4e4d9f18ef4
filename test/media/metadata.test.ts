import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { readExif } from '../../worker/media/exif.ts'
import { readImage } from '../../worker/media/image.ts'
import { stripMetadata } from '../../worker/media/metadata.ts'
import { bytes, extensionOf, names, pictures, spelt } from './pictures.ts'

function stripped(name: (typeof names)[number]): Uint8Array<ArrayBuffer> {
  const clean = stripMetadata(pictures[name], extensionOf(name))
  if (!clean) throw new Error(`${name} could not be read`)
  return clean
}

test('the pictures do carry what must not be passed on', () => {
  for (const name of ['phone.jpg', 'screen.png', 'phone.webp', 'film.webp'] as const) {
    expect(spelt(pictures[name])).toContain('SecretPhone')
    expect(spelt(pictures[name])).toContain('2024:02:26')
  }
  for (const name of ['phone.jpg', 'screen.png', 'phone.webp', 'film.gif'] as const) {
    expect(spelt(pictures[name])).toContain('secret-place')
  }
})

describe.each(names)('%s without its metadata', (name) => {
  test('tells no place, time or device, and carries nothing behind its end', () => {
    const text = spelt(stripped(name))
    expect(text).not.toMatch(/secret|xmp|photoshop|2024:02:26/i)
    // The GPS directory's tag and the latitude's degrees, 20/1, in either order of bytes.
    for (const place of ['\x88\x25\0\x04', '\x25\x88\x04\0', '\0\0\0\x14\0\0\0\x01', '\x14\0\0\0\x01\0\0\0']) {
      expect(text).not.toContain(place)
    }
  })

  test('is still the same picture, for us and for the Images binding', async () => {
    const clean = stripped(name)
    expect(readImage(clean)).toEqual(readImage(pictures[name]))
    const info = await env.IMAGES.info(new Blob([clean]).stream())
    expect(info.format).toBe(readImage(clean).ok && `image/${extensionOf(name).replace('jpg', 'jpeg')}`)
    expect(info).toMatchObject({ width: expect.any(Number), height: expect.any(Number) })
  })

  test('has nothing left to lose', () => {
    const clean = stripped(name)
    expect(stripMetadata(clean, extensionOf(name))).toEqual(clean)
  })
})

test.each(['phone.jpg', 'screen.png', 'phone.webp', 'phone.avif'] as const)(
  '%s keeps its orientation, its credit and its colours',
  (name) => {
    const text = spelt(stripped(name))
    const tiff = text.indexOf('MM\0*')
    const exif = readExif(bytes(text.slice(tiff)))
    // An AVIF says it in a box of its own.
    expect(exif.orientation).toBe(name === 'phone.avif' ? 1 : 6)
    expect(new TextDecoder().decode(exif.artist)).toBe(name === 'phone.avif' ? 'Lê Ổn/Nhịp & Cầu' : 'Le On')
    expect(spelt(exif.copyright)).toBe('Nhip Cau')
    expect(text).toMatch(/ICC_PROFILE|iCCP|ICCP|colrprof|colrrICC/)
  },
)

test('a film still has its frames and its loop', () => {
  expect(spelt(stripped('film.gif'))).toContain('NETSCAPE2.0')
  expect(spelt(stripped('film.gif')).split('\x21\xf9\x04')).toHaveLength(3)
  expect(spelt(stripped('film.webp')).match(/ANMF/g)).toHaveLength(2)
})

test('a WebP says truly what it holds', () => {
  const flags = (name: 'phone.webp' | 'film.webp') => stripped(name)[20] ?? 0
  // ICC profile and EXIF; then animation and EXIF. No XMP.
  expect(flags('phone.webp')).toBe(0x28)
  expect(flags('film.webp') & 0x0e).toBe(0x0a)
  const clean = stripped('phone.webp')
  expect(new DataView(clean.buffer).getUint32(4, true)).toBe(clean.length - 8)
})

test('pixels are not touched', () => {
  const scans = (file: Uint8Array) =>
    spelt(file).slice(spelt(file).indexOf('\xff\xda'), spelt(file).lastIndexOf('\xff\xd9'))
  expect(scans(stripped('phone.jpg'))).toBe(scans(pictures['phone.jpg']))
  const data = (file: Uint8Array) => spelt(file).slice(spelt(file).indexOf('IDAT'), spelt(file).indexOf('IEND'))
  expect(data(stripped('screen.png'))).toBe(data(pictures['screen.png']))
  expect(stripped('simple.webp')).toEqual(pictures['simple.webp'])
})

test('what is not a whole picture of that kind gives nothing', () => {
  expect(stripMetadata(pictures['phone.jpg'], 'png')).toBeNull()
  expect(stripMetadata(pictures['phone.jpg'].subarray(0, 600), 'jpg')).toBeNull()
  expect(stripMetadata(new Uint8Array(), 'gif')).toBeNull()
})

describe('EXIF that makes no sense is as if it were not there', () => {
  test.each([
    ['a directory beyond the end', 'MM\0*\0\xff\xff\xff'],
    ['more entries than bytes', 'MM\0*\0\0\0\x08\xff\xff\x01\x12\0\x03'],
    ['a ninth orientation', 'MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0'],
    ['another language', 'not a tiff'],
  ])('%s', (_, text) => expect(readExif(bytes(text)).orientation).toBe(1))

  test('a credit from beyond the end is empty, and a long one is cut', () => {
    const artist = (offset: string, length: string) => `II*\0\x08\0\0\0\x01\0\x3b\x01\x02\0${length}${offset}\0\0\0\0`
    expect(readExif(bytes(artist('\xff\xff\xff\xff', '\x09\0\0\0'))).artist).toHaveLength(0)
    expect(readExif(bytes(artist('\x1a\0\0\0', '\xff\xff\0\0') + 'x'.repeat(9_000))).artist).toHaveLength(500)
  })
})

test('bytes that break in any place never make it throw', () => {
  let state = 7
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
  for (const name of names) {
    for (let round = 0; round < 400; round++) {
      const file = pictures[name].slice(0, 12 + random(pictures[name].length))
      for (let flips = random(6); flips >= 0; flips--) file[random(file.length)] = random(256)
      const clean = stripMetadata(file, extensionOf(name))
      if (clean) expect(readImage(clean), `${name}, round ${round}`).not.toMatchObject({ reason: 'image_broken' })
    }
  }
})
