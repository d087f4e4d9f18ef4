import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { holdDeadLetters, moderateBatch, sweepReceived } from '../../worker/comments/consumer.ts'
import { decide, listEvents } from '../../worker/comments/decisions.ts'
import { findComment } from '../../worker/comments/queries.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { commentFrom, lan, lotusFestival, on, pageOf, published, TODAY, thuy } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

const MINUTE_MS = 60_000

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
})
beforeEach(() => policy('approve_clean'))

const policy = (name: 'hold_all' | 'approve_clean') =>
  env.DB.prepare('UPDATE settings SET comment_policy = ?').bind(name).run()

/** Queues that note what they are given, and break when told to. */
function queues({ purgesBroken = false, commentsBroken = false } = {}) {
  const sent: { comments: unknown[]; purges: unknown[] } = { comments: [], purges: [] }
  const queue = (into: unknown[], broken: boolean) =>
    ({
      send: async (body: unknown) => {
        if (broken) throw new Error('the queue is down')
        into.push(body)
      },
      sendBatch: async (messages: { body: unknown }[]) => {
        if (broken) throw new Error('the queue is down')
        into.push(...messages.map(({ body }) => body))
      },
    }) as unknown as Queue
  return {
    sent,
    env: {
      ...env,
      DB: env.DB,
      COMMENTS: queue(sent.comments, commentsBroken),
      PURGES: queue(sent.purges, purgesBroken),
    } as Env,
  }
}

function delivery(...comments: Pick<Comment, 'id'>[]) {
  return createMessageBatch(
    'dateline-comments',
    comments.map(({ id }, n) => ({ id: `m${n}`, timestamp: TODAY, attempts: 1, body: { commentId: id } })),
  )
}

const resultOf = (batch: MessageBatch) => getQueueResult(batch, createExecutionContext())
const now = (comment: Pick<Comment, 'id'>) => findComment(env.DB, comment.id) as Promise<Comment>

let people = 0

/** Somebody who has not written before, with words that nobody has, nor any check objects to. */
function unique(text: string) {
  people++
  return { name: `Lan ${people}`, email: `lan${people}@docgia.test`, body: `${text} (${people})` }
}

describe('a comment from the queue', () => {
  test('is approved when no check objects and the newsroom allows it, and its page is purged', async () => {
    const comment = await commentFrom(unique('Cảm ơn toà soạn'), on(article))
    const { env, sent } = queues()
    await moderateBatch(delivery(comment), env, TODAY)
    expect(await now(comment)).toMatchObject({ status: 'approved', decided_at: TODAY })
    expect(sent.purges).toEqual([{ tags: [`article-${article.id}`] }])
    expect(await pageOf(article)).toContain(comment.body)
  })

  test('waits for a person under the policy that a newsroom begins with', async () => {
    await policy('hold_all')
    const comment = await commentFrom(unique('Tôi đồng tình'), on(article))
    const { env, sent } = queues()
    await moderateBatch(delivery(comment), env, TODAY)
    expect((await now(comment)).status).toBe('held')
    expect(sent.purges).toEqual([])
    expect(await pageOf(article)).not.toContain(comment.body)
  })

  test('keeps the reasons with its decision', async () => {
    const comment = await commentFrom({ ...thuy, body: 'Ghé https://vay-nong.example nhé' }, on(article))
    await moderateBatch(delivery(comment), queues().env, TODAY)
    const [event, ...more] = await listEvents(env.DB, comment.id)
    expect(more).toEqual([])
    expect(event).toMatchObject({ from_status: 'received', to_status: 'held', actor: 'checks', revision: 1 })
    expect(JSON.parse(event?.signals ?? '')).toMatchObject([
      { name: 'links', reason: expect.stringContaining('vay-nong.example') },
    ])
  })

  test('is held when the same words were sent before', async () => {
    const words = unique('Mua ngay kẻo lỡ').body
    await commentFrom({ ...lan, body: words }, on(article))
    const second = await commentFrom({ ...thuy, body: `${words.toUpperCase()}!!!` }, on(article, TODAY + MINUTE_MS))
    await moderateBatch(delivery(second), queues().env, TODAY + MINUTE_MS)
    expect(await now(second)).toMatchObject({ status: 'held', signals: expect.stringContaining('"repeat"') })
  })

  test('is held when its address floods', async () => {
    const busy = { ...unique(''), name: 'Người vội' }
    for (let n = 0; n < 5; n++) await commentFrom({ ...busy, body: `lần thứ ${n}` }, on(article))
    const last = await commentFrom({ ...busy, body: 'lần cuối' }, on(article, TODAY + 1))
    await moderateBatch(delivery(last), queues().env, TODAY + 1)
    expect(await now(last)).toMatchObject({ status: 'held', signals: expect.stringContaining('"flood"') })
  })
})

