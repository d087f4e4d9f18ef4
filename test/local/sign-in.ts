import type { Platform } from '../../local/platform.ts'

/** Gives the cookie of somebody of the demo newsroom. Throws where Access does not know them. */
export async function signIn({ origin }: Pick<Platform, 'origin'>, email: string): Promise<string> {
  const body = new URLSearchParams({ email })
  const answer = await fetch(`${origin}/cdn-cgi/access/login`, { method: 'POST', body, redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`${email} may not sign in`)
  return cookie
}
