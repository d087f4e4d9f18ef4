import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { withdrawArticle } from '../../worker/articles/publication.ts'
import { decide } from '../../worker/comments/decisions.ts'
import { findComment } from '../../worker/comments/queries.ts'
import { canSendLetters } from '../../worker/letters/letter.ts'
import { eraseComments } from '../../worker/privacy/erasure.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { approved, commentFrom, ferryTimes, lan, lotusFestival, on, published, TODAY, thuy } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'
import { asking, linkIn, postOffice } from './post-office.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const LATER = TODAY + 5 * MINUTE_MS

let article: Article
let post: ReturnType<typeof postOffice>
beforeAll(async () => {
  article = await published(lotusFestival)
})
beforeEach(async () => {
  post = postOffice()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await env.DB.prepare('DELETE FROM notices').run()
})

async function status(comment: Pick<Comment, 'id'>, to: Comment['status'], at = TODAY) {
  const now = (await findComment(env.DB, comment.id)) as Comment
  if (!(await decide(env.DB, now, { status: to, signals: [] }, 'x@nhipcau.test', at))) throw new Error('decided before')
}
const waiting = async () => (await env.DB.prepare('SELECT kind, email, attempts, due_at FROM notices').all()).results

describe('a reader who asked for letters', () => {
  test('is asked to confirm the email, with a link and nothing of what was typed', async () => {
    const comment = await asking({ name: 'Mua ngay đi', body: 'Vào kiếm tiền http://lua.vn' }, on(article))
    await post.run(LATER)
    const [letter] = post.to(comment.email)
    expect(letter?.subject).toBe('Xác nhận email của bạn với Dateline')
    expect(letter?.from).toEqual({ name: 'Dateline', email: 'toasoan@nhipcau.test' })
    for (const form of [letter?.text, letter?.html]) {
      expect(form).toContain(linkIn(letter, 'confirm'))
      expect(form).toContain(article.headline)
      expect(form).not.toMatch(/Mua ngay|lua\.vn/)
    }
    await post.run(LATER + DAY_MS)
    expect(post.sent).toHaveLength(1)
  })

  test('is not asked where the email is proven, and then hears that the comment is published, once', async () => {
    const comment = await asking(lan, on(article), { confirmed: true })
    await status(comment, 'approved')
    await status(comment, 'held')
    await status(comment, 'approved')
    await post.run(LATER)
    await status(comment, 'held', LATER)
    await status(comment, 'approved', LATER)
    await post.run(LATER + DAY_MS)
    expect(post.sent.map(({ subject }) => subject)).toEqual([`Ý kiến của bạn đã được đăng: ${article.headline}`])
    expect(post.sent[0]?.text).toContain(`${env.ORIGIN}/van-hoa/${article.slug}/comments/${comment.id}`)
  })

  test('hears of an answer, in the answer’s words, once', async () => {
    const comment = await asking(lan, on(article), { email: 'Hoi@docgia.test', confirmed: true })
    await status(comment, 'approved')
    await env.DB.prepare('DELETE FROM notices').run()
    const answer = await asking({ ...thuy, body: 'Có & <b>nhiều</b>\nsen.' }, on(article), { answers: comment.id })
    await status(answer, 'approved')
    await post.run(LATER)
    const [letter] = post.to('hoi@docgia.test')
    expect(letter?.subject).toBe(`Trần Đức Thuỷ trả lời bạn: ${article.headline}`)
    expect(letter?.text).toContain('> Có & <b>nhiều</b>\n> sen.')
    expect(letter?.html).toContain('Có &amp; &lt;b&gt;nhiều&lt;/b&gt;')
    await post.run(LATER + DAY_MS)
    expect(post.to('hoi@docgia.test')).toHaveLength(1)
  })

  test('hears of the newsroom’s own answer, which is published as it is written', async () => {
    const comment = await asking(lan, on(article), { confirmed: true })
    await status(comment, 'approved')
    await env.DB.prepare(
      `INSERT INTO comments (article_id, parent, answers, name, email, body, fingerprint, submission, address_hash, created_at,
         status, staff) VALUES (?1, ?2, ?2, 'Dateline', '', 'Cảm ơn bạn.', 'f', 'toa-soan', '', ?3, 'approved', 'x@y.test')`,
    )
      .bind(article.id, comment.id, TODAY)
      .run()
    await post.run(LATER)
    expect(post.to(comment.email).map(({ subject }) => subject)).toContainEqual(
      `Dateline trả lời bạn: ${article.headline}`,
    )
  })

  test('with the same email in capitals hears nothing of an answer to oneself', async () => {
    const comment = await asking(lan, on(article), { email: 'minh@docgia.test', confirmed: true })
    const own = await asking(lan, on(article), {
      email: 'MINH@docgia.test',
      answers: comment.id,
      confirmed: true,
    })
    await status(comment, 'approved')
    await status(own, 'approved')
    await post.run(LATER)
    expect(post.sent.map(({ subject }) => subject).filter((subject) => subject.includes('trả lời'))).toEqual([])
  })
})

