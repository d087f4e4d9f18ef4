/** What a comment form must know of where it stands: the same wherever there is one. */
import type { TurnstilePlace } from '../../templates/comments/form.tsx'
import { varsOf } from '../env.ts'
import { canSendLetters } from '../letters/letter.ts'

/** The one place that says whether a form offers to write letters. */
export function formPlace(env: Env): TurnstilePlace {
  const { TURNSTILE_SITEKEY: sitekey, TURNSTILE_ORIGIN: turnstileOrigin } = varsOf(env)
  return { sitekey, turnstileOrigin, offersNotices: canSendLetters(env) }
}
