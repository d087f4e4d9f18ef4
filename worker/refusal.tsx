/** The one answer to what is expected to go wrong: a page that helps, or JSON for a program. */
import type { Context } from 'hono'
import { ErrorPage } from '../templates/error.tsx'
import type { Teaser } from './articles/article.ts'
import { findSite } from './articles/queries.ts'
import { type AppEnv, varsOf } from './env.ts'
import { FAILURES, type FailureReason } from './failures.ts'
import { wordsFor } from './text/words.ts'

/** What is used of a context, so that any slice's will do. */
type Answering = Pick<Context<AppEnv>, 'env' | 'req' | 'json' | 'html'>

export function wantsJson(c: Pick<Context<AppEnv>, 'req'>): boolean {
  return (c.req.header('Accept') ?? '').includes('application/json')
}

/** Answers with the status that failures.ts gives the reason. @param suggestions what to read instead */
export async function refuse(c: Answering, reason: FailureReason, suggestions: Teaser[] = []): Promise<Response> {
  const status = FAILURES[reason]
  const site = await findSite(c.env.DB, varsOf(c.env).ORIGIN).catch(() => null)
  const words = wordsFor(site?.settings.locale ?? 'vi')
  const message = words.failures[reason]
  if (wantsJson(c)) return c.json({ error: { reason, message } }, status)
  const atDesk = /^\/admin(\/|$)/.test(c.req.path)
  const shown = { site, words, status, message, suggestions, atDesk }
  return c.html(<ErrorPage {...shown} />, status)
}
