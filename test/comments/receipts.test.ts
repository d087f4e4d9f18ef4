/** A comment's private page: what its writer reads there, changes and takes back. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../worker/app.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { REJECTION_REASONS, receiptMessage, receiptPath } from '../../worker/comments/comment.ts'
import { decide, listEvents } from '../../worker/comments/decisions.ts'
import type { Signal } from '../../worker/comments/moderation.ts'
import { findComment } from '../../worker/comments/queries.ts'
import { changeText, EDITABLE_FOR_MS, MAX_REVISIONS, type Receipt } from '../../worker/comments/receipt.ts'
import { sign } from '../../worker/edge/signature.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { wordsFor } from '../../worker/text/words.ts'
import {
  approved,
  commentFrom,
  held,
  lan,
  lotusFestival,
  on,
  PEOPLE,
  pageOf,
  published,
  withPurges,
  withToken,
} from '../newsroom.ts'

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
})

const { received } = wordsFor('vi')
const trap: Signal = { name: 'trap', weight: 100, reason: 'Ô bẫy đã được điền.' }
const links: Signal = { name: 'links', weight: 30, reason: 'Có đường dẫn.' }

/** Its checks are not run: what they would do is done by the test. */
const { tags, PURGES } = withPurges()
const queued: number[] = []
const COMMENTS = { send: async ({ commentId }: { commentId: number }) => void queued.push(commentId) }
const writer = withToken(null, (request) =>
  app.fetch(request, { ...env, PURGES, COMMENTS: COMMENTS as unknown as Env['COMMENTS'] }),
)

let count = 0
const justNow = (body = `Ý kiến thứ ${++count}`) => commentFrom({ ...lan, body }, on(article, Date.now()))
const pathOf = async ({ id }: Pick<Comment, 'id'>, of: Article = article) =>
  receiptPath(articlePath(of), id, await sign(env.SIGNING_KEY, receiptMessage(id)))
const now = async ({ id }: Pick<Comment, 'id'>) => (await findComment(env.DB, id)) ?? expect.fail('no such comment')
const change = async (comment: Comment, body: string, revision = comment.revision) =>
  writer.post(await pathOf(comment), { body, revision })
const withdraw = async (comment: Comment) => writer.post(`${await pathOf(comment)}/withdrawal`)
const turnedAway = async (comment: Comment, reason: string | null) => {
  await decide(env.DB, comment, { status: 'rejected', signals: [], reason }, PEOPLE.moderator.email, Date.now())
  return now(comment)
}

describe('the page', () => {
  test('is its writer’s alone: kept by no cache and no search engine, and told to no other site', async () => {
    const page = await writer.get(await pathOf(await justNow()))
    expect(page.status).toBe(200)
    expect(page.headers.get('Cache-Control')).toBe('private, no-store')
    expect(page.headers.get('Referrer-Policy')).toBe('same-origin')
    expect(await page.text()).toContain('<meta name="robots" content="noindex">')
  })

  test.each(['received', 'held', 'approved', 'rejected', 'spam', 'withdrawn', 'erased'] as const)(
    'says what there is to say of one that is %s',
    async (status) => {
      const comment = await justNow()
      await env.DB.prepare('UPDATE comments SET status = ? WHERE id = ?').bind(status, comment.id).run()
      const page = await (await writer.get(await pathOf(comment))).text()
      expect(page).toContain(`<h1>${received.title[status]}</h1>`)
      expect(page).toContain(received.message[status])
      expect(page.includes(comment.body)).toBe(status !== 'erased')
      expect(page.includes(received.withdrawNow)).toBe(['received', 'held', 'approved'].includes(status))
      expect(page.includes('href="?change=1"')).toBe(['received', 'held'].includes(status))
      const changing = await (await writer.get(`${await pathOf(comment)}?change=1`)).text()
      expect(changing.includes(received.changeSave)).toBe(['received', 'held'].includes(status))
    },
  )

  test.each(REJECTION_REASONS)('of one that was not published says why: %s', async (reason) => {
    const page = await writer.get(await pathOf(await turnedAway(await justNow(), reason)))
    expect(await page.text()).toContain(`</b> ${received.reasons[reason]}`)
  })

  test('has words also for a reason that it does not know', async () => {
    const page = await writer.get(await pathOf(await turnedAway(await justNow(), 'toString')))
    expect(await page.text()).toContain(received.message.rejected)
  })

  test('tells a program the same', async () => {
    const comment = await turnedAway(await justNow(), 'insult')
    const answer = await writer.get(await pathOf(comment), { Accept: 'application/json' })
    expect(await answer.json()).toEqual({
      comment: { id: comment.id, status: 'rejected', revision: 1, reason: 'insult', may_change: false },
    })
  })
})