describe('a comment from the queue is held', () => {
  const PITCH = 'Kèo thơm tối nay, soi cầu chuẩn 99%, nhắn mình trước giờ bóng lăn nha cả nhà'

  test('when nearly the same was sent before, under another article', async () => {
    const other = await published({ ...lotusFestival, slug: 'bai-khac' })
    await commentFrom({ ...unique(''), body: PITCH }, on(other))
    const second = await commentFrom({ ...unique(''), body: PITCH.replace('thơm', 'ngon') }, on(article, TODAY + 1))
    await moderateBatch(delivery(second), queues().env, TODAY + 1)
    expect(await now(second)).toMatchObject({ status: 'held', signals: expect.stringContaining('"near_repeat"') })
  })

  test('when its email floods from many addresses', async () => {
    const { email } = unique('')
    for (let n = 0; n < 5; n++) await commentFrom({ ...unique('lần'), email }, on(article))
    const last = await commentFrom({ ...unique('lần cuối'), email: email.toUpperCase() }, on(article, TODAY + 1))
    await moderateBatch(delivery(last), queues().env, TODAY + 1)
    expect(await now(last)).toMatchObject({ status: 'held', signals: expect.stringContaining('"flood_email"') })
  })

  test('for a reason in the newsroom’s language', async () => {
    await env.DB.prepare(`UPDATE settings SET locale = 'en'`).run()
    const linked = await commentFrom({ ...unique('Ghé'), body: 'Ghé https://vay-nong.example' }, on(article))
    const dead = await commentFrom(unique('Dead'), on(article))
    await moderateBatch(delivery(linked), queues().env, TODAY)
    await holdDeadLetters(delivery(dead), env.DB, TODAY)
    expect((await now(linked)).signals).toContain('Links: vay-nong.example.')
    expect((await now(dead)).signals).toContain('The checks could not run')
    await env.DB.prepare(`UPDATE settings SET locale = 'vi'`).run()
  })
})

describe('the queue delivers twice', () => {
  test('in one batch: one decision, one comment', async () => {
    const comment = await commentFrom(unique('Hai lần'), on(article))
    const batch = delivery(comment, comment)
    await moderateBatch(batch, queues().env, TODAY)
    expect((await resultOf(batch)).explicitAcks).toEqual(['m0', 'm1'])
    expect(await listEvents(env.DB, comment.id)).toHaveLength(1)
    expect((await pageOf(article)).split(comment.body)).toHaveLength(2)
  })

  test('after a person decided: the person’s decision stands', async () => {
    const comment = await commentFrom(unique('Người duyệt trước'), on(article))
    await decide(env.DB, comment, { status: 'rejected', signals: [] }, 'moderator@dateline.test', TODAY)
    await moderateBatch(delivery(comment), queues().env, TODAY)
    expect((await now(comment)).status).toBe('rejected')
  })
})

