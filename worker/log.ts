/**
 * The log: one object an event, each of them explained in docs/runbook.md. Nothing of a person ever stands in it: facts are
 * our own ids, counts and names, and what others say of an error is cleaned of whatever they quote.
 */

export type Event =
  | 'access_keys_missing'
  | 'access_token_refused'
  | 'article_not_rendered'
  | 'batch_failed'
  | 'batch_failed_as_one'
  | 'comment_check_failed'
  | 'comment_check_gave_up'
  | 'comment_not_queued'
  | 'comment_not_written'
  | 'comments_not_queued'
  | 'dead_letter_not_held'
  | 'image_not_queued'
  | 'image_not_replaced'
  | 'image_objects_left'
  | 'image_variants_failed'
  | 'letter_not_sent'
  | 'no_cache_to_purge'
  | 'no_colour'
  | 'overdue_not_held'
  | 'purge_failed'
  | 'purge_not_noted'
  | 'purge_not_queued'
  | 'purge_refused'
  | 'request_failed'
  | 'run_failed'
  | 'turnstile_misconfigured'
  | 'turnstile_no_answer'

type Facts = { error?: unknown } & Record<string, unknown>

/** Something is not done, and somebody may have to do something. */
export function logError(event: Event, facts: Facts): void {
  console.error({ event, ...cleaned(facts) })
}

/** Something went another way than it should; it was dealt with. */
export function logWarning(event: Event, facts: Facts): void {
  console.warn({ event, ...cleaned(facts) })
}

const cleaned = (facts: Facts) => ('error' in facts ? { ...facts, error: describe(facts.error) } : facts)

/** What may be thrown to the platform, which writes it to the log by itself. */
export function fitToLog(error: unknown): Error {
  return new Error(withoutWords(error instanceof Error ? error.message : String(error)))
}

const LONGEST = 1_000

/** What an error says, and where it was thrown. Databases and parsers quote what they stumbled over: that stays out. */
function describe(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' }
  const frames = stack?.match(/\n[ \t]+at .+:\d+:\d+\)?$/gm)?.slice(0, 8) ?? []
  const name = error instanceof Error ? `${error.name}: ` : ''
  return (withoutWords(name + message) + frames.join('')).slice(0, LONGEST)
}

const EMAIL = /(?<![^\s/])[^\s/]+(?:@|%40)[^\s/]+/gi

/** Where a request went, without the emails that some addresses of the desk name people by. */
export const withoutEmails = (path: string) => path.replace(EMAIL, '…').slice(0, 200)

/** Without what is quoted, addresses of letters and machines, long tokens, and words that no platform writes. */
export function withoutWords(text: string): string {
  return text
    .replace(/"[^"]*"?|'[^']*'|`[^`]*`?|«[^»]*»?/g, '…')
    .replace(EMAIL, '…')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[\da-f]{0,4}(?::[\da-f]{0,4}){3,7}\b/gi, '…')
    .replace(/(?<![\w+/=-])(?=[\w+/=-]*\d)[\w+/=-]{24,}/g, '…')
    .replace(/(?<!\S)\S*[^\p{ASCII}…]\S*/gu, '…')
}
