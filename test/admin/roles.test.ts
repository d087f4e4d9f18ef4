/** Every route of the desk × everybody who may knock. */
import { env } from 'cloudflare:workers'
import { type Context, Hono } from 'hono'
import { generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type DeskEnv, enterDesk, NEEDS, needOf, needs } from '../../worker/admin/access.ts'
import { app } from '../../worker/app.ts'
import { sameOrigin } from '../../worker/edge/same-origin.ts'
import type { AppEnv } from '../../worker/env.ts'
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
import { watched } from '../watched.ts'

let article: Article
let comment: Comment

beforeAll(async () => {
  // Each refused token is worth a line in the log, and none here.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  article = await drafted(lotusFestival)
  comment = await held(await commentFrom(lan, on(await published({ ...lotusFestival, slug: 'hoi-sen' }))))
})

const DOOR = new Set<unknown>([enterDesk, sameOrigin])
const ROUTES = routesOf(app)
const forger = await generateKeyPair('RS256')
const EVERYBODY = ['contributor', 'moderator', 'editor', 'owner', 'stranger'] as const

/** What each need is for whom: written out, so that one that is widened by mistake is seen. */
const ALLOWED = {
  enter: ['contributor', 'moderator', 'editor', 'owner'],
  write: ['contributor', 'editor', 'owner'],
  moderate: ['moderator', 'editor', 'owner'],
  edit: ['editor', 'owner'],
  publish: ['editor', 'owner'],
  settings: ['editor', 'owner'],
  record: ['editor', 'owner'],
  export: ['owner'],
  staff: ['owner'],
}

test('every route declares what it needs, however and wherever it is registered', () => {
  expect(ROUTES.length).toBeGreaterThan(40)
  expect(ROUTES.filter(({ need }) => need === undefined)).toEqual([])
})

test('a route without a need is found: of a method, of several, of all, in a part of its own, before a declared one', () => {
  const bare = new Hono<DeskEnv>().use(enterDesk, sameOrigin)
  const answer = async (c: Context) => c.text('in')
  bare.get('/one', answer)
  bare.on(['PUT', 'PATCH'], '/several', needs('enter'), answer)
  bare.on('PURGE', '/several', answer)
  bare.all('/all', answer)
  bare.route('/part', new Hono<DeskEnv>().post('/', answer))
  bare.use('/used/*', answer)
  bare.get('/late', answer)
  bare.get('/late', needs('staff'), answer)
  const outside = new Hono<AppEnv>().route('/admin', bare).get('/admin/beside', answer).get('/elsewhere', answer)
  const undeclared = routesOf(outside as unknown as typeof app).filter(({ need }) => need === undefined)
  expect(undeclared.map(({ path }) => path).sort()).toEqual([
    '/all',
    '/beside',
    '/late',
    '/one',
    '/part',
    '/several',
    '/used/*',
  ])
})

test('no need is for more people than it has to be', () => {
  expect(NEEDS).toEqual(ALLOWED)
})

