import { expect, test, vi } from 'vitest'
import { person, signIn } from './browser.ts'
import { browser, newsroom } from './stage.ts'

const IN_TIME = { timeout: 10_000, interval: 100 }

/** Somebody whose published comment has been answered. */
async function somebody() {
  const found = await newsroom.resources.db
    .prepare(
      `SELECT c.name, c.email, c.body, '/' || a.section || '/' || a.slug AS path, r.body AS answer
       FROM comments c JOIN articles a ON a.id = c.article_id JOIN comments r ON r.answers = c.id
       WHERE c.status = 'approved' AND r.status = 'approved' AND lower(c.email) <> lower(r.email) AND a.status = 'published'`,
    )
    .first<{ name: string; email: string; body: string; path: string; answer: string }>()
  if (!found) throw new Error('the demo has no comment that was answered')
  return found
}

async function dump(): Promise<string> {
  const { db } = newsroom.resources
  const tables = await db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE '_cf%'`)
    .all<{ name: string }>()
  const rows = await Promise.all(tables.results.map(({ name }) => db.prepare(`SELECT * FROM "${name}"`).all()))
  return JSON.stringify(rows.map(({ results }) => results))
}

test('an editor erases a reader who asked for it: page, database and desk know them no more, and the answer stays', async () => {
  const reader = await somebody()
  const beginning = reader.body.slice(0, 30)
  const read = async () => (await fetch(newsroom.origin + reader.path)).text()
  expect(await read()).toContain(reader.name)
  expect(await dump()).toContain(reader.email)

  const { page } = await person(browser, newsroom)
  await signIn(page, 'editor@dateline.test')
  await page.getByRole('link', { name: 'Bạn đọc', exact: true }).click()
  await page.getByLabel('Email của bạn đọc').fill(reader.email.toUpperCase())
  await page.getByRole('button', { name: 'Xem đang giữ gì' }).click()
  await page.getByText('Ý kiến: Đã duyệt').waitFor()
  expect(page.url()).not.toContain('%40')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải bản sao' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.json$/)

  await page.getByRole('button', { name: 'Xoá tất cả' }).click()
  await page.getByText('Không lấy lại được').waitFor()
  await page.getByRole('button', { name: 'Xoá vĩnh viễn' }).dblclick()
  await page.getByText(/Đã xoá \d+ ý kiến/).waitFor()

  await vi.waitFor(async () => expect(await read()).not.toContain(reader.name), IN_TIME)
  expect(await read()).toContain(reader.answer.slice(0, 20).replaceAll('&', '&amp;'))
  const after = await dump()
  for (const trace of [reader.email, beginning]) expect(after).not.toContain(trace)
  await page.getByRole('link', { name: 'Quay lại' }).click()
  await page.getByLabel('Email của bạn đọc').fill(reader.email)
  await page.getByRole('button', { name: 'Xem đang giữ gì' }).click()
  await page.getByText('Toà soạn không giữ gì về email này.').waitFor()
})

test('a reader confirms their email from a letter, keeps that in the browser, and is written to when published', async () => {
  const { db } = newsroom.resources
  const letterTo = (subject: RegExp) =>
    vi.waitFor(async () => {
      await newsroom.runScheduled()
      const found = (await newsroom.letters.list()).find(
        (letter) => letter.to === 'thu@example.com' && subject.test(letter.subject),
      )
      if (!found) throw new Error(`no letter like ${subject}`)
      return found.text
    }, IN_TIME)
  await db
    .prepare(
      `INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, created_at, wants_notice)
       SELECT id, 'Lê Thư', 'thu@example.com', 'Báo tin cho tôi nhé.', 'f', 'thu', 'h', ?, 1 FROM articles
       WHERE status = 'published' LIMIT 1`,
    )
    .bind(Date.now() - 90_000)
    .run()
  const asked = await letterTo(/^Xác nhận email/)
  const { page } = await person(browser, newsroom)
  await page.goto(asked.match(/http\S+\/letters\/confirm-\S+/)?.[0] ?? '')
  await page.getByText('Báo tin cho tôi nhé.').waitFor()
  await page.getByRole('button', { name: 'Đúng, tôi đã viết' }).dblclick()
  await page.getByRole('button', { name: 'Giữ trong trình duyệt này' }).click()
  await page.getByText('Đã giữ.').waitFor()
  const kept = JSON.parse(await page.evaluate<string>(`localStorage.getItem('dateline')`))
  expect(kept).toMatchObject({ name: 'Lê Thư', email: 'thu@example.com', proof: expect.stringMatching(/^\d+\./) })

  await db
    .prepare(`UPDATE comments SET status = 'approved', decided_at = ? WHERE submission = 'thu'`)
    .bind(Date.now() - 180_000)
    .run()
  const told = await letterTo(/^Ý kiến của bạn đã được đăng/)
  await page.goto(told.match(/http\S+\/letters\/stop-\S+/)?.[0] ?? '')
  await page.getByRole('button', { name: 'Thôi nhận thư' }).click()
  await page.getByRole('heading', { name: 'Bạn sẽ không nhận thư nữa' }).waitFor()
  expect(await db.prepare('SELECT email FROM unsubscribed').first()).toEqual({ email: 'thu@example.com' })
})
