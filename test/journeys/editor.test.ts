/** A contributor who only knows Word: pastes a report, adds two photos, and what readers would get is what was meant. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { DOCS, WORD } from '../desk/clipboards.ts'
import { checkAccessibility } from './axe.ts'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 10_000, interval: 100 }
const PHOTOS = ['phone.jpg', 'screen.png'].map((name) => {
  const buffer = readFileSync(join(import.meta.dirname, '../media/fixtures', name))
  return { name, mimeType: name.endsWith('png') ? 'image/png' : 'image/jpeg', buffer }
})

const text = (page: Page) => page.getByRole('textbox', { name: 'Nội dung bài' })
const markdown = (page: Page) => page.locator('textarea[name=body]').inputValue()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const eventually = (page: Page, expected: string | RegExp) =>
  vi.waitFor(async () => expect(await markdown(page)).toMatch(expected), IN_TIME)

async function writer(email = 'contributor@dateline.test') {
  const { page, context } = await person(browser, newsroom)
  await signIn(page, email)
  await page.goto('/admin/articles/new')
  await text(page).waitFor()
  return { page, context }
}

/** The editor hears of a selection by an event of the browser's, after the key; for a moment after a focus it sets it back. */
const select = (page: Page, key: string, expected: string) =>
  vi.waitFor(async () => {
    await page.keyboard.press(key)
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))')
    expect(await page.evaluate('String(getSelection())')).toBe(expected)
  }, IN_TIME)

