/** Who is let in with a comment, and what is known of them. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { app } from '../../worker/app.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { hashesOf, readSalts, rotateSalts } from '../../worker/comments/address.ts'
import { readDoor, readSender } from '../../worker/comments/door.ts'
import { makeProof } from '../../worker/comments/proof.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import { postOffice } from '../letters/post-office.ts'
import { approved, commentFrom, lan, lotusFestival, on, published, reader, thuy, withToken } from '../newsroom.ts'
import { plansOf, watched } from '../watched.ts'

let article: Article
beforeAll(async () => {
  article = await published(lotusFestival)
})

const DAY_MS = 24 * 60 * 60_000
const HOME = '198.51.100.40'
let household = 0

function send(fields: Record<string, string> = {}, address = `203.0.113.${++household}`, browser = reader) {
  const form = { ...lan, nonce: crypto.randomUUID(), 'cf-turnstile-response': `local-pass-${crypto.randomUUID()}` }
  return browser.post(`${articlePath(article)}/comments`, { ...form, ...fields }, { 'CF-Connecting-IP': address })
}

async function ban(kind: 'address' | 'email', value: string, until = Date.now() + DAY_MS) {
  await env.DB.prepare('INSERT INTO bans (kind, value, until, created_at, created_by) VALUES (?, ?, ?, 0, ?)')
    .bind(kind, value, until, 'moderator@dateline.test')
    .run()
}

const rowOf = (body: string) => env.DB.prepare('SELECT * FROM comments WHERE body = ?').bind(body).first<Comment>()

describe('a ban', () => {
  test('turns a comment away before Turnstile is asked, says until when and keeps every word', async () => {
    await ban('email', 'cam@docgia.test', Date.parse('2099-03-01T09:30:00+07:00'))
    const body = 'Từ người đang bị cấm <3'
    const outside = vi.spyOn(globalThis, 'fetch')
    const answer = await send({ body, email: 'CAM@docgia.test' })
    expect(answer.status).toBe(403)
    expect(outside).not.toHaveBeenCalled()
    outside.mockRestore()
    const page = await answer.text()
    expect(page).toContain('Từ người đang bị cấm &lt;3')
    expect(page).toContain('cho đến 01/03/2099, 09:30')
    expect(page).toContain('value="CAM@docgia.test"')
    expect(await rowOf(body)).toBeNull()
    const program = await reader.post(
      `${articlePath(article)}/comments`,
      { ...lan, email: 'cam@docgia.test' },
      { Accept: 'application/json', 'CF-Connecting-IP': '203.0.113.200' },
    )
    expect(await program.json()).toMatchObject({ error: { reason: 'banned' } })
  })

  test('of an address holds under the salt it was made with, also when there is a newer one', async () => {
    const [hash] = await hashesOf(env.SIGNING_KEY, await readSalts(env.DB, Date.now()), HOME)
    await ban('address', hash)
    expect((await send({}, HOME)).status).toBe(403)
    await rotateSalts(env.DB, Date.now() + 31 * DAY_MS)
    expect((await hashesOf(env.SIGNING_KEY, await readSalts(env.DB, Date.now()), HOME))[0]).not.toBe(hash)
    expect((await send({}, HOME)).status).toBe(403)
    expect((await send({}, '198.51.100.41')).status).toBe(303)
  })

  test('that is over, or lifted, is none; and a neighbour at the same provider is not meant', async () => {
    await ban('email', 'qua-han@docgia.test', Date.now() - 1)
    await ban('email', 'duoc-tha@docgia.test')
    await env.DB.prepare(`UPDATE bans SET lifted_at = 1 WHERE value = 'duoc-tha@docgia.test'`).run()
    for (const name of ['qua-han', 'duoc-tha', 'hang-xom']) {
      expect((await send({ email: `${name}@docgia.test` })).status).toBe(303)
    }
  })

  test('does not take back what was sent before: the same form again leads to the comment it made', async () => {
    const form = { email: 'moi-cam@docgia.test', nonce: crypto.randomUUID() }
    const first = await send(form, '203.0.113.210')
    await ban('email', form.email)
    const again = await send(form, '203.0.113.210')
    expect(again.status).toBe(303)
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'))
  })
})

describe('an email', () => {
  test('is proven by what its own letter gave, and by nothing that is typed', async () => {
    const proof = await makeProof(env.SIGNING_KEY, lan.email, Date.now())
    await send({ body: 'Có bằng chứng', proof })
    await send({ body: 'Bằng chứng của người khác', email: thuy.email, proof })
    await send({ body: 'Bằng chứng đoán mò', proof: '9999999999999.abc' })
    await send({ body: 'Bằng chứng dài vô lý', proof: 'x'.repeat(5000) })
    await send({ body: 'Không bằng chứng' })
    expect((await rowOf('Có bằng chứng'))?.confirmed_at).toBeGreaterThan(0)
    for (const body of [
      'Bằng chứng của người khác',
      'Bằng chứng đoán mò',
      'Bằng chứng dài vô lý',
      'Không bằng chứng',
    ]) {
      expect(await rowOf(body)).toMatchObject({ confirmed_at: null })
    }
  })

  test('is written to only where that was asked for, and can be done', async () => {
    const { reader: elsewhere } = postOffice()
    await send({ body: 'Xin báo cho tôi', notice: '1' }, undefined, elsewhere)
    await send({ body: 'Đừng báo' }, undefined, elsewhere)
    await send({ body: 'Không có ai đưa thư', notice: '1' })
    expect(await rowOf('Xin báo cho tôi')).toMatchObject({ wants_notice: 1 })
    expect(await rowOf('Đừng báo')).toMatchObject({ wants_notice: 0 })
    expect(await rowOf('Không có ai đưa thư')).toMatchObject({ wants_notice: 0 })
  })
})

describe('a reply whose form has to be mended', () => {
  const mend = (parent: number | string) => send({ email: 'lan@', parent: String(parent) })

  test('still says whom it answers, to eyes and to ears, and how not to', async () => {
    const comment = await approved(await commentFrom({ ...thuy, name: 'Ỷ & <Ổn>' }, on(article)))
    const page = await (await mend(comment.id)).text()
    expect(page).toContain(`name="parent" value="${comment.id}"`)
    expect(page).toMatch(/<p id="f-to">Trả lời <b>Ỷ &amp; &lt;Ổn&gt;<\/b>/)
    expect(page).toMatch(/id="f-body"[^>]*aria-describedby="f-to f-body-hint"/)
    expect(page).toContain(`href="${articlePath(article)}#write"`)
  })

  test('to what is no longer there says so, and is a comment of its own', async () => {
    const gone = await commentFrom(thuy, on(article))
    const elsewhere = await approved(
      await commentFrom(thuy, on(await published({ ...lotusFestival, slug: 'bai-khac-nua' }))),
    )
    for (const parent of [gone.id, elsewhere.id, 999_999]) {
      const page = await (await mend(parent)).text()
      expect(page).toContain('không còn trên trang')
      expect(page).toContain('name="parent" value=""')
      expect(page).toMatch(/<p id="f-to" hidden/)
    }
    expect(await (await mend('')).text()).not.toContain('không còn trên trang')
  })
})

test('a text that is too long says by how much, and comes back uncut', async () => {
  const body = `${'dài '.repeat(1000)}thừa!`
  const answer = await send({ body })
  expect(answer.status).toBe(422)
  const page = await answer.text()
  expect(page).toContain('thừa 5 ký tự')
  expect(page).toContain(body)
})

test('a comment is taken in three trips to the database', async () => {
  const { db, trips } = watched(env.DB)
  const browser = withToken(null, (request) => app.fetch(request, { ...env, DB: db }))
  expect((await send({ body: 'Ba chuyến' }, undefined, browser)).status).toBe(303)
  expect(trips).toHaveLength(3)
})

test('what is asked at the door is served by indexes', async () => {
  const { db, trips } = watched(env.DB)
  await readDoor(db, env.ORIGIN, article, Date.now())
  await readSender(db, { submission: 'x', addressHashes: ['a', 'b'], email: lan.email }, Date.now())
  const plans = (await plansOf(env.DB, trips)).flatMap(({ details }) => details)
  const scanned = plans.filter((line) => /^SCAN (?!s\b|address_salts|json_each|\(|json|sections)/.test(line))
  expect(scanned).toEqual([])
  expect(plans.join()).toContain('bans_by_value')
})
