/** Tokens that are nearly Access's own, and addresses that are nearly the desk's. */
import { env } from 'cloudflare:workers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ORIGIN, PEOPLE, reader, tokenFor, withToken } from '../newsroom.ts'

const { email } = PEOPLE.owner
const CERTS = `${env.ACCESS_TEAM_DOMAIN}/cdn-cgi/access/certs`
const forger = await generateKeyPair('RS256', { extractable: true })
const forgersKey = { ...(await exportJWK(forger.publicKey)), alg: 'RS256', use: 'sig' }
const teamsKey = async () => (await (await fetch(CERTS)).json<{ keys: [JsonWebKey & { kid: string }] }>()).keys[0]
const encode = (part: object) => btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600
const claims = () => ({ email, iss: env.ACCESS_TEAM_DOMAIN, aud: [env.ACCESS_AUD], exp: inAnHour(), type: 'app' })

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => vi.restoreAllMocks())

test('a token as Access makes it opens the desk, whatever the case of its email', async () => {
  for (const named of [email, email.toUpperCase()]) {
    expect((await withToken(tokenFor({ email: named })).get('/admin')).status).toBe(200)
  }
})

describe('401 for a token', () => {
  const signedBy = (secret: string) =>
    new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'key-of-the-team' })
      .sign(new TextEncoder().encode(secret))
  const unsigned = (alg: string) => `${encode({ alg, kid: 'key-of-the-team' })}.${encode(claims())}.`
  const forged = (header: Record<string, unknown>) => tokenFor({ email, key: forger.privateKey, header })
  const saying = (others: Record<string, unknown>) => tokenFor({ email, others })

  test.each<[string, () => Promise<string> | string]>([
    [
      'that is signed with the public key as if it were a secret',
      async () => signedBy(JSON.stringify(await teamsKey())),
    ],
    [
      'that is signed with the public key’s number as if it were a secret',
      async () => signedBy((await teamsKey()).n ?? ''),
    ],
    ['that says it needs no signature', () => unsigned('none')],
    ['that says so in capitals', () => unsigned('NONE')],
    ['without a signature', async () => (await tokenFor({ email })).replace(/[^.]+$/, '')],
    [
      'with another’s signature',
      async () => (await tokenFor({ email })).replace(/[^.]+$/, await signatureOf('moderator')),
    ],
    [
      'with claims of another',
      async () => (await tokenFor({ email: PEOPLE.moderator.email })).replace(/\.[^.]+\./, `.${encode(claims())}.`),
    ],
    ['that brings its own key', () => forged({ jwk: forgersKey })],
    ['that says where its key lies', () => forged({ jku: 'https://evil.test/certs', x5u: 'https://evil.test/certs' })],
    ['whose key’s name is a path', () => forged({ kid: '../../../../dev/null' })],
    ['whose key’s name is one of JavaScript’s', () => forged({ kid: '__proto__' })],
    ['without a key’s name', () => forged({ kid: undefined })],
    ['that is not valid yet', () => saying({ nbf: inAnHour() })],
    ['that never ends', () => saying({ exp: undefined })],
    ['for another application too long', () => saying({ aud: [`${env.ACCESS_AUD}-of-another`] })],
    ['for none', () => saying({ aud: [] })],
    ['of a team whose name begins as ours', () => saying({ iss: `${env.ACCESS_TEAM_DOMAIN}.evil.test` })],
    ['of nobody', () => saying({ iss: undefined })],
    ['of a service, which has no email', () => saying({ email: undefined, common_name: 'service.access', sub: '' })],
    ['whose email is a list', () => saying({ email: [email] })],
    ['whose email has a name around it', () => saying({ email: `Chủ toà soạn <${email}>` })],
    ['whose email has a letter of another script', () => saying({ email: email.replace('o', 'о') })],
    ['whose email has a sign for degrees Kelvin', () => saying({ email: '\u212A@dateline.test' })],
    ['whose email ends with nothing', () => saying({ email: `${email}\0` })],
    ['that comes twice', async () => `${await tokenFor({ email })}, ${await tokenFor({ email })}`],
  ])('%s', async (_, token) => {
    expect((await withToken(await token()).get('/admin')).status).toBe(401)
  })

  test('that does not come from Access but from the browser', async () => {
    const token = await tokenFor({ email })
    for (const headers of [
      { Cookie: `CF_Authorization=${token}` },
      { Authorization: `Bearer ${token}` },
      { 'Cf-Access-Token': token },
      { 'Cf-Access-Authenticated-User-Email': email },
    ]) {
      expect((await reader.get('/admin', headers as Record<string, string>)).status).toBe(401)
    }
    expect((await reader.get(`/admin?CF_Authorization=${token}`)).status).toBe(401)
  })
})

