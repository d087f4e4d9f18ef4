/** The way to the desk: Access in front of it, the Worker's own check behind that, and no cache anywhere between. */
import { decodeJwt, decodeProtectedHeader, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { type Check, failed, judged, skipped } from './check.ts'
import { type Answer, type Asked, isKept, type Newsroom, reasonOf } from './newsroom.ts'

const HTML = { accept: 'text/html' }
const LOGIN = /\/cdn-cgi\/access\/login/

export const access: Check = {
  name: 'access',
  async run(newsroom) {
    const { origin, ask } = newsroom
    const door = await ask('/admin', { headers: HTML })
    const location = door.headers.get('location') ?? ''
    if (![302, 303, 307].includes(door.status) || !LOGIN.test(location)) {
      return failed(`Access does not stand in front of the desk: /admin answered ${door.status} itself, where Access would send
        a browser to sign in. Zero Trust → Access → Applications: one for ${new URL(origin).host}/admin.`)
    }
    const login = new URL(location, origin)
    const [signIn, keys] = await Promise.all([
      ask(login.href, { headers: HTML }),
      ask(new URL('/cdn-cgi/access/certs', login).href),
    ])
    const forged = await forge(newsroom)
    const tries: [what: string, path: string, asked: Asked][] = [
      ['nothing', '/admin/articles', {}],
      ['the Worker’s own header', '/admin', { headers: { 'cf-access-jwt-assertion': forged } }],
      ['a forged cookie', '/admin', { headers: { cookie: `CF_Authorization=${forged}` } }],
      ['a forged token', '/admin', { headers: { 'cf-access-token': forged } }],
      ['a file’s name', '/admin/articles/dateline.css', {}],
      ['another spelling', '/%61dmin', {}],
      ['a form', '/admin/redirects', { form: { from_path: '/', to_path: '/' } }],
    ]
    const answers = await Promise.all(
      tries.map(async ([what, path, asked]) => ({ what, answer: await ask(path, asked) })),
    )
    const letIn = answers.filter(({ answer }) => !isRefused(answer)).map(({ what }) => what)
    const kept = answers.filter(({ answer }) => isKept(answer)).map(({ what }) => what)
    return judged(
      [
        signIn.status >= 400 && `Access’s own page to sign in answered ${signIn.status}.`,
        (keys.status !== 200 || !keys.text.includes('"keys"')) &&
          `Access’s keys at ${login.origin}/cdn-cgi/access/certs answered ${keys.status}: the Worker can verify nobody.`,
        letIn.length > 0 && `The desk answered to who came with ${letIn.join(', ')}. Take the site off the net.`,
        kept.length > 0 && `An answer of the desk went into the cache, for who came with ${kept.join(', ')}.`,
      ],
      `stands in front; ${tries.length} ways in without a token refused, none cached`,
    )
  },
}

export const desk: Check = {
  name: 'desk',
  needs: ['access'],
  async run(newsroom) {
    const { ask, atDesk, token, isLocal } = newsroom
    if (!token) return skipped(NO_TOKEN)
    const inside = await atDesk('/admin')
    if (inside.status !== 200) return failed(whyNot(inside, token))
    const { person } = JSON.parse(inside.text) as { person: { email: string; role: string } }
    if (!['editor', 'owner'].includes(person.role)) {
      return failed(
        `The token is of ${isLocal ? person.email : `a ${person.role}`}: it takes an editor’s or an owner’s.`,
      )
    }
    const page = await atDesk('/admin/articles', { headers: { accept: 'text/html' } })
    const afterwards = await ask('/admin/articles')
    return judged(
      [
        page.status !== 200 && `The desk’s list of articles answered ${page.status}.`,
        (isKept(page) || page.headers.get('cache-control') !== 'private, no-store') &&
          'A page of the desk may be kept by a cache.',
        !isRefused(afterwards) && 'What an editor had just opened was given to somebody without a token.',
      ],
      `open to an ${person.role}, and kept for nobody else`,
    )
  },
}

const NO_TOKEN = `no token: set DATELINE_SMOKE_TOKEN to what \`cloudflared access token -app=<origin>/admin\` prints for an editor`

function whyNot(answer: Answer, token: string): string {
  const { exp = 0 } = decoded(token).claims
  if (exp * 1000 < Date.now())
    return 'The token is over, or none: let `cloudflared access login <origin>/admin` get another.'
  if (reasonOf(answer) === 'sign_in') {
    return `Access lets the token through and the Worker does not: ACCESS_TEAM_DOMAIN or ACCESS_AUD is not this application’s. access_token_refused in \`npx wrangler tail\` says which.`
  }
  if (reasonOf(answer) === 'not_allowed')
    return 'Access knows the token’s owner and the newsroom does not: /admin/staff.'
  return `Access does not take the token (${answer.status}): it is of another application, or revoked.`
}

function isRefused({ status, text }: Answer): boolean {
  return [302, 303, 307, 401, 403, 404].includes(status) && !text.includes('action="/admin')
}

/** As good as anybody could make one without Access's key: what it says is right, and who signed it is not. */
async function forge({ token, origin }: Newsroom): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  const now = Math.floor(Date.now() / 1000)
  const made = { iss: origin, aud: ['dateline'], email: 'owner@example.com', type: 'app' }
  const { kid, claims } = token ? decoded(token) : { kid: 'forged', claims: made }
  return new SignJWT({ ...claims, iat: now, exp: now + 600 }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
}

function decoded(token: string): { kid: string; claims: JWTPayload } {
  try {
    return { kid: decodeProtectedHeader(token).kid ?? '', claims: decodeJwt(token) }
  } catch {
    return { kid: '', claims: {} }
  }
}

/**
 * A token of an editor, as the newsroom's Access gives it: brought along, or on a laptop asked for. Service tokens open no
 * desk: they name no person, and every act there has one.
 * Source: developers.cloudflare.com/cloudflare-one/tutorials/cli/
 */
export async function findToken(
  ask: Newsroom['ask'],
  { brought, isLocal }: { brought: string | undefined; isLocal: boolean },
): Promise<string | null> {
  if (brought || !isLocal) return brought || null
  const form = { email: 'editor@dateline.test' }
  const signedIn = await ask('/cdn-cgi/access/login', { form, headers: { accept: 'application/json' } })
  return signedIn.status === 200 ? JSON.parse(signedIn.text).token : null
}
