import { rm } from 'node:fs/promises'
import { get as httpGet, type IncomingHttpHeaders } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Platform } from '../../local/platform.ts'
import { newDataFolder, startSmallPlatform } from './small-platform.ts'

let platform: Platform
let data: string

beforeAll(async () => {
  data = await newDataFolder()
  platform = await startSmallPlatform({ data })
}, 60_000)

afterAll(async () => {
  await platform?.stop()
  await rm(data, { recursive: true, force: true })
})

const ask = (path: string, init?: RequestInit) => fetch(platform.origin + path, { redirect: 'manual', ...init })
const statusOf = async (path: string) => (await ask(path)).headers.get('cf-cache-status')
const headersSeenBy = async (path: string, headers: Record<string, string>) =>
  (await (await ask(path, { headers })).json()) as Record<string, string>

describe('on the way in', () => {
  test('a client on this machine may play another address; what only Cloudflare says it may not say', async () => {
    const forged = {
      'x-forwarded-for': '203.0.113.7, 10.0.0.1',
      'cf-connecting-ip': '198.51.100.1',
      'cf-ipcountry': 'XX',
      'cf-worker': 'evil.test',
      'cf-access-jwt-assertion': 'x',
    }
    const seen = await headersSeenBy('/headers', forged)
    expect(seen['cf-connecting-ip']).toBe('203.0.113.7')
    expect(seen['cf-ipcountry']).not.toBe('XX')
    expect(seen['cf-access-jwt-assertion']).toBeUndefined()
    expect(seen['cf-worker']).toBeUndefined()
    expect((await headersSeenBy('/headers', {}))['cf-connecting-ip']).toMatch(/^(127\.0\.0\.1|::1)$/)
  })

  test('a body goes through as it is', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000))
    const echoed = await ask('/echo', { method: 'POST', body: bytes })
    expect(new Uint8Array(await echoed.arrayBuffer())).toEqual(bytes)
  })

  test('the settings are this platform’s own', async () => {
    expect(await (await ask('/settings')).json()).toEqual({
      ORIGIN: platform.origin,
      ACCESS_AUD: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })
})

describe('on the way out', () => {
  test('pages are compressed for those who can read them so, and their ETag is then weak', async () => {
    const plain = await raw('/page', {})
    expect([plain.headers['content-encoding'], plain.headers.etag]).toEqual([undefined, '"1"'])
    const compressed = await raw('/page', { 'accept-encoding': 'gzip, br' })
    expect([compressed.headers['content-encoding'], compressed.headers.etag]).toEqual(['br', 'W/"1"'])
    expect(compressed.headers.vary).toContain('accept-encoding')
    expect(compressed.body.byteLength).toBeLessThan(200)
    expect(brotliDecompressSync(compressed.body)).toEqual(plain.body)
    expect((await raw('/page', { 'accept-encoding': 'br;q=0, gzip' })).headers['content-encoding']).toBe('gzip')
    expect((await raw('/page', { 'accept-encoding': 'br', 'if-none-match': 'W/"1"' })).status).toBe(304)
  })

  test('a redirect is the reader’s to follow', async () => {
    const moved = await ask('/moved')
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/page'])
  })

  test('an exception of the Worker is printed and answered with 500', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect((await ask('/broken')).status).toBe(500)
    expect(String(printed.mock.calls[0]?.[0])).toContain('thrown by the Worker')
    printed.mockRestore()
    expect((await ask('/headers')).status).toBe(200)
  })

  test('files of public/ come with the headers that stand in its _headers', async () => {
    const font = await ask('/fonts/LICENSE.txt')
    expect(font.status).toBe(200)
    expect(font.headers.get('cache-control')).toContain('immutable')
  })
})

describe('the cache in front', () => {
  test('ctx.cache.purge makes the next reader see what is new, from a request and from a queue', async () => {
    await ask('/page')
    expect(await statusOf('/page')).toBe('HIT')
    expect(await (await ask('/purge')).json()).toEqual({ success: true, errors: [] })
    expect(await statusOf('/page')).toBe('MISS')
    expect(await statusOf('/page')).toBe('HIT')
    await ask('/purge-later')
    await expect.poll(() => statusOf('/page'), { timeout: 10_000 }).toBe('MISS')
  }, 15_000)

  test('a new build drops it', async () => {
    await ask('/page')
    await platform.reload()
    expect(await statusOf('/page')).toBe('MISS')
  }, 15_000)
})

test('a scheduled run happens when it is told to', async () => {
  await platform.runScheduled()
  const run = await platform.resources.db
    .prepare(`SELECT term FROM blocked_terms WHERE added_by = 'cron'`)
    .first('term')
  expect(run).toBe('* * * * *')
})

test('the Worker asks this Turnstile, and the desk stands behind this Access', async () => {
  expect(await (await ask('/siteverify?token=local-pass-1')).json()).toMatchObject({
    success: true,
    hostname: 'localhost',
  })
  expect((await ask('/admin')).status).toBe(401)
  const login = await ask('/cdn-cgi/access/login', {
    method: 'POST',
    body: new URLSearchParams({ email: 'editor@dateline.test' }),
  })
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await headersSeenBy('/admin', { cookie }))['cf-access-jwt-assertion']).toBe(cookie.split('=')[1])
})

function raw(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    httpGet(platform.origin + path, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    }).on('error', reject)
  })
}
