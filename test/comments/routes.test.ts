import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { ArticleForm, articlePath } from '../../worker/articles/article.ts'
import { saveArticle } from '../../worker/articles/drafts.ts'
import { withdrawArticle } from '../../worker/articles/publication.ts'
import { sweepReceived } from '../../worker/comments/consumer.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { approved, commentFrom, lan, lotusFestival, on, pageOf, published, reader, thuy } from '../newsroom.ts'

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
})
afterEach(() => vi.restoreAllMocks())

let household = 0

/** What a browser sends for a filled form, from a household of its own. */
function send(fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const form = {
    ...lan,
    nonce: crypto.randomUUID(),
    'cf-turnstile-response': `local-pass-${crypto.randomUUID()}`,
    ...fields,
  }
  household++
  return reader.post(`${articlePath(article)}/comments`, form, {
    'CF-Connecting-IP': `203.0.113.${household}`,
    ...headers,
  })
}

async function rowsOf(body: string): Promise<Comment[]> {
  return (await env.DB.prepare('SELECT * FROM comments WHERE body = ?').bind(body).all<Comment>()).results
}

const words = (text: string) => `${text} ${crypto.randomUUID()}`

describe('a comment', () => {
  test('is written as it was typed, and its writer sees that it has arrived', async () => {
    const body = `${words('Ước gì quê mình cũng có… ❤️👨‍👩‍👧')}\n\nCảm ơn chị Ỷ & anh Ổn <3`
    const answer = await send({ body, name: "  H'Nhung   Êban " })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    const [row] = await rowsOf(body)
    expect(row).toMatchObject({ name: "H'Nhung Êban", email: lan.email, parent: null, article_id: article.id })
    const receipt = await reader.get(answer.headers.get('Location') ?? '')
    expect(receipt.status).toBe(200)
    expect(receipt.headers.get('Cache-Control')).toBe('private, no-store')
    expect(await receipt.text()).toContain('Cảm ơn chị Ỷ &amp; anh Ổn &lt;3')
  })

  test('keeps no address, only a hash of it', async () => {
    const body = words('Không lưu địa chỉ')
    await send({ body }, { 'CF-Connecting-IP': '198.51.100.23' })
    expect(JSON.stringify(await rowsOf(body))).not.toContain('198.51.100.23')
  })

  test('counts a household’s IPv6 addresses as one', async () => {
    const body = words('Một nhà')
    await send({ body }, { 'CF-Connecting-IP': '2001:db8:1:2::1' })
    await send({ body }, { 'CF-Connecting-IP': '2001:0db8:0001:0002:ffff:1:2:3' })
    await send({ body }, { 'CF-Connecting-IP': '2001:db8:1:3::1' })
    const [first, second, neighbour] = (await rowsOf(body)).map((row) => row.address_hash)
    expect(second).toBe(first)
    expect(neighbour).not.toBe(first)
  })

  test('in decomposed Unicode is stored composed', async () => {
    const body = words('Đà Nẵng đẹp lắm')
    await send({ body: body.normalize('NFD') })
    expect(await rowsOf(body)).toHaveLength(1)
  })

  test('as a reply stands under the comment it answers; a reply to a reply under the same', async () => {
    const first = words('Ý kiến gốc')
    await send({ body: first })
    const [root] = (await rowsOf(first)) as [Comment]
    await env.DB.prepare(`UPDATE comments SET status = 'approved' WHERE id = ?`).bind(root.id).run()
    const second = words('Trả lời')
    await send({ body: second, parent: String(root.id) })
    const [reply] = (await rowsOf(second)) as [Comment]
    expect(reply.parent).toBe(root.id)
    await env.DB.prepare(`UPDATE comments SET status = 'approved' WHERE id = ?`).bind(reply.id).run()
    const third = words('Trả lời của trả lời')
    await send({ body: third, parent: String(reply.id) })
    expect(await rowsOf(third)).toMatchObject([{ parent: root.id }])
  })

  test('to a program is answered in JSON with the same status', async () => {
    const answer = await send({ body: words('Từ một chương trình') }, { Accept: 'application/json' })
    expect(answer.status).toBe(303)
    const { comment, location } = await answer.json<{ comment: { status: string }; location: string }>()
    expect(comment.status).toBe('received')
    expect(await (await reader.get(location, { Accept: 'application/json' })).json()).toMatchObject({
      comment: { id: expect.any(Number) },
    })
  })
})

