/** What seeds have found: each was a promise broken, and is mended. */
import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { app } from '../../worker/app.ts'
import { publishArticle } from '../../worker/articles/publication.ts'
import worker from '../../worker/index.ts'
import { uploaded } from '../media/library.ts'
import { pictures } from '../media/pictures.ts'
import {
  approved,
  as,
  commentFrom,
  drafted,
  ferryTimes,
  held,
  lan,
  lotusFestival,
  on,
  published,
  TODAY,
} from '../newsroom.ts'

/** A newsroom in which the answer to one write gets lost: it has happened, and whoever asked is told that it has not. */
function losing(beginsWith: string) {
  const tags: string[] = []
  let isLost = false
  const first = new WeakMap<D1PreparedStatement, string>()
  const DB = {
    prepare: (sql: string) => {
      const statement = env.DB.prepare(sql)
      const bind = statement.bind.bind(statement)
      const named = (one: D1PreparedStatement) => {
        first.set(one, sql)
        return one
      }
      statement.bind = (...values: unknown[]) => named(bind(...values))
      return named(statement)
    },
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await env.DB.batch(statements)
      const isMeant = statements.some((one) => first.get(one)?.trim().startsWith(beginsWith))
      if (!isMeant || isLost) return results
      isLost = true
      throw new Error('D1_ERROR: Network connection lost.')
    },
  } as unknown as D1Database
  const PURGES = { send: async (message: { tags: string[] }) => void tags.push(...message.tags) } as unknown as Queue
  const bindings = { ...env, DB, PURGES }
  return { tags, bindings, answer: (request: Request) => app.fetch(request, bindings) }
}

const acts = async (action: string, subject: string) =>
  env.DB.prepare('SELECT count(*) AS n FROM audit_events WHERE action = ? AND subject = ?')
    .bind(action, subject)
    .first<number>('n')

