import { expect, test } from 'vitest'
import { makeAccessKey } from '../../local/keys.ts'
import { createOutside } from '../../local/outside.ts'

test('for the Worker’s tests it answers as Access and Turnstile at any origin, and there is nothing else', async () => {
  const outside = createOutside({
    access: { key: await makeAccessKey(), audience: 'the-desk' },
    turnstile: { secret: 'our-secret', hostname: 'dateline.example' },
  })
  const team = 'https://nhip-cau.cloudflareaccess.com'
  const login = await outside.fetch(
    new Request(`${team}/cdn-cgi/access/login`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ email: 'editor@dateline.test' }),
    }),
  )
  const { token } = (await login.json()) as { token: string }
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  expect(claims).toMatchObject({ iss: team, aud: ['the-desk'], email: 'editor@dateline.test' })
  expect((await outside.fetch(new Request(`${team}/cdn-cgi/access/certs`))).status).toBe(200)

  const siteverify = await outside.fetch(
    new Request('https://challenges.cloudflare.com/turnstile/v0/siteverify', {
      method: 'POST',
      body: new URLSearchParams({ secret: 'our-secret', response: 'local-pass-1' }),
    }),
  )
  expect(await siteverify.json()).toMatchObject({ success: true, hostname: 'dateline.example' })
  expect((await outside.fetch(new Request('https://example.com/'))).status).toBe(502)
})
