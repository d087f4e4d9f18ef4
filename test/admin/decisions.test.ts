import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { listEvents } from '../../worker/comments/decisions.ts'
import { findComment } from '../../worker/comments/queries.ts'
import type { Comment } from '../../worker/schema.ts'
import {
  approved,
  as,
  commentFrom,
  held,
  lan,
  lotusFestival,
  on,
  pageOf,
  published,
  thuy,
  withPurges,
} from '../newsroom.ts'

const JSON_PLEASE = { Accept: 'application/json' }
const seen = ({ id, status, revision }: Comment) => `${id}-${status}-${revision}`
const now = async ({ id }: Pick<Comment, 'id'>) => (await findComment(env.DB, id)) ?? expect.fail('no such comment')
const asSeen = ({ status, revision }: Comment) => ({ status, revision })

/** What many checkboxes of one name send. */
function ticked(keys: string[], fields: Record<string, string>): RequestInit {
  const body = new URLSearchParams(fields)
  for (const key of keys) body.append('seen', key)
  return { method: 'POST', body, headers: JSON_PLEASE }
}

async function heldComments(count: number, slug: string) {
  const article = await published({ ...lotusFestival, slug })
  const comments: Comment[] = []
  for (let n = 0; n < count; n++)
    comments.push(await held(await commentFrom({ ...lan, body: `Lời ${slug} ${n}` }, on(article))))
  return { article, comments }
}

describe('a rejection', () => {
  test('keeps its reason for the writer, on the comment and on record', async () => {
    const { comments } = await heldComments(1, 'ly-do')
    const [comment] = comments as [Comment]
    const post = (reason: string) =>
      as('moderator').post(`/admin/comments/${comment.id}/rejection`, { ...asSeen(comment), reason }, JSON_PLEASE)
    expect((await post('because')).status).toBe(400)
    expect((await post('toString')).status).toBe(400)
    expect((await now(comment)).status).toBe('held')
    expect((await post('off_topic')).status).toBe(303)
    expect(await now(comment)).toMatchObject({ status: 'rejected', reason: 'off_topic' })
    expect((await listEvents(env.DB, comment.id)).at(-1)).toMatchObject({ to_status: 'rejected', reason: 'off_topic' })
    const list = await (await as('moderator').get('/admin/comments?status=rejected')).text()
    expect(list).toContain('Ý kiến không bàn về nội dung của bài.')
  })

  test('taken back leaves the comment as it was before: on the page, if it was there', async () => {
    const article = await published({ ...lotusFestival, slug: 'tra-lai' })
    const comment = await approved(await commentFrom(lan, on(article)))
    const { tags, answer } = withPurges()
    const moderator = as('moderator', answer)
    await moderator.post(`/admin/comments/${comment.id}/rejection`, { ...asSeen(comment), reason: 'insult' })
    expect(await pageOf(article)).not.toContain(lan.body)
    await moderator.post(`/admin/comments/${comment.id}/rejection`, {
      ...asSeen(await now(comment)),
      _method: 'DELETE',
    })
    expect(await now(comment)).toMatchObject({ status: 'approved', reason: null })
    expect(await pageOf(article)).toContain(lan.body)
    expect(tags).toHaveLength(2)
  })

  test('that was overturned by mistake comes back with its reason', async () => {
    const { comments } = await heldComments(1, 'nham')
    const [comment] = comments as [Comment]
    const { answer } = withPurges()
    const post = async (noun: string, more = {}) =>
      as('editor', answer).post(`/admin/comments/${comment.id}/${noun}`, { ...asSeen(await now(comment)), ...more })
    await post('rejection', { reason: 'private' })
    await post('approval')
    await post('approval', { _method: 'DELETE' })
    expect(await now(comment)).toMatchObject({ status: 'rejected', reason: 'private' })
  })
})

