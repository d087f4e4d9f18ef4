import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import decisions from '../../../demo/decisions.json'
import { addBan, liftBan, listBans } from '../../../worker/comments/bans.ts'
import { trainWhenDue } from '../../../worker/comments/classifier/training.ts'
import { readForModeration } from '../../../worker/comments/context.ts'
import { decideAll } from '../../../worker/comments/decisions.ts'
import { judge } from '../../../worker/comments/moderation.ts'
import type { Article, Comment } from '../../../worker/schema.ts'
import { commentFrom, lan, lotusFestival, ORIGIN, on, PEOPLE, published, TODAY } from '../../newsroom.ts'
import { plansOf, watched } from '../../watched.ts'

const MINUTE_MS = 60_000

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
}, 60_000)
beforeEach(() => env.DB.prepare('DELETE FROM classifiers').run())

const demo = decisions as { status: 'approved' | 'rejected'; body: string }[]
const publishedOnes = demo.filter(({ status }) => status === 'approved')
const turnedAway = demo.filter(({ status }) => status === 'rejected')

/** Decisions as a moderator made them; gives the comments as they then are. */
async function decided(some: typeof demo, actor = PEOPLE.moderator.email): Promise<Comment[]> {
  const comments = await Promise.all(
    some.map(({ body }, n) => commentFrom({ ...lan, email: `l${n}@docgia.test`, body }, on(article))),
  )
  const statuses = some.map(({ status }) => status)
  const made = comments.map((seen, n) => ({ seen, decision: { status: statuses[n] ?? 'approved', signals: [] } }))
  expect(await decideAll(env.DB, made, actor, TODAY)).toHaveLength(some.length)
  return comments.map((comment, n) => ({ ...comment, status: statuses[n] ?? 'approved' }))
}

const again = (seen: Comment[], status: Comment['status'], actor = PEOPLE.moderator.email) =>
  decideAll(
    env.DB,
    seen.map((one) => ({ seen: one, decision: { status, signals: [] } })),
    actor,
    TODAY,
  )

const learntFrom = () =>
  env.DB.prepare(`SELECT decisions, trained_at, state ->> 'odds' IS NOT NULL AS has_learnt FROM classifiers`).first<{
    decisions: number
    trained_at: number
    has_learnt: number
  }>()

const signalsOn = async (body: string) => {
  const { id } = await commentFrom(
    { ...lan, email: `${crypto.randomUUID()}@docgia.test`, body },
    on(article, TODAY + MINUTE_MS),
  )
  const reading = await readForModeration(env.DB, id, ORIGIN)
  if (!reading) throw new Error('no such comment')
  return (await judge(reading.comment, reading.context, [])).signals
}

// Each test goes on from what the newsroom has decided before it.
describe('the classifier', () => {
  const SPAM = 'Ai cần vay tiền nhanh ib em, giải ngân trong ngày, nợ xấu vẫn duyệt'

  test('learns nothing from fewer than fifty decisions, nor from one kind alone', async () => {
    await decided(publishedOnes.slice(0, 60))
    expect(await trainWhenDue(env.DB, TODAY)).toBe(true)
    expect(await learntFrom()).toMatchObject({ decisions: 60, has_learnt: 0 })
    expect((await signalsOn(SPAM)).map(({ name }) => name)).not.toContain('classifier')
  })

  test('learns from what people decided, not from its own kind', async () => {
    await decided(turnedAway.slice(0, 60))
    await decided(turnedAway.slice(60, 80), 'checks')
    await trainWhenDue(env.DB, TODAY)
    expect(await learntFrom()).toMatchObject({ decisions: 120, has_learnt: 1 })
    expect(await signalsOn(SPAM)).toContainEqual({
      name: 'classifier',
      weight: 40,
      reason: expect.stringMatching(/^Giống những ý kiến đã từ chối: “.+”/),
    })
    expect((await signalsOn('Cảm ơn toà soạn, quê tôi cũng vậy')).map(({ name }) => name)).not.toContain('classifier')
  })

  test('learns again when something was decided, and at most every ten minutes', async () => {
    expect(await trainWhenDue(env.DB, TODAY)).toBe(true)
    await decided(turnedAway.slice(80, 81))
    expect(await trainWhenDue(env.DB, TODAY + 9 * MINUTE_MS)).toBe(false)
    expect(await trainWhenDue(env.DB, TODAY + 10 * MINUTE_MS)).toBe(true)
    expect(await learntFrom()).toMatchObject({ decisions: 121 })
    await decided(turnedAway.slice(81, 82), 'checks')
    expect(await trainWhenDue(env.DB, TODAY + 60 * MINUTE_MS)).toBe(false)
  })

  test('forgets what was undone, withdrawn, changed or decided otherwise', async () => {
    const [undone, withdrawn, changed, turned] = (await decided(turnedAway.slice(83, 87))) as [
      Comment,
      Comment,
      Comment,
      Comment,
    ]
    await trainWhenDue(env.DB, TODAY)
    expect(await learntFrom()).toMatchObject({ decisions: 125 })
    await again([undone], 'held')
    await again([withdrawn], 'withdrawn', 'writer')
    await again([turned], 'approved')
    await env.DB.prepare(`UPDATE comments SET revision = 2 WHERE id = ?`).bind(changed.id).run()
    await trainWhenDue(env.DB, TODAY + 20 * MINUTE_MS)
    expect(await learntFrom()).toMatchObject({ decisions: 122 })
  })

  test('learns nothing from what a ban hid, nor from what came back: that was about the writer', async () => {
    const some = await decided(publishedOnes.slice(60, 70))
    await trainWhenDue(env.DB, TODAY)
    const before = (await learntFrom())?.decisions ?? 0
    const [hidden] = some as [Comment]
    const ban = { email: hidden.email, addressHash: null, days: 7, reason: '', comment: null, hides: true } as const
    const banned = await addBan(env.DB, ban, PEOPLE.moderator.email, TODAY + MINUTE_MS)
    expect(banned.hidden).toBeGreaterThan(0)
    await trainWhenDue(env.DB, TODAY + 20 * MINUTE_MS)
    expect(await learntFrom()).toMatchObject({ decisions: before - banned.hidden })
    const [held] = (await listBans(env.DB, Number.MAX_SAFE_INTEGER, TODAY + MINUTE_MS)).bans
    if (!held) throw new Error('no ban')
    const lifted = await liftBan(env.DB, held, true, PEOPLE.moderator.email, TODAY + 30 * MINUTE_MS)
    expect(lifted?.restored).toBe(banned.hidden)
    await trainWhenDue(env.DB, TODAY + 40 * MINUTE_MS)
    expect(await learntFrom()).toMatchObject({ decisions: before - banned.hidden })
  })

  test('that cannot be read holds a comment, whatever the policy', async () => {
    await env.DB.prepare(
      `INSERT INTO classifiers (id, state, decisions, trained_at) VALUES (1, 'not JSON', 0, 0)`,
    ).run()
    expect(await signalsOn('Bài hay quá')).toContainEqual({
      name: 'check_failed',
      weight: 1,
      reason: 'Phép kiểm tra bộ phân loại không chạy được; cần người đọc.',
    })
  })

  test('reads decisions by their order, and comments one by one', async () => {
    const { db, trips } = watched(env.DB)
    await trainWhenDue(db, TODAY)
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN (?!classifiers|h VIRTUAL)|TEMP B-TREE/))
    }
  })
})
