import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { reader } from '../newsroom.ts'

const PATH = '/manifest.webmanifest'

test('the manifest has the newsroom’s own name, and follows it', async () => {
  await env.DB.prepare(`UPDATE settings SET name = 'Nhịp Cầu', tagline = 'Báo "làng"'`).run()
  const answer = await reader.get(PATH)
  expect(answer.headers.get('Content-Type')).toBe('application/manifest+json; charset=utf-8')
  expect(answer.headers.get('Cache-Tag')).toBe('site')
  expect(await answer.json()).toMatchObject({ name: 'Nhịp Cầu', description: 'Báo "làng"', lang: 'vi', start_url: '/' })

  const etag = answer.headers.get('ETag') ?? ''
  expect((await reader.get(PATH, { 'If-None-Match': etag })).status).toBe(304)
  await env.DB.prepare(`UPDATE settings SET name = 'Tên mới'`).run()
  expect(await (await reader.get(PATH, { 'If-None-Match': etag })).json()).toMatchObject({ name: 'Tên mới' })
  expect((await reader.get(`${PATH}?v=2`)).headers.get('Location')).toBe(PATH)
})
