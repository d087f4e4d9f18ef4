import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { findBan } from '../../worker/comments/bans.ts'
import { checkAccessibility } from './axe.ts'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 10_000, interval: 100 }

/** Comments that wait, under one email; each says its number. */
async function waiting(count: number, name: string, email: string, status = 'held'): Promise<number[]> {
  const { db } = newsroom.resources
  const article = await db.prepare(`SELECT id FROM articles WHERE status = 'published' LIMIT 1`).first<number>('id')
  const rows = await db
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
       INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, status, created_at)
       SELECT ?2, ?3 || ' ' || CAST(?1 - i + 1 AS INTEGER), ?4, 'Lời thứ ' || i, ?3 || i, ?4 || i || ?5, ?4, ?5, ?6 + i
       FROM n RETURNING id`,
    )
    .bind(count, article, name, email, status, Date.now())
    .all<{ id: number }>()
  return rows.results.map(({ id }) => id)
}

async function statusesOf(ids: number[]): Promise<Record<string, number>> {
  const { results } = await newsroom.resources.db
    .prepare('SELECT status, count(*) AS n FROM comments WHERE id IN (SELECT value FROM json_each(?)) GROUP BY status')
    .bind(JSON.stringify(ids))
    .all<{ status: string; n: number }>()
  return Object.fromEntries(results.map(({ status, n }) => [status, n]))
}

async function reasonsOf(ids: number[]): Promise<(string | null)[]> {
  const { results } = await newsroom.resources.db
    .prepare('SELECT reason FROM comments WHERE id IN (SELECT value FROM json_each(?)) ORDER BY reason')
    .bind(JSON.stringify(ids))
    .all<{ reason: string | null }>()
  return results.map(({ reason }) => reason)
}

async function moderator(email = 'moderator@dateline.test') {
  const { page, context } = await person(browser, newsroom)
  await signIn(page, email)
  return { page, context }
}

const row = (page: Page, id: number) => page.locator(`#comment-${id}`)
const focused = (page: Page) => page.evaluate<string>('document.activeElement.id')
const said = (page: Page) => page.locator('[data-say]')

test('a moderator clears twenty comments by keyboard alone, and undoes the last', async () => {
  const ids = (await waiting(20, 'Bàn phím', 'banphim@example.com')).reverse()
  const { page } = await moderator()
  await page.goto('/admin/comments')
  await page.getByRole('button', { name: 'Phím tắt' }).waitFor()
  await page.keyboard.press('j')
  for (const [n, id] of ids.entries()) {
    await vi.waitFor(async () => expect(await focused(page)).toBe(`comment-${id}`), IN_TIME)
    if (n % 4 === 0) await page.keyboard.press('s')
    else if (n % 4 === 1) {
      await page.keyboard.press('r')
      await page.keyboard.press('2')
    } else await page.keyboard.press('a')
  }
  await vi.waitFor(async () => expect(await statusesOf(ids)).toEqual({ spam: 5, rejected: 5, approved: 10 }), IN_TIME)
  const reasons = await newsroom.resources.db
    .prepare(`SELECT DISTINCT reason FROM comments WHERE email = 'banphim@example.com' AND status = 'rejected'`)
    .all()
  expect(reasons.results).toEqual([{ reason: 'insult' }])

  await page.keyboard.press('u')
  await said(page).getByText('Đã hoàn tác.').waitFor()
  expect(await statusesOf(ids)).toEqual({ spam: 5, rejected: 5, approved: 9, held: 1 })
  const last = ids.at(-1) ?? 0
  expect(await focused(page)).toBe(`comment-${last}`)
  await row(page, last)
    .getByRole('button', { name: /^Duyệt ý kiến/ })
    .waitFor()
  // And once more, to see that what came back can be decided on.
  await page.keyboard.press('a')
  await vi.waitFor(async () => expect(await statusesOf(ids)).toEqual({ spam: 5, rejected: 5, approved: 10 }), IN_TIME)
})