describe('a hundred messages', () => {
  test('are read, decided and purged in one trip each, and all of them acknowledged', async () => {
    const other = await published({ ...lotusFestival, slug: 'hai-bai' })
    const comments = await Promise.all(
      Array.from({ length: 100 }, (_, n) => commentFrom(unique('Cả trăm'), on(n % 2 ? article : other))),
    )
    const { db, trips } = watched(env.DB)
    const { env: own, sent } = queues()
    const batch = delivery(...comments)
    await moderateBatch(batch, { ...own, DB: db }, TODAY)
    expect(trips.map(({ statements }) => statements.length)).toEqual([6, 2])
    for (const { sql, details } of await plansOf(env.DB, trips)) {
      expect(details, sql).not.toContainEqual(expect.stringMatching(/^SCAN (c|o|l|comments|articles)$/))
    }
    expect(sent.purges).toEqual([{ tags: expect.arrayContaining([`article-${article.id}`, `article-${other.id}`]) }])
    expect((await resultOf(batch)).explicitAcks).toHaveLength(100)
    expect(await Promise.all(comments.map(async (comment) => (await now(comment)).status))).toEqual(
      Array(100).fill('approved'),
    )
  })

  test('are done but for the one whose row cannot be written', async () => {
    const comments = await Promise.all(
      Array.from({ length: 5 }, () => commentFrom(unique('Một hàng độc'), on(article))),
    )
    const spoilt = comments[2] as Comment
    await env.DB.prepare(
      `CREATE TRIGGER spoilt BEFORE UPDATE OF status ON comments WHEN new.id = ${spoilt.id} BEGIN SELECT RAISE(ABORT, 'spoilt'); END`,
    ).run()
    const batch = delivery(...comments)
    await moderateBatch(batch, queues().env, TODAY)
    await env.DB.prepare('DROP TRIGGER spoilt').run()
    expect((await resultOf(batch)).explicitAcks).toEqual(['m0', 'm1', 'm3', 'm4'])
    expect((await resultOf(batch)).retryMessages).toMatchObject([{ msgId: 'm2' }])
    expect((await now(spoilt)).status).toBe('received')
    expect((await now(comments[4] as Comment)).status).toBe('approved')
  })

  test('are done but for the one that cannot be judged', async () => {
    const spoilt = await commentFrom(unique('Không đọc được'), on(article))
    await env.DB.prepare(`UPDATE comments SET signals = 'not JSON' WHERE id = ?`).bind(spoilt.id).run()
    const good = await commentFrom(unique('Đọc được'), on(article))
    const batch = delivery(spoilt, good)
    await moderateBatch(batch, queues().env, TODAY)
    expect((await resultOf(batch)).explicitAcks).toEqual(['m1'])
    expect((await now(good)).status).toBe('approved')
  })

  test('of which one is of nobody’s comment are done, that one too', async () => {
    const good = await commentFrom(unique('Có thật'), on(article))
    const batch = delivery({ id: 999_999 }, good, { id: 'x' as unknown as number })
    await moderateBatch(batch, queues().env, TODAY)
    expect((await resultOf(batch)).explicitAcks).toEqual(['m0', 'm1', 'm2'])
    expect((await now(good)).status).toBe('approved')
  })
})

describe('a comment that its writer changes while it is checked', () => {
  test('is not decided by what it was, and the message looks again', async () => {
    const comment = await commentFrom(unique('Bản một'), on(article))
    const { env: own } = queues()
    const changing = {
      prepare: env.DB.prepare.bind(env.DB),
      batch: async (statements: D1PreparedStatement[]) => {
        const results = await env.DB.batch(statements)
        if (statements.length > 2) {
          await env.DB.prepare(`UPDATE comments SET revision = 2, body = 'Ghé https://vay-nong.example' WHERE id = ?`)
            .bind(comment.id)
            .run()
        }
        return results
      },
    } as unknown as D1Database
    const batch = delivery(comment)
    await moderateBatch(batch, { ...own, DB: changing }, TODAY)
    expect((await resultOf(batch)).retryMessages).toMatchObject([{ msgId: 'm0' }])
    expect((await now(comment)).status).toBe('received')
    await moderateBatch(delivery(comment, comment), own, TODAY)
    expect(await listEvents(env.DB, comment.id)).toMatchObject([{ revision: 2, to_status: 'held' }])
  })
})

describe('the consumer dies between its write and its purge', () => {
  test('the message comes again and purges what the first run left', async () => {
    const comment = await commentFrom(unique('Chết giữa chừng'), on(article))
    const first = delivery(comment)
    await moderateBatch(first, queues({ purgesBroken: true }).env, TODAY)
    expect((await now(comment)).status).toBe('approved')
    expect((await resultOf(first)).retryMessages).toMatchObject([{ msgId: 'm0' }])

    const { env: mended, sent } = queues()
    const second = delivery(comment)
    await moderateBatch(second, mended, TODAY)
    expect(sent.purges).toEqual([{ tags: [`article-${article.id}`] }])
    expect((await resultOf(second)).explicitAcks).toEqual(['m0'])
    expect(await listEvents(env.DB, comment.id)).toHaveLength(1)
  })
})

