/** What a reader meets who writes a comment: the form, on good lines and bad ones, and the comment's private page. */
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 10_000, interval: 100 }
const ARTICLE = '/chinh-sach/ben-do-cuoi-cung-tren-song-day-doi-gio-chay-theo-hoc-tro'
const SCRIPT = '**/comment-form.js*'

const bodyOf = (page: Page) => page.getByLabel('Nội dung bình luận')
const firstReply = (page: Page) => page.getByRole('link', { name: /^Trả lời / }).first()
const rowsBy = async (name: string) =>
  (
    await newsroom.resources.db
      .prepare('SELECT * FROM comments WHERE name = ? ORDER BY id')
      .bind(name)
      .all<{ id: number; parent: number | null; body: string; status: string; revision: number }>()
  ).results

async function fill(page: Page, name: string, body: string) {
  await page.getByLabel('Họ và tên').fill(name)
  await page.getByLabel('Email').fill('doc.gia@example.com')
  await bodyOf(page).fill(body)
}

async function send(page: Page) {
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
  await page.getByRole('heading', { name: /nhận ý kiến của bạn|đang chờ biên tập viên/ }).waitFor()
}

const isFocused = (page: Page, selector: string) =>
  vi.waitFor(async () => expect(await page.locator(`${selector}:focus`).count()).toBe(1), IN_TIME)

describe('a reply in place', () => {
  test('aims the form, says whom it answers, is given up by Escape, and goes under what it answers', async () => {
    const { page } = await person(browser, newsroom)
    await page.goto(ARTICLE)
    const whom = (await firstReply(page).getAttribute('aria-label'))?.replace('Trả lời ', '') ?? ''
    await firstReply(page).click()
    await isFocused(page, '#f-body')
    expect(await page.locator('#f-to').innerText()).toContain(`Trả lời ${whom}`)
    expect(await page.locator('#f-body').getAttribute('aria-describedby')).toBe('f-to f-body-hint')

    await page.keyboard.press('Escape')
    await isFocused(page, '.reply')
    expect(await page.locator('#f-to').isVisible()).toBe(false)
    expect(await page.locator('#f-body').getAttribute('aria-describedby')).toBe('f-body-hint')
    await page.getByText('không còn là lời trả lời').waitFor()

    await page.keyboard.press('Enter')
    await isFocused(page, '#f-body')
    await fill(page, 'Đáp Tại Chỗ', 'Tôi cũng thấy vậy, bác ạ.')
    await send(page)
    expect((await rowsBy('Đáp Tại Chỗ')).map(({ parent }) => parent)).toEqual([expect.any(Number)])
  })

  test('that has to be mended still says whom it answers', async () => {
    const { page } = await person(browser, newsroom)
    await page.goto(ARTICLE)
    const whom = (await firstReply(page).getAttribute('aria-label'))?.replace('Trả lời ', '') ?? ''
    await firstReply(page).click()
    await fill(page, 'Đáp Phải Sửa', 'Một dòng.\n\nHai dòng 👍')
    const token = page.locator('[name=cf-turnstile-response]')
    await vi.waitFor(async () => expect(await token.inputValue()).toContain('local-pass'), IN_TIME)
    await token.evaluate((input: { value: string }) => {
      input.value = 'local-fail-1'
    })
    await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
    await page.getByRole('alert').getByText('Bước xác thực không thành').waitFor()
    expect(await page.locator('#f-to').innerText()).toContain(`Trả lời ${whom}`)
    expect(await bodyOf(page).inputValue()).toBe('Một dòng.\n\nHai dòng 👍')
    await send(page)
    expect(await rowsBy('Đáp Phải Sửa')).toMatchObject([
      { parent: expect.any(Number), body: 'Một dòng.\n\nHai dòng 👍' },
    ])
  })

  test('without a script brings the form with whom it answers, and is sent', async ({ skip }) => {
    const context = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(ARTICLE)
    const href = (await firstReply(page).getAttribute('href')) ?? ''
    if (href.startsWith('#')) skip('comments have no pages of their own yet')
    const whom = (await firstReply(page).getAttribute('aria-label'))?.replace('Trả lời ', '') ?? ''
    await firstReply(page).click()
    expect(await page.locator('#f-to').innerText()).toContain(`Trả lời ${whom}`)
    // All that a form cannot do without a script is to get Turnstile's token: without one it comes back whole.
    await fill(page, 'Không Dùng Script', 'Gửi từ một trình duyệt cũ.')
    await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
    await page.getByRole('alert').getByText('Bước xác thực chưa xong').waitFor()
    expect(await page.locator('#f-to').innerText()).toContain(`Trả lời ${whom}`)
    await page.route('**/comments', (route) =>
      route.continue({ postData: `${route.request().postData()}&cf-turnstile-response=local-pass-by-hand` }),
    )
    await send(page)
    expect(await rowsBy('Không Dùng Script')).toMatchObject([{ parent: expect.any(Number) }])
    await context.close()
  })
})