test('keys help, find and select; they are quiet in a field, and where they are switched off', async () => {
  const ids = (await waiting(3, 'Đánh dấu', 'danhdau@example.com')).reverse()
  const { page } = await moderator()
  await page.goto('/admin/comments')
  await page.getByRole('button', { name: 'Phím tắt' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('hoàn tác việc vừa làm').waitFor()
  await page.keyboard.press('a')
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.keyboard.type('aras')
  expect(await page.getByLabel('Tìm theo email người viết').inputValue()).toBe('aras')
  await page.getByLabel('Tìm theo email người viết').fill('DanhDau@example.com')
  await page.keyboard.press('Enter')
  await page.getByText('Mọi ý kiến ghi email danhdau@example.com').waitFor()
  expect(page.url()).not.toMatch(/@|danhdau/i)
  await page.getByRole('link', { name: 'Bỏ lọc' }).click()
  await page.getByRole('navigation', { name: 'Lọc theo tình trạng' }).waitFor()
  // The keys are listened to from then on.
  await page.getByRole('button', { name: 'Phím tắt' }).waitFor()
  await row(page, ids[0] ?? 0).focus()
  expect(await statusesOf(ids)).toEqual({ held: 3 })

  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await said(page).getByText('Đã chọn 2 ý kiến').waitFor()
  const why = page.getByLabel('Lý do khi từ chối những ý kiến đã chọn')
  await why.selectOption('Lạc đề')
  await row(page, ids[2] ?? 0).focus()
  await page.keyboard.press('Shift+R')
  await said(page).getByText('Đã từ chối 2 ý kiến.').waitFor()
  await vi.waitFor(async () => expect(await statusesOf(ids)).toEqual({ held: 1, rejected: 2 }), IN_TIME)
  expect(await reasonsOf(ids)).toEqual([null, 'off_topic', 'off_topic'])
  expect(await why.inputValue()).toBe('')
  await page.keyboard.press('u')
  await vi.waitFor(async () => expect(await statusesOf(ids)).toEqual({ held: 3 }), IN_TIME)

  await page.getByRole('button', { name: 'Phím tắt' }).click()
  await page.getByLabel('Dùng phím tắt trên máy này').uncheck()
  await page.getByRole('button', { name: 'Đóng' }).click()
  await page.reload()
  await row(page, ids[0] ?? 0).focus()
  await page.keyboard.press('s')
  await page.keyboard.press('?')
  expect(await page.getByRole('dialog').isVisible()).toBe(false)
  expect(await statusesOf(ids)).toEqual({ held: 3 })
})

test('a key that is held down decides once; undo pressed twice is two steps, and puts back what did not go', async () => {
  const ids = (await waiting(4, 'Đè phím', 'dephim@example.com')).reverse() as [number, number, number, number]
  const { page, context } = await moderator()
  await page.goto('/admin/comments')
  await row(page, ids[0]).focus()
  for (let n = 0; n < 5; n++) await page.keyboard.down('a')
  await page.keyboard.up('a')
  await vi.waitFor(async () => expect(await statusesOf(ids)).toEqual({ approved: 1, held: 3 }), IN_TIME)
  expect(await focused(page)).toBe(`comment-${ids[1]}`)
  for (let n = 0; n < 3; n++) await page.keyboard.down('j')
  await page.keyboard.up('j')
  expect(await focused(page)).not.toBe(`comment-${ids[2]}`)

  await row(page, ids[1]).focus()
  await page.keyboard.press('s')
  await vi.waitFor(async () => expect(await statusesOf(ids)).toEqual({ approved: 1, spam: 1, held: 2 }), IN_TIME)
  await context.setOffline(true)
  await page.keyboard.press('u')
  await said(page).getByText('Chưa gửi được').waitFor()
  await context.setOffline(false)
  // The answers wait until both have been asked for.
  let goOn = () => {}
  const both = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await page.route('**/admin/comments/decisions', async (route) => {
    await both
    await route.continue()
  })
  await page.keyboard.press('u')
  await page.keyboard.press('u')
  goOn()
  await vi.waitFor(async () => expect(await statusesOf(ids)).toEqual({ held: 4 }), IN_TIME)
  for (const id of ids) await row(page, id).locator('.whole').waitFor()
  expect(await said(page).textContent()).toBe('Đã hoàn tác.')
})

test('two moderators at once on one comment: the second is told by whom, and overturns nothing', async () => {
  const [id] = (await waiting(1, 'Hai người', 'hainguoi@example.com')) as [number]
  const [one, two] = [await moderator(), await moderator('editor@dateline.test')]
  await Promise.all([one.page.goto('/admin/comments'), two.page.goto('/admin/comments')])
  await row(one.page, id)
    .getByRole('button', { name: /^Từ chối ý kiến/ })
    .click()
  await said(one.page).getByText('Đã từ chối ý kiến của Hai người 1.').waitFor()
  await vi.waitFor(async () => expect(await statusesOf([id])).toEqual({ rejected: 1 }), IN_TIME)
  const name = await newsroom.resources.db
    .prepare(`SELECT name FROM staff WHERE email = 'moderator@dateline.test'`)
    .first<string>('name')
  await row(two.page, id)
    .getByRole('button', { name: /^Duyệt ý kiến/ })
    .click()
  await row(two.page, id).getByText(`Đã từ chối (${name}`).waitFor()
  expect(await statusesOf([id])).toEqual({ rejected: 1 })
})

test('a lost connection or an ended session loses nothing: the comment comes back and says so', async () => {
  const ids = (await waiting(2, 'Đứt mạng', 'dutmang@example.com')).reverse()
  const { page, context } = await moderator()
  await page.goto('/admin/comments')
  const [id] = ids as [number]
  await context.setOffline(true)
  await row(page, id).focus()
  await page.keyboard.press('a')
  await said(page).getByText('Chưa gửi được').waitFor()
  await row(page, id)
    .getByRole('button', { name: /^Duyệt ý kiến/ })
    .waitFor()
  await context.setOffline(false)
  await context.clearCookies()
  await row(page, id).focus()
  await page.keyboard.press('a')
  await said(page).getByRole('link', { name: 'Đăng nhập ở thẻ mới' }).waitFor()
  await row(page, id)
    .getByRole('button', { name: /^Duyệt ý kiến/ })
    .waitFor()
  expect(await statusesOf(ids)).toEqual({ held: 2 })
})

test('a ban from a comment’s page hides what the person published before, and keeps them out', async () => {
  const email = 'quayroi@example.com'
  const before = await waiting(2, 'Trước đây', email, 'approved')
  const [id] = (await waiting(1, 'Quấy rối', email)) as [number]
  const { page } = await moderator()
  await page.goto('/admin/comments')
  await row(page, id)
    .getByRole('link', { name: /^Xem kỹ/ })
    .click()
  await page.getByRole('heading', { name: 'Cấm gửi: người viết ý kiến này' }).waitFor()
  // Its email was only typed.
  expect(await page.getByLabel('địa chỉ mạng đã gửi ý kiến này').isChecked()).toBe(true)
  await page.getByLabel(`email ${email}`).check()
  await page.getByLabel('Gỡ luôn 2 ý kiến đã đăng của người này').check()
  await page.getByLabel('Vì sao (chỉ toà soạn đọc)').fill('Chửi bới nhiều lần')
  await page.getByRole('button', { name: 'Cấm gửi' }).click()
  await page.getByText('Đã cấm gửi, và đã gỡ 2 ý kiến khỏi trang.').waitFor()
  expect(await statusesOf(before)).toEqual({ rejected: 2 })
  const { db } = newsroom.resources
  expect(await findBan(db, [], email.toUpperCase(), Date.now())).not.toBeNull()
  expect(await findBan(db, [email], 'khac@example.com', Date.now())).not.toBeNull()

  // Two bans, of the email and of the address: what one hid the other keeps off.
  expect(await page.getByLabel('Đăng lại 2 ý kiến đã gỡ khi cấm gửi').count()).toBe(0)
  await page
    .getByRole('button', { name: /^Bỏ cấm gửi/ })
    .first()
    .click()
  await page.getByText('Đã bỏ cấm gửi.', { exact: true }).waitFor()
  await page.getByLabel('Đăng lại 2 ý kiến đã gỡ khi cấm gửi').check()
  await page
    .getByRole('button', { name: /^Bỏ cấm gửi/ })
    .first()
    .click()
  await page.getByText('Đã bỏ cấm gửi và đăng lại 2 ý kiến.').waitFor()
  expect(await statusesOf(before)).toEqual({ approved: 2 })
})

test('a term shows what it would have caught while it is typed', async () => {
  await waiting(2, 'Nói thơ', 'noitho@example.com')
  const { page, context } = await moderator()
  await page.goto('/admin/comments/terms')
  await page.getByLabel('Từ hoặc cụm từ').pressSequentially('lời thứ 2')
  await page.locator('mark', { hasText: 'Lời thứ 2' }).first().waitFor()
  await page.getByRole('button', { name: 'Thêm vào danh sách' }).click()
  await page.getByText('Đã thêm “lời thứ 2”.').waitFor()
  await page.getByRole('button', { name: 'Bỏ “lời thứ 2” khỏi danh sách' }).click()
  await page.getByText('Đã bỏ “lời thứ 2”.').waitFor()
  await context.clearCookies()
  await page.getByLabel('Từ hoặc cụm từ').fill('lời')
  await page.locator('#preview').getByText('Phiên làm việc đã hết.').waitFor()
  await page.locator('#preview').getByRole('link', { name: 'Đăng nhập ở thẻ mới' }).waitFor()
})

test('without a script many are decided at once, undone at once, and one is rejected with a reason', async () => {
  const ids = (await waiting(3, 'Không máy', 'khongmay@example.com')).reverse()
  const context = await browser.newContext({ baseURL: newsroom.origin, javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page, 'moderator@dateline.test')
  await page.goto('/admin/comments')
  for (const id of ids) await row(page, id).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Coi những ý kiến đã chọn là ý kiến rác' }).click()
  await page.getByText('Đã coi 3 ý kiến là ý kiến rác.').waitFor()
  expect(await statusesOf(ids)).toEqual({ spam: 3 })
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByText('3 ý kiến trở lại danh sách chờ đọc.').waitFor()
  expect(await statusesOf(ids)).toEqual({ held: 3 })
  const [id] = ids as [number]
  await row(page, id).getByText('Từ chối, nói lý do').click()
  await row(page, id)
    .getByRole('button', { name: /Lạc đề/ })
    .click()
  await page.getByText('Đã từ chối ý kiến của Không máy').waitFor()
  expect(await statusesOf(ids)).toEqual({ held: 2, rejected: 1 })
})

test('axe finds nothing in the help, nor in a list with a selection, reasons and a decided row', async () => {
  const ids = (await waiting(3, 'Trợ năng', 'tronang@example.com')).reverse() as [number, number, number]
  const { page } = await moderator()
  await page.goto('/admin/comments')
  await page.getByRole('button', { name: 'Phím tắt' }).click()
  await page.getByRole('dialog').waitFor()
  expect(await checkAccessibility(page)).toEqual([])
  await page.keyboard.press('Escape')
  await row(page, ids[0]).getByRole('checkbox').check()
  await row(page, ids[1]).getByText('Từ chối, nói lý do').click()
  await row(page, ids[2])
    .getByRole('button', { name: /^Duyệt ý kiến/ })
    .click()
  await row(page, ids[2])
    .getByRole('button', { name: /^Hoàn tác/ })
    .waitFor()
  expect(await checkAccessibility(page)).toEqual([])
}, 120_000)
