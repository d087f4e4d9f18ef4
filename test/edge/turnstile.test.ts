import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { verifyTurnstile } from '../../worker/edge/turnstile.ts'
import { varsOf } from '../../worker/env.ts'

const vars = varsOf(env)
const ask = (token: string, idempotencyKey = crypto.randomUUID()) =>
  verifyTurnstile(vars, { token, address: '203.0.113.7', idempotencyKey })

afterEach(() => vi.restoreAllMocks())

describe('a token', () => {
  test('passes once', async () => {
    const token = `local-pass-${crypto.randomUUID()}`
    expect(await ask(token)).toBe('passed')
    expect(await ask(token)).toBe('failed')
  })

  test('passes again for the same idempotency key, as for a retry whose answer was lost', async () => {
    const token = `local-pass-${crypto.randomUUID()}`
    const key = crypto.randomUUID()
    expect(await ask(token, key)).toBe('passed')
    expect(await ask(token, key)).toBe('passed')
  })

  test('fails when Turnstile says so', async () => {
    expect(await ask(`local-fail-${crypto.randomUUID()}`)).toBe('failed')
  })

  test('fails when it was given for another action', async () => {
    expect(await ask(`local-pass-action:login-${crypto.randomUUID()}`)).toBe('failed')
  })

  test('fails when it was given on another site', async () => {
    expect(await ask(`local-pass-host:evil.example-${crypto.randomUUID()}`)).toBe('failed')
  })

  test('fails unasked when it is longer than any real one', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch')
    expect(await ask(`local-pass-${'x'.repeat(2048)}`)).toBe('failed')
    expect(fetching).not.toHaveBeenCalled()
  })
})

describe('Turnstile', () => {
  test('is unavailable, not a verdict, when it answers 500 each time', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch')
    expect(await ask(`local-outage-${crypto.randomUUID()}`)).toBe('unavailable')
    const keys = fetching.mock.calls.map(([, init]) => JSON.parse(String(init?.body)).idempotency_key)
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
  })

  test('is asked again after a connection that broke', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('connection reset'))
    expect(await ask(`local-pass-${crypto.randomUUID()}`)).toBe('passed')
  })

  test('is asked again after an internal error of its own', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(
      Response.json({ success: false, 'error-codes': ['internal-error'] }),
    )
    expect(await ask(`local-pass-${crypto.randomUUID()}`)).toBe('passed')
  })

  test('with our secret wrong is our fault, not the reader’s', async () => {
    const misconfigured = { ...vars, TURNSTILE_SECRET: 'wrong' }
    const question = {
      token: `local-pass-${crypto.randomUUID()}`,
      address: '203.0.113.7',
      idempotencyKey: crypto.randomUUID(),
    }
    expect(await verifyTurnstile(misconfigured, question)).toBe('unavailable')
  })
})
