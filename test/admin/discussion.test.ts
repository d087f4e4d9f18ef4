/** Which articles take comments: one by one, and all of them. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import { findArticle } from '../../worker/articles/drafts.ts'
import { type CommentMode, commentModeOf } from '../../worker/comments/comment.ts'
import type { Article } from '../../worker/schema.ts'
import {
  as,
  drafted,
  type Fields,
  lan,
  lotusFestival,
  pageOf,
  published,
  reader,
  revisionsOf,
  TODAY,
  withPurges,
} from '../newsroom.ts'

const DAY_MS = 24 * 60 * 60_000
const FIRST = {
  comment_policy: 'hold_all',
  comment_reject_from: 100,
  comment_mode: 'open',
  comment_days: '',
  comment_retention_days: 90,
}

let article: Article
let count = 0
beforeEach(async () => {
  article = await published({ ...lotusFestival, slug: `hoi-sen-${++count}` })
})
afterEach(async () => {
  vi.useRealTimers()
  await env.DB.prepare(
    `UPDATE settings SET comment_mode = 'open', comment_days = NULL, comment_policy = 'hold_all'`,
  ).run()
})

const now = async ({ id }: Pick<Article, 'id'>) => (await findArticle(env.DB, id)) ?? expect.fail('no such article')
const { tags, answer } = withPurges()
const save = async (fields: Fields, who: 'editor' | 'contributor' = 'editor', of = article) =>
  as(who, answer).post(`/admin/articles/${of.id}`, { version: (await now(of)).version, ...fields })
const isOpen = async (of = article) => (await pageOf(of)).includes('name="body"')

describe('whether an article takes comments', () => {
  const at = (days: number) => TODAY + days * DAY_MS
  test.each<
    [
      is: CommentMode,
      own: CommentMode | null,
      ownDays: number | null,
      site: CommentMode,
      siteDays: number | null,
      at: number,
    ]
  >([
    // what it is, its own mode and days, the newsroom's mode and days, when (it was published TODAY)
    ['open', null, null, 'open', null, at(9999)],
    ['closed', null, null, 'closed', null, at(0)],
    ['none', null, null, 'none', null, at(0)],
    ['open', null, null, 'open', 7, at(7) - 1],
    ['closed', null, null, 'open', 7, at(7)],
    ['open', 'open', null, 'closed', null, at(9999)],
    ['open', 'open', null, 'none', null, at(0)],
    ['open', 'open', null, 'open', 7, at(8)],
    ['closed', 'open', 3, 'open', null, at(3)],
    ['open', 'open', 3, 'open', 1, at(3) - 1],
    ['closed', 'closed', null, 'open', null, at(0)],
    ['none', 'none', null, 'open', null, at(0)],
    // Days of its own say nothing where the mode is the newsroom's.
    ['open', null, 3, 'open', null, at(30)],
  ])('%s: its own %s %s, the newsroom’s %s %s', (mode, comment_mode, comment_days, site, siteDays, when) => {
    const story = { status: 'published' as const, published_at: TODAY, comment_mode, comment_days }
    expect(commentModeOf(story, { comment_mode: site, comment_days: siteDays }, when)).toBe(mode)
  })

  test('one that readers no longer have takes none', () => {
    const story = { status: 'withdrawn' as const, published_at: TODAY, comment_mode: null, comment_days: null }
    expect(commentModeOf(story, { comment_mode: 'open', comment_days: null }, TODAY)).toBe('closed')
  })
})

describe('an editor', () => {
  test.each([
    ['open', '', { comment_mode: 'open', comment_days: null }, true],
    ['days', '36500000', null, true],
    ['days', ' 14 ', { comment_mode: 'open', comment_days: 14 }, false],
    ['closed', '14', { comment_mode: 'closed', comment_days: null }, false],
    ['none', '', { comment_mode: 'none', comment_days: null }, false],
  ] as const)('says of an article: %s %s', async (comments, comment_days, stored, open) => {
    // Published long ago, so that fourteen days are over.
    const old = await published({ ...lotusFestival, slug: `bai-cu-${count}` }, Date.now() - 30 * DAY_MS)
    tags.length = 0
    const answer = await save({ comments, comment_days }, 'editor', old)
    if (stored === null) {
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('value="36500000"')
    } else {
      expect(answer.status).toBe(303)
      expect(await now(old)).toMatchObject(stored)
      expect(tags).toContain(`article-${old.id}`)
    }
    expect(await isOpen(old)).toBe(open)
  })

  test('leaves it to the newsroom again, and the desk shows what is chosen', async () => {
    await save({ comments: 'days', comment_days: 5 })
    const page = await (await as('editor').get(`/admin/articles/${article.id}`)).text()
    expect(page).toMatch(/<option value="days" selected/)
    expect(page).toMatch(/name="comment_days"[^>]*value="5"/)
    await save({ comments: '', comment_days: 5 })
    expect(await now(article)).toMatchObject({ comment_mode: null, comment_days: null })
  })

  test('leaves on record what it was and what it is, once', async () => {
    await save({ comments: 'closed' })
    await save({ comments: 'closed', body: 'Chữ khác.' })
    const sql = `SELECT actor, action, detail FROM audit_events WHERE subject = ? AND action = 'article_comments_changed'`
    const { results } = await env.DB.prepare(sql)
      .bind(`article:${article.id}`)
      .all<{ actor: string; action: string; detail: string }>()
    expect(results).toMatchObject([{ actor: 'editor@dateline.test', action: 'article_comments_changed' }])
    expect(JSON.parse(results[0]?.detail ?? '')).toMatchObject({ comment_mode: { from: null, to: 'closed' } })
    const page = await (await as('editor').get('/admin/comments/record')).text()
    expect(page).toContain('đổi việc nhận ý kiến của một bài')
    expect(page).toContain(`href="/admin/articles/${article.id}"`)
  })

  test('who saves a text changes nothing of it, and no saved version speaks of it', async () => {
    await save({ comments: 'closed' })
    await save({ body: 'Chữ mới.' })
    expect(await now(article)).toMatchObject({ comment_mode: 'closed', version: 3 })
    expect(Object.keys((await revisionsOf(article))[0] ?? {}).join()).not.toContain('comment')
  })

  test('says it of an article that is new, and of one that is published with the same click', async () => {
    const fields = { ...(lotusFestival as Fields), slug: `bai-moi-${count}`, comments: 'none', comment_days: '' }
    const response = await as('editor', answer).post('/admin/articles', fields)
    const id = Number(/articles\/(\d+)/.exec(response.headers.get('Location') ?? '')?.[1])
    expect(await now({ id })).toMatchObject({ comment_mode: 'none' })
    await as('editor', answer).post(`/admin/articles/${id}/publication`, {
      version: 1,
      comments: 'closed',
      timing: 'now',
    })
    expect(await now({ id })).toMatchObject({ status: 'published', comment_mode: 'closed' })
  })

  test('whose number is no number keeps it, with the rest', async () => {
    const response = await save({ comments: 'days', comment_days: 'hai tuần', headline: 'Đầu đề đang sửa' })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('value="hai tuần"')
    expect(page).toContain('Đầu đề đang sửa')
    expect(page).toContain('href="#f-comment_days"')
    expect(await now(article)).toMatchObject({ version: 1, comment_mode: null })
  })

  test('over somebody else’s newer version changes nothing of it either', async () => {
    await save({ body: 'Của người kia.' })
    const late = await as('editor').post(`/admin/articles/${article.id}`, {
      version: 1,
      body: 'Của tôi.',
      comments: 'none',
    })
    expect(late.status).toBe(409)
    expect(await late.text()).toMatch(/<option value="none" selected/)
    expect(await now(article)).toMatchObject({ comment_mode: null })
  })
})

test('a contributor has no say in it', async () => {
  const draft = await drafted({ ...lotusFestival, slug: `nhap-${count}` })
  expect(await (await as('contributor').get(`/admin/articles/${draft.id}`)).text()).not.toContain('name="comments"')
  expect((await save({ comments: 'open' }, 'contributor', draft)).status).toBe(403)
  expect((await save({ body: 'Chữ mới.' }, 'contributor', draft)).status).toBe(303)
  expect(await now(draft)).toMatchObject({ comment_mode: null, version: 2 })
})

describe('the days pass', () => {
  test('and without anything happening the page, the 304 and the door close together', async () => {
    await env.DB.prepare('UPDATE settings SET comment_days = 7').run()
    const path = articlePath(article)
    const send = () =>
      reader.post(
        `${path}/comments`,
        { ...lan, body: 'Còn kịp?', 'cf-turnstile-response': `local-pass-${crypto.randomUUID()}` },
        { 'CF-Connecting-IP': `203.0.113.${150 + count}` },
      )
    vi.useFakeTimers({ toFake: ['Date'], now: TODAY + 7 * DAY_MS - 1000 })
    const open = await reader.get(path)
    const etag = open.headers.get('ETag') ?? ''
    expect(await open.text()).toContain('name="body"')
    expect((await reader.get(path, { 'If-None-Match': etag })).status).toBe(304)
    expect((await send()).status).toBe(303)

    vi.setSystemTime(TODAY + 7 * DAY_MS)
    const closed = await reader.get(path, { 'If-None-Match': etag })
    expect(closed.status).toBe(200)
    expect(await closed.text()).not.toContain('name="body"')
    expect((await send()).status).toBe(403)
    expect((await reader.get(path, { 'If-None-Match': closed.headers.get('ETag') ?? '' })).status).toBe(304)
  })
})

describe('the newsroom’s settings', () => {
  const events = async () =>
    (await env.DB.prepare('SELECT * FROM audit_events ORDER BY id').all<{ actor: string; detail: string }>()).results
  const settings = () => env.DB.prepare('SELECT * FROM settings').first()

  test('explain each policy, and are saved, recorded and shown again', async () => {
    const page = await (await as('editor').get('/admin/comments/settings')).text()
    for (const hint of ['chưa có người của toà soạn đọc', 'đã xác nhận email', 'cũng dễ lọt nhất'])
      expect(page).toContain(hint)
    const count = (await events()).length
    tags.length = 0
    const fields = { ...FIRST, comment_policy: 'approve_known', comment_reject_from: ' 80 ', comment_days: '30' }
    const saved = await as('editor', answer).post('/admin/comments/settings', fields)
    expect(saved.status).toBe(303)
    expect(await settings()).toMatchObject({
      comment_policy: 'approve_known',
      comment_reject_from: 80,
      comment_days: 30,
    })
    expect(tags).toEqual(['site'])
    const [event] = (await events()).slice(count)
    expect(event?.actor).toBe('editor@dateline.test')
    expect(JSON.parse(event?.detail ?? '')).toMatchObject({ comment_days: { from: null, to: 30 } })
    const after = await (await as('editor').get(saved.headers.get('Location') ?? '')).text()
    expect(after).toContain('Đã lưu.')
    expect(after).toMatch(/value="approve_known" checked/)
    expect(after).toMatch(/name="comment_days"[^>]*value="30"/)
  })

  test('that no page shows purge none; that nobody changed are not recorded', async () => {
    await as('editor', answer).post('/admin/comments/settings', { ...FIRST, comment_reject_from: 100 })
    const count = (await events()).length
    tags.length = 0
    await as('editor', answer).post('/admin/comments/settings', { comment_policy: 'approve_clean' })
    expect(tags).toEqual([])
    await as('editor', answer).post('/admin/comments/settings', { comment_policy: 'approve_clean' })
    expect((await events()).length).toBe(count + 1)
  })

  test('from a form that somebody else’s save has overtaken change only what that form changed, or ask again', async () => {
    const made = {
      comment_policy: 'approve_clean',
      comment_reject_from: '100',
      comment_mode: 'open',
      comment_days: '',
      comment_retention_days: '90',
    }
    const form = { ...made, made_from: JSON.stringify(made) }
    await as('editor', answer).post('/admin/comments/settings', made)
    await as('owner', answer).post('/admin/comments/settings', { ...form, comment_policy: 'hold_all' })
    const late = await as('editor', answer).post('/admin/comments/settings', { ...form, comment_retention_days: '60' })
    expect(late.status).toBe(303)
    expect(await settings()).toMatchObject({ comment_policy: 'hold_all', comment_retention_days: 60 })

    const clash = await as('editor', answer).post('/admin/comments/settings', { ...form, comment_retention_days: '30' })
    expect(clash.status).toBe(409)
    const page = await clash.text()
    expect(page).toContain('Người khác vừa đổi thành “60”')
    expect(page).toMatch(/name="comment_retention_days"[^>]*value="30"/)
    expect(await settings()).toMatchObject({ comment_retention_days: 60 })
  })

  test('hold for every article without a choice of its own', async () => {
    await save({ comments: 'open' })
    const other = await published({ ...lotusFestival, slug: `khac-${count}` })
    await as('owner', answer).post('/admin/comments/settings', { ...FIRST, comment_mode: 'none' })
    expect([await isOpen(), await isOpen(other)]).toEqual([true, false])
    expect(await pageOf(other)).not.toContain('id="comments"')
  })

  test.each([
    ['comment_policy', 'publish_all'],
    ['comment_reject_from', '0'],
    ['comment_reject_from', 'một trăm'],
    ['comment_mode', ''],
    ['comment_days', '0'],
    ['comment_days', '-3'],
    ['comment_days', '3651'],
    ['comment_retention_days', ''],
    ['comment_retention_days', '1e3'],
  ])('%s «%s» are refused, with all that was typed', async (field, value) => {
    const before = await settings()
    const refused = await as('editor').post('/admin/comments/settings', {
      ...FIRST,
      comment_retention_days: 45,
      [field]: value,
    })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain(`href="#f-${field}"`)
    if (field !== 'comment_retention_days') expect(page).toMatch(/name="comment_retention_days"[^>]*value="45"/)
    expect(await settings()).toEqual(before)
  })

  test('are not a moderator’s', async () => {
    expect((await as('moderator').get('/admin/comments/settings')).status).toBe(403)
    expect((await as('moderator').post('/admin/comments/settings', FIRST)).status).toBe(403)
  })
})
