import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { addBan } from '../../worker/comments/bans.ts'
import { listEvents } from '../../worker/comments/decisions.ts'
import { findComment } from '../../worker/comments/queries.ts'
import { eraseComments, erasePerson } from '../../worker/privacy/erasure.ts'
import type { Article } from '../../worker/schema.ts'
import {
  approved,
  commentFrom,
  held,
  lan,
  lotusFestival,
  on,
  PEOPLE,
  pageOf,
  published,
  TODAY,
  thuy,
} from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'
import { dumpOf } from './dump.ts'

const DAY_MS = 24 * 60 * 60_000
const erase = (email: string, now = TODAY) =>
  erasePerson(env.DB, { signingKey: env.SIGNING_KEY, email, actor: PEOPLE.editor.email, now })

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
})

describe('a person who is erased', () => {
  const person = { name: 'Quàng Thị Ỷ Nhi', email: 'Nhi@Docgia.test', body: 'Bến Kênh Xáng thì nước vẫn trong veo.' }
  const traces = [/Ỷ Nhi/i, /nhi@docgia/i, /Kênh Xáng/i, /address of Quàng/]

  beforeAll(async () => {
    const shown = await approved(await held(await commentFrom(person, on(article)), 'Có từ cần xem: “Kênh Xáng”.'))
    await held(await commentFrom({ ...person, email: 'nhi@docgia.test', body: 'Kênh Xáng lần nữa' }, on(article)))
    const answer = await approved(await commentFrom({ ...thuy, body: 'Đúng thế.' }, on(article)))
    await env.DB.batch([
      env.DB.prepare('UPDATE comments SET parent = ?, answers = ? WHERE id = ?').bind(shown.id, shown.id, answer.id),
      env.DB.prepare('UPDATE comments SET picked_at = 1, confirmed_at = 1, wants_notice = 1 WHERE id = ?').bind(
        shown.id,
      ),
      ...['published', 'digest'].map((kind) =>
        env.DB.prepare(
          `INSERT INTO notices (kind, email, comment_id, created_at, due_at) VALUES (?, 'nhi@docgia.test', ?, 1, 1)`,
        ).bind(kind, shown.id),
      ),
      env.DB.prepare(`INSERT INTO classifiers (id, state, decisions, trained_at) VALUES (1, ?, 50, 1)`).bind(
        JSON.stringify({ upTo: 1, odds: [['kênh xáng', 2]] }),
      ),
      env.DB.prepare(`INSERT INTO unsubscribed (email, at) VALUES ('nhi@docgia.test', 1)`),
      env.DB.prepare(
        `INSERT INTO bans (kind, value, until, reason, created_at, created_by) VALUES ('email', 'nhi@docgia.test', ?, 'Ỷ Nhi', 1, 'x')`,
      ).bind(TODAY - 1),
    ])
    const before = await dumpOf()
    for (const trace of traces) expect(before).toMatch(trace)
    expect(await pageOf(article)).toContain('Kênh Xáng')
    await env.DB.prepare('UPDATE comments SET replies = 1 WHERE id = ?').bind(shown.id).run()
    expect(await erase('nhi@docgia.TEST')).toEqual({ comments: 2, articles: [article.id], isDone: true })
  })

  test('is nowhere in the database', async () => {
    const after = await dumpOf()
    for (const trace of traces) expect(after).not.toMatch(trace)
  })

  test('has left the page, while the answer of another stays', async () => {
    const page = await pageOf(article)
    expect(page).not.toMatch(/Kênh Xáng|Ỷ Nhi/)
    expect(page).toContain('Đúng thế.')
    const row = await env.DB.prepare('SELECT comment_count FROM articles WHERE id = ?').bind(article.id).first()
    expect(row).toEqual({ comment_count: 1 })
  })

  test('is on record as erased, by whom and when, without the email', async () => {
    const events = await env.DB.prepare(`SELECT * FROM audit_events WHERE action = 'person_erased'`).all()
    expect(events.results).toMatchObject([{ actor: PEOPLE.editor.email, at: TODAY, detail: '{"comments":2}' }])
    expect(events.results[0]?.['subject']).toMatch(/^person:[\w-]{22}$/)
  })

  test('keeps every decision on record, without what it quoted', async () => {
    const { id } = (await env.DB.prepare(`SELECT id FROM comments WHERE status = 'erased' ORDER BY id`).first<{
      id: number
    }>()) as { id: number }
    const events = await listEvents(env.DB, id)
    expect(events.map(({ to_status, actor, signals }) => [to_status, actor, signals])).toEqual([
      ['held', 'checks', '[]'],
      ['approved', PEOPLE.moderator.email, '[]'],
      ['erased', PEOPLE.editor.email, '[]'],
    ])
  })
})

