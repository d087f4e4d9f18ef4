/** The newsroom's own affairs, in a real browser: people come and go, things are renamed, and readers still find them. */
import { expect, test, vi } from 'vitest'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 10_000, interval: 100 }

const read = async (path: string) => (await fetch(newsroom.origin + path)).text()

test('a role that is taken away while somebody writes is gone with the next click, and their text is not', async () => {
  const { page: owner } = await person(browser, newsroom)
  const { page: writer } = await person(browser, newsroom)
  await signIn(writer, 'contributor@dateline.test')
  await writer.goto('/admin/articles/new')
  await writer.locator('[name=headline]').fill('Bến đò cuối cùng')
  await writer.locator('[name=section]').selectOption('van-hoa')

  await signIn(owner, 'owner@dateline.test')
  await owner.getByRole('link', { name: 'Toà soạn', exact: true }).click()
  await owner.getByRole('link', { name: 'Nhân sự', exact: true }).click()
  await owner.getByRole('link', { name: 'Sửa Đỗ Duy Nghĩa' }).click()
  await owner.getByRole('button', { name: 'Cho nghỉ' }).click()
  await owner.getByText('Đỗ Duy Nghĩa không còn vào được').waitFor()

  const answer = await writer.evaluate(`(async () => {
    const form = new FormData(document.querySelector('form#article') ?? document.querySelector('form[method=post]'))
    return (await fetch('/admin/articles', { method: 'POST', body: form })).text()
  })()`)
  expect(answer).toContain('Những gì bạn vừa viết')
  expect(answer).toContain('Bến đò cuối cùng</textarea>')
  expect((await writer.goto('/admin'))?.status()).toBe(403)

  await owner.getByRole('button', { name: 'Mời trở lại: Đỗ Duy Nghĩa' }).click()
  await owner.getByText('vào lại được rồi').waitFor()
  expect((await writer.goto('/admin'))?.status()).toBe(200)
})

test('without a script a section is renamed, the masthead changed and a redirect made; readers see it in a second', async () => {
  const context = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page, 'owner@dateline.test')
  const article = await newsroom.resources.db
    .prepare(`SELECT slug FROM articles WHERE section = 'khoa-hoc' AND status = 'published'`)
    .first<string>('slug')
  for (const path of ['/', `/khoa-hoc/${article}`, '/feed.xml']) await read(path)

  await page.goto('/admin/settings')
  await page.getByLabel('Tên báo').fill('Nhịp Cầu Mới')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Đã lưu.').waitFor()
  const since = Date.now()
  for (const path of ['/', `/khoa-hoc/${article}`, '/feed.xml']) {
    await vi.waitFor(async () => expect(await read(path)).toContain('Nhịp Cầu Mới'), IN_TIME)
  }
  // The machine may be busy; what is ruled out is that the pages' own lifetime, a minute, made them right.
  expect(Date.now() - since).toBeLessThan(20_000)

  await page.goto('/admin/sections')
  await page.getByRole('button', { name: 'Đưa Khoa học lên' }).click()
  await page.getByRole('link', { name: 'Sửa chuyên mục Khoa học' }).click()
  await page.getByLabel('Đường dẫn').fill('thuong-thuc')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Đã lưu.').waitFor()
  for (const [from, to] of [
    ['/khoa-hoc', '/thuong-thuc'],
    [`/khoa-hoc/${article}`, `/thuong-thuc/${article}`],
  ]) {
    await vi.waitFor(async () => expect(new URL((await fetch(newsroom.origin + from)).url).pathname).toBe(to), IN_TIME)
  }

  await page.goto('/admin/redirects')
  await page.getByLabel('Từ địa chỉ cũ').fill('/?p=41')
  await page.getByLabel('Đến trang').fill(`/thuong-thuc/${article}`)
  await page.getByRole('button', { name: 'Thêm chuyển hướng' }).click()
  await page.getByText('Từ nay /?p=41').waitFor()
  expect(new URL((await fetch(`${newsroom.origin}/?p=41`)).url).pathname).toBe(`/thuong-thuc/${article}`)

  await page.goto('/admin/record')
  await page.getByLabel('Có chữ').fill('thuong thuc')
  await page.getByRole('button', { name: 'Xem' }).click()
  await page.getByText('đổi đường dẫn chuyên mục, đường dẫn: khoa-hoc → thuong-thuc').waitFor()
  await context.close()
})

test('sections are put in order by keys, and it is said aloud', async () => {
  const { page } = await person(browser, newsroom)
  await signIn(page, 'editor@dateline.test')
  await page.goto('/admin/sections')
  const order = async () =>
    (
      await newsroom.resources.db.prepare('SELECT slug FROM sections ORDER BY position').all<{ slug: string }>()
    ).results.map(({ slug }) => slug)
  const [first, second] = await order()
  await page.getByText('Kéo để xếp lại').waitFor()
  await page.locator(`[data-slug="${first}"]`).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByRole('status').getByText('nay đứng thứ 2').waitFor()
  expect((await order()).slice(0, 2)).toEqual([second, first])
  await page.locator(`[data-slug="${first}"] [data-by="-1"]`).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('nay đứng thứ 1').waitFor()
  expect((await order()).slice(0, 2)).toEqual([first, second])
})
