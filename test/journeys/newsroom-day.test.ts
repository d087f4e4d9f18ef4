/** A newsroom's day: a report comes out of Word with two photos, goes to and fro, and readers get it in its time. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { WORD } from '../desk/clipboards.ts'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 20_000, interval: 100 }
const HEADLINE = 'Chợ nổi dời bến trước mùa lũ'
const PHOTOS = ['phone.jpg', 'screen.png'].map((name) => {
  const buffer = readFileSync(join(import.meta.dirname, '../media/fixtures', name))
  return { name, mimeType: name.endsWith('png') ? 'image/png' : 'image/jpeg', buffer }
})

async function at(email: string): Promise<Page> {
  const { page } = await person(browser, newsroom)
  await signIn(page, email)
  return page
}

const text = (page: Page) => page.getByRole('textbox', { name: 'Nội dung bài' })
const markdown = (page: Page) => page.locator('textarea[name=body]').inputValue()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const next = (page: Page, name: string) => page.locator('.actions > button', { hasText: name }).click()
const done = (page: Page, words: string) => page.locator('.notice[role=status]').getByText(words).waitFor()
const kept = (page: Page) =>
  page
    .locator('.saving')
    .getByText(/Đã lưu nháp lúc \d\d:\d\d/)
    .waitFor()
const answer = (path: string) => fetch(newsroom.origin + path, { redirect: 'manual' })
const pageAt = async (path: string) => (await answer(path)).text()

async function choosePhotos(page: Page, photos = PHOTOS) {
  const chooser = page.waitForEvent('filechooser')
  await press(page, 'Ảnh')
  await (await chooser).setFiles(photos)
}

test('a report goes from Word to its readers, in its time and not before', async () => {
  const [writer, editor] = await Promise.all([at('contributor@dateline.test'), at('editor@dateline.test')])
  await writer.goto('/admin/articles/new')
  await writer.getByRole('textbox', { name: 'Đầu đề' }).fill(HEADLINE)
  await writer.getByLabel('Sapô').fill('Ghe thuyền về bến mới sớm hơn mọi năm.')
  await writer.getByLabel('Chuyên mục').selectOption('thoi-su')
  await text(writer).focus()
  await writer.evaluate(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', ${JSON.stringify(WORD)})
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }`)
  await text(writer).getByRole('heading', { name: 'Mùa nước nổi' }).waitFor()
  await choosePhotos(writer)
  const figures = text(writer).locator('figure')
  await vi.waitFor(async () => expect(await figures.locator('img[src^="/media/"]').count()).toBe(2), IN_TIME)
  await figures.first().getByLabel('Mô tả').fill('Ghe chở lúa rời bến')
  await figures.first().getByLabel('Nguồn ảnh').fill('Lan')
  await figures.nth(1).getByLabel('Mô tả').fill('Bến mới ở cồn Giữa')
  await figures.first().locator('[data-part="caption"]').click()
  await writer.keyboard.type('Chuyến ghe đầu ngày')
  await vi.waitFor(async () => expect(await markdown(writer)).toMatch(/alt="Bến mới ở cồn Giữa"/), IN_TIME)

  // Interrupted: the tab is closed, and what was written waits on the desk.
  await kept(writer)
  const written = await markdown(writer)
  await writer.goto('/admin')
  await writer.getByRole('link', { name: new RegExp(`^Viết tiếp “${HEADLINE}”`) }).click()
  await figures.nth(1).waitFor()
  expect(await markdown(writer)).toBe(written)
  await press(writer, 'Lưu bản nháp')
  await done(writer, 'Đã lưu')
  expect(await markdown(writer)).toBe(written)
  const desk = new URL(writer.url()).pathname
  await next(writer, 'Gửi duyệt')
  await done(writer, 'Đã gửi duyệt')

  await editor.goto('/admin/articles')
  await editor.getByRole('region', { name: 'Chờ duyệt' }).getByRole('link', { name: HEADLINE }).click()
  await editor.locator('summary', { hasText: 'Trả lại người viết' }).click()
  await editor.getByLabel('Lời nhắn cho người viết').fill('Thêm lời một chủ ghe.')
  await press(editor, 'Trả lại người viết')
  await done(editor, 'Đã trả bài lại')

  await writer.goto(desk)
  await writer.locator('.step-note').getByText('Thêm lời một chủ ghe.').waitFor()
  await text(writer).getByText('đưa tin.').click()
  await writer.keyboard.press('End')
  await writer.keyboard.press('Enter')
  await writer.keyboard.type('Bà Tư nói: “Bến này yên hơn.”')
  await next(writer, 'Gửi duyệt')
  await done(writer, 'Đã gửi duyệt')

  await editor.goto(desk)
  await text(editor).getByText('Bến này yên hơn').waitFor()
  await editor.locator('summary', { hasText: 'Hẹn giờ' }).click()
  await editor.getByLabel('Giờ đăng').fill('2031-05-06T07:08')
  await press(editor, 'Hẹn giờ đăng')
  await done(editor, 'Đã hẹn giờ')

  const { db } = newsroom.resources
  const { id, path } = (await db
    .prepare(`SELECT id, '/' || section || '/' || slug AS path FROM articles WHERE headline = ?`)
    .bind(HEADLINE)
    .first<{ id: number; path: string }>()) ?? { id: 0, path: '' }
  // What the editor knows of a picture, it asks for.
  const shown = text(editor).locator('figure img[src]')
  await shown.nth(1).waitFor()
  const photos = await shown.evaluateAll((images: { getAttribute(name: string): string }[]) =>
    images.map((image) => image.getAttribute('src')),
  )
  expect(photos.length).toBe(2)
  const lists = ['/', '/thoi-su', '/feed.xml', '/feed.json', '/news-sitemap.xml', '/search?q=ch%E1%BB%A3+n%E1%BB%95i']
  const sitemap = async () => {
    const parts = (await pageAt('/sitemap.xml')).match(/\/sitemaps\/\d+\.xml/g) ?? []
    return (await Promise.all(parts.map(pageAt))).join()
  }
  await newsroom.runScheduled()
  for (const hidden of [path, ...photos]) expect((await answer(hidden)).status, hidden).toBe(404)
  for (const list of lists) expect(await pageAt(list), list).not.toContain(path)
  expect(await sitemap()).not.toContain(path)

  await db.prepare('UPDATE articles SET published_at = ? WHERE id = ?').bind(Date.now(), id).run()
  await newsroom.runScheduled()
  await vi.waitFor(async () => {
    for (const shown of [path, ...photos]) expect((await answer(shown)).status, shown).toBe(200)
    for (const list of lists) expect(await pageAt(list), list).toContain(path)
    expect(await sitemap()).toContain(path)
  }, IN_TIME)
  const page = await pageAt(path)
  for (const words of ['Mùa nước nổi', 'Bến này yên hơn', 'Chuyến ghe đầu ngày', 'alt="Bến mới ở cồn Giữa"'])
    expect(page).toContain(words)
  expect(page).not.toMatch(/mso|leftcenterrightdel/)

  await editor.goto(desk)
  await editor.getByLabel('Đường dẫn').fill('cho-noi-doi-ben')
  await editor.getByLabel('Đường dẫn').press('Enter')
  await done(editor, 'Đã lưu')
  await vi.waitFor(async () => {
    const moved = await answer(path)
    expect([moved.status, moved.headers.get('Location')]).toEqual([301, '/thoi-su/cho-noi-doi-ben'])
    expect((await answer('/thoi-su/cho-noi-doi-ben')).status).toBe(200)
  }, IN_TIME)
}, 90_000)

test('an article that is only opened, pictures and all, leaves nothing unsaved behind', async () => {
  const page = await at('editor@dateline.test')
  await page.goto('/admin/articles/1')
  await text(page).locator('figure input').first().waitFor()
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.url()))
  await page.getByRole('textbox', { name: 'Đầu đề' }).press('End')
  await page.keyboard.press('Control+s')
  await page.goto('/admin/articles/1')
  expect(sent.filter((url) => url.includes('working-copies'))).toEqual([])
  expect(await page.locator('[data-copy]').count()).toBe(0)
})

test('a picture that is not up is not left behind by a save, nor by plain Markdown', async () => {
  const page = await at('contributor@dateline.test')
  await page.goto('/admin/articles/new')
  await page.getByRole('textbox', { name: 'Đầu đề' }).fill('Ảnh lên chậm')
  await page.getByLabel('Chuyên mục').selectOption('thoi-su')
  await text(page).focus()
  const held: ((goes: boolean) => void)[] = []
  await page.route('**/admin/images', async (route) => {
    const goes = await new Promise<boolean>((answer) => held.push(answer))
    return goes ? route.continue() : route.abort()
  })
  await choosePhotos(page, PHOTOS.slice(0, 1))
  await vi.waitFor(() => expect(held.length).toBe(1), IN_TIME)
  await press(page, 'Sửa bằng Markdown')
  await page.getByText('Còn ảnh chưa lên').waitFor()
  expect(await page.locator('textarea[name=body]').isVisible()).toBe(false)
  await press(page, 'Lưu bản nháp')
  await page.getByText('tải xong là gửi ngay').waitFor()
  held.shift()?.(false)
  await page.getByText('Còn ảnh chưa lên').waitFor()
  await press(page, 'Lưu bản nháp')
  expect(new URL(page.url()).pathname).toBe('/admin/articles/new')
  // Another script sets the text: the picture keeps a place in it.
  await page.evaluate(`{
    const area = document.querySelector('textarea[name=body]')
    area.value = 'Đoạn được khôi phục.'
    area.dispatchEvent(new Event('change', { bubbles: true }))
  }`)
  await text(page).getByRole('button', { name: 'Thử lại' }).click()
  await vi.waitFor(() => expect(held.length).toBe(1), IN_TIME)
  await press(page, 'Lưu bản nháp')
  held.shift()?.(true)
  await done(page, 'Đã lưu')
  expect(await markdown(page)).toMatch(/^Đoạn được khôi phục\.\n\n::figure\{image="[0-9a-f]{64}"/)
})

