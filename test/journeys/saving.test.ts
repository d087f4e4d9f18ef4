/** Nothing that somebody writes is lost: bad lines, closed tabs, expired sessions, two editors, old versions. */
import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 20_000, interval: 100 }
const BASE = 'Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.\n\nĐoạn bốn.'

async function sitDown(email: string): Promise<{ page: Page; context: BrowserContext }> {
  const sitting = await person(browser, newsroom)
  await signIn(sitting.page, email)
  return sitting
}

const editor = () => sitDown('editor@dateline.test')
const owner = () => sitDown('owner@dateline.test')

/** The truth of the text, whatever stands over it. */
const body = (page: Page) => page.locator('textarea[name=body]')
const textOf = (page: Page) => body(page).inputValue()
const status = (page: Page) => page.locator('.saving')
const kept = (page: Page) =>
  status(page)
    .getByText(/Đã lưu nháp lúc \d\d:\d\d/)
    .waitFor()

/** As the keyboard would, or the rich editor for it. */
async function type(page: Page, text: string) {
  await body(page).evaluate((area: { value: string; dispatchEvent: (event: Event) => void }, value) => {
    area.value = value
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)
}

async function choose(page: Page, name: string, value: string) {
  await page.locator(`select[name=${name}]`).selectOption(value)
}

let stories = 0

/** An article that is there already. */
async function story(page: Page, text = BASE): Promise<string> {
  const response = await page.request.post('/admin/articles', {
    headers: { Origin: newsroom.origin, Accept: 'application/json' },
    multipart: { headline: `Bài thử số ${++stories}`, section: 'van-hoa', body: text },
    maxRedirects: 0,
  })
  return response.headers()['location']?.replace(/\?.*/, '') ?? ''
}

const savedText = async (path: string) =>
  newsroom.resources.db
    .prepare('SELECT body FROM articles WHERE id = ?')
    .bind(Number(path.split('/').at(-1)))
    .first<string>('body')

describe('what is typed', () => {
  test('is kept while it is typed, offered after the tab was closed, and gone from there once it is saved', async () => {
    const { page, context } = await editor()
    const path = await story(page)
    await page.goto(path)
    await type(page, `${BASE}\n\nViết thêm.`)
    await kept(page)
    expect(await savedText(path)).toBe(BASE)
    await page.close()

    const again = await context.newPage()
    await again.goto(path)
    await again.getByText(/Bạn có phần viết chưa lưu, \d\d:\d\d/).waitFor()
    expect(await textOf(again)).toBe(BASE)
    await again.getByRole('link', { name: /^Viết tiếp/ }).click()
    await again.getByText('Đây là phần bạn viết dở').waitFor()
    expect(await textOf(again)).toBe(`${BASE}\n\nViết thêm.`)
    await again.getByRole('button', { name: 'Lưu', exact: true }).click()
    await again.getByText('Đã lưu.', { exact: true }).waitFor()
    expect(await savedText(path)).toBe(`${BASE}\n\nViết thêm.`)
    await again.goto(path)
    expect(await again.locator('[data-copy]').count()).toBe(0)
    await context.close()
  })

  test('of an article that was never saved is found in the list and goes on there', async () => {
    const { page, context } = await editor()
    await page.goto('/admin/articles/new')
    await page.getByRole('textbox', { name: 'Đầu đề' }).fill('Bài chưa từng lưu')
    await type(page, 'Mới có một câu.')
    await kept(page)
    await page.goto('/admin')
    await page.getByText('Bài chưa từng lưu').waitFor()
    await page.getByRole('link', { name: /^Viết tiếp “Bài chưa từng lưu”/ }).click()
    expect(await textOf(page)).toBe('Mới có một câu.')
    await choose(page, 'section', 'van-hoa')
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
    await page.getByText('Đã lưu.', { exact: true }).waitFor()
    await page.goto('/admin/articles/new')
    expect(await page.locator('[data-copy]').count()).toBe(0)
    await context.close()
  })

  test('before the script has come is kept as soon as it is there', async () => {
    const { page, context } = await editor()
    const late = Promise.withResolvers<void>()
    await page.route('**/desk/*.js', async (route) => {
      await late.promise
      await route.continue()
    })
    await page.goto(await story(page), { waitUntil: 'commit' })
    await page.getByRole('textbox', { name: 'Đầu đề' }).fill('Gõ trước khi kịp tải')
    late.resolve()
    await kept(page)
    await context.close()
  })

  test('and taken back by hand leaves nothing behind', async () => {
    const { page, context } = await editor()
    const path = await story(page)
    await page.goto(path)
    await type(page, `${BASE} x`)
    await kept(page)
    const taken = page.waitForResponse((response) => response.request().method() === 'DELETE')
    await type(page, BASE)
    await taken
    await page.goto(path)
    expect(await page.locator('[data-copy]').count()).toBe(0)
    await context.close()
  })

  test('is thrown away only when that is confirmed', async () => {
    const { page, context } = await editor()
    const path = await story(page)
    await page.goto(path)
    await type(page, 'Bỏ cũng được.')
    await kept(page)
    await page.goto(path)
    const discard = page.getByRole('button', { name: /^Bỏ phần viết chưa lưu/ })
    page.once('dialog', (dialog) => dialog.dismiss())
    await discard.click()
    expect(await page.locator('[data-copy]').count()).toBe(1)
    page.once('dialog', (dialog) => dialog.accept())
    await discard.click()
    await vi.waitFor(async () => expect(await page.locator('[data-copy]').count()).toBe(0), IN_TIME)
    await context.close()
  })
})

describe('the network drops while somebody writes', () => {
  test('and nothing is lost, also when the tab is closed before it is back', async () => {
    const { page, context } = await editor()
    const path = await story(page)
    await page.goto(path)
    await context.setOffline(true)
    await type(page, `${BASE}\n\nViết lúc mất mạng.`)
    await status(page).getByText('Mất kết nối: chữ đang được giữ trong máy này.').waitFor()
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await status(page).getByText('Đang mất kết nối nên chưa lưu được bài.').waitFor()
    expect(await textOf(page)).toContain('Viết lúc mất mạng.')
    await page.close()

    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(path)
    await again.getByRole('link', { name: /^Viết tiếp/ }).click()
    await again.getByText('Đây là phần bạn viết dở').waitFor()
    expect(await textOf(again)).toBe(`${BASE}\n\nViết lúc mất mạng.`)
    // The server has it now: nothing stays on a computer that others may use.
    expect(
      await again.evaluate(`Object.keys(localStorage).filter((name) => name.startsWith('dateline-copy'))`),
    ).toEqual([expect.anything()])
    await kept(again)
    expect(
      await again.evaluate(`Object.keys(localStorage).filter((name) => name.startsWith('dateline-copy'))`),
    ).toEqual([])
    await context.close()
  })

  test('and as soon as it is back what was typed is at the server', async () => {
    const { page, context } = await editor()
    await page.goto(await story(page))
    await context.setOffline(true)
    await type(page, 'Viết trên tàu.')
    await status(page).getByText('Mất kết nối').waitFor()
    await context.setOffline(false)
    await kept(page)
    await context.close()
  })

  test('or the server stumbles: it is said, and tried again', async () => {
    const { page, context } = await editor()
    await page.goto(await story(page))
    let stumbles = 2
    await page.route('**/admin/working-copies/*', (route) =>
      stumbles-- > 0 ? route.fulfill({ status: 503 }) : route.continue(),
    )
    await type(page, 'Máy chủ vấp.')
    await status(page).getByText('Chưa lưu được, đang thử lại.').waitFor()
    await kept(page)
    await context.close()
  })
})

describe('a session that expires while somebody writes', () => {
  test('costs nothing: signing in elsewhere is enough', async () => {
    const { page, context } = await editor()
    const path = await story(page)
    await page.goto(path)
    await context.clearCookies()
    await type(page, `${BASE}\n\nPhiên đã hết.`)
    await status(page).getByText('Phiên đăng nhập đã hết').waitFor()
    const [elsewhere] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Đăng nhập ở thẻ khác' }).click(),
    ])
    await elsewhere.getByRole('button', { name: 'editor@dateline.test' }).click()
    await elsewhere.getByRole('heading', { name: 'Chào' }).waitFor()
    await elsewhere.close()
    await page.bringToFront()
    await page.evaluate(`dispatchEvent(new Event('focus'))`)
    await kept(page)
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Đã lưu.', { exact: true }).waitFor()
    expect(await savedText(path)).toContain('Phiên đã hết.')
    await context.close()
  })

  test('and somebody else signs in: they are shown nothing of it, and nothing is kept under their name', async () => {
    const { page, context } = await editor()
    const path = await story(page)
    await page.goto(path)
    await context.clearCookies()
    await type(page, 'Chữ của biên tập viên.')
    await status(page).getByText('Phiên đăng nhập đã hết').waitFor()
    await signInAs(context, 'owner@dateline.test')
    await page.evaluate(`dispatchEvent(new Event('focus'))`)
    const other = await context.newPage()
    await other.goto(path)
    await other.goto('/admin')
    await other.waitForLoadState('networkidle')
    expect(await other.locator('#copies').textContent()).toBe('')
    await other.close()
    await signInAs(context, 'editor@dateline.test')
    await page.evaluate(`dispatchEvent(new Event('focus'))`)
    await kept(page)
    await context.close()
  })
})

