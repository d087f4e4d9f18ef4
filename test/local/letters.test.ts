import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

const letter = {
  from: { name: 'Nhịp Cầu', email: 'toasoan@dateline.test' },
  to: 'lan@docgia.test',
  subject: 'Ý kiến <của> bạn',
  text: 'Xem: http://localhost/letters/x',
  html: '<p>Xem</p>',
}
const send = (changed: object) =>
  fetch(`${platform.origin}/send`, { method: 'POST', body: JSON.stringify({ ...letter, ...changed }) })

describe('a letter that the Worker sends', () => {
  test('is read at /cdn-cgi/letters, and kept when the platform is started again', async () => {
    expect((await send({})).status).toBe(200)
    const page = await (await fetch(`${platform.origin}/cdn-cgi/letters`)).text()
    expect(page).toContain('Ý kiến &#60;của&#62; bạn')
    expect(page).toContain('<a href="http://localhost/letters/x">')
    await platform.stop()
    platform = await startSmallPlatform({ data })
    expect(await platform.letters.list()).toEqual([letter])
  }, 60_000)

  test.each([
    ['without a recipient', { to: '' }],
    ['with a header that the service does not take', { headers: { Bcc: 'x@y.test' } }],
    ['with a line break in a header', { headers: { 'X-Name': 'a\r\nBcc: x@y.test' } }],
    ['with an address to unsubscribe at that is not https', { headers: { 'List-Unsubscribe': '<http://x.test>' } }],
  ])('is refused %s', async (_, changed) => {
    const before = (await platform.letters.list()).length
    expect((await send(changed)).status).toBe(422)
    expect(await platform.letters.list()).toHaveLength(before)
  })
})