describe('spam', () => {
  test('is a verdict of its own, listed apart and taken back', async () => {
    const { comments } = await heldComments(1, 'thu-rac')
    const [comment] = comments as [Comment]
    const done = await as('moderator').post(`/admin/comments/${comment.id}/spam`, asSeen(comment))
    expect(done.headers.get('Location')).toBe(`/admin/comments?status=held&done=${comment.id}`)
    const list = await (await as('moderator').get('/admin/comments?status=spam')).text()
    expect(list).toContain(`id="comment-${comment.id}"`)
    expect(list).not.toContain(`/admin/comments/${comment.id}/spam`)
    const back = await as('moderator').send(`/admin/comments/${comment.id}/spam`, {
      method: 'DELETE',
      headers: JSON_PLEASE,
    })
    expect(await back.json()).toEqual({ comment: { id: comment.id, status: 'held' } })
  })

  test('a second taking back changes nothing: what is held is no verdict', async () => {
    const { comments } = await heldComments(1, 'hai-lan')
    const [comment] = comments as [Comment]
    const { answer } = withPurges()
    const moderator = as('moderator', answer)
    await moderator.post(`/admin/comments/${comment.id}/approval`, asSeen(comment))
    const undo = () =>
      moderator.send(`/admin/comments/${comment.id}/approval`, { method: 'DELETE', headers: JSON_PLEASE })
    expect([(await undo()).status, (await undo()).status]).toEqual([303, 409])
    expect((await now(comment)).status).toBe('held')
  })
})

describe('taking back', () => {
  test('the same request again and again flips nothing: only the verdict that stands is taken back', async () => {
    const { comments } = await heldComments(1, 'lap-lai')
    const [comment] = comments as [Comment]
    const moderator = as('moderator', withPurges().answer)
    await moderator.post(`/admin/comments/${comment.id}/rejection`, {})
    await moderator.post(`/admin/comments/${comment.id}/approval`, {})
    const undo = () =>
      moderator.send(`/admin/comments/${comment.id}/approval`, { method: 'DELETE', headers: JSON_PLEASE })
    expect([(await undo()).status, (await undo()).status, (await undo()).status]).toEqual([303, 409, 409])
    expect((await now(comment)).status).toBe('rejected')
  })

  test.each([
    ['approval', 'approved'],
    ['rejection', 'rejected'],
    ['spam', 'spam'],
  ])('on the comment’s own page is about the %s', async (noun, status) => {
    const { comments } = await heldComments(1, `trang-${noun}`)
    const [comment] = comments as [Comment]
    const moderator = as('moderator', withPurges().answer)
    const done = await moderator.post(`/admin/comments/${comment.id}/${noun}`, { ...asSeen(comment), page: 'comment' })
    const page = await (await moderator.get(done.headers.get('Location') ?? '')).text()
    const [form = ''] =
      page.match(/<form[^>]*><input type="hidden" name="_method" value="DELETE"\/><input.*?<\/form>/s) ?? []
    expect(form).toContain(`action="/admin/comments/${comment.id}/${noun}"`)
    const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
    expect(Object.fromEntries(fields)).toMatchObject({ status, event: expect.stringMatching(/^\d+$/) })
    const back = await moderator.post(`/admin/comments/${comment.id}/${noun}`, Object.fromEntries(fields))
    expect(back.status).toBe(303)
    expect((await now(comment)).status).toBe('held')
  })

  test('overturns nobody who decided since, even where the comment stands again as it was seen', async () => {
    const { comments } = await heldComments(2, 'di-ve')
    const [one, two] = comments as [Comment, Comment]
    const [moderator, editor] = [as('moderator', withPurges().answer), as('editor', withPurges().answer)]
    const approval = await moderator.send(
      '/admin/comments/decisions',
      ticked([seen(one), seen(two)], { decision: 'approved' }),
    )
    const undos = (await approval.json<{ done: { undo: string }[] }>()).done.map(({ undo }) => undo)
    const list = await (await moderator.get(`/admin/comments?done=${one.id}.${two.id}`)).text()
    for (const undo of undos) expect(list).toContain(`name="seen" value="${undo}"`)
    await editor.post(`/admin/comments/${one.id}/rejection`, {})
    await editor.send(`/admin/comments/${one.id}/rejection`, { method: 'DELETE', headers: JSON_PLEASE })

    const event = undos[0]?.split('-')[3] ?? ''
    const alone = { ...asSeen(await now(one)), event, _method: 'DELETE' }
    expect((await moderator.post(`/admin/comments/${one.id}/approval`, alone, JSON_PLEASE)).status).toBe(409)
    expect((await moderator.post(`/admin/comments/${one.id}/approval`, { ...alone, event: 'x' })).status).toBe(400)
    const many = await moderator.send('/admin/comments/decisions', ticked(undos, { _method: 'DELETE' }))
    expect(await many.json()).toMatchObject({ done: [{ id: two.id }], missed: [{ id: one.id }] })
    expect([(await now(one)).status, (await now(two)).status]).toEqual(['approved', 'held'])
  })
})