describe('a line on which the form’s script', () => {
  test('is late loses neither a click on “Trả lời” nor a comment sent', async () => {
    const { page } = await person(browser, newsroom)
    const late = Promise.withResolvers<void>()
    await page.route(SCRIPT, async (route) => {
      await late.promise
      await route.continue()
    })
    await page.goto(ARTICLE)
    await firstReply(page).click()
    expect(await page.locator('#f-to').isVisible()).toBe(false)
    late.resolve()
    await isFocused(page, '#f-body')
    expect(await page.locator('#f-to').isVisible()).toBe(true)

    const later = Promise.withResolvers<void>()
    await page.unroute(SCRIPT)
    await page.route(SCRIPT, async (route) => {
      await later.promise
      await route.continue()
    })
    await page.goto('/van-hoa')
    await page.getByRole('main').getByRole('heading').getByRole('link').first().click()
    await fill(page, 'Bấm Trước Khi Kịp', 'Đường truyền chậm.')
    await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
    await page.getByText('Đang kiểm tra, xin đợi').waitFor()
    later.resolve()
    await page.getByRole('heading', { name: /nhận ý kiến của bạn|đang chờ biên tập viên/ }).waitFor()
    expect(await rowsBy('Bấm Trước Khi Kịp')).toHaveLength(1)
  })

  test('does not come leaves links that are links, and a form that says what to do and keeps every word', async () => {
    const { page } = await person(browser, newsroom)
    await page.route(SCRIPT, (route) => route.abort())
    await page.goto(ARTICLE)
    const href = (await firstReply(page).getAttribute('href')) ?? ''
    await firstReply(page).click()
    await page.waitForURL((url) => url.href.endsWith(href))
    await page.goto(ARTICLE)
    await fill(page, 'Mạng Đứt', 'Viết mãi mới xong.')
    await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
    await page.getByText('Chưa tải được phần xác thực').waitFor()
    expect(await bodyOf(page).inputValue()).toBe('Viết mãi mới xong.')

    await page.unroute(SCRIPT)
    await send(page)
    expect(await rowsBy('Mạng Đứt')).toHaveLength(1)
  })
})

test('what is left is counted near the limit, a text too long is not cut and not sent', async () => {
  const { page } = await person(browser, newsroom)
  await page.goto(ARTICLE)
  await fill(page, 'Viết Dài', 'x'.repeat(3500))
  await page.locator('#f-body-hint').waitFor()
  await bodyOf(page).fill('x'.repeat(3990))
  await page.getByText('Còn 10 ký tự.').first().waitFor()
  await vi.waitFor(async () => {
    expect(await page.locator('.trap[role=status]').textContent()).toBe('Còn 10 ký tự.')
  }, IN_TIME)
  await bodyOf(page).fill('x'.repeat(5234))
  await page.getByText('Thừa 1.234 ký tự').first().waitFor()
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
  await isFocused(page, '#f-body')
  expect((await bodyOf(page).inputValue()).length).toBe(5234)
  await bodyOf(page).fill('Ngắn lại rồi.')
  await vi.waitFor(async () => {
    expect(
      await page
        .getByText('ký tự.')
        .filter({ hasText: /Còn|Thừa/ })
        .count(),
    ).toBe(0)
  }, IN_TIME)
  await send(page)
  expect((await rowsBy('Viết Dài')).map(({ body }) => body)).toEqual(['Ngắn lại rồi.'])
})

describe('name and email', () => {
  const kept = (page: Page) => page.evaluate<string | null>(`localStorage.getItem('dateline')`)
  const box = (page: Page) => page.getByLabel('Nhớ tên và địa chỉ thư trên máy này')

  test('are kept where that is asked for, with the proof of the email, and forgotten at once where it is no more', async () => {
    const { page } = await person(browser, newsroom)
    await page.goto(ARTICLE)
    expect(await box(page).isVisible()).toBe(false)
    await fill(page, 'Người Hay Viết', 'Lần một.')
    await box(page).waitFor()
    expect(await kept(page)).toBeNull()
    await box(page).check()
    await send(page)
    expect(JSON.parse((await kept(page)) ?? '')).toEqual({
      name: 'Người Hay Viết',
      email: 'doc.gia@example.com',
      proof: '',
    })

    await page.evaluate(
      `localStorage.setItem('dateline', JSON.stringify({ ...JSON.parse(localStorage.getItem('dateline')), proof: '9.x' }))`,
    )
    await page.goto('/van-hoa')
    await page.getByRole('main').getByRole('heading').getByRole('link').first().click()
    await bodyOf(page).focus()
    await vi.waitFor(
      async () => expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Người Hay Viết'),
      IN_TIME,
    )
    expect(await page.locator('[name=proof]').inputValue()).toBe('9.x')
    expect(await box(page).isChecked()).toBe(true)
    await page.getByLabel('Email').fill('nguoi.khac@example.com')
    await bodyOf(page).focus()
    expect(await page.locator('[name=proof]').inputValue()).toBe('')
    await box(page).uncheck()
    expect(await kept(page)).toBeNull()
  })

  test('are not asked about where the browser keeps nothing, and the form works all the same', async () => {
    const { page, context } = await person(browser, newsroom)
    await context.addInitScript(
      `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })`,
    )
    await page.goto(ARTICLE)
    await fill(page, 'Cửa Sổ Ẩn Danh', 'Không nhớ gì.')
    await vi.waitFor(async () => expect(await page.locator('[name=nonce]').inputValue()).not.toBe(''), IN_TIME)
    expect(await box(page).isVisible()).toBe(false)
    await send(page)
    expect(await rowsBy('Cửa Sổ Ẩn Danh')).toHaveLength(1)
  })
})

