/** Whether a person of the newsroom gets the morning's digest by email. */

import { Hono } from 'hono'
import { textOf } from '../edge/form.ts'
import { canSendLetters } from '../letters/letter.ts'
import { isUnsubscribed, resubscribe, unsubscribe } from '../letters/outbox.ts'
import { refuse, wantsJson } from '../refusal.tsx'
import { type DeskEnv, needs, type Person } from './access.ts'
import { limitForm, readForm } from './desk.ts'

export const digest = new Hono<DeskEnv>()

digest.on(['POST', 'DELETE'], '/', needs('moderate'), limitForm, async (c) => {
  const form = await readForm(c)
  if (!form) return refuse(c, 'bad_form')
  const isStopping = c.req.method === 'DELETE' || textOf(form, '_method') === 'DELETE'
  const { email } = c.var.person
  await (isStopping ? unsubscribe(c.env.DB, email, Date.now()) : resubscribe(c.env.DB, email))
  return wantsJson(c) ? c.json({ digest: !isStopping }, 200) : c.redirect('/admin#digest', 303)
})

/** Null where no letters can be sent. */
export async function getsDigest(env: Env, person: Person): Promise<boolean | null> {
  return canSendLetters(env) ? !(await isUnsubscribed(env.DB, person.email)) : null
}
