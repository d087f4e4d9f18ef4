/** From a contributor's first words to readers, through an editor, as three people meet it in their browsers. */
import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 10_000, interval: 100 }
const HEADLINE = 'Xe buýt đêm đầu tiên qua cầu Đà Nẵng'

async function at(email: string): Promise<Page> {
  const { page } = await person(browser, newsroom)
  await signIn(page, email)
  return page
}

const statusOf = async (path: string) => (await fetch(newsroom.origin + path, { redirect: 'manual' })).status
const textOf = async (path: string) => (await fetch(newsroom.origin + path)).text()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const done = (page: Page, words: string) => page.getByRole('status').getByText(words).waitFor()
/** What stands in the form, whatever editor is laid over it. */
const write = (page: Page, name: string, words: string) =>
  page.locator(`#article [name=${name}]`).evaluate((field, value) => {
    const typed = field as unknown as { value: string; dispatchEvent: (event: unknown) => void }
    typed.value = value
    for (const kind of ['input', 'change']) typed.dispatchEvent(new Event(kind, { bubbles: true }))
  }, words)

test('an article is handed in, sent back, handed in again, scheduled, and there in time and not before', async () => {
  const [writer, editor] = await Promise.all([at('contributor@dateline.test'), at('editor@dateline.test')])
  await writer.goto('/admin/articles/new')
  await write(writer, 'headline', HEADLINE)
  await write(writer, 'body', 'Chuyến đầu tiên có mười hai người.')
  await writer.locator('#f-section').selectOption('thoi-su')
  await press(writer, 'Lưu bản nháp')
  await done(writer, 'Đã lưu')
  const desk = new URL(writer.url()).pathname
  await writer.getByText('Kèm lời nhắn').click()
  await writer.getByLabel('Lời nhắn cho biên tập viên').fill('Số khách chờ bến xe xác nhận.')
  await writer.locator('.later').getByRole('button', { name: 'Gửi duyệt' }).click()
  await done(writer, 'Đã gửi duyệt')

  // The editor finds it on the board, by words without marks.
  await editor.goto('/admin/articles?q=da+nang')
  const waiting = editor.getByRole('region', { name: 'Chờ duyệt' })
  await waiting.getByText('Số khách chờ bến xe xác nhận.').waitFor()
  await waiting.getByRole('link', { name: HEADLINE }).click()
  await editor.getByText('Trước khi đăng').waitFor()
  await editor.locator('summary', { hasText: 'Trả lại người viết' }).click()
  await press(editor, 'Trả lại người viết')
  await editor.getByRole('alert').getByText('Xin viết vài lời').waitFor()
  await editor.getByLabel('Lời nhắn cho người viết').fill('Gọi lại cho bến xe,\nthêm một câu của khách.')
  await press(editor, 'Trả lại người viết')
  await done(editor, 'Đã trả bài lại')

  await writer.goto('/admin')
  await writer.getByText('Gọi lại cho bến xe').waitFor()
  await writer.getByRole('link', { name: HEADLINE }).click()
  await writer.locator('.step-note').getByText('Gọi lại cho bến xe').waitFor()
  await write(writer, 'body', 'Chuyến đầu tiên có mười bốn người.')
  await writer.locator('.actions > button', { hasText: 'Gửi duyệt' }).click()
  await done(writer, 'Đã gửi duyệt')

  await editor.goto(desk)
  await editor.locator('summary', { hasText: 'Hẹn giờ' }).click()
  await editor.getByLabel('Giờ đăng').fill('2020-01-01T08:00')
  await press(editor, 'Hẹn giờ đăng')
  await editor.getByRole('alert').getByText('Giờ này đã qua').waitFor()
  await editor.getByLabel('Giờ đăng').fill('2031-05-06T07:08')
  await press(editor, 'Hẹn giờ đăng')
  await done(editor, 'Đã hẹn giờ')
  await editor.getByText('06/05/2031, 07:08').first().waitFor()

  const { id, path } = (await newsroom.resources.db
    .prepare(`SELECT id, '/' || section || '/' || slug AS path FROM articles WHERE headline = ?`)
    .bind(HEADLINE)
    .first<{ id: number; path: string }>()) ?? { id: 0, path: '' }
  const places = ['/', '/thoi-su', '/feed.xml', '/news-sitemap.xml', '/search?q=m%C6%B0%E1%BB%9Di+b%E1%BB%91n']
  await newsroom.runScheduled()
  expect(await statusOf(path)).toBe(404)
  for (const place of places) expect(await textOf(place), place).not.toContain(path)

  await newsroom.resources.db.prepare('UPDATE articles SET published_at = ? WHERE id = ?').bind(Date.now(), id).run()
  await newsroom.runScheduled()
  expect(await statusOf(path)).toBe(200)
  await vi.waitFor(async () => {
    for (const place of places) expect(await textOf(place), place).toContain(path)
  }, IN_TIME)

  // Its way, with the run of the minute as one of those who took part.
  await editor.goto(desk)
  const history = editor.getByRole('region', { name: 'Bài đã đi qua' })
  for (const words of ['gửi duyệt', 'trả lại', 'hẹn giờ đăng: 06/05/2031, 07:08', 'Hẹn giờ đăng'])
    await history.getByText(words).first().waitFor()

  // Another address, twice: the old ones lead to it in one step.
  for (const slug of ['xe-buyt-dem', 'xe-buyt-qua-cau']) {
    await write(editor, 'slug', slug)
    await press(editor, 'Lưu và cập nhật trang')
    await done(editor, 'Đã lưu')
  }
  for (const old of [path, '/thoi-su/xe-buyt-dem']) {
    await vi.waitFor(async () => {
      const response = await fetch(newsroom.origin + old, { redirect: 'manual' })
      expect([response.status, response.headers.get('Location')]).toEqual([301, '/thoi-su/xe-buyt-qua-cau'])
    }, IN_TIME)
  }
  expect(await statusOf('/thoi-su/xe-buyt-qua-cau')).toBe(200)
})