describe('a double click', () => {
  test('at the limit is still one comment, and no refusal', async () => {
    const from = { 'CF-Connecting-IP': '192.0.2.55' }
    for (let n = 0; n < 4; n++) await send({ body: words('Người nhanh tay') }, from)
    const form = {
      body: words('Cú bấm đúp'),
      nonce: crypto.randomUUID(),
      'cf-turnstile-response': `local-pass-${crypto.randomUUID()}`,
    }
    const first = await send(form, from)
    const second = await send(form, from)
    expect([first.status, second.status]).toEqual([303, 303])
    expect(await rowsOf(form.body)).toHaveLength(1)
  })

  test('makes one comment, and both answers lead to it', async () => {
    const form = {
      body: words('Bấm hai lần'),
      nonce: crypto.randomUUID(),
      'cf-turnstile-response': `local-pass-${crypto.randomUUID()}`,
    }
    const [one, two] = await Promise.all([send(form), send(form)])
    const later = await send(form)
    expect([one.status, two.status, later.status]).toEqual([303, 303, 303])
    expect(new Set([one, two, later].map((answer) => answer.headers.get('Location'))).size).toBe(1)
    expect(await rowsOf(form.body)).toHaveLength(1)
  })

  test('of the same words to somebody else is another comment', async () => {
    const [one, two] = [
      await approved(await commentFrom(lan, on(article))),
      await approved(await commentFrom(thuy, on(article))),
    ]
    const form = { body: words('Đồng ý!'), nonce: crypto.randomUUID() }
    for (const { id } of [one, two]) {
      const token = `local-pass-${crypto.randomUUID()}`
      expect((await send({ ...form, parent: String(id), 'cf-turnstile-response': token })).status).toBe(303)
    }
    expect((await rowsOf(form.body)).map(({ answers }) => answers)).toEqual([one.id, two.id])
  })

  test('with another text is another comment: going back to write more loses nothing', async () => {
    const nonce = crypto.randomUUID()
    const [first, second] = [words('Bản đầu'), words('Bản sau')]
    await send({ nonce, body: first })
    await send({ nonce, body: second })
    expect(await rowsOf(first)).toHaveLength(1)
    expect(await rowsOf(second)).toHaveLength(1)
  })
})

describe('the article has gone on since the reader opened it', () => {
  const form = (body: string) => ({ ...lan, body, 'cf-turnstile-response': `local-pass-${crypto.randomUUID()}` })

  test('to another address: the comment follows it, and so does its receipt', async () => {
    const before = await published({ ...lotusFestival, slug: 'dia-chi-truoc' })
    const draft = ArticleForm.parse({ ...lotusFestival, slug: 'dia-chi-sau' })
    const body = words('Gửi từ trang cũ')
    const answer = await reader.post(`${articlePath(before)}/comments`, form(body))
    await saveArticle(env.DB, before, 1, draft, 'editor@dateline.test', Date.now())
    const later = words('Gửi sau khi dời')
    const moved = await reader.post(`${articlePath(before)}/comments`, form(later))
    expect(moved.status).toBe(303)
    expect(moved.headers.get('Location')).toContain('/dia-chi-sau/comments/')
    expect(await rowsOf(later)).toMatchObject([{ article_id: before.id }])
    expect((await reader.get(answer.headers.get('Location') ?? '')).status).toBe(200)
  })

  test('off the site: the text comes back with the reason', async () => {
    const gone = await published({ ...lotusFestival, slug: 'sap-rut' })
    await withdrawArticle(env.DB, gone.id)
    const body = words('Chưa kịp gửi')
    const answer = await reader.post(`${articlePath(gone)}/comments`, form(body))
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain(body)
  })
})

