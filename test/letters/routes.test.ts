import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decide, listEvents } from '../../worker/comments/decisions.ts'
import { isProven } from '../../worker/comments/proof.ts'
import { findComment } from '../../worker/comments/queries.ts'
import { isUnsubscribed } from '../../worker/letters/outbox.ts'
import { letterPath } from '../../worker/letters/token.ts'
import { erasePerson } from '../../worker/privacy/erasure.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { lan, lotusFestival, on, published } from '../newsroom.ts'
import { asking, linkIn, postOffice } from './post-office.ts'

const DAY_MS = 24 * 60 * 60_000

let article: Article
let post: ReturnType<typeof postOffice>
beforeAll(async () => {
  article = await published(lotusFestival)
})
beforeEach(async () => {
  post = postOffice()
  await policy('hold_all')
})

const policy = (name: string) => env.DB.prepare('UPDATE settings SET comment_policy = ?').bind(name).run()
const rowOf = ({ id }: Pick<Comment, 'id'>) => findComment(env.DB, id) as Promise<Comment>

/** A comment and the link that its writer was sent. */
async function asked(now = Date.now() - 10 * 60_000) {
  const comment = await asking(lan, on(article, now))
  await post.run(now + 5 * 60_000)
  return { comment, link: linkIn(post.to(comment.email)[0], 'confirm') }
}

async function holdAsPolicy(comment: Comment) {
  const signals = [{ name: 'policy' as const, weight: 0, reason: 'Toà soạn đọc mọi ý kiến.' }]
  await decide(env.DB, comment, { status: 'held', signals }, 'checks', Date.now())
}

describe('the link to confirm an email', () => {
  test('only shows a page, however often a scanner opens it', async () => {
    const { comment, link } = await asked()
    for (let n = 0; n < 3; n++) {
      const page = await post.reader.get(link)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('Đúng, tôi đã viết')
    }
    expect(await rowOf(comment)).toEqual(comment)
  })

  test('opens a page that no cache keeps, no search engine lists and no other site hears of', async () => {
    const { headers } = await post.reader.get((await asked()).link)
    expect(headers.get('Cache-Control')).toBe('private, no-store')
    expect(headers.get('X-Robots-Tag')).toBe('noindex')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('Content-Security-Policy')).not.toContain('challenges')
  })

  test('confirms by its button: this comment alone, and twice is once', async () => {
    const other = await asking(lan, on(article), { email: 'hai@docgia.test' })
    const comment = await asking(lan, on(article, Date.now() - 10 * 60_000), { email: 'hai@docgia.test' })
    await post.run(Date.now())
    const link =
      post
        .to('hai@docgia.test')
        .map((letter) => linkIn(letter, 'confirm'))
        .at(-1) ?? ''
    const first = await post.reader.post(link)
    const html = await first.text()
    expect(html).toContain('Đã xác nhận email')
    const proof = html.match(/data-proof="([^"]+)"/)?.[1] ?? ''
    expect(await isProven(env.SIGNING_KEY, 'hai@docgia.test', proof, Date.now())).toBe(true)
    const { confirmed_at } = await rowOf(comment)
    expect(confirmed_at).toBeGreaterThan(0)
    expect((await post.reader.post(link)).status).toBe(200)
    expect((await rowOf(comment)).confirmed_at).toBe(confirmed_at)
    expect((await rowOf(other)).confirmed_at).toBeNull()
  })

  test('does nothing when another site’s page sends its form', async () => {
    const { comment, link } = await asked()
    expect((await post.reader.post(link, {}, { Origin: 'https://evil.test' })).status).toBe(403)
    expect((await rowOf(comment)).confirmed_at).toBeNull()
  })

  test('runs out after a fortnight', async () => {
    const { comment, link } = await asked(Date.now() - 15 * DAY_MS)
    for (const answer of [await post.reader.get(link), await post.reader.post(link)]) {
      expect(answer.status).toBe(410)
      expect(await answer.text()).toContain('Liên kết không còn dùng được')
    }
    expect((await rowOf(comment)).confirmed_at).toBeNull()
  })

  test('forged is a page that is not there', async () => {
    const { link } = await asked()
    const other = link.replace(/confirm-(\d+)/, (_, id) => `confirm-${Number(id) + 1}`)
    for (const forged of [
      other,
      link.slice(0, -1),
      link.replace('confirm', 'stop'),
      '/letters/confirm-1-x',
      '/letters/x',
    ]) {
      expect((await post.reader.get(forged)).status, forged).toBe(404)
      expect((await post.reader.post(forged)).status, forged).toBe(404)
    }
  })

  test('leads nowhere once its writer has been erased', async () => {
    const { comment, link } = await asked()
    await erasePerson(env.DB, { signingKey: env.SIGNING_KEY, email: comment.email, actor: 'x', now: Date.now() })
    expect((await post.reader.get(link)).status).toBe(410)
    expect((await post.reader.post(link)).status).toBe(410)
  })
})

