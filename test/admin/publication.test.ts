import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { parseTime, wallClock } from '../../worker/admin/time.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { findArticle } from '../../worker/articles/drafts.ts'
import { publishDue } from '../../worker/articles/publication.ts'
import { zonedMonth } from '../../worker/text/dates.ts'
import {
  as,
  drafted,
  type Fields,
  ferryTimes,
  lotusFestival,
  pageOf,
  published,
  reader,
  withPurges,
} from '../newsroom.ts'

const publicationOf = ({ id }: { id: number }) => `/admin/articles/${id}/publication`
const now = async ({ id }: { id: number }) => (await findArticle(env.DB, id)) ?? expect.fail('no such article')
const DAY_MS = 86_400_000

describe('publishing', () => {
  test('takes what is typed along, shows it to readers and purges its lists', async () => {
    const article = await drafted(lotusFestival)
    const { tags, answer } = withPurges()
    const form = {
      ...(lotusFestival as Fields),
      version: 1,
      body: 'Chữ vừa gõ.',
      timing: 'now',
      at: '2099-01-01T00:00',
    }
    const response = await as('editor', answer).post(publicationOf(article), form)
    expect(response.headers.get('Location')).toBe(`/admin/articles/${article.id}?done=published`)
    expect(await now(article)).toMatchObject({ status: 'published', version: 2 })
    expect(await pageOf(article)).toContain('Chữ vừa gõ.')
    const month = `month-${zonedMonth(Date.now(), 'Asia/Ho_Chi_Minh')}`
    const lists = ['archive', 'front', 'search', 'section-van-hoa', month, 'tag-dong-thap', 'tag-le-hoi']
    expect(tags.sort()).toEqual([`article-${article.id}`, ...lists].sort())
  })

  test('under another date purges the month it leaves as well', async () => {
    const article = await published({ ...ferryTimes, slug: 'doi-ngay' })
    const { tags, answer } = withPurges()
    await as('editor', answer).post(publicationOf(article), { at: '2024-02-29T23:30' })
    expect(await now(article)).toMatchObject({ status: 'published', month: '2024-02' })
    expect(tags).toEqual(expect.arrayContaining(['month-2026-11', 'month-2024-02']))
  })

  test('answers a program, and not a version that nobody has seen', async () => {
    const article = await drafted(ferryTimes)
    const json = { Accept: 'application/json' }
    expect((await as('owner').post(publicationOf(article), { version: 7 }, json)).status).toBe(409)
    const response = await as('owner').post(publicationOf(article), { version: 1 }, json)
    expect(response.status).toBe(303)
    expect(await response.json()).toEqual({
      article: { id: article.id, version: 1, status: 'published', path: articlePath(article) },
    })
  })

  test('a text over which somebody saved is refused and nothing is published', async () => {
    const article = await drafted(ferryTimes)
    await as('owner').post(`/admin/articles/${article.id}`, { version: 1, body: 'Bản của Thu.' })
    const response = await as('editor').post(publicationOf(article), {
      version: 1,
      body: 'Bản của Khiêm.',
      timing: 'now',
    })
    expect(response.status).toBe(409)
    const page = await response.text()
    expect(page).toContain('Bản của Thu.')
    expect(page).toContain('Bản của Khiêm.')
    expect((await now(article)).status).toBe('draft')
  })

  test('an article without text is not published', async () => {
    const article = await drafted({ ...ferryTimes, body: '' })
    const response = await as('editor').post(publicationOf(article))
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('Bài chưa có nội dung')
  })
})

describe('scheduling', () => {
  test('reads the time in the newsroom’s zone, and shows the article nowhere before it', async () => {
    const article = await drafted({ ...lotusFestival, headline: 'Sẽ hiện sau' })
    const soon = Date.now() + DAY_MS
    const typed = wallClock(soon, 'Asia/Ho_Chi_Minh')
    const response = await as('editor').post(publicationOf(article), { timing: 'later', at: typed })
    expect(response.headers.get('Location')).toContain('done=scheduled')
    const scheduled = await now(article)
    expect(scheduled).toMatchObject({ status: 'scheduled', published_at: Math.floor(soon / 60_000) * 60_000 })
    expect((await reader.get(articlePath(article))).status).toBe(404)
    expect(await (await reader.get('/')).text()).not.toContain('Sẽ hiện sau')
    expect(await (await as('editor').get(`/admin/articles/${article.id}`)).text()).toContain(`value="${typed}"`)

    await publishDue(env.DB, soon)
    expect((await reader.get(articlePath(article))).status).toBe(200)
  })

  test('needs a time, one that is to come, and an article that is not on the site', async () => {
    const article = await drafted(ferryTimes)
    for (const at of ['', 'mai', '2020-01-01T08:00']) {
      const response = await as('editor').post(publicationOf(article), {
        ...(ferryTimes as Fields),
        version: 1,
        body: 'Còn đây.',
        timing: 'later',
        at,
      })
      expect(response.status).toBe(422)
      const page = await response.text()
      expect(page).toContain('href="#f-at"')
      expect(page).toContain('Còn đây.')
    }
    const live = await published({ ...ferryTimes, slug: 'dang-tren-trang' })
    const at = String(Date.now() + DAY_MS)
    expect((await as('editor').post(publicationOf(live), { at })).status).toBe(409)
    expect((await now(live)).status).toBe('published')
  })

  test('is called off', async () => {
    const article = await drafted(lotusFestival)
    await as('editor').post(publicationOf(article), { at: new Date(Date.now() + DAY_MS).toISOString() })
    const response = await as('editor').post(publicationOf(article), { _method: 'DELETE' })
    expect(response.headers.get('Location')).toContain('done=draft')
    expect((await now(article)).status).toBe('draft')
  })
})

