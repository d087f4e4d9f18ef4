/**
 * Asks Turnstile whether a token was given to a person, on our form, on our site.
 * Source: developers.cloudflare.com/turnstile/get-started/server-side-validation/
 */
import * as z from 'zod'
import type { Vars } from '../env.ts'
import { logError, logWarning } from '../log.ts'

/** What a widget on a comment form says it is for. */
export const COMMENT_ACTION = 'comment'
export const MAX_TOKEN_LENGTH = 2048
const TIMEOUT_MS = 4000
const PAUSES_MS = [0, 250, 1000]

/** `unavailable`: Turnstile, or our access to it, does not work; that is never a reader's fault and never a pass. */
export type TurnstileAnswer = 'passed' | 'failed' | 'unavailable'

const Answer = z.object({
  success: z.boolean(),
  'error-codes': z.array(z.string()).default([]),
  hostname: z.string().optional(),
  action: z.string().optional(),
})

const OUR_FAULT = ['missing-input-secret', 'invalid-input-secret', 'bad-request']

/**
 * @param token of the form's `cf-turnstile-response`; single use, 300 s.
 * @param address the reader's, for Turnstile's own judgement; not kept.
 * The same `idempotencyKey` is sent with each try, so that a lost answer does not use the token up.
 */
export async function verifyTurnstile(
  vars: Vars,
  { token, address, idempotencyKey }: { token: string; address: string; idempotencyKey: string },
): Promise<TurnstileAnswer> {
  if (token.length > MAX_TOKEN_LENGTH) return 'failed'
  const question = JSON.stringify({
    secret: vars.TURNSTILE_SECRET,
    response: token,
    remoteip: address,
    idempotency_key: idempotencyKey,
  })
  for (const pause of PAUSES_MS) {
    if (pause > 0) await scheduler.wait(pause)
    const answer = await ask(`${vars.TURNSTILE_ORIGIN}/turnstile/v0/siteverify`, question)
    if (!answer || answer['error-codes'].includes('internal-error')) continue
    if (answer['error-codes'].some((code) => OUR_FAULT.includes(code))) {
      logError('turnstile_misconfigured', { codes: answer['error-codes'] })
      return 'unavailable'
    }
    const ours = answer.hostname === new URL(vars.ORIGIN).hostname && answer.action === COMMENT_ACTION
    return answer.success && ours ? 'passed' : 'failed'
  }
  return 'unavailable'
}

async function ask(url: string, body: string): Promise<z.infer<typeof Answer> | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    // 4xx carries a verdict in its body; 5xx is an outage whatever it carries.
    return response.status < 500 ? Answer.parse(await response.json()) : null
  } catch (error) {
    logWarning('turnstile_no_answer', { error })
    return null
  }
}
