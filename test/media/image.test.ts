import { describe, expect, test } from 'vitest'
import { MAX_IMAGE_BYTES, readImage, storeName } from '../../worker/media/image.ts'
import { bytes, extensionOf, names, type PictureName, pictures, spelt } from './pictures.ts'

const upright: Record<PictureName, [width: number, height: number]> = {
  'phone.jpg': [40, 60],
  'screen.png': [40, 60],
  'phone.webp': [40, 60],
  'phone.avif': [40, 60],
  'simple.webp': [60, 40],
  'film.webp': [20, 20],
  'film.gif': [20, 20],
}

const credits: Record<PictureName, string> = {
  'phone.jpg': 'Le On',
  'screen.png': 'Le On',
  'phone.webp': 'Le On',
  'phone.avif': 'Lê Ổn/Nhịp & Cầu',
  'simple.webp': '',
  'film.webp': 'Le On',
  'film.gif': '',
}

test.each(names)('%s is a picture, with the size in which it is seen and whose it says it is', (name) => {
  const [width, height] = upright[name]
  const extension = extensionOf(name)
  const type = `image/${extension === 'jpg' ? 'jpeg' : extension}`
  const isFilm = name.startsWith('film')
  const credit = credits[name]
  expect(readImage(pictures[name])).toEqual({ ok: true, extension, type, width, height, isFilm, credit })
})

describe('what does not begin as a picture is not one', () => {
  test.each([
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'],
    ['SVG with a declaration', '<?xml version="1.0"?><svg/>'],
    ['PDF', '%PDF-1.7'],
    ['a film of another kind', '\0\0\0\x18ftypmp42\0\0\0\0isommp42'],
    ['BMP', 'BM\x1e\0\0\0'],
    ['a sound in RIFF', 'RIFF\x24\0\0\0WAVEfmt '],
    ['HTML with a picture in it', '<html>\xff\xd8\xff\xe0'],
    ['a space before a picture', ' GIF89a'],
    ['nothing', ''],
  ])('%s', (_, text) => expect(readImage(bytes(text))).toEqual({ ok: false, reason: 'unsupported_image' }))
})

test.each(['heic', 'heix', 'hevc', 'mif1'])(
  'an iPhone’s picture is told apart, so that its owner learns what to do: %s',
  (brand) => {
    const heic = bytes(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic`)
    expect(readImage(heic)).toEqual({ ok: false, reason: 'image_heic' })
  },
)

describe('a picture that is too large is refused before anything decodes it', () => {
  const tooLarge = { ok: false, reason: 'image_too_large' }

  test('by its bytes', () => {
    const file = new Uint8Array(MAX_IMAGE_BYTES + 1)
    file.set(pictures['phone.jpg'])
    expect(readImage(file)).toEqual(tooLarge)
    expect(readImage(file.subarray(0, MAX_IMAGE_BYTES))).toMatchObject({ ok: true })
  })

  test('by the size in its header, however few its bytes', () => {
    const png = pictures['screen.png'].slice(0, 60)
    png.set([0, 0, 0x4e, 0x21, 0, 0, 0x4e, 0x21], 16)
    expect(readImage(png)).toEqual(tooLarge)

    const gif = pictures['film.gif'].slice()
    gif.set([0xff, 0xff, 0xff, 0xff], 6)
    expect(readImage(gif)).toEqual(tooLarge)

    const webp = pictures['film.webp'].slice()
    webp.set([0x20, 0x4e, 0, 0x20, 0x4e, 0], 24)
    expect(readImage(webp)).toEqual(tooLarge)

    const avif = pictures['phone.avif'].slice()
    avif.set([0, 0, 0x4e, 0x21, 0, 0, 0x4e, 0x21], spelt(avif).indexOf('ispe') + 8)
    expect(readImage(avif)).toEqual(tooLarge)

    const jpeg = pictures['phone.jpg'].slice()
    jpeg.set([0xff, 0xff, 0xff, 0xff], frameHeader(jpeg) + 5)
    expect(readImage(jpeg)).toEqual(tooLarge)
  })

  test('by a frame that needs more than the header says', () => {
    const gif = pictures['film.gif'].slice()
    const frame = gif.indexOf(0x2c, gif.length - 80)
    gif.set([0xff, 0xff, 0xff, 0xff], frame + 5)
    expect(readImage(gif)).toEqual(tooLarge)
  })
})

describe('a broken picture is refused', () => {
  const broken = { ok: false, reason: 'image_broken' }

  test.each(names)('%s, cut anywhere', (name) => {
    const whole = pictures[name]
    const picture = wholeLength(name)
    for (let length = 12; length < picture; length++) expect(readImage(whole.subarray(0, length))).toEqual(broken)
    expect(readImage(whole.subarray(0, picture))).toMatchObject({ ok: true })
  })

  test('without any pixels in it', () => {
    expect(readImage(bytes('\xff\xd8\xff\xd9'))).toEqual(broken)
    expect(readImage(bytes('GIF89a\x01\0\x01\0\0\0\0\x3b'))).toEqual(broken)
    const png = pictures['screen.png']
    expect(readImage(Uint8Array.from([...png.subarray(0, 33), 0, 0, 0, 0, ...bytes('IEND'), 0, 0, 0, 0]))).toEqual(
      broken,
    )
  })

  test('with a header that its checksum denies', () => {
    const png = pictures['screen.png'].slice()
    png[19] = 61
    expect(readImage(png)).toEqual(broken)
  })

  test.each([
    ['wide', [9, 0, 0, 19, 0, 0]],
    ['high', [19, 0, 0, 9, 0, 0]],
  ])('with a frame too %s for its canvas', (_, canvas) => {
    const webp = pictures['film.webp'].slice()
    webp.set(canvas, 24)
    expect(readImage(webp)).toEqual(broken)
  })
})

test('no bytes make it throw', () => {
  let state = 20_001
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
  for (const name of names) {
    for (let round = 0; round < 400; round++) {
      const file = pictures[name].slice(0, 12 + random(pictures[name].length))
      for (let flips = random(6); flips >= 0; flips--) file[random(file.length)] = random(256)
      expect(readImage(file)).toHaveProperty('ok')
    }
  }
})

describe('the name in a picture’s address', () => {
  test.each([
    ['Ảnh bến đò.JPEG', 'anh-ben-do.jpg'],
    ['C:\\Ảnh\\../đò (1).tar.png', 'do-1-tar.jpg'],
    ['.htaccess', 'anh.jpg'],
    ['', 'anh.jpg'],
    ['写真.png', 'anh.jpg'],
    ['<script>"\r\n.svg', 'script.jpg'],
  ])('of «%s» is «%s»', (fileName, name) => expect(storeName(fileName, 'jpg')).toBe(name))

  test('is not endless', () => expect(storeName(`${'dài '.repeat(100)}.png`, 'png').length).toBeLessThan(70))
})

function frameHeader(jpeg: Uint8Array): number {
  return jpeg.findIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xc2)
}

/** Without what was put behind the end. */
function wholeLength(name: PictureName): number {
  const behind: Partial<Record<PictureName, number>> = {
    'phone.jpg': 27,
    'screen.png': 12,
    'phone.avif': 15,
    'film.gif': 12,
  }
  return pictures[name].length - (behind[name] ?? 0)
}
