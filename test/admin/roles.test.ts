/** Every route of the desk × everybody who may knock. */
import { env } from 'cloudflare:workers'
import { generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { NEEDS, needOf } from '../../worker/admin/access.ts'
import { admin } from '../../worker/admin/routes.tsx'
import { app } from '../../worker/app.ts'
import type { Article, Comment } from '../../worker/schema.ts'
import {
  as,
  commentFrom,
  drafted,
  held,
  lan,
  lotusFestival,
  on,
  PEOPLE,
  published,
  tokenFor,
  withToken,
} from '../newsroom.ts'

let article: Article
let comment: Comment

beforeAll(async () => {
  // Each refused token is worth a line in the log, and none here.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  article = await drafted(lotusFestival)
  comment = await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'hoi-sen' }))))
})

const ROUTES = routesOf(admin)
const forger = await generateKeyPair('RS256')
const EVERYBODY = ['contributor', 'moderator', 'editor', 'owner', 'stranger'] as const

test('every route declares what it needs', () => {
  expect(ROUTES.length).toBeGreaterThan(15)
  expect(ROUTES.filter(({ need }) => need === undefined)).toEqual([])
})

describe.each(ROUTES)('$method $path', ({ method, path, need }) => {
  test.each(EVERYBODY)('%s', async (who) => {
    const response = await as(who).send(here(path), { method })
    const isAllowed = who !== 'stranger' && need !== undefined && (NEEDS[need] as readonly string[]).includes(who)
    if (isAllowed) expect([401, 403]).not.toContain(response.status)
    else expect(response.status).toBe(403)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    await response.body?.cancel()
  })

  test.each(Object.entries(doubtfulTokens()))('a token that is %s', async (_, token) => {
    const response = await withToken(await token()).send(here(path), { method })
    expect(response.status).toBe(401)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    await response.body?.cancel()
  })

  if (method !== 'GET') {
    test('from another site', async () => {
      const others: Record<string, string>[] = [
        { Origin: 'https://evil.test' },
        { Origin: 'null' },
        { 'Sec-Fetch-Site': 'cross-site' },
      ]
      for (const headers of others) {
        const response = await as('owner').send(here(path), { method, headers })
        expect(response.status).toBe(403)
        await response.body?.cancel()
      }
    })
  }
})

test('with a setting of Access missing nobody enters', async () => {
  for (const missing of [{ ACCESS_AUD: '' }, { ACCESS_TEAM_DOMAIN: '' }]) {
    const half = (request: Request) => app.fetch(request, { ...env, ...missing })
    for (const token of [
      tokenFor({ email: PEOPLE.owner.email }),
      tokenFor({ email: PEOPLE.owner.email, audience: '' }),
    ]) {
      expect((await withToken(token, half).get('/admin')).status).toBe(401)
    }
  }
})

test('a role that is taken away is gone at once', async () => {
  const { email } = PEOPLE.moderator
  await env.DB.prepare('UPDATE staff SET role = ? WHERE email = ?').bind('contributor', email).run()
  expect((await as('moderator').get('/admin/comments')).status).toBe(403)
  await env.DB.prepare('DELETE FROM staff WHERE email = ?').bind(email).run()
  expect((await as('moderator').get('/admin')).status).toBe(403)
})

test('OWNER_EMAIL opens a newsroom whose staff list is empty', async () => {
  await env.DB.prepare('DELETE FROM staff').run()
  expect((await as('owner').get('/admin')).status).toBe(200)
  expect((await as('editor').get('/admin')).status).toBe(403)
})

function doubtfulTokens(): Record<string, () => Promise<string | null>> {
  const { email } = PEOPLE.owner
  const encode = (part: object) => btoa(JSON.stringify(part)).replace(/=+$/, '')
  return {
    missing: async () => null,
    garbage: async () => 'not.a.token',
    forged: () => tokenFor({ email, key: forger.privateKey }),
    expired: () => tokenFor({ email, expiresIn: '-1s' }),
    "another application's": () => tokenFor({ email, audience: 'aud-of-another' }),
    "another team's": () => tokenFor({ email, issuer: 'https://other.test' }),
    'without an email': () => tokenFor({}),
    unsigned: async () =>
      `${encode({ alg: 'none', typ: 'JWT' })}.${encode({
        email,
        iss: env.ACCESS_TEAM_DOMAIN,
        aud: [env.ACCESS_AUD],
        exp: Math.floor(Date.now() / 1000) + 3600,
      })}.`,
  }
}

/** As registered: a route is a method and a path; its need is that of the one middleware that has one. */
function routesOf({ routes }: typeof admin) {
  const found = new Map<string, { method: string; path: string; need: ReturnType<typeof needOf> }>()
  for (const { method, path, handler } of routes) {
    if (method === 'ALL' && path === '/*' && !needOf(handler)) continue // the door: enterDesk, sameOrigin
    const key = `${method} ${path}`
    const need = needOf(handler) ?? found.get(key)?.need
    found.set(key, { method: method === 'ALL' ? 'PUT' : method, path, need })
  }
  return [...found.values()]
}

/** An address that the route answers: `:id` as a number is an article's, or below /comments a comment's. */
function here(path: string): string {
  const id = path.startsWith('/comments') ? comment.id : article.id
  const samples = [String(id), '0'.repeat(64), 'mot', 'mot@dateline.test']
  const filled = path.replace(/:(\w+)(?:\{(.*?\}?)\})?(?=\/|$)/g, (_, name: string, form: string | undefined) => {
    const fitting = samples.find((sample) => form === undefined || new RegExp(`^(?:${form})$`).test(sample))
    if (fitting === undefined) throw new Error(`no sample fits ${name} of ${path}`)
    return name === 'version' || name === 'correction' ? '1' : fitting
  })
  return `/admin${filled.replace('*', 'nowhere')}`.replace(/\/$/, '')
}