describe('withdrawing', () => {
  test('purges the pages of other sections that name it as more to read', async () => {
    const tagged = { tags: 'Mùa nước nổi' }
    const article = await published({ ...lotusFestival, ...tagged, slug: 'sen-mua-nuoc' })
    const other = await published({ ...ferryTimes, ...tagged, slug: 'do-mua-nuoc' })
    const page = await reader.get(articlePath(other))
    expect(await page.text()).toContain(articlePath(article))
    const { tags, answer } = withPurges()
    await as('editor', answer).send(publicationOf(article), { method: 'DELETE' })
    const kept = page.headers.get('Cache-Tag')?.split(',') ?? []
    expect(tags.some((tag) => kept.includes(tag))).toBe(true)
  })

  test.each(['DELETE', '_method'])(
    'by %s: readers are told, the lists are purged, and it can come back',
    async (way) => {
      const article = await published({ ...lotusFestival, author: 'hanh-le', slug: `rut-${way.toLowerCase()}` })
      const { tags, answer } = withPurges()
      const editor = as('editor', answer)
      const response =
        way === 'DELETE'
          ? await editor.send(publicationOf(article), { method: 'DELETE' })
          : await editor.post(publicationOf(article), { _method: 'DELETE', version: 1, body: 'Sửa rồi rút.' })
      expect(response.status).toBe(303)
      expect((await reader.get(articlePath(article))).status).toBe(410)
      expect(tags).toEqual(
        expect.arrayContaining([`article-${article.id}`, 'front', 'search', 'section-van-hoa', 'articles-van-hoa']),
      )
      expect(tags).toEqual(expect.arrayContaining(['author-hanh-le', 'tag-le-hoi', 'archive', 'month-2026-11']))
      if (way === '_method') expect((await now(article)).body).toBe('Sửa rồi rút.')

      await editor.post(publicationOf(article))
      expect(await now(article)).toMatchObject({ status: 'published', published_at: article.published_at })
    },
  )

  test('what is not on the site is refused', async () => {
    const article = await drafted(ferryTimes)
    const response = await as('editor').send(publicationOf(article), {
      method: 'DELETE',
      headers: { Accept: 'application/json' },
    })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ error: { reason: 'not_publishable' } })
  })
})

test('a time is a wall clock in the newsroom’s zone, a time with an offset, or milliseconds', () => {
  const noon = Date.UTC(2026, 10, 23, 5)
  for (const typed of [
    '2026-11-23T12:00',
    '2026-11-23T12:00:00',
    '2026-11-23T05:00:00Z',
    '2026-11-23T12:00+07:00',
    String(noon),
  ]) {
    expect(parseTime(typed, 'Asia/Ho_Chi_Minh'), typed).toBe(noon)
  }
  for (const typed of ['', 'now', '2026-13-45T99:00', '12:00'])
    expect(parseTime(typed, 'Asia/Ho_Chi_Minh'), typed).toBeNull()
  // The night the clocks go forward and the night they go back.
  for (const typed of ['2026-03-29T01:59', '2026-03-29T03:00', '2026-10-25T01:30', '2026-10-25T03:30']) {
    expect(wallClock(parseTime(typed, 'Europe/Berlin') ?? 0, 'Europe/Berlin')).toBe(typed)
  }
})

test.each([
  // Skipped: the hour after. East and west of Greenwich, by half an hour, and a whole day.
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30Z'],
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30Z'],
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45Z'],
  ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00Z'],
  // Brought twice: the first.
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30Z'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30Z'],
  ['Asia/Ho_Chi_Minh', '2026-11-23T12:00', '2026-11-23T05:00Z'],
  ['Pacific/Kiritimati', '2026-11-23T00:00', '2026-11-22T10:00Z'],
])('in %s a clock that shows %s means one time', (zone, typed, meant) => {
  expect(new Date(parseTime(typed, zone) ?? 0).toISOString()).toBe(new Date(meant).toISOString())
})
