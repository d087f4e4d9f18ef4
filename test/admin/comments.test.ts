import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { listEvents } from '../../worker/comments/decisions.ts'
import { findComment } from '../../worker/comments/queries.ts'
import type { Comment } from '../../worker/schema.ts'
import {
  approved,
  as,
  commentFrom,
  ferryTimes,
  held,
  lan,
  lotusFestival,
  on,
  pageOf,
  published,
  thuy,
  withPurges,
} from '../newsroom.ts'

const asSeen = ({ status, revision }: Comment) => ({ status, revision })
const now = async ({ id }: Comment) => (await findComment(env.DB, id)) ?? expect.fail('no such comment')

describe('the list', () => {
  test('shows what a moderator needs, and what a reader wrote as text', async () => {
    const article = await published(lotusFestival)
    const nasty = { name: '<b>Lan</b>', email: 'lan@docgia.test', body: 'Dòng một\n<script>alert(1)</script>' }
    const comment = await held(await commentFrom(nasty, on(article)), 'Có từ cần xem: “<i>lừa đảo</i>”.')
    const page = await (await as('moderator').get('/admin/comments')).text()
    expect(page).toContain('&lt;b&gt;Lan&lt;/b&gt;')
    expect(page).toContain('lan@docgia.test')
    expect(page).toContain('Dòng một\n&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain('“&lt;i&gt;lừa đảo&lt;/i&gt;”')
    expect(page).toContain('23/11/2026, 12:00')
    expect(page).toContain(`/van-hoa/${article.slug}`)
    expect(page).toContain(`/admin/comments/${comment.id}/approval`)
    expect(await (await as('moderator').get('/admin/comments?status=rejected')).text()).not.toContain('lan@docgia.test')
  })

  test('pages by key', async () => {
    const article = await published({ ...ferryTimes, slug: 'nhieu-y-kien' })
    for (let n = 0; n < 53; n++) await commentFrom({ ...thuy, body: `Ý kiến ${n}` }, on(article, n))
    const list = async (query: string) =>
      (await as('moderator').get(`/admin/comments?status=received${query}`, { Accept: 'application/json' })).json<{
        comments: Comment[]
        older: string | null
      }>()
    const first = await list('')
    expect(first.comments).toHaveLength(50)
    const last = await list(`&before=${first.older}`)
    expect(last.comments).toHaveLength(3)
    expect(last.older).toBeNull()
  })
})

describe('a decision', () => {
  test('publishes, is on record with its reasons, purges the article and can be undone', async () => {
    const article = await published(lotusFestival)
    const comment = await held(await commentFrom(lan, on(article)))
    expect(await pageOf(article)).not.toContain(lan.body)

    const { tags, answer } = withPurges()
    const moderator = as('moderator', answer)
    const response = await moderator.post(`/admin/comments/${comment.id}/approval`, {
      ...asSeen(comment),
      list: 'held',
    })
    expect(response.headers.get('Location')).toBe(`/admin/comments?status=held&done=${comment.id}`)
    expect(tags).toEqual([`article-${article.id}`])
    expect(await pageOf(article)).toContain(lan.body)
    expect((await listEvents(env.DB, comment.id)).at(-1)).toMatchObject({
      from_status: 'held',
      to_status: 'approved',
      actor: 'moderator@dateline.test',
      signals: comment.signals,
    })

    const list = await (await moderator.get(response.headers.get('Location') ?? '')).text()
    expect(list).toContain(`Đã duyệt ý kiến của ${lan.name}.`)
    expect(list).toContain('Hoàn tác')
    const undo = { ...asSeen(await now(comment)), _method: 'DELETE' }
    expect((await moderator.post(`/admin/comments/${comment.id}/approval`, undo)).status).toBe(303)
    expect(await now(comment)).toMatchObject({ status: 'held', signals: comment.signals })
    expect(tags).toHaveLength(2)
    expect(await pageOf(article)).not.toContain(lan.body)
  })

  test('that keeps a comment off the page purges nothing', async () => {
    const comment = await held(await commentFrom(thuy, on(await published(lotusFestival))))
    const { tags, answer } = withPurges()
    expect((await as('editor', answer).post(`/admin/comments/${comment.id}/rejection`, asSeen(comment))).status).toBe(
      303,
    )
    expect(tags).toEqual([])
    expect((await now(comment)).status).toBe('rejected')
  })

  test('of two moderators at once is one: the other is told what it is now', async () => {
    const comment = await held(await commentFrom(lan, on(await published(lotusFestival))))
    const answers = await Promise.all([
      as('moderator').post(`/admin/comments/${comment.id}/approval`, asSeen(comment)),
      as('editor').post(`/admin/comments/${comment.id}/rejection`, asSeen(comment)),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const { status } = await now(comment)
    const late = answers.find((response) => response.status === 409)
    const page = (await late?.text()) ?? ''
    expect(page).toContain(status === 'approved' ? 'Hiện nay: Đã duyệt (Vũ Mai' : 'Hiện nay: Đã từ chối (Phạm Khiêm')
    expect(await listEvents(env.DB, comment.id)).toHaveLength(2)
  })

  test('on an older text, or on what is so already, is refused', async () => {
    const comment = await approved(await commentFrom(lan, on(await published(lotusFestival))))
    const json = { Accept: 'application/json' }
    const post = (noun: string, fields: Record<string, string | number>) =>
      as('editor').post(`/admin/comments/${comment.id}/${noun}`, fields, json)
    const refusals = [
      await post('rejection', { status: 'approved', revision: 7 }),
      await post('rejection', { status: 'held', revision: 1 }),
      await post('approval', { status: 'approved', revision: 1 }),
      await post('approval', {}),
    ]
    for (const response of refusals) {
      expect(response.status).toBe(409)
      expect(await response.json()).toMatchObject({
        error: { reason: 'already_decided' },
        comment: { id: comment.id, status: 'approved' },
      })
    }
    expect((await post('rejection', { status: 'nonsense' })).status).toBe(400)
    const done = await post('rejection', {})
    expect([done.status, await done.json()]).toEqual([303, { comment: { id: comment.id, status: 'rejected' } }])
    expect((await as('editor').post('/admin/comments/999999/approval', {}, json)).status).toBe(404)
  })
})