describe('what its writer has withdrawn', () => {
  test.each(['withdrawn', 'erased'])('%s stays so, whatever a program says', async (status) => {
    const { comments } = await heldComments(1, `rut-${status}`)
    const [comment] = comments as [Comment]
    await env.DB.prepare('UPDATE comments SET status = ? WHERE id = ?').bind(status, comment.id).run()
    const post = (fields: Record<string, string | number>) =>
      as('owner').post(`/admin/comments/${comment.id}/approval`, fields, JSON_PLEASE)
    expect((await post({})).status).toBe(409)
    expect((await post({ status, revision: 1 })).status).toBe(400)
    expect((await post({ status: 'held', revision: 1 })).status).toBe(409)
    expect((await now(comment)).status).toBe(status)
  })
})

describe('many at once', () => {
  test('are one transaction and one purge, and one way back', async () => {
    const { article, comments } = await heldComments(3, 'nhieu')
    const { tags, answer } = withPurges()
    const moderator = as('moderator', answer)
    const done = await moderator.send('/admin/comments/decisions', ticked(comments.map(seen), { decision: 'approved' }))
    const told = await done.json<{ done: { seen: string }[]; missed: unknown[] }>()
    expect(told.done.map((one) => one.seen)).toEqual(comments.map(({ id }) => `${id}-approved-1`))
    expect(told.missed).toEqual([])
    expect(tags).toEqual([`article-${article.id}`])
    expect(await pageOf(article)).toContain('Lời nhieu 2')

    const back = await moderator.send(
      '/admin/comments/decisions',
      ticked(
        told.done.map((one) => one.seen),
        { _method: 'DELETE' },
      ),
    )
    expect((await back.json<{ done: { status: string }[] }>()).done.map(({ status }) => status)).toEqual(
      Array(3).fill('held'),
    )
    expect(await pageOf(article)).not.toContain('Lời nhieu 2')
    expect(tags).toHaveLength(2)
  })

  test('leave alone what somebody else decided or its writer changed, and say so', async () => {
    const { comments } = await heldComments(3, 'tranh-nhau')
    const [first, second, third] = comments as [Comment, Comment, Comment]
    await as('editor').post(`/admin/comments/${second.id}/rejection`, asSeen(second))
    await env.DB.prepare('UPDATE comments SET revision = 2 WHERE id = ?').bind(third.id).run()
    const { answer } = withPurges()
    const body = new URLSearchParams({ decision: 'approved', list: 'held' })
    for (const comment of comments) body.append('seen', seen(comment))
    const done = await as('moderator', answer).send('/admin/comments/decisions', { method: 'POST', body })
    const location = done.headers.get('Location') ?? ''
    expect([done.status, location]).toEqual([
      303,
      `/admin/comments?status=held&done=${first.id}&missed=${second.id}.${third.id}`,
    ])
    expect((await now(second)).status).toBe('rejected')
    expect((await now(third)).status).toBe('held')
    const page = await (await as('moderator').get(location)).text()
    expect(page).toContain('Đã duyệt ý kiến của Nguyễn Thị Lan.')
    expect(page).toContain('2 ý kiến đã có người quyết định hoặc sửa trước bạn')
    expect(page).toContain('Hiện nay: Đã từ chối (Phạm Khiêm')
  })

  test.each([
    ['more than a hundred', Array.from({ length: 101 }, (_, n) => `${n + 1}-held-1`), 'approved'],
    ['a status that nobody decides on', ['1-erased-1'], 'approved'],
    ['nonsense', ['1-held'], 'approved'],
    ['no verdict', ['1-held-1'], 'published'],
  ])('%s is refused as a whole', async (_, keys, decision) => {
    expect((await as('moderator').send('/admin/comments/decisions', ticked(keys, { decision }))).status).toBe(400)
  })

  test('that never were are named', async () => {
    const done = await as('moderator').send(
      '/admin/comments/decisions',
      ticked(['987654-held-1'], { decision: 'spam' }),
    )
    expect(await done.json()).toMatchObject({ done: [], missed: [], unknown: [987654] })
  })
})