describe('the database does not take the row', () => {
  /** Readers' trips go well: what is asked at the door, and of the sender. The third is the write. */
  function brokenWrites() {
    const batch = env.DB.batch.bind(env.DB)
    return vi
      .spyOn(env.DB, 'batch')
      .mockImplementationOnce((statements) => batch(statements))
      .mockImplementationOnce((statements) => batch(statements))
  }

  test('once: it is written at the second try', async () => {
    const batch = brokenWrites().mockRejectedValueOnce(new Error('D1 is overloaded'))
    const body = words('Lần hai mới được')
    expect((await send({ body })).status).toBe(303)
    expect(batch.mock.calls.length).toBeGreaterThan(3)
    expect(await rowsOf(body)).toHaveLength(1)
  })

  test('at all: 503, and the reader has every word', async () => {
    brokenWrites().mockRejectedValue(new Error('D1 is overloaded'))
    const body = words('Không ghi được')
    const answer = await send({ body })
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain(body)
    vi.restoreAllMocks()
    expect(await rowsOf(body)).toEqual([])
  })
})

describe('a reply', () => {
  test('to a comment that is not published, or stands under another article, is a comment of its own', async () => {
    const [here, elsewhere] = [words('Chưa duyệt'), words('Bài khác')]
    const other = await published({ ...lotusFestival, slug: 'bai-khac' })
    await send({ body: here })
    const [unpublished] = (await rowsOf(here)) as [Comment]
    const foreign = await approved(await commentFrom({ ...lan, body: elsewhere }, on(other)))
    for (const parent of [unpublished, foreign]) {
      const body = words('Trả lời lạc chỗ')
      await send({ body, parent: String(parent.id) })
      expect(await rowsOf(body)).toMatchObject([{ parent: null }])
    }
  })
})

