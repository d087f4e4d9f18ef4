import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const PHOTO = join(import.meta.dirname, '../../demo/images/ben-do.webp')

const textOf = async (path: string) => (await fetch(newsroom.origin + path)).text()

async function write(page: Page, headline: string) {
  await page.goto('/admin/articles/new')
  await page.getByRole('textbox', { name: 'Đầu đề' }).fill(headline)
  await page.getByLabel('Chuyên mục').selectOption('van-hoa')
  await page.getByLabel('Sapô').fill('Hội mở sớm một tuần vì nước lên chậm, sen nở trước lịch.')
  await page.getByRole('button', { name: 'Sửa bằng Markdown' }).click()
  await page
    .getByLabel('Nội dung', { exact: true })
    .fill('Sáng thứ Bảy, chiếc xuồng đầu tiên chở khách ra đầm.\n\n## Mở sớm\n\nBan tổ chức đã đổi lịch từ tháng Mười.')
  await page.getByLabel('Nguồn', { exact: true }).fill('Nhịp Cầu')
  await page.getByLabel('Dòng ký cuối bài').fill('CTV – Đồng Tháp')
}

test('an editor writes an article with a photo set left, previews it, publishes it, and readers have it', async () => {
  const headline = 'Hội sen Đồng Tháp mở cửa sớm một tuần'
  const lists = ['/', '/van-hoa']
  for (const path of lists) expect(await textOf(path)).not.toContain(headline)

  const { page, context } = await person(browser, newsroom)
  await signIn(page, 'editor@dateline.test')
  await write(page, headline)
  await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await page.waitForURL(/\/admin\/articles\/\d+/)

  await page.locator('summary', { hasText: 'Thêm ảnh' }).click()
  await page.getByLabel('Tệp ảnh').setInputFiles(PHOTO)
  await page.getByLabel('Mô tả cho người không thấy ảnh').fill('Chiếc xuồng chở khách giữa đầm sen')
  await page.getByLabel('Chú thích', { exact: true }).fill('Chuyến xuồng đầu mùa.')
  await page.getByLabel('Nguồn ảnh').fill('ST')
  await page.getByLabel('Chỗ đặt').selectOption('left')
  await page.getByRole('button', { name: 'Thêm ảnh', exact: true }).click()
  await vi.waitFor(async () => expect(await page.locator('#f-body').inputValue()).toContain('align="left"'), 10_000)

  const opening = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Xem trước' }).click()
  const preview = await opening
  await preview.getByRole('heading', { level: 1, name: headline }).waitFor()
  await preview.locator('figure.left img[alt="Chiếc xuồng chở khách giữa đầm sen"]').waitFor()
  await preview.close()

  await page.getByRole('button', { name: 'Đăng ngay' }).click()
  await page.getByText('Đã đăng.').waitFor()
  const publishedAt = Date.now()
  await vi.waitFor(
    async () => {
      for (const path of lists) expect(await textOf(path)).toContain(headline)
    },
    { timeout: 3000, interval: 100 },
  )
  expect(Date.now() - publishedAt).toBeLessThan(3000)

  const reader = await person(browser, newsroom)
  await reader.page.goto('/van-hoa')
  await reader.page.getByRole('link', { name: headline }).click()
  const article = reader.page.getByRole('article').first()
  await article.getByRole('heading', { level: 1, name: headline }).waitFor()
  expect(await article.locator('header time').first().textContent()).toMatch(
    /^(Thứ (Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ Nhật), \d\d\/\d\d\/\d{4} \d\d:\d\d$/,
  )
  await article.getByText('Hội mở sớm một tuần').waitFor()
  expect(await article.locator('.text p').first().textContent()).toMatch(/^\(Nhịp Cầu\) – Sáng thứ Bảy/)
  const figure = article.locator('figure.left')
  expect(await figure.locator('figcaption').textContent()).toBe('Chuyến xuồng đầu mùa. Ảnh: ST')
  // First the original, at the address of the form that the queue makes meanwhile; then that, past every cache.
  const picture = await figure.locator('img').evaluate((img) => (img as unknown as { currentSrc: string }).currentSrc)
  expect(picture).toMatch(/\.\d+\.avif$/)
  await expect
    .poll(async () => Object.fromEntries((await fetch(picture)).headers), { timeout: 30_000 })
    .toMatchObject({ 'content-type': 'image/avif', 'cache-control': expect.stringContaining('immutable') })
  await article.getByText('CTV – Đồng Tháp').waitFor()

  page.once('dialog', (dialog) => dialog.accept())
  await page.getByText('Rút bài', { exact: true }).click()
  await page.getByRole('button', { name: 'Rút bài khỏi trang' }).click()
  await page.getByText('Đã rút bài khỏi trang.').waitFor()
  const path = new URL(reader.page.url()).pathname
  await vi.waitFor(async () => expect((await fetch(newsroom.origin + path)).status).toBe(410), {
    timeout: 3000,
    interval: 100,
  })
})

test('a contributor writes and hands in, but may not publish', async () => {
  const { page } = await person(browser, newsroom)
  await signIn(page, 'contributor@dateline.test')
  await write(page, 'Bài của cộng tác viên')
  await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await page.waitForURL(/\/admin\/articles\/\d+/)
  expect(await page.getByRole('button', { name: 'Đăng ngay' }).count()).toBe(0)
  const path = new URL(page.url()).pathname
  const forced = await page.request.post(`${path}/publication`, { headers: { Origin: newsroom.origin } })
  expect(forced.status()).toBe(403)
  await page.getByRole('button', { name: 'Gửi duyệt' }).click()
  await page.getByText('Đã gửi duyệt.').waitFor()
})

test('a stranger whom Access lets in is told that the newsroom does not know them', async () => {
  const { page } = await person(browser, newsroom)
  await signIn(page, 'stranger@dateline.test')
  const answer = await page.goto('/admin')
  expect(answer?.status()).toBe(403)
})

test('who is not signed in is asked to, and a program is told 401', async () => {
  const page = await fetch(`${newsroom.origin}/admin`, { redirect: 'manual', headers: { Accept: 'text/html' } })
  expect(page.status).toBe(302)
  expect(page.headers.get('location')).toContain('/cdn-cgi/access/login')
  const program = await fetch(`${newsroom.origin}/admin`, {
    redirect: 'manual',
    headers: { Accept: 'application/json' },
  })
  expect([401, 302]).toContain(program.status)
  const forged = await fetch(`${newsroom.origin}/admin`, {
    redirect: 'manual',
    headers: { 'Cf-Access-Jwt-Assertion': 'a.b.c', Accept: 'application/json' },
  })
  expect(forged.status).not.toBe(200)
})
