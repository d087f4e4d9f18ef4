/** Forms and links of other sites, sent by the browser of somebody who is signed in here. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { articlePath } from '../../worker/articles/article.ts'
import type { Article } from '../../worker/schema.ts'
import { as, drafted, lan, lotusFestival, ORIGIN, published } from '../newsroom.ts'

let article: Article
let draft: Article
beforeAll(async () => {
  article = await published(lotusFestival)
  draft = await drafted({ ...lotusFestival, slug: 'ban-thao' })
})

const { host } = new URL(ORIGIN)
const ELSEWHERE: [string, Record<string, string>][] = [
  ['another site', { Origin: 'https://evil.test' }],
  ['a page without an origin: a frame in a sandbox, a file, a data address', { Origin: 'null' }],
  ['a site whose name begins as ours', { Origin: `${ORIGIN}.evil.test` }],
  ['a site whose name ends as ours', { Origin: `https://evil-${host}` }],
  ['a neighbour below our domain', { Origin: `https://con.${host}` }],
  ['our name without TLS', { Origin: `http://${host}` }],
  ['our name at another port', { Origin: `${ORIGIN}:8443` }],
  ['two origins at once', { Origin: `${ORIGIN}, https://evil.test` }],
  ['an address instead of an origin', { Origin: `${ORIGIN}/admin` }],
  ['another site, whatever else it says', { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'same-origin' }],
  ['another site, as a browser without Origin tells it', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a neighbour, told the same way', { 'Sec-Fetch-Site': 'same-site' }],
  ['the address bar, which sends no forms', { 'Sec-Fetch-Site': 'none' }],
]

/** How a form, or a script that may not ask first, can say what it sends. */
const BODIES: [string, () => BodyInit][] = [
  ['multipart', () => form({ headline: 'Của kẻ khác', body: 'x', section: 'van-hoa' })],
  ['urlencoded', () => new URLSearchParams({ headline: 'Của kẻ khác', body: 'x', section: 'van-hoa' })],
  ['plain text', () => JSON.stringify({ headline: 'Của kẻ khác', body: 'x', section: 'van-hoa' })],
  ['nothing', () => new Blob([])],
]

test.each(ELSEWHERE)('from %s no form is taken, of an editor or of a reader', async (_, headers) => {
  const before = await everything()
  const fields = { ...lan, headline: 'Của kẻ khác', 'cf-turnstile-response': `local-pass-${crypto.randomUUID()}` }
  for (const path of ['/admin/articles', `${articlePath(article)}/comments`]) {
    expect((await as('owner').post(path, fields, headers)).status, path).toBe(403)
  }
  expect(await everything()).toEqual(before)
})

test.each(BODIES)('what another site sends as %s changes nothing, under any method', async (_, body) => {
  const before = await everything()
  for (const path of [`/admin/articles/${article.id}`, `/admin/articles/${draft.id}/publication`]) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await as('owner').send(path, { method, body: body(), headers: { Origin: 'https://evil.test' } })
      expect(answer.status, `${method} ${path}`).toBe(403)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
      await answer.body?.cancel()
    }
  }
  expect(await everything()).toEqual(before)
})

test('a link is no form: nothing that stands in it makes one of it', async () => {
  const before = await everything()
  const asked = `/admin/articles/${article.id}/publication`
  for (const path of [
    `${asked}?_method=DELETE`,
    `${asked}?_method=POST`,
    `/admin/articles/${draft.id}?_method=POST&headline=x`,
  ]) {
    for (const method of ['GET', 'HEAD']) {
      const headers = { 'X-HTTP-Method-Override': 'DELETE', 'X-HTTP-Method': 'DELETE', 'X-Method-Override': 'DELETE' }
      await (await as('owner').send(path, { method, headers })).body?.cancel()
    }
  }
  expect(await everything()).toEqual(before)
})

test('a browser that asks before it sends is told of no other site', async () => {
  for (const path of ['/admin/articles', `${articlePath(article)}/comments`, '/']) {
    const headers = { Origin: 'https://evil.test', 'Access-Control-Request-Method': 'PUT' }
    const answer = await as('owner').send(path, { method: 'OPTIONS', headers })
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    await answer.body?.cancel()
  }
})

/** What a form could have changed, and what would be on record of it. */
async function everything() {
  const tables = ['articles', 'revisions', 'working_copies', 'audit_events', 'comments']
  const rows = await env.DB.batch(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`)))
  return rows.map(({ results }) => results)
}

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