describe.each(ROUTES)('$method $path', ({ method, path, need }) => {
  test.each(EVERYBODY)('%s', async (who) => {
    const response = await as(who).send(here(path), { method })
    const isAllowed = who !== 'stranger' && need !== undefined && ALLOWED[need].includes(who)
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

test('nothing that is only asked for is written: a link, or a picture’s address, changes nothing', async () => {
  const { db, trips } = watched(env.DB)
  const asked = as('owner', (request) => app.fetch(request, { ...env, DB: db }))
  for (const { path } of ROUTES.filter(({ method }) => method === 'GET')) {
    await (await asked.send(here(path))).body?.cancel()
  }
  const written = trips.flatMap(({ statements }) => statements).filter(({ sql }) => !/^\s*(?:SELECT|WITH)\b/i.test(sql))
  expect(trips.length).toBeGreaterThan(20)
  expect(written.map(({ sql }) => sql)).toEqual([])
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

test('who has left is refused everywhere, whatever they were', async () => {
  const { email } = PEOPLE.editor
  await env.DB.prepare('UPDATE staff SET left_at = 1 WHERE email = ?').bind(email).run()
  for (const { method, path } of ROUTES) {
    const response = await as('editor').send(here(path), { method })
    expect(response.status, `${method} ${path}`).toBe(403)
    await response.body?.cancel()
  }
  await env.DB.prepare('UPDATE staff SET left_at = NULL WHERE email = ?').bind(email).run()
})

test('who is refused in the middle of writing gets the text back, and nobody one from another site', async () => {
  const fields = { headline: 'Bến đò', body: 'Viết <b>mãi</b> mới xong.', password: 'x' }
  for (const who of ['moderator', 'stranger'] as const) {
    const response = await as(who).post('/admin/articles', fields, { 'Content-Length': '400' })
    expect(response.status).toBe(403)
    const page = await response.text()
    expect(page).toContain('Những gì bạn vừa viết')
    expect(page).toContain('Viết &lt;b&gt;mãi&lt;/b&gt; mới xong.</textarea>')
    expect(page).not.toContain('password')
  }
  const forged = await as('stranger').post('/admin/articles', fields, {
    'Content-Length': '400',
    Origin: 'https://evil.test',
  })
  expect(await forged.text()).not.toContain('mới xong')
})

test('a role that is taken away is gone at once', async () => {
  const { email } = PEOPLE.moderator
  await env.DB.prepare('UPDATE staff SET role = ? WHERE email = ?').bind('contributor', email).run()
  expect((await as('moderator').get('/admin/comments')).status).toBe(403)
  await env.DB.prepare('DELETE FROM staff WHERE email = ?').bind(email).run()
  expect((await as('moderator').get('/admin')).status).toBe(403)
})

test('OWNER_EMAIL opens a newsroom that has no owner, and no other', async () => {
  const { email } = PEOPLE.owner
  await env.DB.batch([
    env.DB.prepare('UPDATE staff SET left_at = 1 WHERE email = ?').bind(email),
    env.DB.prepare(
      `INSERT INTO staff (email, name, role, added_at) VALUES ('moi@dateline.test', 'Chủ mới', 'owner', 1)`,
    ),
  ])
  expect((await as('owner').get('/admin')).status).toBe(403)
  await env.DB.prepare('DELETE FROM staff').run()
  expect((await as('owner').get('/admin/staff')).status).toBe(200)
  expect((await as('editor').get('/admin')).status).toBe(403)
})

function doubtfulTokens(): Record<string, () => Promise<string | null>> {
  const { email } = PEOPLE.owner
  const encode = (part: object) => btoa(JSON.stringify(part)).replace(/=+$/, '')
  return {
    missing: async () => null,
    garbage: async () => 'not.a.token',
    forged: () => tokenFor({ email, key: forger.privateKey }),
    expired: () => tokenFor({ email, expiresInS: -1 }),
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

/**
 * Every handler that stands at the desk's addresses, wherever it was mounted. A route is a method and a path; what its
 * first handler needs is what it needs, as one that answers before it is asked needs nothing.
 */
function routesOf({ routes }: typeof app) {
  const found = new Map<string, { method: string; path: string; need: ReturnType<typeof needOf> }>()
  for (const { method, path: whole, handler } of routes) {
    if (!/^\/admin(?=\/|$)/.test(whole)) continue
    const path = whole.slice('/admin'.length) || '/'
    const isDoor = method === 'ALL' && path === '/*' && DOOR.has(handler)
    const key = `${method} ${path}`
    if (!isDoor && !found.has(key))
      found.set(key, { method: method === 'ALL' ? 'PUT' : method, path, need: needOf(handler) })
  }
  return [...found.values()]
}

/** An address that the route answers: `:id` as a number is an article's, or below /comments a comment's. */
function here(path: string): string {
  const id = path.startsWith('/comments') ? comment.id : article.id
  const filled = path.replace(/:(\w+)(?:\{(.*?\}?)\})?(?=\/|$)/g, (_, name: string, form: string | undefined) => {
    const samples = [
      ...(ONES.includes(name) ? ['1'] : []),
      String(id),
      '0'.repeat(64),
      'mot',
      'mot@dateline.test',
      'a_1-B.c',
    ]
    const fitting = samples.find((sample) => form === undefined || new RegExp(`^(?:${form})$`).test(sample))
    if (fitting === undefined) throw new Error(`no sample fits ${name} of ${path}: give one`)
    return fitting
  })
  return `/admin${filled.replace('*', 'nowhere')}`.replace(/\/$/, '')
}

/** Numbers that count from one, and are no ids. */
const ONES = ['version', 'correction', 'revision', 'page', 'n']