async function signInAs(context: BrowserContext, email: string) {
  await context.request.post('/cdn-cgi/access/login', { form: { email }, headers: { Accept: 'application/json' } })
}

describe('two editors at one article', () => {
  test('know of each other, collide, and what each wrote in other places is in the result', async () => {
    const [khiem, thu] = await Promise.all([editor(), owner()])
    const path = await story(khiem.page)
    await Promise.all([khiem.page.goto(path), thu.page.goto(path)])
    await type(khiem.page, BASE.replace('một', 'một của Khiêm'))
    await kept(khiem.page)
    await type(thu.page, BASE.replace('ba', 'ba của Thu').replace('bốn', 'bốn của Thu'))
    await thu.page
      .getByText(/Biên tập viên đang viết bài này|Phạm Khiêm đang viết bài này|đang viết bài này \(/)
      .waitFor()
    await khiem.page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await khiem.page.getByText('Đã lưu.', { exact: true }).waitFor()
    await thu.page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await thu.page.getByText('Hai bản sửa những chỗ khác nhau').waitFor()
    const both = 'Đoạn một của Khiêm.\n\nĐoạn hai.\n\nĐoạn ba của Thu.\n\nĐoạn bốn của Thu.'
    expect(await textOf(thu.page)).toBe(both)
    expect(await savedText(path)).not.toContain('Thu')
    await thu.page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await thu.page.getByText('Đã lưu.', { exact: true }).waitFor()
    expect(await savedText(path)).toBe(both)
    await Promise.all([khiem.context.close(), thu.context.close()])
  })

  test('in one place decide by hand, place by place, and cannot save before', async () => {
    const [khiem, thu] = await Promise.all([editor(), owner()])
    const path = await story(khiem.page)
    await thu.page.goto(path)
    await khiem.page.goto(path)
    await type(khiem.page, BASE.replace('một', 'một K').replace('ba', 'ba K').replace('bốn', 'bốn K'))
    await khiem.page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await khiem.page.getByText('Đã lưu.', { exact: true }).waitFor()
    await thu.page.getByLabel('Sapô').fill('Sapô của Thu.')
    await type(thu.page, BASE.replace('một', 'một T').replace('ba', 'ba T'))
    await thu.page.getByRole('button', { name: 'Lưu', exact: true }).click()
    const { page } = thu
    await page.getByRole('alert').getByText('Bài này vừa được lưu ở chỗ khác').waitFor()
    expect(await textOf(page)).toBe('Đoạn một T.\n\nĐoạn hai.\n\nĐoạn ba T.\n\nĐoạn bốn K.')
    const place = (n: number) => page.getByRole('group', { name: `Chỗ ${n} trong nội dung` })
    expect(await place(1).innerText()).toContain('Đoạn một K.')

    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await vi.waitFor(async () => expect(await page.locator('input[name=merge-1]:focus').count()).toBe(1), IN_TIME)
    expect(await savedText(path)).not.toContain('T.')
    await place(1).getByLabel('Giữ cả hai').check()
    await place(2)
      .getByLabel(/Lấy của/)
      .check()
    expect(await textOf(page)).toBe('Đoạn một T.\n\nĐoạn một K.\n\nĐoạn hai.\n\nĐoạn ba K.\n\nĐoạn bốn K.')
    await type(page, `Câu mở.\n\n${await textOf(page)}`)
    await place(2).getByLabel('Giữ của tôi').check()
    const merged = 'Câu mở.\n\nĐoạn một T.\n\nĐoạn một K.\n\nĐoạn hai.\n\nĐoạn ba T.\n\nĐoạn bốn K.'
    expect(await textOf(page)).toBe(merged)
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Đã lưu.', { exact: true }).waitFor()
    expect(await savedText(path)).toBe(merged)
    expect(await page.getByLabel('Sapô').inputValue()).toBe('Sapô của Thu.')
    await Promise.all([khiem.context.close(), thu.context.close()])
  })
})

test('two tabs of one person are told of each other, and each keeps its own words', async () => {
  const { page, context } = await editor()
  const path = await story(page)
  await page.goto(path)
  await type(page, 'Ở thẻ một.')
  await kept(page)
  const second = await context.newPage()
  await second.goto(path)
  await second.getByText('Bạn cũng đang mở bài này ở một thẻ khác').waitFor()
  await page.getByText('Bạn cũng đang mở bài này ở một thẻ khác').waitFor()
  // What is being written in the other tab is not left behind.
  await vi.waitFor(async () => expect(await second.locator('[data-copy]:visible').count()).toBe(0), IN_TIME)
  await type(second, 'Ở thẻ hai.')
  await kept(second)
  await second.close()
  await vi.waitFor(
    async () => expect(await page.getByText('Bạn cũng đang mở bài này ở một thẻ khác').count()).toBe(0),
    IN_TIME,
  )
  expect(await textOf(page)).toBe('Ở thẻ một.')
  await page.goto(path)
  await vi.waitFor(async () => expect(await page.locator('[data-copy]').count()).toBe(2), IN_TIME)
  await context.close()
})

test('leaving asks where neither the server nor the browser has the words, and only there', async () => {
  const { page, context } = await editor()
  const path = await story(page)
  await page.goto(path)
  await type(page, 'Trình duyệt giữ được.')
  await page.goto('/admin/articles')

  const strict = await editor()
  await strict.context.addInitScript(
    `Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }`,
  )
  await strict.page.goto(path)
  await strict.page.route('**/admin/working-copies/*', (route) => route.abort())
  await strict.page.getByRole('textbox', { name: 'Đầu đề' }).press('End')
  await strict.page.keyboard.type('!')
  await status(strict.page).getByText('Xin đừng đóng thẻ').waitFor()
  const asked = new Promise<string>((resolve) => {
    strict.page.once('dialog', async (dialog) => {
      resolve(dialog.type())
      await dialog.dismiss()
    })
  })
  await strict.page.getByRole('link', { name: 'Tổng quan' }).click()
  expect(await asked).toBe('beforeunload')
  expect(new URL(strict.page.url()).pathname).toBe(path)
  await Promise.all([context.close(), strict.context.close()])
})

test('a version is found, compared and restored', async () => {
  const { page, context } = await editor()
  const path = await story(page)
  await page.goto(path)
  await type(page, BASE.replace('hai', 'hai, viết hỏng'))
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByText('Đã lưu.', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Xem tất cả và so sánh' }).click()
  await page.getByRole('button', { name: 'So sánh hai bản đã chọn' }).click()
  await page.getByRole('heading', { name: 'Bản 2 so với bản 1' }).waitFor()
  expect(await page.locator('ins').innerText()).toContain('viết hỏng')
  await page.getByRole('link', { name: 'Bản thứ 1' }).click()
  await page.getByRole('button', { name: 'Khôi phục bản này' }).click()
  await page.getByText('Đã khôi phục.').waitFor()
  expect(await textOf(page)).toBe(BASE)
  expect(await savedText(path)).toBe(BASE)
  await page.goto(`${path}/revisions`)
  expect(await page.getByRole('row').count()).toBe(4)
  await context.close()
})

test('without a script what was left is found, gone on with and thrown away, and a collision still shows both', async () => {
  const { page, context } = await editor()
  const path = await story(page)
  await page.goto(path)
  await type(page, BASE.replace('hai', 'của tôi'))
  await kept(page)
  const cookies = await context.cookies()
  await context.close()
  const plain = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
  await plain.addCookies(cookies)
  const bare = await plain.newPage()
  await bare.request.post(path, {
    headers: { Origin: newsroom.origin },
    multipart: { version: '1', body: BASE.replace('hai', 'của họ') },
  })
  await bare.goto(path)
  await bare.getByRole('link', { name: /^Viết tiếp/ }).click()
  expect(await textOf(bare)).toContain('của tôi')
  expect(await bare.getByRole('group', { name: 'Chỗ 1 trong nội dung' }).innerText()).toContain('của họ')
  await body(bare).fill(BASE.replace('hai', 'của cả hai'))
  await bare.getByRole('button', { name: 'Lưu', exact: true }).click()
  await bare.getByText('Đã lưu.', { exact: true }).waitFor()
  expect(await savedText(path)).toContain('của cả hai')
  expect(await bare.locator('[data-copy]').count()).toBe(0)
  await plain.close()
})