describe('no letter goes out', () => {
  test('before the email is confirmed, whatever becomes of the comment', async () => {
    const comment = await asking(lan, on(article))
    await post.run(LATER)
    await status(comment, 'approved', LATER)
    await status(await asking(thuy, on(article), { answers: comment.id }), 'approved', LATER)
    await post.run(LATER + MINUTE_MS * 30)
    expect(post.to(comment.email)).toHaveLength(1)
  })

  test('to a reader who did not ask', async () => {
    await approved(await commentFrom({ ...lan, body: 'Không xin thư' }, on(article)))
    expect(await waiting()).toEqual([])
  })

  test('of a comment that is turned away, nor to confirm one', async () => {
    for (const to of ['rejected', 'spam', 'withdrawn'] as const) {
      await status(await asking({ ...lan, body: to }, on(article)), to)
      await status(await asking({ ...lan, body: to }, on(article), { confirmed: true }), to)
    }
    await post.run(LATER)
    expect(post.sent).toEqual([])
  })

  test('of what is taken back before it is told, and does when it is there again', async () => {
    const comment = await asking(lan, on(article), { confirmed: true })
    await status(comment, 'approved')
    await status(comment, 'held', TODAY + 1)
    await post.run(LATER)
    expect(post.sent).toEqual([])
    await status(comment, 'approved', LATER)
    await post.run(LATER + 5 * MINUTE_MS)
    expect(post.sent).toHaveLength(1)
  })

  test('of an answer that its writer has withdrawn meanwhile, or that has been erased', async () => {
    const comment = await asking(lan, on(article), { confirmed: true })
    await status(comment, 'approved')
    await env.DB.prepare('DELETE FROM notices').run()
    const [withdrawn, erased] = [
      await asking(thuy, on(article), { answers: comment.id, confirmed: true }),
      await asking(thuy, on(article), { answers: comment.id, confirmed: true }),
    ]
    await status(withdrawn, 'approved')
    await status(erased, 'approved')
    await status(withdrawn, 'withdrawn', TODAY + 1)
    await eraseComments(env.DB, [erased.id], 'x', TODAY + 1)
    await post.run(LATER)
    expect(post.to(comment.email)).toEqual([])
  })

  test('on an article that has been withdrawn', async () => {
    const gone = await published({ ...ferryTimes, slug: 'rut-bai' })
    await status(await asking(lan, on(gone), { confirmed: true }), 'approved')
    await withdrawArticle(env.DB, gone.id)
    await post.run(LATER)
    expect(post.sent).toEqual([])
  })

  test('to who has unsubscribed, though it was written before', async () => {
    const comment = await asking(lan, on(article), { confirmed: true })
    await status(comment, 'approved')
    await env.DB.prepare('INSERT INTO unsubscribed (email, at) VALUES (?, 1)').bind(comment.email).run()
    await post.run(LATER)
    expect(post.sent).toEqual([])
  })

  test('to an address that others type again and again, past the third in a day', async () => {
    for (let n = 0; n < 6; n++) await asking(lan, on(article, TODAY + n), { email: 'nan-nhan@docgia.test' })
    await post.run(LATER)
    expect(post.to('nan-nhan@docgia.test')).toHaveLength(3)
    await asking(lan, on(article, TODAY + DAY_MS + MINUTE_MS), { email: 'nan-nhan@docgia.test' })
    await post.run(TODAY + DAY_MS + 5 * MINUTE_MS)
    expect(post.to('nan-nhan@docgia.test')).toHaveLength(4)
  })

  test('of days ago: it is no news any more', async () => {
    await status(await asking(lan, on(article), { confirmed: true }), 'approved')
    await post.run(TODAY + 4 * DAY_MS)
    expect(post.sent).toEqual([])
  })
})

