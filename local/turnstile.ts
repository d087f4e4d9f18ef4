/**
 * Turnstile: a widget that passes by itself, and siteverify.
 * `local-pass-<anything>` passes once, `local-fail-<anything>` never, `local-outage-<anything>` makes siteverify answer 500.
 * What the widget knows travels in the token as `name:value-` with the value URI-encoded, hyphens too:
 * `local-pass-action:comment-host:localhost-at:1700000000000-<random>`. A token made by hand may have any of them;
 * without `action` it is a comment's, without `host` the site's own, without `at` it was solved just now.
 * Sources, under developers.cloudflare.com/turnstile/: get-started/server-side-validation (parameters, error codes, one
 * validation a token, idempotency_key, 300 s, 2,048 characters), get-started/client-side-rendering (attributes, API).
 */
import { widgetPage, widgetScript } from './turnstile-widget.ts'

export type TurnstileOptions = {
  secret: string
  /** The host that hand-made tokens are of. Without it, the host that siteverify was asked at. */
  hostname?: string
  now?: () => number
}

export type Outcome = {
  success: boolean
  'error-codes': string[]
  challenge_ts?: string
  hostname?: string
  action?: string
  cdata?: string
}

const MAX_TOKEN_CHARACTERS = 2048
const TOKEN_LIFETIME_MS = 300_000
const MAX_REMEMBERED = 10_000

/** Answers /turnstile/v0/*, and nothing else. */
export function createTurnstile({ secret, hostname, now = Date.now }: TurnstileOptions) {
  const redeemed = new Map<string, { idempotencyKey: string; outcome: Outcome }>()

  return async function answer(request: Request): Promise<Response | null> {
    const url = new URL(request.url)
    if (!url.pathname.startsWith('/turnstile/v0/')) return null
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /turnstile/v0/api.js':
        return file(widgetScript, 'text/javascript')
      case 'GET /turnstile/v0/widget':
        return file(widgetPage, 'text/html')
      case 'POST /turnstile/v0/siteverify':
        return siteverify(request, hostname ?? url.hostname)
      default:
        return new Response('Not found\n', { status: 404 })
    }
  }

  async function siteverify(request: Request, ownHostname: string): Promise<Response> {
    const form = await readForm(request)
    if (!form) return failure('bad-request', 400)
    if (!form['secret']) return failure('missing-input-secret')
    if (form['secret'] !== secret) return failure('invalid-input-secret')
    const token = form['response']
    if (!token) return failure('missing-input-response')
    if (token.length > MAX_TOKEN_CHARACTERS) return failure('invalid-input-response')
    if (token.startsWith('local-outage-')) return failure('internal-error', 500)
    if (!token.startsWith('local-pass-')) return failure('invalid-input-response')

    const idempotencyKey = form['idempotency_key'] ?? ''
    const earlier = redeemed.get(token)
    if (earlier) {
      const isRetry = idempotencyKey !== '' && idempotencyKey === earlier.idempotencyKey
      return isRetry ? Response.json(earlier.outcome) : failure('timeout-or-duplicate')
    }
    const { action = 'comment', host = ownHostname, cdata, at } = partsOf(token)
    const solvedAt = at ? Number(at) : now()
    if (now() - solvedAt > TOKEN_LIFETIME_MS) return failure('timeout-or-duplicate')

    const outcome: Outcome = {
      success: true,
      'error-codes': [],
      challenge_ts: new Date(solvedAt).toISOString(),
      hostname: host,
      action,
      ...(cdata && { cdata }),
    }
    redeemed.set(token, { idempotencyKey, outcome })
    if (redeemed.size > MAX_REMEMBERED) redeemed.delete(redeemed.keys().next().value as string)
    return Response.json(outcome)
  }
}

async function readForm(request: Request): Promise<Record<string, string> | null> {
  try {
    const isJson = request.headers.get('content-type')?.includes('json')
    const fields = isJson ? Object.entries((await request.json()) as object) : [...(await request.formData())]
    return Object.fromEntries(fields.map(([name, value]) => [name, String(value ?? '')]))
  } catch {
    return null
  }
}

function partsOf(token: string): { action?: string; host?: string; cdata?: string; at?: string } {
  const parts = token.matchAll(/-(action|host|cdata|at):([^-]*)(?=-)/g)
  return Object.fromEntries(Array.from(parts, ([, name, value = '']) => [name, decodeURIComponent(value)]))
}

function failure(code: string, status = 200): Response {
  return Response.json({ success: false, 'error-codes': [code], messages: [] }, { status })
}

function file(text: string, type: string): Response {
  return new Response(text, { headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' } })
}
