import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addressOf, PortTaken } from '../../local/front.ts'
import { newDataFolder, startSmallPlatform } from './small-platform.ts'

let data: string
beforeEach(async () => {
  data = await newDataFolder()
})
afterEach(() => rm(data, { recursive: true, force: true }))

const SLOW = 60_000

test(
  'what was written is there after a restart, and the first start happens once',
  async () => {
    const onFirstStart = vi.fn(async () => {})
    const first = await startSmallPlatform({ data, onFirstStart })
    await first.resources.db
      .prepare(`INSERT INTO blocked_terms (term, added_at, added_by) VALUES ('cờ bạc', 1, 'editor')`)
      .run()
    await first.resources.bucket.put('a.webp', 'bytes')
    await first.stop()

    const second = await startSmallPlatform({ data, onFirstStart })
    expect(await second.resources.db.prepare('SELECT term FROM blocked_terms').first('term')).toBe('cờ bạc')
    expect(await (await second.resources.bucket.get('a.webp'))?.text()).toBe('bytes')
    expect(second.resources.settings['SIGNING_KEY']).toBe(first.resources.settings['SIGNING_KEY'])
    expect(onFirstStart).toHaveBeenCalledTimes(1)
    await second.stop()
  },
  SLOW,
)

test(
  'a first start that broke off is made anew',
  async () => {
    const breaksOff = async ({ db }: { db: D1Database }) => {
      await db.prepare(`INSERT INTO blocked_terms (term, added_at, added_by) VALUES ('half', 1, 'seed')`).run()
      throw new Error('the seed broke off')
    }
    await expect(startSmallPlatform({ data, onFirstStart: breaksOff })).rejects.toThrow('the seed broke off')
    const onFirstStart = vi.fn(async () => {})
    const platform = await startSmallPlatform({ data, onFirstStart })
    expect(onFirstStart).toHaveBeenCalledTimes(1)
    expect(await platform.resources.db.prepare('SELECT count(*) AS n FROM blocked_terms').first('n')).toBe(0)
    await platform.stop()
  },
  SLOW,
)

test(
  'a taken port is told before anything is built, with the flag that helps',
  async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const bundle = vi.fn()
    await expect(startSmallPlatform({ data, port, bundle })).rejects.toThrow(PortTaken)
    expect(bundle).not.toHaveBeenCalled()

    const start = join(import.meta.dirname, '../../local/start.js')
    const node = join(import.meta.dirname, '../../node_modules/.bin/node')
    const { code, stderr } = await promisify(execFile)(node, [start, '--port', String(port), '--data', data]).catch(
      (error) => error,
    )
    expect(code).toBe(1)
    expect(stderr).toContain(`Port ${port} is taken`)
    expect(stderr).toContain(`npm start -- --port ${port + 1}`)
    other.close()
  },
  SLOW,
)

test('a piece of the platform that there is not cannot be left out', async () => {
  const start = join(import.meta.dirname, '../../local/start.js')
  const node = join(import.meta.dirname, '../../node_modules/.bin/node')
  const args = [start, '--without', 'caching,electricity', '--data', data]
  const { code, stderr } = await promisify(execFile)(node, args).catch((error) => error)
  expect([code, stderr]).toEqual([2, expect.stringContaining('--without knows no electricity')])
})

test('only a client on this machine may say where it comes from', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    addressOf({ socket: { remoteAddress }, headers: forwarded ? { 'x-forwarded-for': forwarded } : {} })
  for (const loopback of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    expect(from(loopback, '203.0.113.7, 10.0.0.1')).toBe('203.0.113.7')
  expect(from('127.0.0.1')).toBe('127.0.0.1')
  expect(from('192.168.1.20', '203.0.113.7')).toBe('192.168.1.20')
})
