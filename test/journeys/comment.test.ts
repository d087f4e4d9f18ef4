import { expect, test, vi } from 'vitest'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 10_000, interval: 100 }

test('a reader finds an article, comments on it, an editor approves, and the cached page shows it', async () => {
  const { page } = await person(browser, newsroom)
  const askedOfWorker = vi.spyOn(newsroom.mf, 'dispatchFetch')
  const scripts: string[] = []
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))

  await page.goto('/')
  await page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').first().click()
  await page.waitForURL(/\/[a-z-]+\/[a-z0-9-]+$/)
  const article = page.url()
  const read = () => fetch(article)
  await read()
  askedOfWorker.mockClear()
  const second = await page.goto(article)
  expect(second?.headers()['cf-cache-status']).toBe('HIT')
  expect(askedOfWorker.mock.calls.map(([url]) => String(url))).not.toContain(article)
  expect(scripts).toEqual([])

  const words = 'Quê tôi ở Nghĩa Hưng, đọc mà thấy ấm lòng 🌸 – cảm ơn chị Ỷ & anh Ổn!'
  await page.getByLabel('Họ và tên').fill('Đỗ Quỳnh Như')
  await page.getByLabel('Email').fill('nhu@example.com')
  await page.getByLabel('Nội dung bình luận').fill(words)
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
  await page.getByRole('heading', { name: /nhận ý kiến của bạn|đang chờ biên tập viên/ }).waitFor()
  await page.getByText(words).waitFor()
  expect(scripts.map((url) => new URL(url).pathname)).toEqual(['/comment-form.js', '/turnstile/v0/api.js'])

  await vi.waitFor(async () => {
    await page.reload()
    await page.getByRole('heading', { name: 'đang chờ biên tập viên' }).waitFor({ timeout: 500 })
  }, IN_TIME)
  const before = await read()
  expect(before.headers.get('cf-cache-status')).toBe('HIT')
  expect(await before.text()).not.toContain('Đỗ Quỳnh Như')

  const editor = await person(browser, newsroom)
  await signIn(editor.page, 'editor@dateline.test')
  await editor.page.goto('/admin/comments')
  await editor.page.getByText(words).waitFor()
  await editor.page.getByRole('button', { name: 'Duyệt ý kiến của Đỗ Quỳnh Như' }).click()
  await editor.page.getByRole('status').getByText('Đã duyệt ý kiến của Đỗ Quỳnh Như').waitFor()
  const approvedAt = Date.now()

  const after = await vi.waitFor(
    async () => {
      const answer = await read()
      const html = await answer.text()
      expect(html).toContain('cảm ơn chị Ỷ &amp; anh Ổn!')
      return answer
    },
    { timeout: 3000, interval: 100 },
  )
  expect(Date.now() - approvedAt).toBeLessThan(3000)
  expect(after.headers.get('cf-cache-status')).not.toBe('DYNAMIC')
  expect((await read()).headers.get('cf-cache-status')).toBe('HIT')

  await page.reload()
  await page.getByRole('link', { name: 'Xem ý kiến dưới bài' }).click()
  await page.locator(':target').getByText(words).waitFor()
})

test('a reader whose form has something wrong keeps all they typed, mends it and sends', async () => {
  const { page } = await person(browser, newsroom)
  await page.goto('/chinh-sach')
  await page.getByRole('main').getByRole('heading').getByRole('link').first().click()
  await page.getByLabel('Họ và tên').fill('Lê Văn Ổn')
  await page.getByLabel('Email').fill('on.le@example.com')
  await page.getByLabel('Nội dung bình luận').fill('Một dòng.\n\nHai dòng 👍')
  // A token that Turnstile refuses, in place of the one that the widget has got.
  const token = page.locator('[name=cf-turnstile-response]')
  await vi.waitFor(async () => expect(await token.inputValue()).toContain('local-pass'), IN_TIME)
  await token.evaluate((input: { value: string }) => {
    input.value = 'local-fail-1'
  })
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
  await page.getByRole('alert').getByText('Bước xác thực không thành').waitFor()
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Lê Văn Ổn')
  expect(await page.getByLabel('Email').inputValue()).toBe('on.le@example.com')
  expect(await page.getByLabel('Nội dung bình luận').inputValue()).toBe('Một dòng.\n\nHai dòng 👍')

  await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
  await page.getByRole('heading', { name: /nhận ý kiến của bạn|đang chờ biên tập viên/ }).waitFor()
})

test('two clicks on the button are one comment', async () => {
  const { page } = await person(browser, newsroom)
  await page.goto('/van-hoa')
  await page.getByRole('main').getByRole('heading').getByRole('link').first().click()
  await page.getByLabel('Họ và tên').fill('Trần Bấm Nhanh')
  await page.getByLabel('Email').fill('nhanh@example.com')
  await page.getByLabel('Nội dung bình luận').fill('Bấm hai lần liền.')
  await page.getByRole('button', { name: 'Gửi ý kiến' }).dblclick()
  await page.getByRole('heading', { name: /nhận ý kiến của bạn|đang chờ biên tập viên/ }).waitFor()
  const rows = await newsroom.resources.db.prepare(`SELECT id FROM comments WHERE name = 'Trần Bấm Nhanh'`).all()
  expect(rows.results).toHaveLength(1)
})

test('a reader who answers another, goes back and sends again has written one reply', async () => {
  const { page } = await person(browser, newsroom)
  await page.goto('/chinh-sach/ben-do-cuoi-cung-tren-song-day-doi-gio-chay-theo-hoc-tro')
  await page
    .getByRole('link', { name: /^Trả lời / })
    .first()
    .click()
  await page.getByLabel('Họ và tên').fill('Mai Quay Lại')
  await page.getByLabel('Email').fill('mai@example.com')
  await page.getByLabel('Nội dung bình luận').fill('Tôi cũng nghĩ như bác.')
  for (const _ of ['first', 'again']) {
    await page
      .getByText(/^Trả lời \S/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Gửi ý kiến' }).click()
    // The form itself waits up to twenty seconds for Turnstile.
    const told = page.getByRole('heading', { name: /nhận ý kiến của bạn|đang chờ biên tập viên/ })
    await told.waitFor({ timeout: 30_000 })
    await page.goBack()
    await page.getByLabel('Nội dung bình luận').waitFor()
  }
  const rows = await newsroom.resources.db
    .prepare(`SELECT parent FROM comments WHERE name = 'Mai Quay Lại'`)
    .all<{ parent: number | null }>()
  expect(rows.results).toHaveLength(1)
  expect(rows.results[0]?.parent).not.toBeNull()
})

test('where no script runs the article is read whole, and the form says what it lacks and why', async () => {
  const context = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').first().click()
  expect(await page.getByRole('article').getByRole('paragraph').count()).toBeGreaterThan(2)
  const told = page.locator('form noscript p')
  await told.waitFor()
  expect(await told.textContent()).toContain('bước xác thực khi gửi ý kiến thì cần')
})
