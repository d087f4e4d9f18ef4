import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readAllForModeration, readForModeration } from '../../worker/comments/context.ts'
import type { Db } from '../../worker/env.ts'
import type { Article } from '../../worker/schema.ts'
import { wordsFor } from '../../worker/text/words.ts'
import { commentFrom, ferryTimes, lan, lotusFestival, ORIGIN, on, published, TODAY, thuy } from '../newsroom.ts'
import { plansOf, rowsReadBy, watched } from '../watched.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const PITCH = 'Kèo thơm tối nay, soi cầu chuẩn 99%, nhắn mình qua số 0912 345 678 nha cả nhà'

let festival: Article
let ferry: Article
beforeAll(async () => {
  festival = await published(lotusFestival)
  ferry = await published(ferryTimes)
})
beforeEach(() => env.DB.prepare('DELETE FROM comments').run())

const contextOf = async ({ id }: { id: number }) =>
  (await readForModeration(env.DB, id, ORIGIN))?.context ?? expect.fail('no such comment')

describe('what a comment’s checks may know', () => {
  test('is read in one trip', async () => {
    const comment = await commentFrom(lan, on(festival))
    const { db, trips } = watched(env.DB)
    await readForModeration(db, comment.id, ORIGIN)
    expect(trips).toHaveLength(1)
    expect(trips[0]?.statements.length).toBeLessThanOrEqual(6)
  })

  test('has the terms of each kind, the newsroom’s language and host, and the article’s age', async () => {
    await env.DB.batch([
      env.DB.prepare(`INSERT INTO blocked_terms (term, added_at, added_by) VALUES ('lừa đảo', 1, 'x')`),
      env.DB.prepare(
        `INSERT INTO blocked_terms (term, added_at, added_by, kind) VALUES ('soi cầu', 1, 'x', 'suspect')`,
      ),
      env.DB.prepare(`UPDATE settings SET locale = 'en'`),
    ])
    expect(await contextOf(await commentFrom(lan, on(festival, TODAY + DAY_MS)))).toMatchObject({
      terms: ['lừa đảo'],
      suspectTerms: ['soi cầu'],
      says: wordsFor('en').reasons,
      ownHost: 'nhipcau.test',
      articleAgeMs: DAY_MS,
      policy: 'hold_all',
    })
    await env.DB.prepare(`UPDATE settings SET locale = 'vi'`).run()
  })

  test('has what is nearly the same of the last week, under any article, and not what is the very same', async () => {
    const near = PITCH.replace('thơm', 'ngon').replace('0912 345 678', '0987 654 321')
    await commentFrom({ ...thuy, body: near }, on(ferry, TODAY - 6 * DAY_MS))
    await commentFrom({ ...thuy, body: PITCH.replace('thơm', 'lạ') }, on(ferry, TODAY - 8 * DAY_MS))
    await commentFrom({ ...thuy, body: PITCH.replace('thơm', 'sau này') }, on(ferry, TODAY + 1))
    await commentFrom({ ...thuy, body: PITCH.toUpperCase() }, on(ferry))
    await commentFrom(thuy, on(festival))
    const context = await contextOf(await commentFrom({ ...lan, body: PITCH }, on(festival)))
    expect(context.likely).toEqual([near])
    expect(context.repeats).toBe(1)
  })

  test('counts an email however it is typed, from whatever address, within ten minutes', async () => {
    for (const [n, name] of ['Lan', 'Mai', 'Hoa'].entries()) {
      await commentFrom({ name, email: 'LAN@docgia.test', body: `${n}` }, on(ferry, TODAY - 9 * MINUTE_MS))
    }
    await commentFrom({ ...thuy, body: 'của người khác' }, on(ferry))
    await commentFrom({ ...lan, body: 'hôm qua' }, on(ferry, TODAY - DAY_MS))
    const context = await contextOf(await commentFrom(lan, on(festival)))
    expect(context.fromEmail).toBe(3)
    expect(context.fromAddress).toBe(0)
  })
})