describe('a comment’s private page', () => {
  async function written(name: string) {
    const { page } = await person(browser, newsroom)
    await page.goto(ARTICLE)
    await fill(page, name, 'Bản viết đầu tiên.')
    await send(page)
    return page
  }

  test('is reached by its link alone, changes the text and takes it back, all without a script', async () => {
    const link = (await written('Người Đổi Ý')).url()
    const context = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
    const page = await context.newPage()
    const forged = await page.goto(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)
    expect(forged?.status()).toBe(404)

    await page.goto(link)
    await page.getByRole('link', { name: 'Sửa ý kiến' }).click()
    expect(await page.getByLabel('Nội dung').inputValue()).toBe('Bản viết đầu tiên.')
    await page.getByLabel('Nội dung').fill('   x   ')
    await page.getByRole('button', { name: 'Lưu bản đã sửa' }).click()
    await page.getByRole('alert').getByText('ít nhất 2 ký tự').waitFor()
    await page.getByLabel('Nội dung').fill('Bản đã nghĩ lại:\n\ncảm ơn chị Ỷ.')
    await page.getByRole('button', { name: 'Lưu bản đã sửa' }).click()
    await page.getByText('Bạn sửa lúc').waitFor()
    expect(await rowsBy('Người Đổi Ý')).toMatchObject([{ body: 'Bản đã nghĩ lại:\n\ncảm ơn chị Ỷ.', revision: 2 }])
    await vi.waitFor(async () => {
      await page.getByRole('link', { name: 'Xem lại tình trạng' }).click()
      await page.getByRole('heading', { name: 'đang chờ biên tập viên' }).waitFor({ timeout: 500 })
    }, IN_TIME)

    await page.getByText('Rút ý kiến', { exact: true }).click()
    await page.getByRole('button', { name: 'Rút ý kiến này' }).click()
    await page.getByRole('heading', { name: 'Bạn đã rút ý kiến này' }).waitFor()
    expect(await rowsBy('Người Đổi Ý')).toMatchObject([{ status: 'withdrawn' }])
    await context.close()
  })

  test('takes a published comment off the page that everybody reads', async () => {
    const page = await written('Người Rút Lời')
    const receipt = page.url()
    const editor = await person(browser, newsroom)
    await signIn(editor.page, 'editor@dateline.test')
    const [row] = await rowsBy('Người Rút Lời')
    await editor.page.request.post(`/admin/comments/${row?.id}/approval`, { headers: { Origin: newsroom.origin } })
    const read = async () => (await fetch(newsroom.origin + ARTICLE)).text()
    await vi.waitFor(async () => expect(await read()).toContain('Người Rút Lời'), IN_TIME)

    await page.goto(receipt)
    await page.getByRole('heading', { name: 'Ý kiến của bạn đã được đăng' }).waitFor()
    expect(await page.getByText('Sửa ý kiến').count()).toBe(0)
    await page.getByText('Rút ý kiến', { exact: true }).click()
    await page.getByRole('button', { name: 'Rút ý kiến này' }).click()
    await page.getByRole('heading', { name: 'Bạn đã rút ý kiến này' }).waitFor()
    await vi.waitFor(async () => expect(await read()).not.toContain('Người Rút Lời'), IN_TIME)
  })
})

test('a sixth comment within a minute is told when there is room, with every word kept', async () => {
  const { page } = await person(browser, newsroom)
  for (let n = 1; n <= 5; n++) {
    await page.goto(ARTICLE)
    await fill(page, 'Viết Liền Tay', `Ý thứ ${n}.`)
    await send(page)
  }
  await page.goto(ARTICLE)
  await fill(page, 'Viết Liền Tay', 'Ý thứ sáu.')
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
  await page
    .getByRole('alert')
    .getByText(/Xin đợi \d+ giây/)
    .waitFor()
  expect(await bodyOf(page).inputValue()).toBe('Ý thứ sáu.')
  expect(await rowsBy('Viết Liền Tay')).toHaveLength(5)
})
