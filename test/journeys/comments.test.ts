/** How readers find their way about what others said. */
import { expect, test } from 'vitest'
import { person } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const ARTICLE = '/chinh-sach/ben-do-cuoi-cung-tren-song-day-doi-gio-chay-theo-hoc-tro'

test('where no script runs a reader comes from a comment to the form that answers it', async () => {
  const context = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(ARTICLE)
  const item = page.locator('.comments > li[id]').nth(1)
  const id = ((await item.getAttribute('id')) ?? '').replace('c-', '')
  await item
    .getByRole('link', { name: /^Trả lời / })
    .first()
    .click()
  await page.waitForURL(`**/comments/${id}#write`)
  expect(await page.locator('form [name=parent]').getAttribute('value')).toBe(id)
  expect(await page.locator('[aria-current=true][id]').getAttribute('id')).toBe(`c-${id}`)
  await page.getByRole('link', { name: 'Mọi ý kiến về bài này' }).click()
  await page.getByRole('link', { name: 'Cũ nhất trước' }).click()
  await page.waitForURL('**/comments?order=oldest')
  await page.getByRole('heading', { level: 1 }).getByText('Ý kiến bạn đọc').waitFor()
})

test('a thread’s later answers are a link away, and so is the article', async () => {
  const { page } = await person(browser, newsroom)
  await page.goto(ARTICLE)
  await page.getByRole('link', { name: /^Xem cả \d câu trả lời$/ }).click()
  await page.getByText('Toà soạn đã hỏi xã').waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Bến đò cuối cùng' }).click()
  await page.waitForURL(`**${ARTICLE}`)
})