describe('an answer that was lost', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})

  test('leaves no page as it was before the save', async () => {
    const article = await published({ ...lotusFestival, slug: 'luu-lai' })
    const { tags, answer } = losing('UPDATE articles SET (section')
    const save = () =>
      as('editor', answer).post(`/admin/articles/${article.id}`, { version: 1, body: 'Lời mới, lưu hai lần.' })
    expect((await save()).status).toBe(500)
    expect(tags).toEqual([])
    expect((await save()).status).toBe(303)
    expect(tags).toContain(`article-${article.id}`)
  })

  test('leaves no page as it was before the article was withdrawn', async () => {
    const article = await published({ ...lotusFestival, slug: 'rut-lai' })
    const { tags, answer } = losing('UPDATE articles SET status = CASE')
    const withdraw = () => as('editor', answer).post(`/admin/articles/${article.id}/publication`, { _method: 'DELETE' })
    expect((await withdraw()).status).toBe(500)
    expect(tags).toEqual([])
    expect((await withdraw()).status).toBe(409)
    expect(tags).toEqual(expect.arrayContaining([`article-${article.id}`, 'front', 'section-van-hoa']))
  })

  test('leaves no list as it was before an article’s time came', async () => {
    const article = await drafted({ ...ferryTimes, slug: 'den-gio-roi' })
    await publishArticle(env.DB, article.id, { at: TODAY + 1000, version: null, now: TODAY })
    const { tags, bindings } = losing(`UPDATE articles SET status = 'published'`)
    const minute = (minutes: number) =>
      worker.scheduled(createScheduledController({ scheduledTime: TODAY + minutes * 60_000 }), bindings)
    await expect(minute(1)).rejects.toThrow('connection lost')
    expect(tags).not.toContain(`article-${article.id}`)
    await minute(2)
    expect(tags).toEqual(expect.arrayContaining([`article-${article.id}`, 'front']))
    tags.length = 0
    await minute(3)
    expect(tags).toEqual([])
  })

  test('leaves no correction on the page from which it was removed', async () => {
    const article = await published({ ...lotusFestival, slug: 'dinh-chinh-lai' })
    await as('editor').post(`/admin/articles/${article.id}`, { version: 1, body: 'Đã sửa.', correction: 'Sai một số.' })
    const correction = await env.DB.prepare('SELECT max(id) AS id FROM corrections').first<number>('id')
    const { tags, answer } = losing('DELETE FROM corrections')
    const path = `/admin/articles/${article.id}/corrections/${correction}`
    const remove = () => as('editor', answer).post(path, { _method: 'DELETE' })
    expect((await remove()).status).toBe(500)
    expect((await remove()).status).toBe(404)
    expect(tags).toContain(`article-${article.id}`)
  })

  test('leaves no comment on a page from which its writer was banned, or to which they were let back', async () => {
    const article = await published({ ...lotusFestival, slug: 'chan-lai' })
    const comment = await approved(await commentFrom({ ...lan, email: 'chan@docgia.test' }, on(article)))
    const banning = losing('INSERT INTO bans')
    const form = { comment: comment.id, kinds: 'email', days: 7, hide: 1 }
    const ban = () => as('moderator', banning.answer).post('/admin/comments/bans', form)
    expect((await ban()).status).toBe(500)
    expect((await ban()).status).toBe(303)
    expect(banning.tags).toContain(`article-${article.id}`)

    const id = await env.DB.prepare('SELECT max(id) AS id FROM bans').first<number>('id')
    const lifting = losing('UPDATE bans SET lifted_at')
    const lift = () =>
      as('moderator', lifting.answer).post(`/admin/comments/bans/${id}`, { _method: 'DELETE', restore: 1 })
    expect((await lift()).status).toBe(500)
    expect((await lift()).status).toBe(409)
    expect(lifting.tags).toContain(`article-${article.id}`)
  })

  test('leaves no word on a page of somebody who was erased', async () => {
    const article = await published({ ...lotusFestival, slug: 'xoa-lai' })
    await approved(await commentFrom({ ...lan, email: 'xoa@docgia.test' }, on(article)))
    const { tags, answer } = losing('INSERT INTO moderation_events')
    const form = { email: 'xoa@docgia.test', confirmed: 1 }
    const erase = () => as('editor', answer).post('/admin/people/erasure', form)
    expect((await erase()).status).toBe(500)
    expect((await erase()).status).toBe(303)
    expect(tags).toContain(`article-${article.id}`)
  })

  test('leaves no page without a comment that was picked', async () => {
    const article = await published({ ...lotusFestival, slug: 'chon-lai' })
    const comment = await approved(await commentFrom({ ...lan, email: 'chon@docgia.test' }, on(article)))
    const { tags, answer } = losing('INSERT INTO audit_events')
    const pick = () => as('moderator', answer).post(`/admin/comments/${comment.id}/pick`, { status: 'approved' })
    expect((await pick()).status).toBe(500)
    expect((await pick()).status).toBe(303)
    expect(tags).toEqual([`article-${article.id}`])
    expect(await acts('comment_picked', `comment:${comment.id}`)).toBe(1)
  })

  test('does not put the change of a role on record twice', async () => {
    await as('owner').post('/admin/staff', { name: 'Hà', role: 'contributor', email: 'ha@toasoan.test' })
    const { answer } = losing('UPDATE staff SET')
    const made_from = JSON.stringify({ name: 'Hà', role: 'contributor' })
    const promote = () =>
      as('owner', answer).post('/admin/staff/ha@toasoan.test', { name: 'Hà', role: 'moderator', made_from })
    expect((await promote()).status).toBe(500)
    expect((await promote()).status).toBe(303)
    expect(await acts('staff_changed', 'staff:ha@toasoan.test')).toBe(1)
  })

  test.each([
    ['section', '/admin/sections', { name: 'Mùa nước', description: '', in_menu: 1 }],
    ['author', '/admin/authors', { name: 'Mùa nước', bio: '', image: '' }],
  ])('leaves no page with a %s that has moved, or is gone', async (_what, list, form) => {
    const { answer: adding } = losing('never')
    expect((await as('editor', adding).post(list, { ...form, slug: 'mua-nuoc' })).status).toBe(303)
    const moving = losing(list === '/admin/sections' ? 'INSERT INTO audit_events' : 'UPDATE authors')
    const move = () => as('editor', moving.answer).post(`${list}/mua-nuoc`, { ...form, slug: 'mua-lu' })
    expect((await move()).status).toBe(500)
    expect((await move()).status).toBe(303)
    expect(moving.tags).toEqual(['site'])
    const somewhereElse = { ...form, slug: 'mua-kho' }
    expect((await as('editor', moving.answer).post(`${list}/mua-nuoc`, somewhereElse)).status).toBe(404)

    const removing = losing('DELETE FROM')
    const remove = () => as('editor', removing.answer).post(`${list}/mua-lu`, { _method: 'DELETE' })
    expect((await remove()).status).toBe(500)
    expect((await remove()).status).toBe(404)
    expect(removing.tags).toEqual(['site'])
  })

  test.each([
    ['menus', 'UPDATE settings SET', '/admin/menus', { menu: 'footer', label: 'Tuyển dụng', href: '/archive' }],
    ['authors', 'INSERT INTO authors', '/admin/authors', { name: 'Mai Sương', slug: '', bio: '', image: '' }],
    ['sections', 'INSERT INTO sections', '/admin/sections', { name: 'Bến sông', slug: '', in_menu: 1 }],
  ])('leaves no %s as they were before', async (_what, beginsWith, path, form) => {
    const { tags, answer } = losing(beginsWith)
    const made_from = path === '/admin/menus' ? '[]' : ''
    const send = () => as('editor', answer).post(path, { ...form, made_from })
    expect((await send()).status).toBe(500)
    expect((await send()).status).toBe(303)
    expect(tags).toEqual(['site'])
  })

  test('leaves no section where it stood before', async () => {
    const { results } = await env.DB.prepare('SELECT slug FROM sections ORDER BY position, slug').all<{
      slug: string
    }>()
    const seen = results.map(({ slug }) => slug)
    const { tags, answer } = losing('UPDATE sections SET position')
    const form = { seen: seen.join(), order: seen.toReversed().join() }
    const put = () => as('editor', answer).post('/admin/sections/order', form)
    expect((await put()).status).toBe(500)
    expect((await put()).status).toBe(303)
    expect(tags).toEqual(['site'])
  })

  test('does not make two replacements of a picture of one', async () => {
    const file = (name: 'simple.webp' | 'screen.png') =>
      new File([pictures[name] as Uint8Array<ArrayBuffer>], `ben-do.${name.split('.')[1]}`)
    const added = await as('editor').post('/admin/images', { file: file('screen.png'), alt: 'Bến' })
    const old = added.headers.get('Location')?.split('added=')[1]
    await drafted({ ...ferryTimes, slug: 'hai-lan-thay', body: `::figure{image="${old}" align="centre"}` })
    const { answer } = losing('UPDATE images SET alt')
    const replace = () => as('editor', answer).post(`/admin/images/${old}/replacement`, { file: file('simple.webp') })
    expect((await replace()).status).toBe(500)
    expect((await replace()).status).toBe(303)
    expect((await replace()).status).toBe(303)
    expect(await acts('image_replaced', `image:${old}`)).toBe(1)
  })
})