test('what a ban of their address says of them goes too, and one of somebody else stays', async () => {
  const comment = await commentFrom({ ...lan, email: 'diachi@docgia.test' }, on(article))
  const other = await commentFrom({ ...thuy, body: 'Người khác' }, on(article))
  const ban = { email: null, addressHash: 'một địa chỉ', days: 7, hides: false } as const
  await addBan(env.DB, { ...ban, comment: comment.id, reason: 'Ông ấy chửi' }, 'x', TODAY)
  await addBan(env.DB, { ...ban, addressHash: 'khác', comment: other.id, reason: 'Chị ấy chửi' }, 'x', TODAY)
  await erase('diachi@docgia.test')
  const bans = await env.DB.prepare(`SELECT reason FROM bans WHERE kind = 'address' ORDER BY id`).all()
  expect(bans.results).toEqual([{ reason: '' }, { reason: 'Chị ấy chửi' }])
})

test('a letter that was sent keeps its way out when its comment is erased by itself', async () => {
  const comment = await commentFrom({ ...lan, email: 'thoi@docgia.test' }, on(article))
  const insert = env.DB.prepare(
    `INSERT INTO notices (kind, email, comment_id, created_at, due_at, sent_at) VALUES (?, 'thoi@docgia.test', ?, 1, ?, ?)`,
  )
  await env.DB.batch([insert.bind('published', comment.id, null, 2), insert.bind('answered', comment.id, 3, null)])
  await eraseComments(env.DB, [comment.id], 'retention', TODAY)
  const left = await env.DB.prepare('SELECT kind FROM notices WHERE comment_id = ?').bind(comment.id).all()
  expect(left.results).toEqual([{ kind: 'published' }])
})

test('a ban in force stays until it ends, without its reason', async () => {
  await commentFrom({ ...lan, email: 'chan@docgia.test' }, on(article))
  await env.DB.prepare(
    `INSERT INTO bans (kind, value, until, reason, created_at, created_by) VALUES ('email', 'chan@docgia.test', ?, 'Chửi', 1, 'x')`,
  )
    .bind(TODAY + DAY_MS)
    .run()
  await erase('chan@docgia.test')
  const bans = await env.DB.prepare(`SELECT until, reason FROM bans WHERE value = 'chan@docgia.test'`).all()
  expect(bans.results).toEqual([{ until: TODAY + DAY_MS, reason: '' }])
})

test('others are left as they were, also one whose email only begins alike', async () => {
  const other = await approved(await commentFrom({ ...lan, email: 'an@docgia.test' }, on(article)))
  await commentFrom({ ...lan, email: 'n@docgia.test', body: 'Xin xoá' }, on(article))
  await erase('n@docgia.test')
  expect(await findComment(env.DB, other.id)).toEqual(other)
})

test('what is erased twice is erased once', async () => {
  const comment = await approved(await commentFrom({ ...lan, body: 'Một lần' }, on(article)))
  expect(await eraseComments(env.DB, [comment.id], 'x', TODAY)).toEqual({ comments: 1, articles: [article.id] })
  expect(await eraseComments(env.DB, [comment.id], 'x', TODAY)).toEqual({ comments: 0, articles: [] })
  expect(await listEvents(env.DB, comment.id)).toHaveLength(2)
})

test('thousands are erased in portions, each by the index, and one request does not promise what it cannot do', async () => {
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
     INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, created_at)
     SELECT ?, 'Nhiều', 'nhieu@docgia.test', 'Lời thứ ' || i, 'f', 'nhieu ' || i, 'h', i FROM n`,
  )
    .bind(article.id)
    .run()
  const { db, trips } = watched(env.DB)
  const first = await erasePerson(db, { signingKey: 'key', email: 'nhieu@docgia.test', actor: 'x', now: TODAY })
  expect(first).toEqual({ comments: 800, articles: [], isDone: false })
  expect(trips.reduce((sum, { statements }) => sum + statements.length, 0)).toBeLessThan(40)
  const plans = await plansOf(env.DB, trips.slice(0, 2))
  expect(
    plans.flatMap(({ details }) => details.filter((line) => /^SCAN (?!json_each|bans$|CONSTANT ROW$)/.test(line))),
  ).toEqual([])
  expect(await erase('nhieu@docgia.test')).toEqual({ comments: 100, articles: [], isDone: true })
})
