/**
 * How a verdict is reached. A check is a pure function of a comment and what is known around it; it gives a signal with
 * a weight and a reason for the moderator. No check publishes anything: without a signal, the newsroom's policy decides.
 */
import type { Comment, Settings } from '../schema.ts'
import { matchTerms } from '../text/vietnamese.ts'

export interface Signal {
  name:
    | 'links'
    | 'blocked_term'
    | 'repeat'
    | 'flood'
    | 'trap'
    | 'unverified'
    | 'unlimited'
    | 'dead_letter'
    | 'overdue'
    | 'policy'
  /** 100 and more, all signals together, reject where the policy leaves decisions to the checks; any signal holds. */
  weight: number
  /** For the moderator, in the newsroom's language. */
  reason: string
}

export interface Verdict {
  status: 'approved' | 'held' | 'rejected'
  signals: Signal[]
}

/** What a check may know besides the comment. */
export interface Context {
  terms: string[]
  /** Other comments of the last week with the same words. */
  repeats: number
  /** Comments from the same address in the ten minutes before. */
  fromAddress: number
  policy: Settings['comment_policy']
}

type Checked = Pick<Comment, 'name' | 'body'>
type Check = (comment: Checked, context: Context) => Signal | null

const CHECKS: Check[] = [checkLinks, checkTerms, checkRepeats, checkFlood]
const REJECTED_FROM = 100

/** @param atTheDoor signals from before the queue: a filled trap, a check that could not be made */
export function judge(comment: Checked, context: Context, atTheDoor: Signal[]): Verdict {
  const signals = [...atTheDoor, ...CHECKS.flatMap((check) => check(comment, context) ?? [])]
  const weight = signals.reduce((sum, signal) => sum + signal.weight, 0)
  // Where a check could not be made, nobody knows enough to reject either: a person decides.
  const unknown = signals.some((signal) => signal.name === 'unverified' || signal.name === 'unlimited')
  // Where a person decides on each comment, the checks advise them; only what fell into the trap is turned away.
  const isForPerson = context.policy === 'hold_all' && !signals.some((signal) => signal.name === 'trap')
  if (weight >= REJECTED_FROM && !unknown && !isForPerson) return { status: 'rejected', signals }
  if (signals.length > 0) return { status: 'held', signals }
  if (context.policy === 'approve_clean') return { status: 'approved', signals }
  return { status: 'held', signals: [{ name: 'policy', weight: 0, reason: 'Toà soạn đọc mọi ý kiến trước khi đăng.' }] }
}

const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"']{1,200}|\b[a-z0-9-]{2,63}\.(?:com|net|org|vn|info|xyz|top|shop|site|online|link|me|ly|io|app|click|vip|bet|club)\b/gi

export function checkLinks({ name, body }: Checked): Signal | null {
  const hosts = new Set(
    Array.from(`${name}\n${body}`.matchAll(LINK), ([link]) =>
      link
        .replace(/^https?:\/\//i, '')
        .replace(/[/?#:].*$/s, '')
        .toLowerCase(),
    ),
  )
  if (hosts.size === 0) return null
  return {
    name: 'links',
    weight: hosts.size > 3 ? 60 : 30,
    reason: `Có đường dẫn: ${[...hosts].slice(0, 5).join(', ')}.`,
  }
}

export function checkTerms({ name, body }: Checked, { terms }: Context): Signal | null {
  const found = matchTerms(`${name}\n${body}`, terms)
  if (found.length === 0) return null
  return { name: 'blocked_term', weight: 50, reason: `Có từ cần xem: ${found.map((term) => `“${term}”`).join(', ')}.` }
}

export function checkRepeats(_: Checked, { repeats }: Context): Signal | null {
  if (repeats === 0) return null
  return {
    name: 'repeat',
    weight: repeats >= 5 ? 60 : 40,
    reason: `Cùng nội dung đã được gửi ${repeats} lần trong bảy ngày qua.`,
  }
}

export function checkFlood(_: Checked, { fromAddress }: Context): Signal | null {
  if (fromAddress < 5) return null
  return {
    name: 'flood',
    weight: fromAddress >= 30 ? 60 : 40,
    reason: `${fromAddress} ý kiến từ cùng một địa chỉ mạng trong mười phút.`,
  }
}