test('a section takes its name along to its new address, or stays as it was', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const change = { name: 'Đời sống', slug: 'doi-song', description: '', in_menu: 1 }
  const { answer } = losing('INSERT INTO audit_events')
  expect((await as('editor', answer).post('/admin/sections/tin-tuc', change)).status).toBe(500)
  const moved = await env.DB.prepare(`SELECT name FROM sections WHERE slug = 'doi-song'`).first('name')
  expect(moved).toBe('Đời sống')
})

test('two clicks at once on a redirect, or on what a picture says, are on record once', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: TODAY })
  const redirect = () => as('editor').post('/admin/redirects', { from_path: '/cu/1.html', to_path: '/archive' })
  await Promise.all([redirect(), redirect()])
  expect(await acts('redirect_added', 'redirect:/cu/1.html')).toBe(1)
  const { id } = await uploaded('phone.webp')
  const describe = () => as('editor').post(`/admin/images/${id}`, { alt: 'Bến đò lúc năm giờ' })
  await Promise.all([describe(), describe()])
  expect(await acts('image_changed', `image:${id}`)).toBe(1)
  vi.useRealTimers()
})

test('a decision whose answer got lost is purged when it is made again', async () => {
  const article = await published({ ...lotusFestival, slug: 'quyet-lai' })
  const comment = await held(await commentFrom(lan, on(article)))
  const { tags, answer } = losing('INSERT INTO moderation_events')
  const approve = () => as('moderator', answer).post(`/admin/comments/${comment.id}/approval`, { status: 'held' })
  expect((await approve()).status).toBe(500)
  expect((await approve()).status).toBe(409)
  expect(tags).toContain(`article-${article.id}`)
})