describe('the list', () => {
  test('tells objections from notes, and what came of a person before', async () => {
    const article = await published({ ...lotusFestival, slug: 'truoc-day' })
    const mai = { name: 'Mai', email: 'Mai@docgia.test', body: 'Lần đầu' }
    await approved(await commentFrom(mai, on(article)))
    const spam = await held(await commentFrom({ ...mai, email: 'mai@docgia.test', body: 'Lần hai' }, on(article)))
    await as('moderator').post(`/admin/comments/${spam.id}/spam`, asSeen(spam))
    const comment = await held(await commentFrom({ ...mai, body: 'Lần ba' }, on(article)))
    const signals = JSON.stringify([
      { name: 'links', weight: 30, reason: 'Có đường dẫn.' },
      { name: 'policy', weight: 0, reason: 'Toà soạn đọc mọi ý kiến.' },
    ])
    await env.DB.prepare('UPDATE comments SET signals = ?, confirmed_at = 1 WHERE id = ?')
      .bind(signals, comment.id)
      .run()
    const page = await (await as('moderator').get('/admin/comments')).text()
    expect(page).toContain('<ul class="reasons" aria-label="Vì sao ở đây"><li>Có đường dẫn.</li></ul>')
    expect(page).toContain(
      '<ul class="reasons notes" aria-label="Cũng nên biết"><li>Toà soạn đọc mọi ý kiến.</li></ul>',
    )
    expect(page).toContain('1 ý kiến đã đăng, 1 bị từ chối')
    expect(page).toContain('email đã xác nhận')
  })

  test('of a person has all they wrote, whatever became of it, and no other', async () => {
    const article = await published({ ...lotusFestival, slug: 'mot-nguoi' })
    const gone = await held(await commentFrom({ ...thuy, body: 'Của Thuỷ, bị từ chối' }, on(article)))
    await as('moderator').post(`/admin/comments/${gone.id}/rejection`, asSeen(gone))
    await commentFrom({ ...thuy, email: 'THUY@docgia.test', body: 'Của Thuỷ, mới gửi' }, on(article))
    const found = await as('moderator').post('/admin/comments', { email: ' Thuy@docgia.test', list: 'approved' })
    expect(found.status).toBe(303)
    const location = found.headers.get('Location') ?? ''
    expect(location).toMatch(/^\/admin\/comments\?status=approved&person_of=\d+$/)
    const page = await (await as('moderator').get(location)).text()
    expect(page).toContain('Mọi ý kiến ghi email THUY@docgia.test')
    expect(page.match(/(?:href|action)="[^"]*@[^"]*"/g)?.filter((link) => !link.includes('mailto:'))).toEqual([])
    expect(page).toContain('Của Thuỷ, bị từ chối')
    expect(page).toContain('Của Thuỷ, mới gửi')
    expect(page).not.toContain(lan.body)
  })

  test('of a person that nobody knows says so, and keeps what was typed', async () => {
    const answer = await as('moderator').post('/admin/comments', { email: 'ai-do@docgia.test' })
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(page).toContain('Không có ý kiến nào như vậy.')
    expect(page).toContain('value="ai-do@docgia.test"')
    const json = await as('moderator').post('/admin/comments', { email: 'ai-do@docgia.test' }, JSON_PLEASE)
    expect(await json.json()).toEqual({ comments: [], older: null })
    const all = await as('moderator').post('/admin/comments', { email: ' ', list: 'spam' })
    expect(all.headers.get('Location')).toBe('/admin/comments?status=spam')
    expect(await (await as('moderator').get('/admin/comments?person_of=987654')).text()).toContain(
      'Không có ý kiến nào như vậy.',
    )
  })

  test('of an erased comment’s person has nobody’s', async () => {
    const { comments } = await heldComments(2, 'xoa-het')
    const [one, two] = comments as [Comment, Comment]
    await env.DB.prepare(`UPDATE comments SET email = '' WHERE id IN (?, ?)`).bind(one.id, two.id).run()
    const list = await as('moderator').get(`/admin/comments?person_of=${one.id}`, JSON_PLEASE)
    expect(await list.json()).toEqual({ comments: [], older: null })
  })

  test('of an article comes back to the article’s after a decision', async () => {
    const { article, comments } = await heldComments(1, 'rieng-mot-bai')
    const [comment] = comments as [Comment]
    const fields = { ...asSeen(comment), list: 'held', article: article.id }
    const done = await as('moderator').post(`/admin/comments/${comment.id}/rejection`, fields)
    const location = done.headers.get('Location') ?? ''
    expect(location).toBe(`/admin/comments?status=held&article=${article.id}&done=${comment.id}`)
    expect(await (await as('moderator').get(location)).text()).toContain('Chỉ ý kiến về bài')
  })
})
