/** The library of pictures, by mouse, by keyboard, and without a script. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { checkAccessibility } from './axe.ts'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const fixture = (name: string) => join(import.meta.dirname, '../media/fixtures', name)
const IN_TIME = { timeout: 15_000 }

let page: Page
beforeAll(async () => {
  page = (await person(browser, newsroom)).page
  await signIn(page, 'editor@dateline.test')
})

const headers = () => ({ Origin: newsroom.origin, Accept: 'application/json' })
const row = (name: string) => page.locator('.queue li').filter({ hasText: name })
const idOf = (url: string) => /[0-9a-f]{64}/.exec(url)?.[0] ?? expect.fail(`no picture in ${url}`)

test('many are uploaded at once, one is refused by its name, and all are described and found', async () => {
  await page.goto('/admin/images')
  // Held at the door, so that what is under way can be seen.
  let open = () => {}
  const held = new Promise<void>((resolve) => {
    open = resolve
  })
  let asked = 0
  await page.route('**/admin/images', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    asked += 1
    await held
    await route.fallback()
  })
  const note = { name: 'ghi chép.txt', mimeType: 'text/plain', buffer: Buffer.from('không phải ảnh') }
  const files = ['phone.jpg', 'phone.avif', 'screen.png', 'film.gif'].map(fixture)
  await page.getByLabel('Chọn ảnh, hoặc thả vào đây').setInputFiles(files)
  await row('film.gif').getByText('Đang chờ').waitFor()
  expect(await page.getByRole('progressbar').count()).toBe(4)
  await vi.waitFor(() => expect(asked).toBe(2), IN_TIME)
  await row('film.gif').getByRole('button', { name: 'Bỏ' }).click()
  await row('film.gif').getByText('Đã bỏ').waitFor()
  open()
  for (const name of ['phone.jpg', 'phone.avif', 'screen.png']) await row(name).getByText('Đã vào kho').waitFor()
  await page.unroute('**/admin/images')
  await row('film.gif').getByRole('button', { name: 'Thử lại' }).click()
  await row('film.gif').getByText('Đã vào kho').waitFor()
  await page.getByLabel('Chọn ảnh, hoặc thả vào đây').setInputFiles([note])
  await row('ghi chép.txt').getByText('Chỉ nhận ảnh JPEG').waitFor()
  expect(await checkAccessibility(page)).toEqual([])

  const described = page.locator('[data-described] li')
  expect(await described.count()).toBe(4)
  await described.nth(0).getByLabel('Mô tả').fill('Bến đò Đông Xuyên')
  await described.nth(0).getByLabel('Nguồn ảnh').fill('Nhóm phóng viên')
  await page.getByRole('button', { name: 'Dùng nguồn này cho tất cả' }).click()
  expect(await described.nth(3).getByLabel('Nguồn ảnh').inputValue()).toBe('Nhóm phóng viên')
  await page.getByRole('button', { name: 'Lưu các ảnh này' }).click()
  await page.getByText('Đã lưu lời của các ảnh').waitFor()

  await page.getByLabel('Tìm ảnh').fill('dong xuyen')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=dong/)
  expect(await page.locator('.library li').count()).toBe(1)
  await page.getByRole('link', { name: 'Bến đò Đông Xuyên' }).click()
  await page.getByRole('heading', { name: 'Bến đò Đông Xuyên' }).waitFor()
})

test('a focal point is set by keyboard or by a click, and the crops follow', async () => {
  const across = page.getByLabel('Ngang')
  await across.focus()
  for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowUp')
  const position = () => page.locator('[data-crop]').first().getAttribute('style')
  expect([await across.inputValue(), await position()]).toEqual(['80', 'object-position: 80% 50%;'])
  const box = (await page.locator('[data-focus] img').boundingBox()) ?? expect.fail()
  await page.mouse.click(box.x + box.width * 0.9, box.y + box.height * 0.1)
  // To the pixel of a small picture.
  expect(await position()).toMatch(/^object-position: [89]\d% 1?\d%;$/)
  const down = await page.getByLabel('Dọc').inputValue()
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByText('Đã lưu. Các bài').waitFor()
  expect(await page.getByLabel('Dọc').inputValue()).toBe(down)
  expect(await checkAccessibility(page)).toEqual([])
})

