import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { dissect, type Extension } from '../../worker/media/anatomy.ts'
import { averageColour } from '../../worker/media/colour.ts'
import { makeVariantsLater, makeVariantsOfBatch, sweepWaiting } from '../../worker/media/consumer.ts'
import { readImage } from '../../worker/media/image.ts'
import { imageKey } from '../../worker/media/queries.ts'
import type { Image } from '../../worker/schema.ts'
import { TODAY, withPurges } from '../newsroom.ts'
import { formsOf, rowOf, stored, studio, uploaded } from './library.ts'
import { spelt } from './pictures.ts'

const MINUTE_MS = 60_000
const ALL = [
  '1000.avif',
  '1000.jpg',
  '1000.webp',
  '240.avif',
  '240.webp',
  '480.avif',
  '480.webp',
  '800.avif',
  '800.webp',
]

const toldBy = (bytes: Uint8Array, key: string) =>
  dissect[key.split('.').at(-1) as Extension](bytes)?.told ?? expect.fail()

/** What becomes of one message about each of some pictures. */
async function deliver(images: Pick<Image, 'id'>[], bindings: Partial<Env>, attempts = 1) {
  const messages = images.map(({ id }, n) => ({ id: `m${n}`, timestamp: TODAY, attempts, body: { imageId: id } }))
  const batch = createMessageBatch('dateline-images', messages)
  const retries = batch.messages.map((message) => vi.spyOn(message, 'retry'))
  await makeVariantsOfBatch(batch, { ...env, ...withPurges(), ...bindings } as Env)
  const delays = retries.flatMap((retry) => retry.mock.calls.map(([options]) => options?.delaySeconds))
  return { ...(await getQueueResult(batch, createExecutionContext())), delays }
}

describe('a picture from the queue', () => {
  test('gets all its forms, and the original goes out of the cache', async () => {
    const image = await stored('1')
    const { tags, PURGES } = withPurges()
    expect((await deliver([image], { ...studio(), PURGES })).explicitAcks).toEqual(['m0'])
    expect(await formsOf(image)).toEqual(ALL)
    expect((await rowOf(image)).variants).toBe('made')
    expect(tags).toEqual([`image-${image.id}`])
    const form = (await env.MEDIA.get(`${image.id}/480.avif`)) ?? expect.fail()
    expect(await form.text()).toBe('made 480.avif')
    expect([form.httpMetadata?.contentType, form.customMetadata]).toEqual(['image/avif', { name: image.name }])
  })

  test('is really made by the platform: smaller, upright, of the type it says', async () => {
    const image = await uploaded('phone.jpg')
    await deliver([image], {})
    expect(await formsOf(image)).toEqual(['40.avif', '40.jpg', '40.webp'])
    const form = (await env.MEDIA.get(`${image.id}/40.avif`)) ?? expect.fail()
    expect(await env.IMAGES.info(form.body)).toMatchObject({ format: 'image/avif', width: 40, height: 60 })
  })

  test.each(['phone.jpg', 'phone.webp', 'phone.avif', 'screen.png'] as const)(
    'that a phone took is upright in each, in its colours, says whose it is and nowhere where it was taken: %s',
    async (name) => {
      const image = await uploaded(name)
      await deliver([image], {})
      const original = (await env.MEDIA.get(imageKey(image))) ?? expect.fail()
      const forms = [original]
      for (const form of await formsOf(image)) {
        forms.push((await env.MEDIA.get(`${image.id}/${form}`)) ?? expect.fail())
      }
      expect(forms).toHaveLength(4)
      for (const form of forms) {
        const bytes = new Uint8Array(await form.arrayBuffer())
        const credit = name === 'phone.avif' ? 'Lê Ổn/Nhịp & Cầu' : 'Le On'
        expect(readImage(bytes), form.key).toMatchObject({ ok: true, width: 40, height: 60, credit })
        expect(spelt(bytes)).toContain('Nhip Cau')
        if (form !== original) expect(toldBy(bytes, form.key).exif.orientation, form.key).toBe(1)
        expect(await env.IMAGES.info(new Blob([bytes]).stream()), form.key).toMatchObject({ width: expect.any(Number) })
        expect(spelt(bytes)).not.toMatch(/secret|photoshop|2024:02:26/i)
        // The GPS directory's tag, in either order of bytes.
        for (const place of ['\x88\x25\0\x04', '\x25\x88\x04\0']) expect(spelt(bytes)).not.toContain(place)
        const colour = await averageColour(env.IMAGES, bytes)
        const [red = 0, green = 0, blue = 0] = (colour.match(/\w\w/g) ?? []).map((hex) => Number.parseInt(hex, 16))
        for (const [is, was] of [
          [red, 140],
          [green, 110],
          [blue, 87],
        ] as const) {
          expect(Math.abs(is - was), `${form.key}: ${colour}`).toBeLessThan(12)
        }
      }
    },
  )

  test('that says nothing itself says in each what the newsroom says of it', async () => {
    const image = await stored('0', { width: 60, height: 40 })
    await env.DB.prepare(`UPDATE images SET credit = 'Ảnh: Lê Ổn' WHERE id = ?`).bind(image.id).run()
    await deliver([image], {})
    for (const form of await formsOf(image)) {
      const bytes = new Uint8Array((await (await env.MEDIA.get(`${image.id}/${form}`))?.arrayBuffer()) ?? [])
      expect(readImage(bytes), form).toMatchObject({ ok: true, width: 60, height: 40, credit: 'Ảnh: Lê Ổn' })
      expect(toldBy(bytes, form).exif.artist).toHaveLength(0)
    }
  })

  test('twice is made once', async () => {
    const image = await stored('2')
    const { IMAGES, asked } = studio()
    await deliver([image, image], { IMAGES })
    await deliver([image], { IMAGES })
    expect(asked.sort()).toEqual(ALL)
  })

  test('that is a film stays as it is', async () => {
    const image = await uploaded('film.webp')
    expect(image.variants).toBe('none')
    // As one that was stored before anybody asked whether it moves.
    await env.DB.prepare(`UPDATE images SET variants = 'waiting' WHERE id = ?`).bind(image.id).run()
    const { IMAGES, asked } = studio()
    await deliver([image], { IMAGES })
    expect(asked).toEqual([])
    expect((await rowOf(image)).variants).toBe('none')
  })

  test('that is gone needs nothing', async () => {
    expect((await deliver([{ id: 'f'.repeat(64) }], studio())).explicitAcks).toEqual(['m0'])
  })

  test('keeps the type of what the platform gave instead of what was asked for', async () => {
    const image = await stored('3')
    await deliver([image], studio({ gives: 'image/webp' }))
    expect((await env.MEDIA.head(`${image.id}/480.avif`))?.httpMetadata?.contentType).toBe('image/webp')
  })
})

