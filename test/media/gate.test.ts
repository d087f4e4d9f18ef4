import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { publishArticle } from '../../worker/articles/publication.ts'
import worker from '../../worker/index.ts'
import { variantPath } from '../../worker/media/variants.ts'
import type { Image } from '../../worker/schema.ts'
import { drafted, insider, lotusFestival, PEOPLE, published, reader, tokenFor, withCookie } from '../newsroom.ts'
import { watched } from '../watched.ts'
import { stored } from './library.ts'

const secret = (id: string) => stored(id, { is_public: 0 })
const original = ({ id, name }: Image) => `/media/${id}/${name}`
const form = (image: Image) => variantPath(image, { width: 480, format: 'avif' })
const shows = ({ id }: Image) => ({ ...lotusFestival, headline: `Có ảnh ${id[0]}`, body: `::figure{image="${id}"}` })

async function statusOf(get: () => Promise<Response>): Promise<number> {
  const response = await get()
  await response.arrayBuffer()
  return response.status
}

describe('a picture that no reader has been shown', () => {
  test('is for the newsroom alone, made or not, and nothing keeps it', async () => {
    const image = await secret('a')
    await env.MEDIA.put(`${image.id}/480.webp`, 'small')
    for (const path of [original(image), form(image), form(image).replace('avif', 'webp')]) {
      const mine = await insider('contributor').get(path)
      expect([mine.status, mine.headers.get('Cache-Control')]).toEqual([200, 'private, no-store'])
      expect(mine.headers.get('Cloudflare-CDN-Cache-Control')).toBeNull()
      expect(mine.headers.get('Cache-Tag')).toBeNull()
      await mine.arrayBuffer()
      const theirs = await reader.get(path)
      expect([theirs.status, theirs.headers.get('Cache-Control')]).toEqual([404, 'private, no-store'])
      await theirs.text()
    }
  })

  test('is not told of by what a browser may already have, nor by another name', async () => {
    const image = await secret('b')
    for (const tag of [`"${image.id}"`, `"${image.id}/480.avif"`, '*']) {
      expect(await statusOf(() => reader.get(original(image), { 'If-None-Match': tag }))).toBe(404)
      expect(await statusOf(() => reader.get(form(image), { 'If-None-Match': tag }))).toBe(404)
    }
    expect(await statusOf(() => reader.get(`/media/${image.id}/khac.webp`))).toBe(404)
    expect(await statusOf(() => reader.get(`/media/${image.id}/khac.480.avif`))).toBe(404)
  })

  test.each([
    ['a stranger', () => tokenFor({ email: 'stranger@dateline.test' })],
    ['an expired token', () => tokenFor({ email: PEOPLE.editor.email, expiresInS: -1 })],
    ["another application's token", () => tokenFor({ email: PEOPLE.editor.email, audience: 'another' })],
    ['a made-up token', () => 'e30.e30.e30'],
    ['nonsense', () => 'editor'],
  ])('is not for %s', async (_, token) => {
    const image = await secret('c')
    expect(await statusOf(() => withCookie(token()).get(original(image)))).toBe(404)
  })

  test('is not for who has left the newsroom', async () => {
    const image = await secret('0')
    const { email } = PEOPLE.moderator
    await env.DB.prepare('UPDATE staff SET left_at = 1 WHERE email = ?').bind(email).run()
    expect(await statusOf(() => insider('moderator').get(original(image)))).toBe(404)
    await env.DB.prepare('UPDATE staff SET left_at = NULL WHERE email = ?').bind(email).run()
    expect(await statusOf(() => insider('moderator').get(original(image)))).toBe(200)
  })

  test('of a scheduled article comes out with it, and not before', async () => {
    const image = await secret('e')
    const { id } = await drafted(shows(image))
    const now = Date.now()
    const at = now + 60_000
    expect((await publishArticle(env.DB, id, { at, version: null, now })).ok).toBe(true)
    const run = (scheduledTime: number) =>
      worker.scheduled(createScheduledController({ scheduledTime: new Date(scheduledTime), cron: '* * * * *' }), env)
    await run(at - 1)
    for (const path of [original(image), form(image)]) expect(await statusOf(() => reader.get(path))).toBe(404)
    await run(at)
    for (const path of [original(image), form(image)]) expect(await statusOf(() => reader.get(path))).toBe(200)
  })

  test('is theirs from the article on that leads to it by a link alone', async () => {
    const image = await secret('d')
    const body = `Bản đồ [cỡ lớn](${original(image)}).`
    await drafted({ ...lotusFestival, headline: 'Bản đồ nháp', body })
    expect(await statusOf(() => reader.get(original(image)))).toBe(404)
    await published({ ...lotusFestival, headline: 'Bản đồ', body })
    expect(await statusOf(() => reader.get(original(image)))).toBe(200)
  })
})

describe('a picture that readers may see', () => {
  test('became so with the article that shows it, and stays kept for good', async () => {
    const image = await secret('1')
    await published(shows(image))
    const served = await reader.get(original(image))
    expect([served.status, served.headers.get('Cache-Control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    await served.arrayBuffer()
  })

  test('costs one row to be asked for', async () => {
    const image = await stored('2')
    const { db, trips } = watched(env.DB)
    const { app } = await import('../../worker/app.ts')
    for (const path of [original(image), form(image)]) {
      trips.length = 0
      const served = await app.fetch(new Request(`https://nhipcau.test${path}`), { ...env, DB: db })
      await served.arrayBuffer()
      expect(trips.map(({ rowsRead }) => rowsRead)).toEqual([1])
    }
  })
})
