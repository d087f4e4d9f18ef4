import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test } from 'vitest'
import { findArticle } from '../../worker/articles/drafts.ts'
import { publishArticle, publishDue, withdrawArticle, withLists } from '../../worker/articles/publication.ts'
import { drafted, ferryTimes, lotusFestival, published, TODAY } from '../newsroom.ts'

const monthOf = async ({ id }: { id: number }) => (await findArticle(env.DB, id))?.month

describe('the month that an article stands in', () => {
  afterEach(() => env.DB.prepare(`UPDATE settings SET time_zone = 'Asia/Ho_Chi_Minh'`).run())

  test('is that of the newsroom’s calendar, not of UTC', async () => {
    const justAfterMidnight = Date.parse('2026-12-01T00:05:00+07:00')
    expect(await published(lotusFestival, justAfterMidnight)).toMatchObject({ month: '2026-12' })
    await env.DB.prepare(`UPDATE settings SET time_zone = 'Europe/Paris'`).run()
    expect(await published(ferryTimes, justAfterMidnight)).toMatchObject({ month: '2026-11' })
  })

  test('is set when it is scheduled, and stays when it is due', async () => {
    const article = await drafted(lotusFestival)
    const at = Date.parse('2027-02-04T06:00:00+07:00')
    await publishArticle(env.DB, article.id, { at, version: null, now: TODAY })
    await publishDue(env.DB, at + 60_000)
    expect(await findArticle(env.DB, article.id)).toMatchObject({ status: 'published', month: '2027-02' })
  })

  test('is the first one’s when it comes back, or goes with a new date', async () => {
    const article = await published(lotusFestival, Date.parse('2025-05-31T12:00:00+07:00'))
    await withdrawArticle(env.DB, article.id)
    expect(await monthOf(article)).toBe('2025-05')
    await publishArticle(env.DB, article.id, { at: null, version: null, now: TODAY })
    expect(await monthOf(article)).toBe('2025-05')
    await publishArticle(env.DB, article.id, { at: TODAY, version: null, now: TODAY })
    expect(await monthOf(article)).toBe('2026-11')
  })

  test('is there for none that was never to be published', async () => {
    expect(await monthOf(await drafted(ferryTimes))).toBeNull()
  })
})

test('articles are given their tags and the documents they cite, each its own', async () => {
  const festival = await drafted(lotusFestival)
  const ferry = await drafted(ferryTimes)
  const listed = await withLists(env.DB, [festival, ferry])
  expect(listed.map(({ id, tags, documents }) => [id, tags.sort(), documents])).toEqual([
    [festival.id, ['dong-thap', 'le-hoi'], []],
    [ferry.id, [], ['214-qd-ubnd']],
  ])
})
