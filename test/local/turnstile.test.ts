import { beforeEach, describe, expect, test } from 'vitest'
import { createTurnstile, type Outcome } from '../../local/turnstile.ts'

const SITE = 'http://localhost:8787'
const START = Date.parse('2026-11-20T08:00:00Z')
let now = START
let turnstile: ReturnType<typeof createTurnstile>

beforeEach(() => {
  now = START
  turnstile = createTurnstile({ secret: 'our-secret', now: () => now })
})

async function verify(fields: Record<string, string>): Promise<Outcome & { status: number }> {
  const body = new URLSearchParams({ secret: 'our-secret', ...fields })
  return answer({ method: 'POST', body })
}

async function answer(init: RequestInit): Promise<Outcome & { status: number }> {
  const response = (await turnstile(new Request(`${SITE}/turnstile/v0/siteverify`, init))) as Response
  return { status: response.status, ...((await response.json()) as Outcome) }
}

const refused = (code: string, status = 200) => ({ status, success: false, 'error-codes': [code], messages: [] })

describe('siteverify', () => {
  test('a token that passes is a comment’s, of this site, solved now', async () => {
    expect(await verify({ response: 'local-pass-1' })).toEqual({
      status: 200,
      success: true,
      'error-codes': [],
      challenge_ts: '2026-11-20T08:00:00.000Z',
      hostname: 'localhost',
      action: 'comment',
    })
  })

  test('it passes once', async () => {
    await verify({ response: 'local-pass-1' })
    expect(await verify({ response: 'local-pass-1' })).toEqual(refused('timeout-or-duplicate'))
    expect(await verify({ response: 'local-pass-2' })).toMatchObject({ success: true })
  })

  test('asked again under the same key it answers the same, and under another it does not', async () => {
    const first = await verify({ response: 'local-pass-1', idempotency_key: 'k1' })
    now += 1000
    expect(await verify({ response: 'local-pass-1', idempotency_key: 'k1' })).toEqual(first)
    expect(await verify({ response: 'local-pass-1', idempotency_key: 'k2' })).toEqual(refused('timeout-or-duplicate'))
    expect(await verify({ response: 'local-pass-1' })).toEqual(refused('timeout-or-duplicate'))
  })

  test('other tokens: one that fails, one of no kind, one that is too long, and an outage', async () => {
    expect(await verify({ response: 'local-fail-1' })).toEqual(refused('invalid-input-response'))
    expect(await verify({ response: 'something' })).toEqual(refused('invalid-input-response'))
    expect(await verify({ response: `local-pass-${'x'.repeat(2038)}` })).toEqual(refused('invalid-input-response'))
    expect(await verify({ response: `local-pass-${'x'.repeat(2037)}` })).toMatchObject({ success: true })
    expect(await verify({ response: 'local-outage-1' })).toEqual(refused('internal-error', 500))
  })

  test('nothing passes without our secret', async () => {
    expect(await verify({ response: 'local-pass-1', secret: '' })).toEqual(refused('missing-input-secret'))
    expect(await verify({ response: 'local-pass-1', secret: 'theirs' })).toEqual(refused('invalid-input-secret'))
    expect(await verify({})).toEqual(refused('missing-input-response'))
    expect(await verify({ response: 'local-pass-1' })).toMatchObject({ success: true })
  })

  test('a token can be of another action, host and data', async () => {
    expect(await verify({ response: 'local-pass-action:other-1' })).toMatchObject({
      action: 'other',
      hostname: 'localhost',
    })
    expect(await verify({ response: 'local-pass-host:evil.example-1' })).toMatchObject({
      hostname: 'evil.example',
      action: 'comment',
    })
    expect(await verify({ response: 'local-pass-action:a%2Db-host:x.test-cdata:c-1' })).toMatchObject({
      action: 'a-b',
      hostname: 'x.test',
      cdata: 'c',
    })
  })

  test('a token that the widget drew is good for five minutes', async () => {
    now = START + 300_000
    expect(await verify({ response: `local-pass-action:comment-at:${START}-1` })).toMatchObject({
      success: true,
      challenge_ts: '2026-11-20T08:00:00.000Z',
    })
    now += 1
    expect(await verify({ response: `local-pass-action:comment-at:${START}-2` })).toEqual(
      refused('timeout-or-duplicate'),
    )
  })

  test('takes JSON and multipart forms as well; what is neither is a bad request', async () => {
    const json = JSON.stringify({ secret: 'our-secret', response: 'local-pass-1', idempotency_key: null })
    const multipart = new FormData()
    multipart.set('secret', 'our-secret')
    multipart.set('response', 'local-pass-2')
    const headers = { 'content-type': 'application/json' }
    expect(await answer({ method: 'POST', headers, body: json })).toMatchObject({ success: true })
    expect(await answer({ method: 'POST', body: multipart })).toMatchObject({ success: true })
    expect(await answer({ method: 'POST', headers, body: '{' })).toEqual(refused('bad-request', 400))
  })
})

test('the script and the frame it draws are served; other paths are left to others', async () => {
  const script = (await turnstile(new Request(`${SITE}/turnstile/v0/api.js?render=explicit`))) as Response
  expect(script.headers.get('content-type')).toContain('javascript')
  const source = await script.text()
  expect(() => new Function(source)).not.toThrow()
  expect(
    ((await turnstile(new Request(`${SITE}/turnstile/v0/widget`))) as Response).headers.get('content-type'),
  ).toContain('html')
  expect(await turnstile(new Request(`${SITE}/`))).toBeNull()
})