describe('where the post does not take a letter', () => {
  test('it is tried again after a longer and longer while, and given up in the end', async () => {
    await status(await asking(lan, on(article), { confirmed: true }), 'approved')
    post.refuse('E_INTERNAL_SERVER_ERROR')
    const waits: unknown[] = []
    let now = LATER
    for (let attempt = 1; attempt < 20; attempt++) {
      await post.run(now)
      const due = (await waiting())[0]?.['due_at'] as number | null
      if (due === null) break
      waits.push((due - now) / MINUTE_MS)
      now = due
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640])
    post.refuse(null)
    await post.run(now + DAY_MS)
    expect(post.sent).toEqual([])
  })

  test('it arrives when the post works again', async () => {
    await status(await asking(lan, on(article), { confirmed: true }), 'approved')
    post.refuse('E_INTERNAL_SERVER_ERROR')
    await post.run(LATER)
    post.refuse(null)
    await post.run(LATER + MINUTE_MS)
    expect(post.sent).toEqual([])
    await post.run(LATER + 5 * MINUTE_MS)
    expect(post.sent).toHaveLength(1)
  })

  test('an address that it will never take is not tried again', async () => {
    await status(await asking(lan, on(article), { confirmed: true }), 'approved')
    post.refuse('E_RECIPIENT_SUPPRESSED')
    await post.run(LATER)
    expect(await waiting()).toMatchObject([{ due_at: null, attempts: 1 }])
  })

  test('of the day’s limit it is asked once, not for each letter', async () => {
    for (let n = 0; n < 3; n++) await status(await asking(lan, on(article), { confirmed: true }), 'approved')
    post.refuse('E_DAILY_LIMIT_EXCEEDED')
    const send = vi.spyOn((post.env as unknown as { EMAIL: { send: () => void } }).EMAIL, 'send')
    await post.run(LATER)
    expect(send).toHaveBeenCalledTimes(1)
  })
})

test('two runs at the same time send a letter once', async () => {
  await status(await asking(lan, on(article), { confirmed: true }), 'approved')
  await Promise.all([post.run(LATER), post.run(LATER), post.run(LATER)])
  expect(post.sent).toHaveLength(1)
})

test('a line break in a name or a headline begins no header', async () => {
  await env.DB.prepare(`UPDATE settings SET name = 'Nhịp${'\r\n'}Bcc: x@y.test'`).run()
  const comment = await asking({ name: 'Lan\r\nBcc: ban@lua.vn', body: 'x' }, on(article), { confirmed: true })
  const first = await asking(thuy, on(article), { confirmed: true })
  await env.DB.prepare('UPDATE comments SET answers = ? WHERE id = ?').bind(first.id, comment.id).run()
  await status(first, 'approved')
  await status(comment, 'approved')
  await post.run(LATER)
  await env.DB.prepare(`UPDATE settings SET name = 'Dateline'`).run()
  expect(post.sent.length).toBeGreaterThan(1)
  for (const { from, subject, headers } of post.sent) {
    expect(from.name).toBe('Nhịp Bcc: x@y.test')
    for (const value of [subject, from.name, ...Object.values(headers)]) expect(value).not.toMatch(/\p{Cc}/u)
  }
})

test('each letter says how to stop letters, by one click too, and carries no email in its links', async () => {
  const comment = await asking(lan, on(article), { confirmed: true })
  await status(comment, 'approved')
  await post.run(LATER)
  const [letter] = post.sent
  const url = env.ORIGIN + linkIn(letter, 'stop')
  expect(letter?.headers).toEqual({
    'Auto-Submitted': 'auto-generated',
    'List-Unsubscribe': `<${url}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  })
  expect(letter?.html).toContain(url)
  expect(url).not.toContain('docgia')
})

test('a flood of letters goes out twenty a minute, and none is lost', async () => {
  for (let n = 0; n < 25; n++) await status(await asking(lan, on(article), { confirmed: true }), 'approved')
  await post.run(LATER)
  expect(post.sent).toHaveLength(20)
  await post.run(LATER + MINUTE_MS)
  expect(new Set(post.sent.map(({ to }) => to)).size).toBe(25)
})

test('where no letters can be sent nothing is even read', async () => {
  await status(await asking(lan, on(article), { confirmed: true }), 'approved')
  const { db, trips } = watched(env.DB)
  const bare = { ...post.env, DB: db, EMAIL: undefined } as unknown as Env
  expect(canSendLetters(bare)).toBe(false)
  expect(canSendLetters({ ...post.env, LETTERS_FROM: '' } as Env)).toBe(false)
  expect(canSendLetters(post.env)).toBe(true)
  const { sendLetters } = await import('../../worker/letters/post.ts')
  await sendLetters(bare, LATER)
  expect(trips).toEqual([])
})

test('what is due is found by an index, and with it all that is told', async () => {
  await status(await asking(lan, on(article), { confirmed: true }), 'approved')
  const { db, trips } = watched(env.DB)
  const { sendLetters } = await import('../../worker/letters/post.ts')
  await sendLetters({ ...post.env, DB: db } as Env, LATER)
  const plans = await plansOf(env.DB, trips)
  const scans = plans.flatMap(({ details }) => details.filter((line) => /^SCAN (?!settings|json_each)/.test(line)))
  expect(scans).toEqual([])
  expect(plans.flatMap(({ details }) => details).join()).toContain('notices_due')
})