test('a headline that there is already is told while it is typed, and may stay', async () => {
  const page = await at('contributor@dateline.test')
  const { headline } = (await newsroom.resources.db
    .prepare(`SELECT headline FROM articles WHERE status = 'published' AND lang = 'vi' ORDER BY published_at DESC`)
    .first<{ headline: string }>()) ?? { headline: '' }
  await page.goto('/admin/articles/new')
  await write(page, 'headline', headline.toUpperCase())
  const told = page.locator('[data-duplicates]')
  await told.getByText('Đã có bài mang đúng đầu đề này').waitFor()
  await told.getByRole('link', { name: headline }).waitFor()
  await write(page, 'headline', 'Chưa ai viết về chuyện này bao giờ')
  await vi.waitFor(async () => expect(await told.innerText()).toBe(''), IN_TIME)
  await write(page, 'headline', headline)
  await page.locator('#f-section').selectOption('thoi-su')
  await press(page, 'Lưu bản nháp')
  await done(page, 'Đã lưu')
})

test('a role that is taken away is gone with the next click', async () => {
  const page = await at('editor@dateline.test')
  await page.goto('/admin/articles?status=handed_in')
  await page.locator('.rows .what').first().click()
  const { db } = newsroom.resources
  await db.prepare(`UPDATE staff SET role = 'moderator' WHERE email = 'editor@dateline.test'`).run()
  const id = Number(new URL(page.url()).pathname.split('/').pop())
  const answer = page.waitForResponse((response) => response.url().endsWith('/publication'))
  await press(page, 'Đăng ngay')
  expect((await answer).status()).toBe(403)
  expect(await db.prepare('SELECT status FROM articles WHERE id = ?').bind(id).first('status')).toBe('handed_in')
  await db.prepare(`UPDATE staff SET left_at = 1 WHERE email = 'editor@dateline.test'`).run()
  expect((await page.goto('/admin'))?.status()).toBe(403)
})

test('without a script an article goes the same way', async () => {
  const open = async (email: string) => {
    const context = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
    const page = await context.newPage()
    await signIn(page, email)
    return page
  }
  const [writer, owner] = await Promise.all([open('contributor@dateline.test'), open('owner@dateline.test')])
  await writer.goto('/admin/articles')
  await writer
    .getByRole('button', { name: /^Gửi duyệt: / })
    .first()
    .click()
  await done(writer, 'Đã gửi duyệt')
  await press(writer, 'Lấy về viết tiếp')
  await done(writer, 'Đã lấy bài về')
  await writer.locator('.actions > button', { hasText: 'Gửi duyệt' }).click()
  await owner.goto(new URL(writer.url()).pathname)
  await owner.locator('summary', { hasText: 'Trả lại người viết' }).click()
  await owner.getByLabel('Lời nhắn cho người viết').fill('Thêm ảnh.')
  await press(owner, 'Trả lại người viết')
  await done(owner, 'Đã trả bài lại')
})
