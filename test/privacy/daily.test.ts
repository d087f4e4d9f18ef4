import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../worker/comments/decisions.ts'
import { findComment } from '../../worker/comments/queries.ts'
import { eraseTurnedAway, forgetDaily } from '../../worker/privacy/daily.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { approved, commentFrom, held, lan, lotusFestival, on, published, TODAY } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
/** Half past three in the morning in Hà Nội. */
const NIGHT = Date.parse('2026-11-23T03:30:00+07:00')

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
})

async function decided(status: Comment['status'], at: number, body: string = status): Promise<Comment> {
  const comment = await commentFrom({ ...lan, body }, on(article, at - HOUR_MS))
  await decide(env.DB, comment, { status, signals: [{ name: 'links', weight: 1, reason: body }] }, 'x', at)
  return comment
}
const statusOf = async ({ id }: Pick<Comment, 'id'>) => (await findComment(env.DB, id))?.status

describe('what was turned away', () => {
  test('is erased ninety days after, and what readers see or somebody has still to read is not', async () => {
    const old = NIGHT - 91 * DAY_MS
    const gone = [await decided('rejected', old), await decided('spam', old), await decided('withdrawn', old)]
    const kept = [
      await decided('approved', old),
      await decided('held', old),
      await decided('rejected', NIGHT - 89 * DAY_MS),
    ]
    await forgetDaily(env.DB, NIGHT)
    expect(await Promise.all(gone.map(statusOf))).toEqual(['erased', 'erased', 'erased'])
    expect(await Promise.all(kept.map(statusOf))).toEqual(['approved', 'held', 'rejected'])
    const erased = await env.DB.prepare(`SELECT DISTINCT actor FROM moderation_events WHERE to_status = 'erased'`).all()
    expect(erased.results).toEqual([{ actor: 'retention' }])
  })

  test('counts from the day it was turned away, not from the day it was written', async () => {
    const comment = await commentFrom({ ...lan, body: 'Đợi lâu' }, on(article, NIGHT - 200 * DAY_MS))
    await decide(env.DB, comment, { status: 'rejected', signals: [] }, 'x', NIGHT - DAY_MS)
    await eraseTurnedAway(env.DB, { comment_retention_days: 90 }, NIGHT)
    expect(await statusOf(comment)).toBe('rejected')
  })

  test('is kept as long as the newsroom says', async () => {
    const comment = await decided('rejected', NIGHT - 8 * DAY_MS, 'Một tuần')
    await env.DB.prepare('UPDATE settings SET comment_retention_days = 7').run()
    await forgetDaily(env.DB, NIGHT)
    expect(await statusOf(comment)).toBe('erased')
  })
})

test('by day nothing is forgotten, and only one row is read', async () => {
  const comment = await decided('rejected', NIGHT - 400 * DAY_MS, 'Ban ngày')
  const { db, trips } = watched(env.DB)
  await forgetDaily(db, TODAY)
  expect(trips.map(({ rowsRead }) => rowsRead)).toEqual([1])
  expect(await statusOf(comment)).toBe('rejected')
  await forgetDaily(env.DB, NIGHT)
  expect(await statusOf(comment)).toBe('erased')
})

test('letters of last year, sent or not, lapsed bans and old purge calls are forgotten, and newer ones are not', async () => {
  const year = NIGHT - 366 * DAY_MS
  const notice = (email: string, created: number, due: number | null) =>
    env.DB.prepare(`INSERT INTO notices (kind, email, created_at, due_at) VALUES ('digest', ?, ?, ?)`).bind(
      email,
      created,
      due,
    )
  const ban = (value: string, until: number) =>
    env.DB.prepare(`INSERT INTO bans (kind, value, until, created_at, created_by) VALUES ('email', ?, ?, 1, 'x')`).bind(
      value,
      until,
    )
  await env.DB.batch([
    notice('old', year, null),
    notice('never sent', year, NIGHT),
    notice('new', NIGHT - DAY_MS, null),
    ban('lapsed', NIGHT - 31 * DAY_MS),
    ban('just', NIGHT - DAY_MS),
    env.DB.prepare('INSERT INTO purge_calls (at) VALUES (?), (?)').bind(NIGHT - 2 * DAY_MS, NIGHT - HOUR_MS),
  ])
  await forgetDaily(env.DB, NIGHT)
  const left = async (sql: string) => (await env.DB.prepare(sql).all<{ x: unknown }>()).results.map(({ x }) => x)
  expect(await left('SELECT email AS x FROM notices ORDER BY id')).toEqual(['new'])
  expect(await left('SELECT value AS x FROM bans')).toEqual(['just'])
  expect(await left('SELECT at AS x FROM purge_calls')).toEqual([NIGHT - HOUR_MS])
})

test('one part that fails does not keep the others from their work', async () => {
  const comment = await decided('spam', NIGHT - 100 * DAY_MS, 'Vẫn xoá')
  const prepare = (sql: string) => {
    if (sql.includes('DELETE FROM bans')) throw new Error('D1 is resetting')
    return env.DB.prepare(sql)
  }
  const broken = { prepare, batch: env.DB.batch.bind(env.DB) } as unknown as D1Database
  await expect(forgetDaily(broken, NIGHT)).rejects.toThrow('D1 is resetting')
  expect(await statusOf(comment)).toBe('erased')
})

test('each list of what is to be forgotten comes from an index', async () => {
  const { db, trips } = watched(env.DB)
  await forgetDaily(db, NIGHT)
  const plans = await plansOf(env.DB, trips)
  const scans = plans.flatMap(({ details }) =>
    details.filter((line) => /^SCAN (?!settings|notices$|json_each|address_salts|CONSTANT ROW)/.test(line)),
  )
  expect(scans).toEqual([])
  expect(plans.flatMap(({ details }) => details).join()).toContain('comments_by_status')
})

test('an approved comment of whatever age stays', async () => {
  const comment = await approved(await held(await commentFrom({ ...lan, body: 'Xưa' }, on(article, 1))))
  await forgetDaily(env.DB, NIGHT)
  expect(await statusOf(comment)).toBe('approved')
})
