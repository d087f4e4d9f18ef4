/**
 * Cloudflare Access as a path application on /admin: a sign-in page that asks for no password, a signed token in a
 * cookie, and the token's header on every request that is let through.
 * Sources, under developers.cloudflare.com/cloudflare-one/: access-controls/applications/http-apps/authorization-cookie/
 * (application-token: the claims; validating-json: keys, public_cert, public_certs), tutorials/cli/ (cf-access-token).
 * Unlike there, `cert` is a bare public key in PEM: no X.509 certificate is made for a laptop.
 */
import { calculateJwkThumbprint, exportSPKI, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { signInPage } from './sign-in-page.ts'

export type Person = { email: string; name: string; can: string }

export const PEOPLE: Person[] = [
  { email: 'editor@dateline.test', name: 'Biên tập viên', can: 'viết, sửa, xuất bản, duyệt bình luận' },
  { email: 'moderator@dateline.test', name: 'Người duyệt bình luận', can: 'duyệt bình luận' },
  { email: 'contributor@dateline.test', name: 'Cộng tác viên', can: 'viết và gửi bài, chưa được xuất bản' },
  { email: 'owner@dateline.test', name: 'Chủ toà soạn', can: 'tất cả' },
  { email: 'stranger@dateline.test', name: 'Người lạ', can: 'qua được Access nhưng không thuộc toà soạn: nhận 403' },
]

export type AccessOptions = {
  key: JWK
  audience: string
  /** The issuer. Without it, the origin that a request came to. */
  teamDomain?: string
  now?: () => number
}

export type Access = {
  /** Answers /cdn-cgi/access/*, and nothing else. */
  answer: (request: Request) => Promise<Response | null>
  /** Lets a request to the protected path through, marked; or tells why not. */
  guard: (request: Request) => Promise<Request | Response>
}

const COOKIE = 'CF_Authorization'
const SESSION_S = 24 * 60 * 60

export function createAccess({ key, audience, teamDomain, now = Date.now }: AccessOptions): Access {
  const publicJwk = { kty: 'RSA', n: key.n, e: key.e, alg: 'RS256', use: 'sig' } as JWK
  const signing = (async () => ({
    kid: await calculateJwkThumbprint(publicJwk),
    privateKey: await importJWK(key, 'RS256'),
    publicKey: (await importJWK(publicJwk, 'RS256')) as CryptoKey,
  }))()

  async function answer(request: Request): Promise<Response | null> {
    const url = new URL(request.url)
    if (!url.pathname.startsWith('/cdn-cgi/access/')) return null
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /cdn-cgi/access/login':
        return signInPage(PEOPLE, safePath(url.searchParams.get('redirect_url')))
      case 'POST /cdn-cgi/access/login':
        return signIn(request, url)
      case 'GET /cdn-cgi/access/certs':
        return Response.json(await certs(), { headers: { 'cache-control': 'no-store' } })
      case 'GET /cdn-cgi/access/logout':
        return redirect('/', `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`)
      default:
        return new Response('Not found\n', { status: 404 })
    }
  }

  async function signIn(request: Request, url: URL): Promise<Response> {
    const form = await request.formData().catch(() => new FormData())
    const person = PEOPLE.find(
      ({ email }) =>
        email ===
        String(form.get('email') ?? '')
          .trim()
          .toLowerCase(),
    )
    const to = safePath(String(form.get('redirect_url') ?? url.searchParams.get('redirect_url') ?? ''))
    const wantsJson = request.headers.get('accept')?.includes('application/json') ?? false
    if (!person) {
      return wantsJson
        ? Response.json(
            { error: 'not one of the demo people', people: PEOPLE.map(({ email }) => email) },
            { status: 403 },
          )
        : signInPage(PEOPLE, to, 403)
    }
    const token = await sign(person, teamDomain ?? url.origin)
    const cookie = `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SESSION_S}`
    return wantsJson ? Response.json({ token }, { headers: { 'set-cookie': cookie } }) : redirect(to, cookie)
  }

  async function sign({ email }: Person, issuer: string): Promise<string> {
    const { kid, privateKey } = await signing
    const issuedAt = Math.floor(now() / 1000)
    return new SignJWT({ email, type: 'app', identity_nonce: crypto.randomUUID().slice(0, 16), country: 'VN' })
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience([audience])
      .setSubject(await subjectOf(email))
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(issuedAt + SESSION_S)
      .sign(privateKey)
  }

  async function certs() {
    const { kid, publicKey } = await signing
    const cert = { kid, cert: await exportSPKI(publicKey) }
    return { keys: [{ kid, ...publicJwk }], public_cert: cert, public_certs: [cert] }
  }

  async function guard(request: Request): Promise<Request | Response> {
    const url = new URL(request.url)
    const headers = new Headers(request.headers)
    // Only Access itself says who somebody is.
    headers.delete('cf-access-jwt-assertion')
    headers.delete('cf-access-authenticated-user-email')
    const isProtected = url.pathname === '/admin' || url.pathname.startsWith('/admin/')
    if (!isProtected) return new Request(request, { headers })

    const shown = headers.get('cf-access-token')
    const token = shown ?? cookieOf(headers)
    const email = token && (await verify(token, teamDomain ?? url.origin))
    if (token && email) {
      headers.set('cf-access-jwt-assertion', token)
      headers.set('cf-access-authenticated-user-email', email)
      return new Request(request, { headers })
    }
    if (shown !== null) return new Response('Forbidden: that Access token is not valid.\n', { status: 403 })
    const isNavigation = request.method === 'GET' && (headers.get('accept') ?? '').includes('text/html')
    if (isNavigation)
      return redirect(
        `/cdn-cgi/access/login?redirect_url=${encodeURIComponent(url.pathname + url.search)}`,
        undefined,
        302,
      )
    return new Response('Unauthorized: sign in at /cdn-cgi/access/login.\n', { status: 401 })
  }

  async function verify(token: string, issuer: string): Promise<string | null> {
    const { publicKey } = await signing
    const currentDate = new Date(now())
    try {
      const { payload } = await jwtVerify(token, publicKey, { issuer, audience, algorithms: ['RS256'], currentDate })
      return String(payload['email'])
    } catch {
      return null
    }
  }

  return { answer, guard }
}

/** A path of this site, never another site's address in disguise: `//host`, `/\host`, or with a tab or newline inside. */
function safePath(wanted: string | null): string {
  return wanted && /^\/(?![/\\])[^\s\\]*$/.test(wanted) ? wanted : '/admin'
}

function redirect(to: string, cookie?: string, status = 303): Response {
  const headers = new Headers({ location: to, 'cache-control': 'no-store' })
  if (cookie) headers.set('set-cookie', cookie)
  return new Response(null, { status, headers })
}

function cookieOf(headers: Headers): string | null {
  return /(?:^|;\s*)CF_Authorization=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? null
}

/** The same person has the same id at every sign-in. */
async function subjectOf(email: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email))
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
