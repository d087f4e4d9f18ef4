import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Access, createAccess } from '../../local/access.ts'
import { makeAccessKey } from '../../local/keys.ts'

const SITE = 'http://localhost:8787'
const HOUR_MS = 60 * 60 * 1000
let access: Access
let now = Date.now()

beforeAll(async () => {
  access = createAccess({ key: await makeAccessKey(), audience: 'the-desk', teamDomain: SITE, now: () => now })
})

const ask = async (path: string, init?: RequestInit) =>
  (await access.answer(new Request(SITE + path, init))) as Response
const signIn = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask('/cdn-cgi/access/login', { method: 'POST', body: new URLSearchParams(fields), headers })
const tokenOf = async (email: string) =>
  ((await (await signIn({ email }, { accept: 'application/json' })).json()) as { token: string }).token
const enter = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  access.guard(new Request(SITE + path, { headers, method }))
const assertionOf = (guarded: Request | Response) => guarded.headers.get('cf-access-jwt-assertion')

describe('signing in', () => {
  test('the page offers the demo people and keeps where one was going', async () => {
    const html = await (await ask('/cdn-cgi/access/login?redirect_url=%2Fadmin%2Fcomments%3Fstatus%3Dheld')).text()
    for (const name of ['editor', 'moderator', 'contributor', 'owner', 'stranger'])
      expect(html).toContain(`${name}@dateline.test`)
    expect(html).toContain('value="/admin/comments?status=held"')
  })

  test('choosing one sets the cookie and goes on', async () => {
    const response = await signIn({ email: 'editor@dateline.test', redirect_url: '/admin/images' })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/admin/images'])
    expect(response.headers.get('set-cookie')).toMatch(
      /^CF_Authorization=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/,
    )
  })

  test('without a goal one arrives at the desk', async () => {
    expect((await signIn({ email: 'editor@dateline.test' })).headers.get('location')).toBe('/admin')
  })

  test.each(['https://evil.test/', '//evil.test', '/\\evil.test', '/\t/evil.test', 'javascript:alert(1)', 'admin'])(
    'a goal outside the site, %j, is forgotten',
    async (redirect_url) => {
      expect((await signIn({ email: 'editor@dateline.test', redirect_url })).headers.get('location')).toBe('/admin')
      const html = await (await ask(`/cdn-cgi/access/login?redirect_url=${encodeURIComponent(redirect_url)}`)).text()
      expect(html).toContain('name="redirect_url" value="/admin"')
    },
  )

  test('a goal cannot break out of the page', async () => {
    const html = await (await ask('/cdn-cgi/access/login?redirect_url=/%22%3E%3Cscript%3E')).text()
    expect(html).not.toContain('<script>')
  })

  test('a script gets the token as JSON', async () => {
    expect((await tokenOf('Moderator@dateline.test')).split('.')).toHaveLength(3)
  })

  test('nobody else may sign in', async () => {
    expect((await signIn({ email: 'anybody@dateline.test' })).status).toBe(403)
    const refused = await signIn({ email: 'anybody@dateline.test' }, { accept: 'application/json' })
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([403, null])
  })

  test('signing out takes the cookie away', async () => {
    expect((await ask('/cdn-cgi/access/logout')).headers.get('set-cookie')).toContain(
      'CF_Authorization=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
    )
  })
})

test('the token is signed with the published key and says what Access says', async () => {
  const token = await tokenOf('editor@dateline.test')
  const keys = createRemoteJWKSet(new URL(`${SITE}/cdn-cgi/access/certs`), {
    [customFetch]: (url) => ask(new URL(url).pathname),
  })
  const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: SITE, audience: 'the-desk' })
  expect(protectedHeader).toEqual({ alg: 'RS256', kid: expect.any(String), typ: 'JWT' })
  expect(payload).toMatchObject({ aud: ['the-desk'], email: 'editor@dateline.test', type: 'app', iss: SITE })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(24 * 60 * 60)
  expect(payload.sub).toBe(decodeJwt(await tokenOf('editor@dateline.test')).sub)
  const certs = (await (await ask('/cdn-cgi/access/certs')).json()) as { keys: object[] }
  expect(Object.keys(certs)).toEqual(['keys', 'public_cert', 'public_certs'])
  expect(Object.keys(certs.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
})

describe('at the door of /admin', () => {
  const html = { accept: 'text/html,application/xhtml+xml' }

  test('with the cookie one is let through, and the Worker hears who it is', async () => {
    const token = await tokenOf('editor@dateline.test')
    for (const path of ['/admin', '/admin/articles/7']) {
      const guarded = await enter(path, { cookie: `theme=dark; CF_Authorization=${token}` })
      expect(guarded).toBeInstanceOf(Request)
      expect(assertionOf(guarded)).toBe(token)
      expect(guarded.headers.get('cf-access-authenticated-user-email')).toBe('editor@dateline.test')
    }
  })

  test('a script may show its token in cf-access-token; a wrong one is refused', async () => {
    const token = await tokenOf('editor@dateline.test')
    expect(assertionOf(await enter('/admin', { 'cf-access-token': token }))).toBe(token)
    expect(((await enter('/admin', { 'cf-access-token': `${token}x` })) as Response).status).toBe(403)
  })

  test('a browser without it is sent to sign in and back', async () => {
    const response = (await enter('/admin/comments?status=held', html)) as Response
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(
      '/cdn-cgi/access/login?redirect_url=%2Fadmin%2Fcomments%3Fstatus%3Dheld',
    )
  })

  test('any other client without it gets 401', async () => {
    for (const guarded of [await enter('/admin'), await enter('/admin/articles', html, 'POST')]) {
      expect((guarded as Response).status).toBe(401)
    }
  })

  test('a header that a client made up never reaches the Worker', async () => {
    const token = await tokenOf('editor@dateline.test')
    const made = { 'cf-access-jwt-assertion': token, 'cf-access-authenticated-user-email': 'owner@dateline.test' }
    expect(((await enter('/admin', made)) as Response).status).toBe(401)
    for (const path of ['/', '/administration', '/chinh-sach/ben-do']) {
      const guarded = await enter(path, made)
      expect(guarded).toBeInstanceOf(Request)
      expect(assertionOf(guarded)).toBeNull()
      expect(guarded.headers.get('cf-access-authenticated-user-email')).toBeNull()
    }
  })

  test('a token of another key, and one that is over, opens nothing', async () => {
    const other = createAccess({ key: await makeAccessKey(), audience: 'the-desk', teamDomain: SITE })
    const login = new Request(`${SITE}/cdn-cgi/access/login`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'editor@dateline.test' }),
      headers: { accept: 'application/json' },
    })
    const { token: foreign } = (await ((await other.answer(login)) as Response).json()) as { token: string }
    expect(((await enter('/admin', { cookie: `CF_Authorization=${foreign}` })) as Response).status).toBe(401)

    const own = await tokenOf('editor@dateline.test')
    now += 24 * HOUR_MS + 1000
    expect(((await enter('/admin', { cookie: `CF_Authorization=${own}` })) as Response).status).toBe(401)
  })
})

test('what is not Access is left to others', async () => {
  expect(await access.answer(new Request(`${SITE}/admin`))).toBeNull()
  expect((await ask('/cdn-cgi/access/unknown')).status).toBe(404)
})
