import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { app } from '../../worker/app.ts'
import { KEPT_DAYS } from '../../worker/privacy/kept.ts'
import { reader, withToken } from '../newsroom.ts'

beforeEach(() =>
  env.DB.prepare(
    `UPDATE settings SET name = 'Nhịp Cầu', publisher = 'Hội Nhà báo', email = 'toasoan@nhipcau.test', locale = 'vi',
       comment_retention_days = 90`,
  ).run(),
)
const page = async () => (await reader.get('/privacy')).text()

describe('the privacy page', () => {
  test('tells in both languages, each marked as such, whose it is and whom to write to', async () => {
    const html = await page()
    expect(html).toContain('<html lang="vi">')
    expect(html).toMatch(/<section id="en" lang="en"/)
    expect(html).toContain('Nhịp Cầu chịu trách nhiệm về dữ liệu của bạn; cơ quan chủ quản: Hội Nhà báo.')
    expect(html.match(/href="mailto:toasoan@nhipcau\.test"/g)?.length).toBeGreaterThanOrEqual(2)
  })

  test('begins in the newsroom’s own language', async () => {
    await env.DB.prepare(`UPDATE settings SET locale = 'en'`).run()
    const html = await page()
    expect(html).toContain('<html lang="en">')
    expect(html).toMatch(/<section id="vi" lang="vi"/)
    expect(html.indexOf('Your rights')).toBeLessThan(html.indexOf('Quyền của bạn'))
  })

  test('gives the numbers that the program goes by, those of the settings too', async () => {
    await env.DB.prepare('UPDATE settings SET comment_retention_days = 41').run()
    const html = await page()
    expect(html).toContain('xoá sau 41 ngày')
    expect(html).toContain('erased after 41 days')
    expect(html).toContain(`xoá sau ${KEPT_DAYS.address} ngày`)
  })

  test('speaks of letters only where they can be sent', async () => {
    const EMAIL = { send: async () => ({ messageId: '' }) }
    const bindings = { ...env, EMAIL, LETTERS_FROM: 'a@b.test' } as unknown as Env
    const there = await (await withToken(null, (request) => app.fetch(request, bindings)).get('/privacy')).text()
    expect(there).toContain('Thư báo tin')
    expect(await page()).not.toContain('Thư báo tin')
  })

  test('is kept by the edge, unchanged while the newsroom’s settings are, and has one address', async () => {
    const first = await reader.get('/privacy')
    const etag = first.headers.get('ETag') ?? ''
    expect(first.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
    expect((await reader.get('/privacy', { 'If-None-Match': etag })).status).toBe(304)
    await env.DB.prepare('UPDATE settings SET comment_retention_days = 30').run()
    expect((await reader.get('/privacy', { 'If-None-Match': etag })).status).toBe(200)
    expect((await reader.get('/privacy?utm_source=x')).headers.get('Location')).toBe('/privacy')
    expect((await reader.post('/privacy')).status).toBe(405)
  })

  test('is linked from the foot of every page', async () => {
    expect(await (await reader.get('/')).text()).toContain('<a href="/privacy">')
  })
})
