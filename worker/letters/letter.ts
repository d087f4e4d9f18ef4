/** What a letter is, and how one is handed to the post. */
import { varsOf } from '../env.ts'
import { logError } from '../log.ts'

/** The binding is there only where the newsroom has set it up. */
type Posting = Env & { EMAIL?: SendEmail }

export interface Letter {
  /** The newsroom. */
  from: string
  to: string
  subject: string
  text: string
  html: string
  /** Where the letter's kind is stopped: an address of this site. */
  stopUrl: string
}

/** Whether letters can be sent from here at all: otherwise none are offered. */
export function canSendLetters(env: Env): boolean {
  return Boolean((env as Posting).EMAIL && varsOf(env).LETTERS_FROM)
}

/**
 * `refused`: this letter will never be taken. `later`: this one was not, another time it may be. `stop`: none will be
 * taken now.
 * Source of the codes: developers.cloudflare.com/email-service/api/send-emails/workers-api/#error-codes
 */
export type Posted = 'sent' | 'refused' | 'later' | 'stop'

export async function postLetter(env: Env, letter: Letter): Promise<Posted> {
  const { EMAIL } = env as Posting
  if (!EMAIL) return 'stop'
  try {
    await EMAIL.send({
      from: { name: oneLine(letter.from), email: varsOf(env).LETTERS_FROM },
      to: letter.to,
      subject: oneLine(letter.subject).slice(0, MAX_SUBJECT),
      text: letter.text,
      html: letter.html,
      headers: headersOf(letter),
    })
    return 'sent'
  } catch (error) {
    const code = codeOf(error)
    // Without the address: a log is no place for it.
    logError('letter_not_sent', { code })
    if (FOR_GOOD.has(code)) return 'refused'
    return FOR_NOW.has(code) ? 'stop' : 'later'
  }
}

const MAX_SUBJECT = 200
const FOR_GOOD = new Set([
  'E_RECIPIENT_SUPPRESSED',
  'E_RECIPIENT_NOT_ALLOWED',
  'E_VALIDATION_ERROR',
  'E_CONTENT_TOO_LARGE',
])
const FOR_NOW = new Set([
  'E_RATE_LIMIT_EXCEEDED',
  'E_DAILY_LIMIT_EXCEEDED',
  'E_SENDER_NOT_VERIFIED',
  'E_SENDER_DOMAIN_NOT_AVAILABLE',
])

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? 'unknown')
}

/**
 * RFC 8058: one POST to this address unsubscribes. The service takes it only at https.
 * Source: developers.cloudflare.com/email-service/reference/headers/
 */
function headersOf({ stopUrl }: Letter): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    ...(stopUrl.startsWith('https:') && {
      'List-Unsubscribe': `<${stopUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  }
}

/** A line break in a name or a headline would begin a header of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
