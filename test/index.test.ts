import { createExecutionContext, createMessageBatch, createScheduledController, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { publishArticle } from '../worker/articles/publication.ts'
import { findComment } from '../worker/comments/queries.ts'
import worker from '../worker/index.ts'
import { formsOf, uploaded } from './media/library.ts'
import {
  commentFrom,
  drafted,
  ferryTimes,
  lan,
  lotusFestival,
  on,
  published,
  reader,
  TODAY,
  withPurges,
} from './newsroom.ts'

const HOUR_MS = 60 * 60_000
const everyMinute = (now: number, bindings: Env = env) =>
  worker.scheduled(createScheduledController({ scheduledTime: now, cron: '* * * * *' }), bindings)

describe('every minute', () => {
  test('what is due is published and purged, and nothing before its time', async () => {
    const due = await drafted({ ...ferryTimes, headline: 'Đến giờ', author: 'hanh-le', tags: 'Bến đò' })
    const later = await drafted({ ...ferryTimes, headline: 'Chưa đến giờ' })
    await publishArticle(env.DB, due.id, { at: TODAY + 1000, version: null, now: TODAY })
    await publishArticle(env.DB, later.id, { at: TODAY + HOUR_MS, version: null, now: TODAY })
    const { tags, PURGES } = withPurges()
    await everyMinute(TODAY + 60_000, { ...env, PURGES })
    const page = await (await reader.get('/chinh-sach')).text()
    expect(page).toContain('Đến giờ')
    expect(page).not.toContain('Chưa đến giờ')
    expect(tags.sort()).toEqual([
      'archive',
      `article-${due.id}`,
      'author-hanh-le',
      'document-214-qd-ubnd',
      'documents',
      'front',
      'month-2026-11',
      'search',
      'section-chinh-sach',
      'tag-ben-do',
    ])
  })

  test('the run leaves word of when it was, for who looks after the newsroom', async () => {
    const health = async () => (await reader.get('/healthz')).text()
    await env.DB.prepare('DELETE FROM heartbeats').run()
    expect(await health()).toBe('ok, no minute’s run yet')
    await everyMinute(Date.now() - 34_000)
    expect(await health()).toMatch(/^ok, last minute’s run 3[45] s ago$/)
    await everyMinute(Date.now())
    expect(await health()).toMatch(/^ok, last minute’s run [01] s ago$/)
  })

  test('comments that no check has reached go on, even when what is due cannot be published', async () => {
    const article = await published(lotusFestival)
    const comment = await commentFrom(lan, on(article))
    const prepare = (sql: string) => {
      if (sql.includes("status = 'scheduled'")) throw new Error('D1 is resetting')
      return env.DB.prepare(sql)
    }
    const broken = { ...env, DB: { prepare, batch: env.DB.batch.bind(env.DB) } as unknown as D1Database }
    await expect(everyMinute(TODAY + 2 * HOUR_MS, broken)).rejects.toThrow('D1 is resetting')
    expect(await findComment(env.DB, comment.id)).toMatchObject({ status: 'held' })
  })

  test('pictures that have waited too long for their smaller forms are sent again', async () => {
    const image = await uploaded('phone.jpg')
    const sent: unknown[] = []
    const IMAGE_VARIANTS = { send: async (body: unknown) => void sent.push(body) } as unknown as Queue
    await everyMinute(TODAY + HOUR_MS, { ...env, IMAGE_VARIANTS })
    expect(sent).toContainEqual({ imageId: image.id })
  })

  test('one comment that cannot be held does not keep the next waiting', async () => {
    const article = await published({ ...lotusFestival, slug: 'mot-hang-hong' })
    const spoilt = await commentFrom({ ...lan, body: 'Hỏng' }, on(article, TODAY - 1))
    await env.DB.prepare(`UPDATE comments SET signals = 'not JSON' WHERE id = ?`).bind(spoilt.id).run()
    const next = await commentFrom({ ...lan, body: 'Sau đó' }, on(article))
    await everyMinute(TODAY + 2 * HOUR_MS)
    expect(await findComment(env.DB, next.id)).toMatchObject({ status: 'held' })
  })
})

describe('a batch from', () => {
  const batchOf = (queue: string, body: unknown) =>
    createMessageBatch(queue, [{ id: 'm', timestamp: TODAY, attempts: 1, body }])

  test('the purges’ queue purges', async () => {
    const ctx = createExecutionContext()
    const purge = vi.fn(async () => ({ success: true, errors: [] }))
    Object.defineProperty(ctx, 'cache', { value: { purge } })
    const batch = batchOf('dateline-purges', { tags: ['front'] })
    await worker.queue(batch, env, ctx)
    expect(purge).toHaveBeenCalledWith({ tags: ['front'] })
    expect((await getQueueResult(batch, ctx)).explicitAcks).toEqual(['m'])
  })

  test('the pictures’ queue has their smaller forms made', async () => {
    const ctx = createExecutionContext()
    const image = await uploaded('simple.webp')
    const { tags, PURGES } = withPurges()
    await worker.queue(batchOf('dateline-images', { imageId: image.id }), { ...env, PURGES }, ctx)
    expect(await formsOf(image)).toEqual(['60.avif', '60.jpg', '60.webp'])
    expect(tags).toEqual([`image-${image.id}`])
  })

  test('the dead letters’ queue goes to a person', async () => {
    const article = await published({ ...lotusFestival, slug: 'thu-chet' })
    const comment = await commentFrom({ ...lan, body: 'Thư chết' }, on(article))
    await worker.queue(batchOf('dateline-comments-dead', { commentId: comment.id }), env, createExecutionContext())
    expect(await findComment(env.DB, comment.id)).toMatchObject({ status: 'held' })
  })

  test('a queue that nobody knows is an error, not an ack', async () => {
    await expect(worker.queue(batchOf('another', {}), env, createExecutionContext())).rejects.toThrow('another')
  })
})