describe('a forged link', () => {
  test('opens nothing, changes nothing and takes nothing back', async () => {
    const comment = await justNow()
    const path = await pathOf(comment)
    const others = [
      path.replace(/(\d+)-/, (_, id) => `${Number(id) - 1}-`),
      path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A'),
      `${articlePath(article)}/comments/${comment.id}-${'A'.repeat(22)}`,
      await pathOf(comment, await published({ ...lotusFestival, slug: 'khong-phai-bai-nay' })),
    ]
    for (const forged of others) {
      expect((await writer.get(forged)).status).toBe(404)
      expect((await writer.post(forged, { body: 'Sửa trộm', revision: 1 })).status).toBe(404)
      expect((await writer.post(`${forged}/withdrawal`)).status).toBe(404)
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        expect((await writer.send(forged, { method })).status).toBe(404)
      }
    }
    expect(await now(comment)).toMatchObject({ body: comment.body, status: 'received', revision: 1 })
  })

  test('and a form of another site is refused, even with the true address', async () => {
    const comment = await justNow()
    const evil = { Origin: 'https://evil.test' }
    expect((await writer.post(await pathOf(comment), { body: 'Sửa trộm' }, evil)).status).toBe(403)
    expect((await writer.post(`${await pathOf(comment)}/withdrawal`, {}, evil)).status).toBe(403)
    expect(await now(comment)).toMatchObject({ body: comment.body, status: 'received' })
  })
})