test('what is typed of a picture is kept at every key, and Ctrl+S keeps at once', async () => {
  const page = await at('contributor@dateline.test')
  await page.goto('/admin/articles/new')
  await page.getByRole('textbox', { name: 'Đầu đề' }).fill('Lời tả ảnh')
  await text(page).focus()
  await choosePhotos(page, PHOTOS.slice(1))
  await text(page).locator('figure').getByLabel('Mô tả').click()
  await page.keyboard.type('Con đò nhỏ')
  await vi.waitFor(async () => expect(await markdown(page)).toContain('alt="Con đò nhỏ"'), IN_TIME)
  const copy = page.waitForRequest((request) => decodeURIComponent(request.postData() ?? '').includes('Con+đò+nhỏ'))
  await page.keyboard.press('Control+s')
  await copy
  await kept(page)
  expect(new URL(page.url()).pathname).toBe('/admin/articles/new')
  // In any other line Enter saves, and does not look for a picture to send.
  await page.getByLabel('Chuyên mục').selectOption('thoi-su')
  await page.getByLabel('Dòng ký cuối bài').fill('CTV')
  await page.getByLabel('Dòng ký cuối bài').press('Enter')
  await done(page, 'Đã lưu')
})

test('two editors collide in the rich editor: a look is free, a choice is seen, and both are in the result', async () => {
  const [first, second] = await Promise.all([at('editor@dateline.test'), at('owner@dateline.test')])
  const response = await first.request.post('/admin/articles', {
    headers: { Origin: newsroom.origin, Accept: 'application/json' },
    multipart: { headline: 'Hai người một bài', section: 'thoi-su', body: 'Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.' },
    maxRedirects: 0,
  })
  const desk = response.headers()['location']?.replace(/\?.*/, '') ?? ''
  await Promise.all([first.goto(desk), second.goto(desk)])
  const add = async (page: Page, to: string, words: string) => {
    await text(page).getByText(to).click()
    await page.keyboard.press('End')
    await page.keyboard.type(words)
  }
  await add(first, 'Đoạn một.', ' Của K.')
  await add(first, 'Đoạn ba.', ' Của K.')
  await press(first, 'Lưu')
  await done(first, 'Đã lưu')
  await add(second, 'Đoạn một.', ' Của T.')
  await press(second, 'Lưu')
  const place = second.getByRole('group', { name: 'Chỗ 1 trong nội dung' })
  await place.getByLabel('Giữ cả hai').waitFor()

  const looked = second.waitForEvent('popup')
  await press(second, 'Xem trước')
  const preview = await looked
  await preview.locator('article .text').getByText('Đoạn một. Của T.').waitFor()
  await preview.close()

  await place.getByLabel('Giữ cả hai').check()
  await text(second).getByText('Đoạn một. Của K.').waitFor()
  await add(second, 'Đoạn hai.', ' Thêm.')
  await place.getByLabel('Giữ của tôi').check()
  await vi.waitFor(async () => expect(await text(second).getByText('Đoạn một. Của K.').count()).toBe(0), IN_TIME)
  await press(second, 'Lưu')
  await done(second, 'Đã lưu')
  expect(await markdown(second)).toBe('Đoạn một. Của T.\n\nĐoạn hai. Thêm.\n\nĐoạn ba. Của K.')

  await second.goto(`${desk}/revisions/1`)
  await press(second, 'Khôi phục bản này')
  await done(second, 'Đã khôi phục')
  await text(second).getByText('Đoạn ba.', { exact: true }).waitFor()
  expect(await markdown(second)).toBe('Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.')
})

test('on a phone every place of the desk is in sight, and a colleague’s role stands in one line', async () => {
  const page = await at('owner@dateline.test')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/admin/staff')
  for (const place of await page.getByRole('navigation').first().getByRole('link').all()) {
    const { x = -1, width = 0 } = (await place.boundingBox()) ?? {}
    expect([x >= 0, x + width <= 390], await place.innerText()).toEqual([true, true])
  }
  const { width = 0, height = 0 } = (await page.locator('.entry .mark').first().boundingBox()) ?? {}
  expect(width).toBeGreaterThan(height)
})