test('two clicks at once on the settings of comments are one change on record', async () => {
  const click = () => as('editor').post('/admin/comments/settings', { comment_policy: 'approve_clean' })
  const clicks = await Promise.all([click(), click()])
  expect(clicks.map(({ status }) => status)).toEqual([303, 303])
  expect(await acts('comment_settings_changed', 'settings:comments')).toBe(1)
})

test('two clicks at once on a ban are one ban', async () => {
  const article = await published({ ...lotusFestival, slug: 'chan-hai-lan' })
  const comment = await approved(await commentFrom({ ...lan, email: 'hai-lan@docgia.test' }, on(article)))
  const click = () =>
    as('moderator').post('/admin/comments/bans', { comment: comment.id, kinds: 'email', days: 7, hide: 1 })
  await Promise.all([click(), click()])
  const bans = env.DB.prepare(`SELECT count(*) AS n FROM bans WHERE value = 'hai-lan@docgia.test'`)
  expect(await bans.first('n')).toBe(1)
})

test('of two clicks at once that remove a section, none says that something stands in it', async () => {
  await as('editor').post('/admin/sections', { name: 'Chợ nổi', slug: 'cho-noi', in_menu: 1 })
  const click = () => as('editor').post('/admin/sections/cho-noi', { _method: 'DELETE' })
  const clicks = await Promise.all([click(), click()])
  expect(clicks.map(({ status }) => status)).toEqual([303, 303])
  expect(await acts('section_removed', 'section:cho-noi')).toBe(1)
})

test('of two clicks at once on the menus, none says that somebody else was there', async () => {
  const made_from = (await env.DB.prepare('SELECT links FROM settings').first<string>('links')) ?? ''
  const link = { menu: 'header', label: 'Hai lần', href: '/archive' }
  const click = () => as('editor').post('/admin/menus', { ...link, made_from })
  const clicks = await Promise.all([click(), click()])
  expect(clicks.map(({ status }) => status)).toEqual([303, 303])
})

test('an answer to a comment that its writer withdrew meanwhile is there to be copied', async () => {
  const article = await published({ ...lotusFestival, slug: 'rut-giua-chung' })
  const comment = await approved(await commentFrom({ ...lan, email: 'rut@docgia.test' }, on(article)))
  await env.DB.prepare(`UPDATE comments SET status = 'withdrawn' WHERE id = ?`).bind(comment.id).run()
  const body = 'Toà soạn đã hỏi lại bến đò, chiều nay sẽ có tin.'
  const form = { body, nonce: 'rut', status: 'approved', revision: comment.revision }
  const refused = await as('moderator').post(`/admin/comments/${comment.id}/answer`, form)
  expect(refused.status).toBe(409)
  const page = await refused.text()
  expect(page).toContain(body)
  expect(page).not.toContain('Đăng câu trả lời')
})
