import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readForModeration } from '../../worker/comments/context.ts'
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
    await env.DB.prepare(`UPDATE comments SET address_hash = 'a0'`).run()
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
