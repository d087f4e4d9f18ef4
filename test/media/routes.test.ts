import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { variantPath } from '../../worker/media/variants.ts'
import { reader } from '../newsroom.ts'
import { stored } from './library.ts'

const FORM = { width: 480, format: 'avif' } as const
const typeOf = (response: Response) => response.headers.get('Content-Type')

describe('a smaller form', () => {
  test('that is not made yet is the original, for a minute, until it is there for good', async () => {
    const image = await stored('1')
    const path = variantPath(image, FORM)
    const before = await reader.get(path)
    expect([before.status, typeOf(before)]).toEqual([200, 'image/webp'])
    expect(before.headers.get('Cloudflare-CDN-Cache-Control')).toBe('public, max-age=60')
    expect(before.headers.get('Cache-Control')).toBe('public, max-age=60')
    expect(before.headers.get('Cache-Tag')).toBe(`media,image-${image.id}`)
    await before.arrayBuffer()
    const again = { 'If-None-Match': before.headers.get('ETag') ?? '' }
    expect((await reader.get(path, again)).status).toBe(304)

    await env.MEDIA.put(`${image.id}/480.avif`, 'small', {
      httpMetadata: { contentType: 'image/avif' },
      customMetadata: { name: image.name },
    })
    const after = await reader.get(path, again)
    expect([after.status, typeOf(after), await after.text()]).toEqual([200, 'image/avif', 'small'])
    expect(after.headers.get('Cache-Control')).toContain('immutable')
    expect(after.headers.get('Content-Security-Policy')).toContain('sandbox')
    const kept = await reader.get(path, { 'If-None-Match': after.headers.get('ETag') ?? '' })
    expect([kept.status, kept.headers.get('Cache-Control')]).toEqual([304, after.headers.get('Cache-Control')])
  })

  test('says what it is, where it was not made as was asked; but nothing that is no picture', async () => {
    const image = await stored('2')
    const put = (contentType: string) =>
      env.MEDIA.put(`${image.id}/480.avif`, 'x', {
        httpMetadata: { contentType },
        customMetadata: { name: image.name },
      })
    await put('image/webp')
    expect(typeOf(await reader.get(variantPath(image, FORM)))).toBe('image/webp')
    await put('text/html')
    expect(typeOf(await reader.get(variantPath(image, FORM)))).toBe('image/avif')
  })

  test.each(['300.avif', '1200.avif', '480.jpg', '1000.png', '480.gif', '0480.avif'])(
    'that is not in the recipe is not there: %s',
    async (form) => {
      const image = await stored('3')
      expect((await reader.get(`/media/${image.id}/ben-do.${form}`)).status).toBe(404)
    },
  )

  test('of a picture that is not there, neither', async () => {
    expect((await reader.get(`/media/${'e'.repeat(64)}/ben-do.480.avif`)).status).toBe(404)
  })

  test('has one name, made or not, and no query', async () => {
    const image = await stored('4')
    const path = variantPath(image, FORM)
    const misnamed = `/media/${image.id}/khac.480.avif`
    const locationOf = async (at: string) => {
      const { status, headers } = await reader.get(at)
      return [status, headers.get('Location')]
    }
    expect(await locationOf(misnamed)).toEqual([301, path])
    expect(await locationOf(`${path}?v=2`)).toEqual([302, path])
    await env.MEDIA.put(`${image.id}/480.avif`, 'small', { customMetadata: { name: image.name } })
    expect(await locationOf(misnamed)).toEqual([301, path])
  })

  test('of a picture that was given up, or of a film, goes on being the original', async () => {
    for (const variants of ['failed', 'none'] as const) {
      const image = await stored('5', { variants })
      const response = await reader.get(variantPath(image, FORM))
      expect([response.status, typeOf(response)]).toEqual([200, 'image/webp'])
      await response.arrayBuffer()
    }
  })
})
