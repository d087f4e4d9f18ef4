/** The one answer to what is expected to go wrong: a page that helps, or JSON for a program. */
import type { Context } from 'hono'
import { ErrorPage } from '../templates/error.tsx'
import type { Teaser } from './articles/article.ts'
import { findSiteAndNewest } from './articles/queries.ts'
import { type AppEnv, varsOf } from './env.ts'
import { FAILURES, type FailureReason } from './failures.ts'
import { answerMoved, movedStatement } from './newsroom/moved.ts'
import { wordsFor } from './text/words.ts'

/** What is used of a context, so that any slice's will do. */
type Answering = Pick<Context<AppEnv>, 'env' | 'req' | 'json' | 'html' | 'header' | 'redirect'>

export function wantsJson(c: Pick<Context<AppEnv>, 'req'>): boolean {
  return (c.req.header('Accept') ?? '').includes('application/json')
}

/**
 * Answers with the status that failures.ts gives the reason.
 * @param suggestions what to read instead of the newest
 * @param kept what was typed into a form that is refused, by the fields' names: it is given back, to be copied
 */
export async function refuse(
  c: Answering,
  reason: FailureReason,
  suggestions: Teaser[] = [],
  kept: [field: string, text: string][] = [],
): Promise<Response> {
  const status = FAILURES[reason]
  const atDesk = /^\/admin(\/|$)/.test(c.req.path)
  const moved = reason === 'not_found' && !atDesk ? movedStatement(c) : null
  const around = await findSiteAndNewest(c.env.DB, varsOf(c.env).ORIGIN, moved).catch(() => null)
  const away = around?.moved ? answerMoved(c, around.moved) : null
  if (away) return away
  const site = around?.site ?? null
  const words = wordsFor(site?.settings.locale ?? 'vi')
  const message = words.failures[reason]
  if (wantsJson(c)) return c.json({ error: { reason, message } }, status)
  // No dead end: there is something to read. After a fault of ours there is not, because what broke may be in a list.
  const asksNewest = suggestions.length === 0 && status < 500 && !atDesk
  const instead = asksNewest ? (around?.newest ?? []) : suggestions
  const shown = { site, words, status, message, suggestions: instead, atDesk, kept }
  return c.html(<ErrorPage {...shown} />, status)
}
