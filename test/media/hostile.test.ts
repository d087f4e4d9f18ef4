/** Files as somebody who means ill would send them, or a phone that knows too much. */
import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOTHING_TOLD, passedOnExif } from '../../worker/media/credit.ts'
import { readImage } from '../../worker/media/image.ts'
import { signed, stripMetadata } from '../../worker/media/metadata.ts'
import { as } from '../newsroom.ts'
import { bytes, extensionOf, names, type PictureName, pictures, spelt } from './pictures.ts'

const json = { Accept: 'application/json' }

async function send(content: Uint8Array, name = 'anh.jpg') {
  const file = new File([content as Uint8Array<ArrayBuffer>], name, { type: 'image/jpeg' })
  const response = await as('contributor').post('/admin/images', { file }, json)
  return {
    status: response.status,
    ...(await response.json<{ error?: { message: string }; image?: { id: string } }>()),
  }
}

async function everythingKept() {
  const { objects } = await env.MEDIA.list()
  const rows = await env.DB.prepare('SELECT count(*) AS n FROM images').first<number>('n')
  return { objects: objects.map(({ key }) => key), rows }
}

/** A box with what it holds. */
const box = (type: string, ...parts: string[]) => {
  const body = parts.join('')
  return `${u32(body.length + 8)}${type}${body}`
}
const u32 = (n: number) => String.fromCharCode((n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255)
const deep = (levels: number): string => (levels === 0 ? '' : box('meta', '\0\0\0\0', deep(levels - 1)))
const AVIF = box('ftyp', 'avif\0\0\0\0avifmif1')

const withChange = (name: PictureName, change: (file: Uint8Array, text: string) => void) => {
  const file = pictures[name].slice()
  change(file, spelt(file))
  return file
}
const u16 = (n: number) => u32(n).slice(2)
/** An AVIF of places and properties alone. */
const avifOf = (iloc: string, ipma: string) =>
  bytes(
    AVIF +
      box(
        'meta',
        u32(0),
        box('pitm', u32(0), u16(0)),
        box('iloc', u32(0), iloc),
        box('iinf', u32(0), u16(0)),
        box('iprp', box('ipco'), box('ipma', u32(0), ipma)),
      ),
  )
const huge = [0, 0, 0x4e, 0x21, 0, 0, 0x4e, 0x21]
const brokenChecksum = (type: string) =>
  withChange('screen.png', (file, text) => {
    const at = text.indexOf(type)
    file[at + 6] = (file[at + 6] ?? 0) ^ 1
  })

describe('is refused with its own words, and nothing stays behind:', () => {
  const TOO_LARGE = /20 MB và 50 triệu điểm ảnh/
  const NO_PICTURE = /Chỉ nhận ảnh JPEG/
  const BROKEN = /có thể tệp đã hỏng/
  test.each<[string, Uint8Array | string, number, RegExp]>([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 415, NO_PICTURE],
    ['a page that begins as nothing', '<html>\xff\xd8\xff\xe0', 415, NO_PICTURE],
    ['a script that could be a GIF to its reader', 'GIF89a/*\0\0*/=1;alert(1)', 422, BROKEN],
    ['a ZIP', 'PK\x03\x04', 415, NO_PICTURE],
    ['a HEIC', `\0\0\0\x18ftypheic\0\0\0\0mif1heic`, 415, /HEIC của iPhone/],
    ['a file cut short', pictures['phone.jpg'].subarray(0, 400), 422, BROKEN],
    ['an AVIF cut short', pictures['phone.avif'].subarray(0, 1500), 422, BROKEN],
    ['a PNG whose pixels were changed', brokenChecksum('IDAT'), 422, BROKEN],
    ['a PNG of 20,001 × 20,001', withChange('screen.png', (file) => file.set(huge, 16)), 413, TOO_LARGE],
    ['a GIF of 65,535 × 65,535', withChange('film.gif', (file) => file.fill(255, 6, 10)), 413, TOO_LARGE],
    ['a WebP of 16 million wide', withChange('film.webp', (file) => file.fill(255, 24, 27)), 413, TOO_LARGE],
    [
      'an AVIF that says it is huge',
      withChange('phone.avif', (file, text) => file.set(huge, text.indexOf('ispe') + 8)),
      413,
      TOO_LARGE,
    ],
    ['21 MB', large(21 * 1024 * 1024), 413, TOO_LARGE],
    ['boxes in boxes', AVIF + deep(5000), 422, BROKEN],
    ['a box that holds itself', `${AVIF}\0\0\0\0meta\0\0\0\0\0\0\0\0meta`, 422, BROKEN],
    ['a box of no size', `${AVIF}\0\0\0\x04meta`, 422, BROKEN],
  ])('%s', async (_, content, status, says) => {
    const before = await everythingKept()
    const answer = await send(typeof content === 'string' ? bytes(content) : content)
    expect([answer.status, answer.error?.message]).toEqual([status, expect.stringMatching(says)])
    expect(await everythingKept()).toEqual(before)
  })

  test('a file of nothing', async () => {
    const before = await everythingKept()
    expect((await send(new Uint8Array())).status).toBe(422)
    expect(await everythingKept()).toEqual(before)
  })
})