describe('who writes', () => {
  const email = 'LAN@docgia.test'
  const confirmed = async (status: string, at: number, from = lan) => {
    const { id } = await commentFrom({ ...from, body: `${status} ${at}` }, on(ferry, at))
    await env.DB.prepare('UPDATE comments SET status = ?, confirmed_at = ?, decided_at = ? WHERE id = ?')
      .bind(status, at, at, id)
      .run()
    return { id }
  }

  test('is known by earlier confirmed comments under the same email, however it is typed', async () => {
    for (let n = 1; n <= 3; n++) await confirmed('approved', TODAY - n * DAY_MS)
    await commentFrom({ ...lan, body: 'chưa xác nhận' }, on(ferry, TODAY - DAY_MS))
    await confirmed('approved', TODAY - DAY_MS, thuy)
    await confirmed('approved', TODAY + DAY_MS)
    await confirmed('rejected', TODAY - 91 * DAY_MS)
    const proven = await confirmed('received', TODAY, { ...lan, email })
    expect((await contextOf(proven)).reader).toEqual({ isConfirmed: true, published: 3, turnedAway: 0 })
    const typed = await commentFrom({ ...lan, body: 'mượn email' }, on(ferry))
    expect((await contextOf(typed)).reader).toEqual({ isConfirmed: false, published: 0, turnedAway: 0 })
  })

  test('was turned away in the last ninety days, which nobody else can do to them', async () => {
    await confirmed('rejected', TODAY - 89 * DAY_MS)
    await confirmed('spam', TODAY - DAY_MS)
    const { id } = await commentFrom({ ...lan, body: 'kẻ mạo danh' }, on(ferry, TODAY - DAY_MS))
    await env.DB.prepare(`UPDATE comments SET status = 'spam', decided_at = ? WHERE id = ?`).bind(TODAY, id).run()
    expect((await contextOf(await confirmed('received', TODAY))).reader.turnedAway).toBe(2)
  })

  test('may have been banned since, for a time, until the ban is lifted', async () => {
    const ban = (kind: string, value: string, until: number, lifted: number | null = null) =>
      env.DB.prepare(
        `INSERT INTO bans (kind, value, until, created_at, created_by, lifted_at) VALUES (?, ?, ?, 1, 'x', ?)`,
      )
        .bind(kind, value, until, lifted)
        .run()
    const mine = await commentFrom({ ...lan, email }, on(festival))
    const theirs = await commentFrom(thuy, on(festival))
    await ban('email', 'lan@docgia.test', TODAY - 1)
    await ban('address', mine.address_hash, TODAY + DAY_MS, TODAY)
    expect((await contextOf(mine)).banned).toBeNull()
    await ban('email', 'lan@docgia.test', TODAY + DAY_MS)
    await ban('address', theirs.address_hash, TODAY + DAY_MS)
    expect((await contextOf(mine)).banned).toBe('email')
    expect((await contextOf(theirs)).banned).toBe('address')
    await env.DB.prepare('DELETE FROM bans').run()
  })
})

describe('a batch', () => {
  test('gives each comment what it would be given alone, in as many statements', async () => {
    const comments = [
      await commentFrom({ ...lan, body: PITCH }, on(ferry)),
      await commentFrom({ ...thuy, body: PITCH.replace('thơm', 'ngon') }, on(festival, TODAY + 1)),
      await commentFrom({ ...thuy, body: PITCH.replace('thơm', 'ngon') }, on(festival, TODAY + 2)),
    ]
    const { db, trips } = watched(env.DB)
    const together = await readAllForModeration(db, [999_999, ...comments.map(({ id }) => id)], ORIGIN)
    const alone = await Promise.all(comments.map(({ id }) => readForModeration(db, id, ORIGIN)))
    const known = (readings: typeof together) =>
      readings.map(({ comment, context: { classifier: _, ...context } }) => ({ comment, context }))
    expect(known(together)).toEqual(known(alone.filter((reading) => reading !== null)))
    expect(together.map(({ context }) => context.likely.length)).toEqual([0, 1, 1])
    expect(new Set(trips.map(({ statements }) => statements.length)).size).toBe(1)
  })
})

describe('reading it costs no more as comments are added', () => {
  /** Of the same minute, every fifth of them with bands like those of the pitch, every tenth with its very words. */
  function fill(from: number, to: number) {
    return env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
       INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, created_at,
         likeness_1, likeness_2, likeness_3, likeness_4)
       SELECT ${ferry.id}, 'Mai', 'mai' || (i % 5) || '@docgia.test', 'Bài ' || i, CASE WHEN i % 10 = 0 THEN p.fingerprint ELSE 'f' || i END, 's' || i, 'a' || (i % 5), ${TODAY - 1},
         CASE WHEN i % 5 = 0 THEN p.likeness_1 ELSE i END, CASE WHEN i % 5 = 0 THEN p.likeness_2 ELSE i END, i, i
       FROM n, (SELECT * FROM comments WHERE name = 'Người rao') p`,
    ).run()
  }

  test('also where thousands come from one address, under one email, with like words', async () => {
    await commentFrom({ name: 'Người rao', email: 'mai0@docgia.test', body: PITCH }, on(festival))
    await env.DB.prepare(`UPDATE comments SET address_hash = 'a0', confirmed_at = 1`).run()
    const pitch = (await env.DB.prepare('SELECT id FROM comments').first<number>('id')) ?? 0
    const pages: [string, (db: Db) => Promise<unknown>][] = [
      ['the pitch', (db) => readForModeration(db, pitch, ORIGIN)],
    ]
    await fill(1, 1_000)
    const before = await rowsReadBy(env.DB, pages)
    await fill(1_001, 10_000)
    expect(await rowsReadBy(env.DB, pages)).toEqual(before)
    expect(before['the pitch']).toBeLessThan(500)
    expect((await contextOf({ id: pitch })).fromEmail).toBe(100)
  })

  test('by the indexes it names', async () => {
    const comment = await commentFrom(lan, on(festival))
    const { db, trips } = watched(env.DB)
    await readForModeration(db, comment.id, ORIGIN)
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN (c|o|comments|articles)$/))
      expect(details, sql).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    }
  })
})