describe('a change', () => {
  test('puts the new text in the old one’s place, to be checked from the start; what the door noticed stays', async () => {
    const first = await justNow('Bản đầu của tôi, viết vội lúc sáng sớm bên bến đò.')
    await env.DB.prepare('UPDATE comments SET signals = ? WHERE id = ?')
      .bind(JSON.stringify([trap]), first.id)
      .run()
    await decide(env.DB, first, { status: 'held', signals: [trap, links] }, 'checks', Date.now())
    const before = await now(first)
    const answer = await change(before, '  Bản sau của tôi, viết lại cho rõ\r\nhơn hẳn bản đầu: Ỷ & <Ổn>.  ')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(await pathOf(first))
    const after = await now(first)
    expect(after).toMatchObject({
      body: 'Bản sau của tôi, viết lại cho rõ\nhơn hẳn bản đầu: Ỷ & <Ổn>.',
      status: 'received',
      revision: 2,
      edited_at: expect.any(Number),
      decided_at: null,
      created_at: before.created_at,
      name: before.name,
    })
    expect(JSON.parse(after.signals)).toEqual([trap])
    expect(after.fingerprint).not.toBe(before.fingerprint)
    expect(after.likeness_1).not.toBe(before.likeness_1)
    expect(queued).toContain(first.id)
    expect((await listEvents(env.DB, first.id)).at(-1)).toMatchObject({
      actor: 'writer',
      from_status: 'held',
      to_status: 'received',
      revision: 1,
    })
    const page = await (await writer.get(await pathOf(first))).text()
    expect(page).toContain('hơn hẳn bản đầu: Ỷ &amp; &lt;Ổn&gt;.')
    expect(page).toContain('Bạn sửa lúc')
  })

  test('makes a verdict and a decision on the old text void', async () => {
    const first = await justNow()
    await change(first, 'Bản đã sửa')
    for (const actor of ['checks', PEOPLE.moderator.email]) {
      expect(await decide(env.DB, first, { status: 'approved', signals: [] }, actor, Date.now())).toBe(false)
    }
    expect(await now(first)).toMatchObject({ status: 'received', body: 'Bản đã sửa' })
  })

  test('sent twice is one change, and one that changes nothing is none', async () => {
    const first = await justNow()
    const answers = await Promise.all([change(first, 'Bấm đúp'), change(first, 'Bấm đúp')])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await now(first)).toMatchObject({ revision: 2 })
    await change(first, 'Bấm đúp', 2)
    expect(await now(first)).toMatchObject({ revision: 2 })
  })

  test('that changes nothing of a decided one sends nobody to look at it again', async () => {
    const comment = await approved(await justNow())
    queued.length = 0
    expect((await change(comment, comment.body)).status).toBe(303)
    expect(queued).toEqual([])
  })

  test('from a window that has an older text is told so, with both texts in hand', async () => {
    const first = await justNow()
    await change(first, 'Sửa ở cửa sổ này')
    const late = await change(first, 'Sửa ở cửa sổ kia')
    expect(late.status).toBe(409)
    const page = await late.text()
    expect(page).toContain(received.errors.version_conflict)
    expect(page).toContain('Sửa ở cửa sổ này</p>')
    expect(page).toContain('Sửa ở cửa sổ kia</textarea>')
    expect(page).toContain('name="revision" value="2"')
    expect(await now(first)).toMatchObject({ body: 'Sửa ở cửa sổ này', revision: 2 })
  })

  test.each([
    ['', wordsFor('vi').form.errors.body_missing],
    ['\u200b \u200b', wordsFor('vi').form.errors.body_missing],
    ['x', wordsFor('vi').form.errors.body_too_short],
    ['x'.repeat(4010), 'thừa 10 ký tự'],
  ])('that cannot be: 422, with the words kept (%#)', async (body, says) => {
    const first = await justNow()
    const answer = await change(first, body)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain(says)
    expect(page).toContain(`\n${body}</textarea>`)
    expect(page).toContain(received.changeSave)
    expect(await now(first)).toMatchObject({ revision: 1, body: first.body })
  })

  test('after a person has decided is refused, and the words are there to be copied', async () => {
    for (const decided of [
      await approved(await justNow()),
      await turnedAway(await justNow(), 'unclear'),
      // A decision taken back leaves it held, but by a person.
      await (async () => {
        const comment = await approved(await justNow())
        await decide(env.DB, comment, { status: 'held', signals: [] }, PEOPLE.moderator.email, Date.now())
        return now(comment)
      })(),
    ]) {
      const answer = await change(decided, 'Muộn một bước')
      expect(answer.status).toBe(409)
      const page = await answer.text()
      expect(page).toContain(received.errors.already_decided)
      expect(page).toContain('Muộn một bước</textarea>')
      expect(await now(decided)).toMatchObject({ body: decided.body, status: decided.status })
    }
  })

  test('is possible for ten minutes, and so often', async () => {
    const first = await justNow()
    const seen = { ...first, by_person: 0 } satisfies Receipt
    const at = (ms: number) => changeText(env.DB, seen, { revision: 1, body: 'Vừa kịp' }, first.created_at + ms)
    expect(await at(EDITABLE_FOR_MS)).toEqual({ ok: false, reason: 'too_late' })
    expect(await at(EDITABLE_FOR_MS - 1)).toEqual({ ok: true, isNew: true })
    for (let revision = 2; revision < MAX_REVISIONS; revision++) await change(first, `Lần ${revision}`, revision)
    expect((await change(first, 'Lần nữa', MAX_REVISIONS)).status).toBe(403)
    expect(await now(first)).toMatchObject({ revision: MAX_REVISIONS })
    const old = await commentFrom(lan, on(article, Date.now() - EDITABLE_FOR_MS))
    expect(await (await writer.get(`${await pathOf(old)}?change=1`)).text()).not.toContain(received.changeSave)
    expect((await change(old, 'Muộn')).status).toBe(403)
  })

  test('goes through also where the checks conclude between the look and the write', async () => {
    const first = await justNow()
    const seen = { ...first, by_person: 0 } satisfies Receipt
    await held(first)
    expect(await changeText(env.DB, seen, { revision: 1, body: 'Chen vào giữa' }, Date.now())).toEqual({
      ok: true,
      isNew: true,
    })
    expect(await now(first)).toMatchObject({ body: 'Chen vào giữa', status: 'received', revision: 2, signals: '[]' })
  })

  test('but not where a person does, even one who has taken the decision back', async () => {
    const first = await held(await justNow())
    const seen = { ...first, by_person: 0 } satisfies Receipt
    await decide(env.DB, await approved(first), { status: 'held', signals: [] }, PEOPLE.moderator.email, Date.now())
    const late = await changeText(env.DB, seen, { revision: 1, body: 'Chen vào giữa' }, Date.now())
    expect(late).toEqual({ ok: false, reason: 'already_decided' })
    expect(await now(first)).toMatchObject({ body: first.body, status: 'held', revision: 1 })
  })

  test('by who is banned is refused, with the words kept', async () => {
    const first = await commentFrom(
      { ...lan, email: 'cam-sua@docgia.test', body: 'Trước khi cấm' },
      on(article, Date.now()),
    )
    await env.DB.prepare(
      `INSERT INTO bans (kind, value, until, created_at, created_by) VALUES ('email', 'cam-sua@docgia.test', ?, 0, 'x')`,
    )
      .bind(Date.now() + 1000_000)
      .run()
    const answer = await change(first, 'Sau khi cấm')
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('Sau khi cấm</textarea>')
    expect(await now(first)).toMatchObject({ body: 'Trước khi cấm' })
  })

  test('does not count as another comment', async () => {
    const from = { 'CF-Connecting-IP': '192.0.2.77' }
    const first = await justNow()
    for (let revision = 1; revision < 8; revision++) {
      const path = await pathOf(first)
      expect((await writer.post(path, { body: `Sửa lần ${revision}`, revision }, from)).status).toBe(303)
    }
  })
})