describe('is cleaned:', () => {
  test.each(names)('%s with a page, a script and a ZIP behind its end', (name) => {
    const file = bytes(`${spelt(pictures[name])}<script>alert(1)</script>PK\x03\x04`)
    const clean = stripMetadata(file, extensionOf(name)) ?? expect.fail()
    for (const word of ['script', 'PK\x03']) expect(spelt(clean)).not.toContain(word)
    expect(readImage(clean)).toMatchObject({ ok: true })
  })

  test('a script between the parts of an AVIF, and in what it stores beside its picture', () => {
    const text = spelt(pictures['phone.avif'])
    const clean = stripMetadata(bytes(text + box('uuid', '<script>') + box('mdat', '<script>')), 'avif')
    expect(spelt(clean ?? expect.fail())).not.toContain('script')
  })

  test.each(['phone.jpg', 'phone.webp', 'phone.avif'] as const)('%s whose profile is none', (name) => {
    const file = withChange(name, (bytes, text) => bytes.fill(0x41, text.indexOf('acsp'), text.indexOf('acsp') + 4))
    const clean = stripMetadata(file, extensionOf(name)) ?? expect.fail()
    expect(spelt(clean)).not.toContain('mntrRGB')
    expect(readImage(clean)).toMatchObject({ ok: true })
  })

  test('a picture under another kind’s name is what its bytes are', async () => {
    const { image } = await send(pictures['screen.png'], 'ảnh.gif')
    const row = await env.DB.prepare('SELECT extension, name FROM images WHERE id = ?').bind(image?.id).first()
    expect(row).toEqual({ extension: 'png', name: 'anh.png' })
  })
})

describe('any bytes', () => {
  const anyFile = fc
    .tuple(
      fc.constantFrom(...names),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
      fc.nat(),
      fc.uint8Array({ maxLength: 64 }),
    )
    .map(([name, flips, cut, tail]) => {
      const whole = pictures[name]
      const file = new Uint8Array([...whole.subarray(0, cut % 3 === 0 ? cut % whole.length : whole.length), ...tail])
      for (const [at, value] of flips) if (file.length > 0) file[at % file.length] = value
      return file
    })

  test('are read or refused, never thrown at, and what is kept is a picture again', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const read = readImage(file)
        if (!read.ok) return
        const clean = stripMetadata(file, read.extension) ?? expect.fail()
        expect(readImage(clean)).toMatchObject({ ok: true, width: read.width, height: read.height })
        expect(stripMetadata(clean, read.extension)).toEqual(clean)
      }),
      { numRuns: 3000, seed: 7 },
    )
  })

  test('have it written into them whose they are, or stay as they came', () => {
    const tiff = passedOnExif(NOTHING_TOLD, 'Lê Ổn') ?? expect.fail()
    let written = 0
    const tell = (file: Uint8Array, name: PictureName) => {
      const type = `image/${extensionOf(name).replace('jpg', 'jpeg')}`
      const clean = stripMetadata(file, extensionOf(name)) ?? (file as Uint8Array<ArrayBuffer>)
      // As a made one is, which does not say so itself yet.
      const made = Uint8Array.from(bytes(spelt(clean).replace('\0\x03\0\0Exif', '\0\x03\0\0free')))
      const [was, is] = [readImage(made), readImage(signed(made, type, tiff))]
      if (!was.ok || !is.ok) expect(is).toEqual(was)
      else {
        if (is.credit === 'Lê Ổn') written++
        expect({ ...is, credit: '', width: 0, height: 0 }).toEqual({ ...was, credit: '', width: 0, height: 0 })
      }
    }
    for (const name of ['phone.jpg', 'phone.webp', 'phone.avif', 'simple.webp'] as const) tell(pictures[name], name)
    expect(written).toBe(4)
    fc.assert(fc.property(anyFile, fc.constantFrom(...names), tell), { numRuns: 1000, seed: 7 })
  })

  test('that only begin as boxes, neither', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        expect(readImage(new Uint8Array([...bytes(AVIF), ...tail]))).toMatchObject({ ok: false })
      }),
      { numRuns: 2000 },
    )
  })

  test('take time as they are long, whatever they claim', () => {
    const claims = [
      AVIF + box('meta', '\0\0\0\0', box('iinf', '\0\0\0\0\xff\xff', box('infe', '\x02\0\0\0').repeat(50_000))),
      AVIF + box('free').repeat(100_000),
      `GIF89a\x01\0\x01\0\0\0\0${'\x21\xfe\0'.repeat(250_000)}`,
      `\xff\xd8\xff${'\xff'.repeat(1_000_000)}`,
      `\x89PNG\r\n\x1a\n${u32(13)}IHDR${u32(1)}${u32(1)}\x08\0\0\0\0\0\0\0\0${`${u32(0)}tEXt\0\0\0\0`.repeat(75_000)}`,
    ].map(bytes)
    // Twice as long may take a little more than twice the time; what grows with the square would take four times.
    const timeOf = (claim: Uint8Array) => {
      const before = performance.now()
      readImage(claim)
      return performance.now() - before
    }
    for (const claim of claims) {
      timeOf(claim.subarray(0, claim.length / 8))
      expect(timeOf(claim)).toBeLessThan(300 + 30 * timeOf(claim.subarray(0, claim.length / 8)))
    }
  })
})

function large(length: number): Uint8Array {
  const file = new Uint8Array(length)
  file.set(pictures['phone.jpg'])
  return file
}

test.each([
  ['places that take no room', avifOf(u16(0) + u16(4000) + places(4000), u32(0))],
  ['one item with no end of properties', avifOf(u16(0) + u16(0), u32(8000) + properties(8000))],
])('an AVIF of %s is done with at once', (_, file) => {
  const start = performance.now()
  expect(readImage(file)).toEqual({ ok: false, reason: 'image_broken' })
  expect(performance.now() - start).toBeLessThan(2000)
})

function places(count: number): string {
  return Array.from({ length: count }, (_, n) => u16(n) + u16(0) + u16(65535)).join('')
}

function properties(count: number): string {
  return `${u16(1)}\xff${'\x01'.repeat(255)}`.repeat(count)
}