describe('a form cannot be made', () => {
  test('that picture alone is tried again, later each time, and what was made is not made again', async () => {
    const broken = await stored('4')
    const good = await stored('5', { width: 100 })
    const first = await deliver([broken, good], studio({ broken: '480.avif' }))
    expect(first).toMatchObject({ retryMessages: [{ msgId: 'm0' }], delays: [30] })
    expect(first.explicitAcks).toEqual(['m1'])
    expect((await rowOf(broken)).variants).toBe('waiting')
    expect((await deliver([broken], studio({ broken: '480.avif' }), 2)).delays).toEqual([60])

    const { IMAGES, asked } = studio()
    await deliver([broken], { IMAGES }, 3)
    expect(asked).not.toContain('240.avif')
    expect(await formsOf(broken)).toEqual(ALL)
    expect((await rowOf(broken)).variants).toBe('made')
  })

  test('for good: it is given up', async () => {
    const image = await stored('6')
    const last = await deliver([image], studio({ broken: '480.avif' }), 5)
    expect([last.explicitAcks, last.retryMessages]).toEqual([['m0'], []])
    expect((await rowOf(image)).variants).toBe('failed')
  })

  test('and the run is killed each time: it is given up without being begun again', async () => {
    const image = await stored('7')
    const { IMAGES, asked } = studio()
    await deliver([image], { IMAGES }, 6)
    expect(asked).toEqual([])
    expect((await rowOf(image)).variants).toBe('failed')
  })

  test('a late failure takes nothing from a picture that has been made meanwhile', async () => {
    const image = await stored('8', { variants: 'made' })
    await deliver([image], studio(), 6)
    expect((await rowOf(image)).variants).toBe('made')
  })
})

describe('the sweep', () => {
  test('sends again what has waited for ten minutes, the newest first, and not all at once', async () => {
    await env.DB.prepare(`UPDATE images SET variants = 'made'`).run()
    const waiting = await Promise.all(
      [...'abcdef9'].map((id, minutes) =>
        stored(id, { uploaded_at: TODAY + minutes * MINUTE_MS, variants: 'waiting' }),
      ),
    )
    await stored('1', { variants: 'failed', uploaded_at: TODAY })
    const sent: unknown[] = []
    const queue = { send: async (body: unknown) => void sent.push(body) } as unknown as Queue
    await sweepWaiting({ ...env, IMAGE_VARIANTS: queue }, TODAY + 15.5 * MINUTE_MS)
    const expected = waiting.slice(1, 6).reverse()
    expect(sent).toEqual(expected.map(({ id }) => ({ imageId: id })))
  })

  test('walks an index of those alone', async () => {
    const plan = await env.DB.prepare(
      `EXPLAIN QUERY PLAN SELECT id FROM images INDEXED BY images_without_variants
       WHERE variants = 'waiting' AND uploaded_at < 1 ORDER BY uploaded_at DESC LIMIT 5`,
    ).all<{ detail: string }>()
    expect(plan.results.map(({ detail }) => detail)).toEqual([
      'SEARCH images USING INDEX images_without_variants (uploaded_at<?)',
    ])
  })
})

test('a queue that takes nothing fails no upload', async () => {
  const broken = { send: () => Promise.reject(new Error('the queue is down')) } as unknown as Queue
  await expect(makeVariantsLater(broken, { id: 'a'.repeat(64) })).resolves.toBeUndefined()
})