/** As a browser pastes: by an event that brings everything that lies on the clipboard. */
async function paste(into: Locator, kind: string, data: string) {
  await into.focus()
  await into.page().evaluate(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData(${JSON.stringify(kind)}, ${JSON.stringify(data)})
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }`)
}

test('a report pasted from Word and two photos become an article, without a word of Markdown', async () => {
  const { page } = await writer()
  await page.getByRole('textbox', { name: 'Đầu đề' }).fill('Mùa nước nổi về sớm')
  await page.getByRole('textbox', { name: 'Đầu đề' }).press('Enter')
  await page.keyboard.type('Cá linh theo về.')
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.role')).toBe('textbox')
  await page.getByLabel('Chuyên mục').selectOption({ index: 1 })

  await paste(text(page), 'text/html', WORD)
  await text(page).getByRole('heading', { name: 'Mùa nước nổi' }).waitFor()
  expect(await text(page).locator('cite.document').innerText()).toBe('Chỉ thị số 07/CT-TTg')
  expect(await text(page).locator('aside[data-number="1"]').innerText()).toContain('Theo Đài Khí tượng')
  await page.getByText('Có 1 ảnh không theo được').waitFor()

  const held: (() => void)[] = []
  await page.route('**/admin/images', async (route) => {
    await new Promise<void>((go) => held.push(go))
    await route.continue()
  })
  const chooser = page.waitForEvent('filechooser')
  await button(page, 'Ảnh').click()
  await (await chooser).setFiles(PHOTOS)
  await vi.waitFor(() => expect(held.length).toBe(2), IN_TIME)
  expect(await text(page).getByRole('progressbar').count()).toBe(2)
  await text(page)
    .getByText(/Đang tải lên/)
    .first()
    .waitFor()
  for (const go of held) go()
  await vi.waitFor(async () => expect(await text(page).locator('figure img[src^="/media/"]').count()).toBe(2), IN_TIME)

  const [first, second] = [text(page).locator('figure').first(), text(page).locator('figure').nth(1)]
  await first.getByText('Ảnh chưa có lời mô tả').waitFor()
  await first.getByLabel('Mô tả').fill('Đò ngang giữa đồng nước')
  await first.getByLabel('Nguồn ảnh').fill('Lan')
  await first.getByLabel('Nguồn ảnh').press('Enter')
  await second.getByLabel('Mô tả').fill('Bông điên điển')
  await second.getByLabel('Mô tả').press('Enter')
  await second.getByRole('button', { name: 'Trái' }).click()
  await first.locator('[data-part="caption"]').click()
  await page.keyboard.type('Chuyến đầu ngày')
  await eventually(
    page,
    /::figure\[Chuyến đầu ngày\]\{image="[0-9a-f]{64}" align="centre" credit="Lan" alt="Đò ngang giữa đồng nước"\}/,
  )
  expect(await checkAccessibility(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })

  const shown = page.waitForEvent('popup')
  await button(page, 'Xem trước').click()
  const preview = await shown
  const article = preview.locator('article .text')
  await article.getByRole('heading', { name: 'Mùa nước nổi' }).waitFor()
  expect(await article.locator('ul ul li').innerText()).toBe('Đầu mùa')
  expect(await article.locator('ol li').first().innerText()).toBe('Chuẩn bị')
  expect(await article.locator('td.align-right').innerText()).toBe('3,2 m')
  expect(await article.locator('cite').first().innerText()).toBe('Chỉ thị số 07/CT-TTg')
  expect(await article.locator('.footnotes li').innerText()).toContain('Theo Đài Khí tượng')
  expect(await article.locator('figure.centre figcaption').innerText()).toBe('Chuyến đầu ngày Ảnh: Lan')
  expect(await article.locator('figure.left img').getAttribute('alt')).toBe('Bông điên điển')
  expect(await article.innerHTML()).not.toMatch(/mso|style=|Mso|class="x/)

  const written = await markdown(page)
  await button(page, 'Lưu bản nháp').click()
  await page.getByText('Đã lưu.', { exact: true }).waitFor()
  expect(await markdown(page)).toBe(written)
})

test('the buttons are one stop for Tab, walked along by arrows, and say what holds', async () => {
  const { page } = await writer()
  await text(page).focus()
  await page.keyboard.type('Sông')
  await select(page, 'Shift+Home', 'Sông')
  await page.keyboard.press('Alt+F10')
  const focused = () => page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")')
  expect(await focused()).toBe('Hoàn tác')
  for (const _ of [1, 2]) await page.keyboard.press('ArrowRight')
  expect(await focused()).toBe('Chữ đậm')
  await page.keyboard.press('Enter')
  await eventually(page, /^\*\*Sông\*\*$/)
  expect(await button(page, 'Chữ đậm').getAttribute('aria-pressed')).toBe('true')
  await page.keyboard.press('Escape')
  await select(page, 'End', '')
  await page.keyboard.press('Control+b')
  await page.keyboard.type(' dài')
  await page.keyboard.press('Control+Alt+2')
  await eventually(page, /^## \*\*Sông\*\* dài$/)
  await page.keyboard.press('Enter')
  await page.keyboard.type('- Một')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Hai')
  await eventually(page, /\n\n- Một\n {2}- Hai$/)
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('2026. Năm ấy. ')
  await eventually(page, /\n\n2026\\\. Năm ấy\.$/)

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByLabel('Địa chỉ').fill('javascript:alert(1)')
  await page.keyboard.press('Enter')
  await page.getByText('Chưa phải một địa chỉ').waitFor()
  await page.getByRole('dialog').getByLabel('Địa chỉ').fill('nhipcau.vn/a')
  await page.getByRole('dialog').getByLabel('Chữ hiện ra').fill('đọc thêm')
  await page.keyboard.press('Enter')
  await eventually(page, /\[đọc thêm\]\(https:\/\/nhipcau\.vn\/a\)$/)
  await page.keyboard.type('.')
  await page.keyboard.press('Control+Alt+f')
  await page.keyboard.type('Lời chú.')
  await eventually(page, /\.\[\^1\]\n\n\[\^1\]: Lời chú\.$/)
  for (const _ of [1, 2, 3]) await page.keyboard.press('Control+z')
  expect(await text(page).locator('aside').count()).toBe(0)
})

test('a table grows by Enter and is aligned by the column', async () => {
  const { page } = await writer()
  await text(page).focus()
  await button(page, 'Bảng').click()
  await page.keyboard.type('Tháng')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Nước')
  await button(page, 'Cột canh phải').click()
  for (const depth of ['3,2', '3,4', '3,9']) {
    await page.keyboard.press('Enter')
    await page.keyboard.type(depth)
  }
  await button(page, 'Thêm cột').click()
  await eventually(
    page,
    /^\| Tháng \| Nước \| \| \|\n\| - \| -: \| - \| - \|\n\| \| 3,2 \| \| \|\n\| \| 3,4 \| \| \|\n\| \| 3,9 \| \| \|$/,
  )
})

test('a word that an input method is still composing is not broken off', async () => {
  const { page, context } = await writer()
  const keyboard = await context.newCDPSession(page)
  await text(page).focus()
  await page.keyboard.type('Theo Chỉ thị số 07/CT-TT')
  for (const composed of ['g', 'gi', 'giê', 'giế', 'giến', 'giếng'])
    await keyboard.send('Input.imeSetComposition', {
      text: composed,
      selectionStart: composed.length,
      selectionEnd: composed.length,
    })
  expect(await text(page).innerText()).toContain('Theo Chỉ thị số 07/CT-TTgiếng')
  await keyboard.send('Input.insertText', { text: 'giếng' })
  await page.keyboard.type(' làng')
  await eventually(page, /^Theo Chỉ thị số 07\/CT-TTgiếng làng$/)
  for (let back = 0; back < 'iếng làng'.length; back++) await page.keyboard.press('Backspace')
  await vi.waitFor(
    async () => expect(await text(page).locator('cite.document').innerText()).toBe('Chỉ thị số 07/CT-TTg'),
    IN_TIME,
  )
})

test('a text that is only opened stays as it is to the byte, and plain Markdown is remembered', async () => {
  const { page } = await person(browser, newsroom)
  await signIn(page, 'editor@dateline.test')
  await page.goto('/admin/articles/1')
  await text(page).waitFor()
  const stored = await newsroom.resources.db.prepare('SELECT body FROM articles WHERE id = 1').first<string>('body')
  expect(await markdown(page)).toBe(stored)
  await button(page, 'Sửa bằng Markdown').click()
  await page.reload()
  await page.locator('textarea[name=body]').waitFor()
  await button(page, 'Soạn thảo như trên trang').waitFor()
  expect(await markdown(page)).toBe(stored)
  const plain = page.locator('textarea[name=body]')
  await plain.fill('Một')
  await paste(plain, 'text/plain', '• Hai\n• Ba\n2026. Năm')
  await eventually(page, /^Một- Hai\n- Ba\n\n2026\\\. Năm$/)
  await plain.fill('Một.\n\n- Hai')
  await plain.evaluate((area: unknown) =>
    (area as { setSelectionRange(from: number, to: number): void }).setSelectionRange(3, 3),
  )
  await button(page, 'Soạn thảo như trên trang').click()
  await text(page).getByRole('listitem').waitFor()

  // Another script of the page restores a text.
  await page.evaluate(`{
    const area = document.querySelector('textarea[name=body]')
    area.value = 'Bản **cũ**.'
    area.dispatchEvent(new Event('change', { bubbles: true }))
  }`)
  await text(page).getByText('Bản cũ.').waitFor()
  expect(await markdown(page)).toBe('Bản **cũ**.')
})

test('a picture that cannot go up says why, goes up when asked again, and can be given up', async () => {
  const { page, context } = await writer()
  await page.getByRole('textbox', { name: 'Đầu đề' }).fill('Mạng yếu')
  await text(page).focus()
  await context.setOffline(true)
  const chooser = page.waitForEvent('filechooser')
  await button(page, 'Ảnh').click()
  await (await chooser).setFiles(PHOTOS)
  await text(page).getByText('Mất mạng nên ảnh chưa lên được').first().waitFor()
  await text(page).getByRole('button', { name: 'Thôi' }).first().click()
  expect(await text(page).locator('.uploading').count()).toBe(1)
  await context.setOffline(false)
  await vi.waitFor(async () => expect(await text(page).locator('figure img[src^="/media/"]').count()).toBe(1), IN_TIME)
  await eventually(page, /^::figure\{image="[0-9a-f]{64}" align="centre"\}$/)
  await text(page).locator('figure').getByRole('button', { name: 'Bỏ ảnh' }).click()
  await eventually(page, /^$/)
})

test('what Google Docs copies comes where the cursor is, and a file dropped on a line comes there', async () => {
  const { page } = await writer()
  await text(page).focus()
  await page.keyboard.type('Đầu. Cuối.')
  for (const _ of 'Cuối.') await select(page, 'ArrowLeft', '')
  await paste(text(page), 'text/html', DOCS)
  await eventually(page, /^Đầu\.\n\n## Mùa nước nổi\n\nNước về \*\*rất sớm\*\*/)
  await eventually(page, /Cuối\.$/)
  await page.evaluate(`{
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([Uint8Array.from(${JSON.stringify([...(PHOTOS[1]?.buffer ?? [])])})], 'do.png', { type: 'image/png' }))
    const heading = document.querySelector('.place h2')
    const { x, y, height } = heading.getBoundingClientRect()
    const place = { clientX: x + 5, clientY: y + height / 2, bubbles: true, cancelable: true }
    heading.dispatchEvent(new DragEvent('drop', { dataTransfer, ...place }))
  }`)
  await eventually(page, /## Mùa nước nổi\n\n::figure\{image="[0-9a-f]{64}"/)
})