describe('a withdrawal', () => {
  test.each(['rejected', 'spam', 'erased'] as const)(
    'leaves one that is %s as it is: it would no longer count against who wrote it',
    async (status) => {
      const comment = await justNow()
      await env.DB.prepare('UPDATE comments SET status = ? WHERE id = ?').bind(status, comment.id).run()
      expect((await withdraw(comment)).status).toBe(303)
      expect(await now(comment)).toMatchObject({ status })
      expect(await listEvents(env.DB, comment.id)).toEqual([])
    },
  )

  test('asked for again and again purges only while the first purge may have got lost', async () => {
    const comment = await approved(await justNow())
    tags.length = 0
    await withdraw(comment)
    await withdraw(comment)
    expect(tags).toHaveLength(2)
    await env.DB.prepare('UPDATE comments SET decided_at = decided_at - 120000 WHERE id = ?').bind(comment.id).run()
    await withdraw(comment)
    expect(tags).toHaveLength(2)
  })

  test.each(['received', 'held', 'approved'] as const)('takes back one that is %s', async (status) => {
    const comment = await justNow()
    await env.DB.prepare('UPDATE comments SET status = ? WHERE id = ?').bind(status, comment.id).run()
    expect((await withdraw(comment)).status).toBe(303)
    expect(await now(comment)).toMatchObject({ status: 'withdrawn', body: comment.body })
    expect((await listEvents(env.DB, comment.id)).at(-1)).toMatchObject({ actor: 'writer', to_status: 'withdrawn' })
    expect((await withdraw(comment)).status).toBe(303)
    expect(await listEvents(env.DB, comment.id)).toHaveLength(1)
  })

  test('of a published one takes it off the page and purges that; answers stay', async () => {
    const comment = await approved(await justNow())
    const reply = await approved(await commentFrom({ ...lan, body: 'Lời đáp còn lại' }, on(article)))
    await env.DB.prepare('UPDATE comments SET parent = ?1, answers = ?1 WHERE id = ?2').bind(comment.id, reply.id).run()
    expect(await pageOf(article)).toContain(comment.body)
    tags.length = 0
    await withdraw(comment)
    expect(tags).toContain(`article-${article.id}`)
    expect(await pageOf(article)).not.toContain(comment.body)
    expect(await now(reply)).toMatchObject({ status: 'approved' })
  })

  test('holds whatever a moderator does at the same moment', async () => {
    const comment = await held(await justNow())
    await Promise.all([withdraw(comment), approved(comment).catch(() => {})])
    expect(await now(comment)).toMatchObject({ status: 'withdrawn' })
  })

  test('leaves an erased one erased', async () => {
    const comment = await justNow()
    await env.DB.prepare(`UPDATE comments SET status = 'erased' WHERE id = ?`).bind(comment.id).run()
    expect((await withdraw(comment)).status).toBe(303)
    expect(await now(comment)).toMatchObject({ status: 'erased' })
  })

  test('is not made by opening a link', async () => {
    const comment = await justNow()
    expect((await writer.get(`${await pathOf(comment)}/withdrawal`)).status).toBe(404)
    expect(await now(comment)).toMatchObject({ status: 'received' })
  })
})