test('nobody outside has it before an article shows it; then everybody, through the cache', async () => {
  const id = idOf(page.url())
  const { image } = await (await page.request.get(`/admin/images/${id}`, { headers: headers() })).json()
  const outside = async () => (await fetch(newsroom.origin + image.url)).status
  const inside = await page.request.get(image.url)
  expect([inside.status(), inside.headers()['cache-control']]).toEqual([200, 'private, no-store'])
  expect([await outside(), await outside()]).toEqual([404, 404])

  const form = { headline: 'Bến đò có ảnh mới', section: 'van-hoa', body: `Chữ.\n\n${image.figure}` }
  const made = await page.request.post('/admin/articles', { headers: headers(), form, maxRedirects: 0 })
  const { article } = await made.json()
  await page.request.post(`/admin/articles/${article.id}/publication`, { headers: headers(), maxRedirects: 0 })
  expect(await outside()).toBe(200)
  expect((await fetch(newsroom.origin + image.url)).headers.get('CF-Cache-Status')).toBe('HIT')
})

test('it is not deleted while it is used; replaced, it is, and the article shows the new one', async () => {
  await page.reload()
  await page.getByRole('link', { name: 'Bến đò có ảnh mới' }).waitFor()
  const old = idOf(page.url())
  await page.getByText('Xoá ảnh', { exact: true }).click()
  await page.getByText('Ảnh còn đang được dùng nên chưa xoá được').waitFor()
  const refused = await page.request.delete(`/admin/images/${old}`, { headers: headers() })
  expect(refused.status()).toBe(409)

  await page.getByText('Thay bằng ảnh khác', { exact: true }).click()
  await page.getByText('Ảnh mới sẽ hiện ở 1 bài').waitFor()
  await page.locator('#f-file').setInputFiles(fixture('simple.webp'))
  await page.getByRole('button', { name: 'Tải lên và thay' }).click()
  await page.getByText('Đã thay. Đây là ảnh mới').waitFor()
  const fresh = idOf(page.url())
  expect(fresh).not.toBe(old)
  await page.getByRole('link', { name: 'Bến đò có ảnh mới' }).waitFor()
  const read = async () => (await fetch(`${newsroom.origin}/van-hoa/ben-do-co-anh-moi`)).text()
  await vi.waitFor(async () => expect(await read()).toContain(fresh), IN_TIME)

  await page.goto(`/admin/images/${old}`)
  await page.getByText('Xoá ảnh', { exact: true }).click()
  await page.getByRole('button', { name: 'Xoá hẳn ảnh này' }).click()
  await page.getByText('Đã xoá ảnh khỏi kho').waitFor()
  await vi.waitFor(async () => {
    const { objects } = await newsroom.resources.bucket.list({ prefix: old })
    expect(objects).toEqual([])
  }, IN_TIME)
})

test('without a script several are sent by one form, and each is answered for', async () => {
  const context = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
  const plain = await context.newPage()
  await signIn(plain, 'contributor@dateline.test')
  await plain.goto('/admin/images')
  const svg = { name: 'vẽ.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }
  const webp = { name: 'đầm sen.webp', mimeType: 'image/webp', buffer: Buffer.from('RIFF') }
  await plain.getByLabel('Chọn ảnh, hoặc thả vào đây').setInputFiles([svg, webp])
  await plain.getByRole('button', { name: 'Tải lên', exact: true }).click()
  const summary = plain.getByRole('alert')
  await summary.getByText('vẽ.svg').waitFor()
  await summary.getByText('Chỉ nhận ảnh JPEG').first().waitFor()
  await plain.getByLabel('Chọn ảnh, hoặc thả vào đây').setInputFiles([fixture('phone.webp'), fixture('film.webp')])
  await plain.getByRole('button', { name: 'Tải lên', exact: true }).click()
  await plain.getByRole('heading', { name: 'Mô tả những ảnh vừa tải lên' }).waitFor()
  await plain.getByLabel('Mô tả').nth(0).fill('Không cần script')
  await plain.getByRole('button', { name: 'Lưu các ảnh này' }).click()
  await plain.getByText('Đã lưu lời của các ảnh').waitFor()
})
