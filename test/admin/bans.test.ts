import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { findBan, liftBan } from '../../worker/comments/bans.ts'
import { findComment } from '../../worker/comments/queries.ts'
import type { Ban, Comment } from '../../worker/schema.ts'
import {
  approved,
  as,
  commentFrom,
  held,
  lan,
  lotusFestival,
  on,
  PEOPLE,
  pageOf,
  published,
  thuy,
  withPurges,
} from '../newsroom.ts'

const JSON_PLEASE = { Accept: 'application/json' }
const DAY_MS = 24 * 60 * 60_000
const now = async ({ id }: Pick<Comment, 'id'>) => (await findComment(env.DB, id)) ?? expect.fail('no such comment')

const bansOf = async (value: string) =>
  (await env.DB.prepare('SELECT * FROM bans WHERE value = ? ORDER BY id').bind(value).all<Ban>()).results

/** A form whose checkboxes share a name. */
function form(fields: Record<string, string | number>, kinds: string[] = []): RequestInit {
  const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  for (const kind of kinds) body.append('kinds', kind)
  return { method: 'POST', body, headers: JSON_PLEASE }
}

describe('a ban', () => {
  test('from a comment holds for its email, its address or both, until it ends', async () => {
    const article = await published({ ...lotusFestival, slug: 'cam' })
    const comment = await held(await commentFrom({ ...lan, name: 'Cấm Một', email: 'Cam1@docgia.test' }, on(article)))
    const before = Date.now()
    const done = await as('moderator').send(
      '/admin/comments/bans',
      form({ comment: comment.id, days: 7, reason: 'Quấy rối' }, ['email', 'address']),
    )
    expect(await done.json()).toEqual({ hidden: 0 })
    const at = Date.now()
    expect(await findBan(env.DB, [], 'CAM1@docgia.test', at)).toMatchObject({
      kind: 'email',
      value: 'cam1@docgia.test',
    })
    expect(await findBan(env.DB, ['x', comment.address_hash], 'ai@docgia.test', at)).toMatchObject({ kind: 'address' })
    expect(await findBan(env.DB, ['x'], 'ai@docgia.test', at)).toBeNull()
    const [ban] = await bansOf('cam1@docgia.test')
    expect(ban).toMatchObject({ reason: 'Quấy rối', created_by: PEOPLE.moderator.email })
    expect(ban?.until).toBeGreaterThanOrEqual(before + 7 * DAY_MS)
    expect(await findBan(env.DB, [comment.address_hash], 'cam1@docgia.test', (ban?.until ?? 0) + 1000)).toBeNull()
  })

  test('hides in one step what the person has published, and lifting it brings that back', async () => {
    const one = await published({ ...lotusFestival, slug: 'go-mot' })
    const two = await published({ ...lotusFestival, slug: 'go-hai' })
    const nhi = { name: 'Nhị', email: 'nhi@docgia.test', body: 'Lời của Nhị' }
    const byEmail = await approved(await commentFrom(nhi, on(one)))
    const byAddress = await approved(
      await commentFrom({ ...nhi, email: 'nhi2@docgia.test', body: 'Tên khác' }, on(two)),
    )
    const others = await approved(await commentFrom({ ...thuy, body: 'Của người khác' }, on(two)))
    const comment = await held(await commentFrom({ ...nhi, body: 'Giọt cuối' }, on(one)))
    const { tags, answer } = withPurges()
    const moderator = as('moderator', answer)
    const page = await (await moderator.get(`/admin/comments/${comment.id}`)).text()
    expect(page).toContain('Gỡ luôn 1–2 ý kiến đã đăng của người này')
    const done = await moderator.send(
      '/admin/comments/bans',
      form({ comment: comment.id, days: 30, hide: 1 }, ['email', 'address']),
    )
    expect(await done.json()).toEqual({ hidden: 2 })
    expect([...tags].sort()).toEqual([`article-${one.id}`, `article-${two.id}`].sort())
    expect((await Promise.all([byEmail, byAddress, others].map(now))).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'approved',
    ])
    expect(await pageOf(one)).not.toContain('Lời của Nhị')
    expect(await pageOf(two)).toContain('Của người khác')

    // Somebody rejects one of them for its own sake: that one stays so.
    await moderator.post(`/admin/comments/${byAddress.id}/approval`, {})
    await moderator.post(`/admin/comments/${byAddress.id}/rejection`, {})
    const [ban] = await bansOf('nhi@docgia.test')
    const [ofAddress] = await bansOf(comment.address_hash)
    const lift = async (id: number | undefined) =>
      (await moderator.send(`/admin/comments/bans/${id}`, { ...form({ restore: 1 }), method: 'DELETE' })).json()
    // The other ban is for the same person still.
    const list = await (await moderator.get('/admin/comments/bans')).text()
    expect(list).not.toContain('đã gỡ khi cấm gửi')
    expect(await lift(ban?.id)).toEqual({ restored: 0 })
    expect((await now(byEmail)).status).toBe('rejected')
    expect(await findBan(env.DB, [], 'nhi@docgia.test', Date.now())).toBeNull()
    expect(await findBan(env.DB, [comment.address_hash], 'nhi@docgia.test', Date.now())).not.toBeNull()

    const after = await (await moderator.get('/admin/comments/bans')).text()
    expect(after).toContain('Đăng lại 1 ý kiến đã gỡ khi cấm gửi')
    expect(await lift(ofAddress?.id)).toEqual({ restored: 1 })
    expect([(await now(byEmail)).status, (await now(byAddress)).status]).toEqual(['approved', 'rejected'])
    expect(await pageOf(one)).toContain('Lời của Nhị')
  })

  test('whose address differs from the email’s brings back what only the lifted one was for', async () => {
    const article = await published({ ...lotusFestival, slug: 'hai-noi' })
    const sau = { name: 'Sáu', email: 'sau@docgia.test', body: 'Từ nhà' }
    const elsewhere = await approved(
      await commentFrom({ ...sau, name: 'Sáu ở nơi khác', body: 'Từ quán' }, on(article)),
    )
    const here = await approved(await commentFrom(sau, on(article)))
    const moderator = as('moderator', withPurges().answer)
    await moderator.send('/admin/comments/bans', form({ comment: here.id, days: 7, hide: 1 }, ['email', 'address']))
    const [ban] = await bansOf('sau@docgia.test')
    const lifted = await moderator.send(`/admin/comments/bans/${ban?.id}`, {
      ...form({ restore: 1 }),
      method: 'DELETE',
    })
    expect(await lifted.json()).toEqual({ restored: 1 })
    expect([(await now(elsewhere)).status, (await now(here)).status]).toEqual(['approved', 'rejected'])
  })

  test('that has run out still offers what it hid, in the list and to a click', async () => {
    const article = await published({ ...lotusFestival, slug: 'het-han' })
    const bay = { name: 'Bảy', email: 'bay@docgia.test', body: 'Của Bảy' }
    const comment = await approved(await commentFrom(bay, on(article)))
    const moderator = as('moderator', withPurges().answer)
    await moderator.send('/admin/comments/bans', form({ comment: comment.id, days: 1, hide: 1 }, ['email']))
    await env.DB.prepare(`UPDATE bans SET until = 1 WHERE value = 'bay@docgia.test'`).run()
    const [ban] = await bansOf('bay@docgia.test')
    const list = async () => (await moderator.get('/admin/comments/bans')).text()
    expect(await list()).toContain(`action="/admin/comments/bans/${ban?.id}"`)
    await moderator.post(`/admin/comments/bans/${ban?.id}`, { _method: 'DELETE', restore: '1' })
    expect((await now(comment)).status).toBe('approved')
    expect(await list()).not.toContain(`action="/admin/comments/bans/${ban?.id}"`)
  })

  test('whose lifting came second brings nothing back', async () => {
    const article = await published({ ...lotusFestival, slug: 'bo-truoc' })
    const tam = { name: 'Tám', email: 'tam@docgia.test', body: 'Của Tám' }
    const comment = await approved(await commentFrom(tam, on(article)))
    const moderator = as('moderator', withPurges().answer)
    await moderator.send('/admin/comments/bans', form({ comment: comment.id, days: 1, hide: 1 }, ['email']))
    const [asSeen] = await bansOf('tam@docgia.test')
    if (!asSeen) throw new Error('no ban')
    expect(await liftBan(env.DB, asSeen, false, PEOPLE.editor.email, Date.now())).toMatchObject({ restored: 0 })
    expect(await liftBan(env.DB, asSeen, true, PEOPLE.moderator.email, Date.now())).toBeNull()
    expect((await now(comment)).status).toBe('rejected')
  })

  test('that begins with an email that was only typed leaves alone whom it belongs to', async () => {
    const article = await published({ ...lotusFestival, slug: 'mao-danh' })
    const chin = { name: 'Chín', email: 'chin@docgia.test', body: 'Lời thật' }
    const real = await approved(await commentFrom(chin, on(article)))
    await env.DB.prepare('UPDATE comments SET confirmed_at = 1 WHERE id = ?').bind(real.id).run()
    const fake = { ...chin, name: 'Kẻ mạo danh', email: 'Chin@docgia.test' }
    const before = await approved(await commentFrom({ ...fake, body: 'Lời mạo danh' }, on(article)))
    const comment = await held(await commentFrom({ ...fake, body: 'Chửi bới' }, on(article)))
    const moderator = as('moderator', withPurges().answer)
    const page = async ({ id }: Comment) => (await moderator.get(`/admin/comments/${id}`)).text()
    const ticks = (html: string) => html.match(/<input id="f-kinds-[^>]*>/g)?.map((tick) => tick.includes('checked'))
    const typed = await page(comment)
    expect(ticks(typed)).toEqual([false, true])
    expect(typed).toContain('nên có thể là của người khác')
    expect(typed).toContain('Gỡ luôn 1 ý kiến đã đăng của người này')
    const confirmed = await page(real)
    expect(ticks(confirmed)).toEqual([true, false])
    expect(confirmed).not.toContain('nên có thể là của người khác')

    const done = await moderator.send(
      '/admin/comments/bans',
      form({ comment: comment.id, days: 7, hide: 1 }, ['email']),
    )
    expect(await done.json()).toEqual({ hidden: 1 })
    expect([(await now(real)).status, (await now(before)).status]).toEqual(['approved', 'rejected'])
  })

  test('of an address is listed for programs without its hash', async () => {
    const article = await published({ ...lotusFestival, slug: 'khong-bam' })
    const comment = await held(await commentFrom({ ...lan, name: 'Băm', email: 'bam@docgia.test' }, on(article)))
    await as('moderator').send('/admin/comments/bans', form({ comment: comment.id, days: 7 }, ['email', 'address']))
    const list = await (await as('moderator').get('/admin/comments/bans', JSON_PLEASE)).text()
    expect(list).toContain('bam@docgia.test')
    expect(list).not.toContain(comment.address_hash)
  })

  test('of hundreds of comments is still one step', async () => {
    const article = await published({ ...lotusFestival, slug: 'hang-tram' })
    const ong = { name: 'Ông', email: 'ong@docgia.test', body: 'Nhiều lời' }
    const comment = await held(await commentFrom(ong, on(article)))
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
       INSERT INTO comments (article_id, name, email, body, fingerprint, submission, address_hash, status, created_at)
       SELECT ?, 'Ông', 'ong@docgia.test', 'Lời ' || i, 'f' || i, 'nhieu-' || i, 'h', 'approved', i FROM n`,
    )
      .bind(article.id)
      .run()
    const { tags, answer } = withPurges()
    const done = await as('moderator', answer).send(
      '/admin/comments/bans',
      form({ comment: comment.id, days: 1, hide: 1 }, ['email']),
    )
    expect(await done.json()).toEqual({ hidden: 250 })
    expect(tags).toEqual([`article-${article.id}`])
    const left = `SELECT count(*) AS n FROM comments WHERE email = 'ong@docgia.test' AND status = 'approved'`
    expect(await env.DB.prepare(left).first('n')).toBe(0)
    const kept = await env.DB.prepare(
      `SELECT count(*) AS n FROM moderation_events e JOIN comments c ON c.id = e.comment_id
       WHERE c.email = 'ong@docgia.test' AND e.to_status = 'rejected' AND e.actor = ?`,
    )
      .bind(PEOPLE.moderator.email)
      .first('n')
    expect(kept).toBe(250)
  })

  test('pressed twice is one', async () => {
    const comment = await held(
      await commentFrom(
        { ...lan, email: 'hailan@docgia.test' },
        on(await published({ ...lotusFestival, slug: 'bam' })),
      ),
    )
    const ban = () => as('moderator').send('/admin/comments/bans', form({ comment: comment.id, days: 7 }, ['email']))
    await ban()
    await ban()
    expect(await bansOf('hailan@docgia.test')).toHaveLength(1)
    const longer = form({ comment: comment.id, days: 30 }, ['email'])
    await as('moderator').send('/admin/comments/bans', longer)
    expect(await bansOf('hailan@docgia.test')).toHaveLength(2)
  })

  test('that somebody has lifted is not lifted again', async () => {
    const comment = await held(
      await commentFrom({ ...lan, email: 'bo@docgia.test' }, on(await published({ ...lotusFestival, slug: 'bo-cam' }))),
    )
    await as('moderator').send('/admin/comments/bans', form({ comment: comment.id, days: 7 }, ['email']))
    const [ban] = await bansOf('bo@docgia.test')
    const lift = (who: 'moderator' | 'editor') =>
      as(who).post(`/admin/comments/bans/${ban?.id}`, { _method: 'DELETE' }, JSON_PLEASE)
    expect([(await lift('editor')).status, (await lift('moderator')).status]).toEqual([303, 409])
    expect(await bansOf('bo@docgia.test')).toMatchObject([{ lifted_by: PEOPLE.editor.email }])
    expect(
      (await as('owner').send('/admin/comments/bans/987654', { method: 'DELETE', headers: JSON_PLEASE })).status,
    ).toBe(404)
  })
})

describe('a whole mail provider, or somebody unknown, cannot be banned by slip', () => {
  beforeAll(async () => {
    const article = await published({ ...lotusFestival, slug: 'ca-nha' })
    await commentFrom({ ...thuy, email: 'editor@dateline.test' }, on(article))
  })

  test.each([
    ['@gmail.com', 'cả một nhà cung cấp'],
    ['*@gmail.com', 'cả một nhà cung cấp'],
    ['%@gmail.com', 'cả một nhà cung cấp'],
    [' @gmail.com', 'cả một nhà cung cấp'],
    ['.@gmail.com', 'cả một nhà cung cấp'],
    ['gmail.com', 'cả một nhà cung cấp'],
    ['mail.google.com', 'cả một nhà cung cấp'],
    ['', 'Xin ghi email'],
    ['lan', 'Email chưa đúng'],
    ['lan*@docgia.test', 'Email chưa đúng'],
    ['lan@*', 'Email chưa đúng'],
    ['lan@docgia.test, thuy@docgia.test', 'Email chưa đúng'],
    ['lan@', 'Email chưa đúng'],
    [`${'a'.repeat(250)}@docgia.test`, 'Email chưa đúng'],
    ['chua-he@gmail.com', 'Chưa có ý kiến nào ghi email này'],
    ['Editor@dateline.test', 'người trong toà soạn'],
    ['owner@dateline.test', 'người trong toà soạn'],
  ])('%s: %s', async (email, why) => {
    const count = async () => env.DB.prepare('SELECT count(*) AS n FROM bans').first('n')
    const before = await count()
    const page = await as('moderator').post('/admin/comments/bans', { email, days: 7, reason: 'Vì sao' })
    expect(page.status).toBe(422)
    const text = await page.text()
    expect(text).toContain(why)
    expect(text).toContain('value="Vì sao"')
    expect(await count()).toBe(before)
  })

  test('a ban of an address needs one, and no ban is for longer than an address is known', async () => {
    const comment = await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'phai' }))))
    await env.DB.prepare(`UPDATE comments SET address_hash = '' WHERE id = ?`).bind(comment.id).run()
    const wrong = async (fields: Record<string, string | number>, kinds: string[]) =>
      (await as('moderator').send('/admin/comments/bans', form({ comment: comment.id, ...fields }, kinds))).json()
    expect(await wrong({ days: 7 }, ['address'])).toMatchObject({
      error: { fields: { kinds: expect.stringContaining('không còn') } },
    })
    expect(await wrong({ days: 7 }, [])).toMatchObject({
      error: { fields: { kinds: expect.stringContaining('Xin chọn') } },
    })
    for (const days of [0, 2, 31, 365, 'mãi mãi']) {
      expect(await wrong({ days }, ['email'])).toMatchObject({ error: { fields: { days: expect.any(String) } } })
    }
    expect(await wrong({ days: 7, reason: 'x'.repeat(301) }, ['email'])).toMatchObject({
      error: { fields: { reason: expect.any(String) } },
    })
  })
})
