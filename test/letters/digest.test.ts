import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { app } from '../../worker/app.ts'
import { approved, as, commentFrom, held, lan, lotusFestival, on, PEOPLE, published } from '../newsroom.ts'
import { linkIn, postOffice } from './post-office.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const MORNING = Date.parse('2026-11-24T07:10:00+07:00')
const { moderator, editor, owner } = PEOPLE
const THEY = [moderator, editor, owner].map(({ email }) => email).sort()

let post: ReturnType<typeof postOffice>
let comment: Awaited<ReturnType<typeof commentFrom>>
beforeAll(async () => {
  const article = await published(lotusFestival)
  comment = await held(await commentFrom(lan, on(article)))
})
beforeEach(async () => {
  post = postOffice()
  await env.DB.batch(['notices', 'unsubscribed'].map((table) => env.DB.prepare(`DELETE FROM ${table}`)))
})
const recipients = () => post.sent.map(({ to }) => to).sort()

test('those who moderate are told in the morning what waits, once, without a word of it', async () => {
  for (const now of [MORNING, MORNING + MINUTE_MS, MORNING + 50 * MINUTE_MS]) await post.run(now)
  expect(recipients()).toEqual(THEY)
  const [letter] = post.sent
  expect(letter?.subject).toBe('1 ý kiến chờ đọc')
  expect(letter?.text).toContain('23/11/2026, 12:00')
  expect(letter?.text).toContain(`${env.ORIGIN}/admin/comments?status=held`)
  expect(letter?.text).not.toMatch(/hội sen|lan@|Nguyễn/)
  await post.run(MORNING + DAY_MS)
  expect(post.sent).toHaveLength(6)
})

test('at other hours nothing is written', async () => {
  for (const hours of [-2, 1, 5, 12]) await post.run(MORNING + hours * 60 * MINUTE_MS)
  expect(post.sent).toEqual([])
})

test('who has unsubscribed, by the letter’s own link, gets no more', async () => {
  await post.run(MORNING)
  const mine = post.sent.find(({ to }) => to === moderator.email)
  await post.reader.post(linkIn(mine, 'stop'))
  await post.run(MORNING + DAY_MS)
  expect(post.to(moderator.email)).toHaveLength(1)
  expect(post.to(editor.email)).toHaveLength(2)
})

test('a person of the newsroom stops and starts it at the desk, where letters can be sent', async () => {
  const moderator = as('moderator', (request) => app.fetch(request, post.env))
  expect(await (await moderator.get('/admin')).text()).toContain('Thôi gửi')
  expect((await moderator.post('/admin/digest', { _method: 'DELETE' })).headers.get('Location')).toBe('/admin#digest')
  await post.run(MORNING)
  expect(recipients()).toEqual(THEY.filter((email) => email !== PEOPLE.moderator.email))
  expect(await (await moderator.get('/admin')).text()).toContain('Gửi tôi bản tóm tắt')
  await moderator.post('/admin/digest')
  await post.run(MORNING + DAY_MS)
  expect(post.to(PEOPLE.moderator.email)).toHaveLength(1)
  expect(await (await as('moderator').get('/admin')).text()).not.toContain('id="digest"')
})

test('when nothing waits there is no letter', async () => {
  await approved({ ...comment })
  await post.run(MORNING)
  expect(post.sent).toEqual([])
})