describe('a comment that is held', () => {
  test('only because its writer was not known goes to the checks again, once', async () => {
    await policy('approve_known')
    const { comment, link } = await asked()
    await holdAsPolicy(comment)
    await post.reader.post(link)
    await post.reader.post(link)
    expect((await rowOf(comment)).status).toBe('received')
    expect(post.queued).toEqual([{ commentId: comment.id }])
    expect((await listEvents(env.DB, comment.id)).at(-1)).toMatchObject({ actor: 'writer', to_status: 'received' })
  })

  test('for another reason too stays where it is', async () => {
    await policy('approve_known')
    const { comment, link } = await asked()
    const signals = [{ name: 'links' as const, weight: 30, reason: 'x' }]
    await decide(env.DB, comment, { status: 'held', signals }, 'checks', Date.now())
    await post.reader.post(link)
    expect(await rowOf(comment)).toMatchObject({ status: 'held', confirmed_at: expect.any(Number) })
  })

  test('by a person, or where a person decides on each, stays where it is', async () => {
    const { comment, link } = await asked()
    await holdAsPolicy(comment)
    await post.reader.post(link)
    expect((await rowOf(comment)).status).toBe('held')

    await policy('approve_known')
    const { comment: taken, link: its } = await asked()
    const signals = [{ name: 'policy' as const, weight: 0, reason: 'x' }]
    await decide(env.DB, taken, { status: 'held', signals }, 'moderator@dateline.test', Date.now())
    await post.reader.post(its)
    expect((await rowOf(taken)).status).toBe('held')
    expect(post.queued).toEqual([])
  })
})

describe('the link to stop letters', () => {
  async function stopLink() {
    const { comment } = await asked()
    return { email: comment.email, link: linkIn(post.to(comment.email)[0], 'stop') }
  }

  test('shows a page whose button stops them, and another that takes it back', async () => {
    const { email, link } = await stopLink()
    const page = await (await post.reader.get(link)).text()
    expect(page).toContain('d***@docgia.test')
    expect(page).not.toContain(email)
    expect(await isUnsubscribed(env.DB, email)).toBe(false)
    expect(await (await post.reader.post(link)).text()).toContain('không nhận thư nữa')
    expect(await isUnsubscribed(env.DB, email)).toBe(true)
    expect(await (await post.reader.get(link)).text()).toContain('Tôi muốn nhận lại')
    await post.reader.post(link, { resume: '1' })
    expect(await isUnsubscribed(env.DB, email)).toBe(false)
  })

  test('stops them at once when a mail program sends its one click, from wherever', async () => {
    for (const headers of [{}, { Origin: 'https://mail.test' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      const { email, link } = await stopLink()
      const answer = await post.reader.send(link, {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
        headers: new Headers(headers as Record<string, string>),
      })
      expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
      expect(await isUnsubscribed(env.DB, email)).toBe(true)
    }
  })

  test('signs with its own purpose: it cannot be made from the other’s', async () => {
    const path = await letterPath(env.SIGNING_KEY, { purpose: 'stop', noticeId: 1 })
    expect(await letterPath(env.SIGNING_KEY, { purpose: 'confirm', noticeId: 1 })).not.toContain(path.split('-').at(-1))
  })
})