describe('a form with something wrong', () => {
  test('comes back with everything that was typed and says what to do', async () => {
    const answer = await send({ name: 'Lê Văn Ổn', email: 'on.le@', body: 'Quê tôi cũng có "bến đò" <như thế>.' })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    const page = await answer.text()
    expect(page).toContain('value="Lê Văn Ổn"')
    expect(page).toContain('value="on.le@"')
    expect(page).toContain('&lt;như thế&gt;.</textarea>')
    expect(page).toContain('ten@thuvien.vn')
    expect(page).toContain('aria-invalid')
  })

  test.each([
    ['name', '   '],
    ['name', 'x'.repeat(81)],
    ['email', ''],
    ['email', 'không phải email'],
    ['body', '\u200b\u200b'],
    ['body', 'x'.repeat(4001)],
    ['parent', '1; DROP TABLE comments'],
  ])('%s «%s» is refused', async (field, value) => {
    const body = words('Không được ghi')
    const answer = await send({ body, [field]: value })
    expect(answer.status).toBe(422)
    expect(await rowsOf(body)).toEqual([])
  })

  test('that is no form at all is refused in words', async () => {
    const answer = await reader.send(`${articlePath(article)}/comments`, {
      method: 'POST',
      body: '{"name": "Lan"}',
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).toBe(400)
  })

  test('that is larger than any comment is refused', async () => {
    expect((await send({ body: 'x'.repeat(70_000) })).status).toBe(413)
  })
})

describe('Turnstile', () => {
  test.each([
    ['missing', ''],
    ['refused', 'local-fail-x'],
    ['for another action', 'local-pass-action:login-x'],
    ['of another site', 'local-pass-host:evil.example-x'],
  ])('a token that is %s: 422, nothing written, everything kept', async (_, token) => {
    const body = words('Chưa qua')
    const answer = await send({ body, 'cf-turnstile-response': token })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(body)
    expect(await rowsOf(body)).toEqual([])
  })

  test('answers 500: the comment is taken and held for a person, whatever the policy', async () => {
    await env.DB.prepare(`UPDATE settings SET comment_policy = 'approve_clean'`).run()
    const body = words('Turnstile hỏng')
    expect((await send({ body, 'cf-turnstile-response': `local-outage-${crypto.randomUUID()}` })).status).toBe(303)
    await vi.waitFor(
      async () =>
        expect(await rowsOf(body)).toMatchObject([
          { status: 'held', signals: expect.stringContaining('"unverified"') },
        ]),
      10_000,
    )
    expect(await pageOf(article)).not.toContain(body)
    await env.DB.prepare(`UPDATE settings SET comment_policy = 'hold_all'`).run()
  })
})

describe('the door', () => {
  test('a form sent from another site is refused', async () => {
    const body = words('Từ trang khác')
    expect((await send({ body }, { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await send({ body }, { Origin: 'null' })).status).toBe(403)
    expect(await rowsOf(body)).toEqual([])
  })

  test('too many from one address: 429 with everything kept', async () => {
    const from = { 'CF-Connecting-IP': '192.0.2.99' }
    const answers = []
    for (let n = 0; n < 8; n++) answers.push(await send({ body: words('Nhanh quá') }, from))
    const refused = answers.filter((answer) => answer.status === 429)
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(5)
    expect(refused).toHaveLength(3)
    expect(await refused[0]?.clone().text()).toContain('Nhanh quá')
    const seconds = Number(refused[0]?.headers.get('Retry-After'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(await refused[0]?.text()).toContain(`Xin đợi ${seconds} giây`)
  })

  test('what fills the trap for machines is kept, rejected, and never shown', async () => {
    const body = words('Mua thuốc')
    expect((await send({ body, website: 'http://spam.example' })).status).toBe(303)
    await vi.waitFor(async () => expect(await rowsOf(body)).toMatchObject([{ status: 'rejected' }]), 10_000)
  })

  test('an article that is closed says so and keeps the text; one that is not there is 404', async () => {
    const closed = await published({ ...lotusFestival, slug: 'da-dong' })
    await env.DB.prepare("UPDATE articles SET comment_mode = 'closed' WHERE id = ?").bind(closed.id).run()
    const body = words('Muộn rồi')
    const form = { ...lan, body, 'cf-turnstile-response': 'local-pass-1' }
    const late = await reader.post(`${articlePath(closed)}/comments`, form)
    expect(late.status).toBe(403)
    expect(await late.text()).toContain(body)
    expect((await reader.post('/van-hoa/khong-co/comments', form)).status).toBe(404)
  })

  test('a receipt with a forged signature is not shown', async () => {
    const answer = await send({ body: words('Riêng tư') })
    const location = answer.headers.get('Location') ?? ''
    const other = location.replace(/(\d+)-/, (_, id) => `${Number(id) - 1}-`)
    expect((await reader.get(other)).status).toBe(404)
    expect((await reader.get(`${location.slice(0, -1)}${location.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404)
  })
})

describe('the queue cannot be reached after the row is written', () => {
  test('the reader is answered as always, and the sweep brings the comment to its verdict', async () => {
    const body = words('Hàng đợi hỏng')
    vi.spyOn(env.COMMENTS, 'send').mockRejectedValue(new Error('the queue is down'))
    expect((await send({ body })).status).toBe(303)
    vi.restoreAllMocks()
    const [row] = (await rowsOf(body)) as [Comment]
    expect(row.status).toBe('received')
    await sweepReceived(env, row.created_at + 3 * 60_000)
    await vi.waitFor(async () => expect((await rowsOf(body))[0]?.status).toBe('held'), 10_000)
    expect(await rowsOf(body)).toHaveLength(1)
  })
})

test('a comment reaches its verdict by itself', async () => {
  const body = words('Tự đi hết đường')
  await send({ body })
  await vi.waitFor(async () => expect(await rowsOf(body)).toMatchObject([{ status: 'held' }]), 10_000)
})