test('keys are asked for at the team’s own address, and not again for each token that names an unknown one', async () => {
  const asked = vi.spyOn(globalThis, 'fetch')
  for (let n = 0; n < 20; n++) {
    await withToken(
      tokenFor({ email, key: forger.privateKey, header: { kid: `k${n}`, jku: 'https://evil.test' } }),
    ).get('/admin')
  }
  const addresses = asked.mock.calls.map(([input]) => String(input))
  expect(addresses.length).toBeLessThanOrEqual(1)
  for (const address of addresses) expect(address).toBe(CERTS)
})

describe('while Access does not give its keys', () => {
  const someTimeLater = (hours: number) => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + hours * 3_600_000)
  const lastingToken = () => tokenFor({ email, others: { exp: Math.floor(Date.now() / 1000) + 100 * 3600 } })

  test('those of the last day open the desk, and it is not asked again at once', async () => {
    const token = lastingToken()
    await withToken(token).get('/admin')
    someTimeLater(2)
    const asked = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('connection refused'))
    for (let n = 0; n < 3; n++) expect((await withToken(token).get('/admin')).status).toBe(200)
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('who writes is told to try again, and has their text back', async () => {
    const token = lastingToken()
    await withToken(token).get('/admin')
    someTimeLater(30)
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('bad gateway', { status: 502 }))
    const body = 'Bến đò Sa Đéc mở lại từ sáng mai.'
    const refused = await withToken(token).post('/admin/articles', { headline: 'Bến đò', body })
    expect(refused.status).toBe(503)
    expect(await refused.text()).toContain(body)
  })
})

test('a form whose token is no longer good comes back with what was typed', async () => {
  const body = 'Bến đò Sa Đéc mở lại từ sáng mai.'
  const token = tokenFor({ email, others: { exp: Math.floor(Date.now() / 1000) - 60 } })
  const refused = await withToken(token).post('/admin/articles', { headline: 'Bến đò', body })
  expect(refused.status).toBe(401)
  expect(await refused.text()).toContain(body)
})

test('what is refused leaves no token and no email in the log', async () => {
  const log = vi.spyOn(console, 'warn')
  const token = await tokenFor({ email, key: forger.privateKey })
  await withToken(token).get('/admin')
  await withToken(tokenFor({ email: `${email}\0` })).get('/admin')
  expect(log).toHaveBeenCalled()
  const lines = JSON.stringify(log.mock.calls)
  for (const secret of [token.split('.')[1], token.split('.')[2], email]) expect(lines).not.toContain(secret)
})

test('no other spelling of the desk’s address leads past its door', async () => {
  const spellings = [
    '/%61dmin',
    '/%61dmin/articles',
    '/admin%2farticles',
    '/./admin',
    '/van-hoa/../admin',
    '/van-hoa/%2e%2e/admin',
    '//admin',
    '///admin',
    '/Admin',
    '/ADMIN/articles',
    '/admin/',
    '/admin;x=1',
    '/admin/.',
    '/admin//articles',
    '/admin/articles.css',
    '/admin?x=/healthz',
    '/media/../admin',
    '/\\admin',
  ]
  for (const path of spellings) {
    let response = await reader.get(path)
    for (let hops = 0; response.status < 400 && response.headers.has('Location') && hops < 3; hops++) {
      const to = new URL(response.headers.get('Location') ?? '', ORIGIN)
      expect(to.origin, path).toBe(ORIGIN)
      response = await reader.get(to.pathname + to.search)
    }
    expect([401, 404], path).toContain(response.status)
    expect(response.headers.get('Cache-Control'), path).toBe('private, no-store')
  }
})

async function signatureOf(who: keyof typeof PEOPLE): Promise<string> {
  return (await tokenFor({ email: PEOPLE[who].email })).split('.')[2] ?? ''
}