describe('a check fails', () => {
  test('that message alone is tried again', async () => {
    const good = await commentFrom(unique('Không sao'), on(article))
    const broken = await commentFrom(unique('Hỏng'), on(article))
    const prepare = (sql: string) => {
      const statement = env.DB.prepare(sql)
      const bind = statement.bind.bind(statement)
      statement.bind = (...values) => {
        if (JSON.parse(`${values[0]}`).includes?.(broken.id)) throw new Error('D1 is resetting')
        return bind(...values)
      }
      return statement
    }
    const failing = { ...queues().env, DB: { prepare, batch: env.DB.batch.bind(env.DB) } } as unknown as Env
    const batch = delivery(broken, good)
    await moderateBatch(batch, failing, TODAY)
    const { retryMessages, explicitAcks } = await resultOf(batch)
    expect(retryMessages).toMatchObject([{ msgId: 'm0' }])
    expect(explicitAcks).toEqual(['m1'])
    expect((await now(broken)).status).toBe('received')
    expect((await now(good)).status).toBe('approved')
  })

  test('for good: the dead letter goes to a person with that as the reason', async () => {
    const comment = await commentFrom(unique('Hỏng mãi'), on(article))
    const batch = delivery(comment)
    await holdDeadLetters(batch, env.DB, TODAY)
    expect(await now(comment)).toMatchObject({ status: 'held', signals: expect.stringContaining('"dead_letter"') })
    expect((await resultOf(batch)).explicitAcks).toEqual(['m0'])
    expect(await listEvents(env.DB, comment.id)).toMatchObject([{ actor: 'dead_letter', to_status: 'held' }])
    expect(await pageOf(article)).not.toContain(comment.body)
  })

  test('for good, but a person decided meanwhile: their decision stands', async () => {
    const comment = await commentFrom(unique('Đã duyệt'), on(article))
    await decide(env.DB, comment, { status: 'approved', signals: [] }, 'moderator@dateline.test', TODAY)
    await holdDeadLetters(delivery(comment), env.DB, TODAY)
    expect((await now(comment)).status).toBe('approved')
  })
})

describe('dead letters', () => {
  test('are held in one transaction, but for the one whose row cannot be written', async () => {
    const comments = await Promise.all(Array.from({ length: 3 }, () => commentFrom(unique('Thư chết'), on(article))))
    const [first, spoilt, last] = comments as [Comment, Comment, Comment]
    await env.DB.prepare(`UPDATE comments SET signals = 'not JSON' WHERE id = ?`).bind(spoilt.id).run()
    const batch = delivery(first, spoilt, last)
    await holdDeadLetters(batch, env.DB, TODAY)
    expect((await resultOf(batch)).explicitAcks).toEqual(['m0', 'm2'])
    expect((await now(first)).status).toBe('held')
    expect((await now(last)).status).toBe('held')
  })
})

describe('the sweep', () => {
  test('sends again what the queue never heard of', async () => {
    const lost = await commentFrom(unique('Thất lạc'), on(article))
    const fresh = await commentFrom(unique('Vừa gửi'), on(article, TODAY + 2 * MINUTE_MS))
    const { env: swept, sent } = queues()
    await sweepReceived(swept, TODAY + 3 * MINUTE_MS)
    expect(sent.comments).toContainEqual({ commentId: lost.id })
    expect(sent.comments).not.toContainEqual({ commentId: fresh.id })
  })

  test('gives to a person what no check has reached in an hour', async () => {
    const forgotten = await commentFrom(unique('Bị quên'), on(article))
    await sweepReceived(queues({ commentsBroken: true }).env, TODAY + 61 * MINUTE_MS)
    expect(await now(forgotten)).toMatchObject({ status: 'held', signals: expect.stringContaining('"overdue"') })
  })
})

test('what was sent to its checks again a moment ago is not taken for forgotten', async () => {
  const comment = await commentFrom(unique('Xác nhận muộn'), on(article))
  await decide(env.DB, comment, { status: 'held', signals: [] }, 'checks', TODAY)
  const later = TODAY + 180 * MINUTE_MS
  const waiting = { ...comment, status: 'held' as const }
  await decide(env.DB, waiting, { status: 'received', signals: [] }, 'writer', later)
  await sweepReceived(queues().env, later + MINUTE_MS)
  expect(await now(comment)).toMatchObject({ status: 'received' })
})

describe('a late verdict', () => {
  test('on an older text of a comment is void', async () => {
    const comment = await commentFrom(unique('Bản đầu'), on(article))
    await env.DB.prepare('UPDATE comments SET revision = 2 WHERE id = ?').bind(comment.id).run()
    expect(await decide(env.DB, comment, { status: 'approved', signals: [] }, 'checks', TODAY)).toBe(false)
    expect((await now(comment)).status).toBe('received')
    expect(await listEvents(env.DB, comment.id)).toEqual([])
  })
})
