/** What the newsroom makes of the signals: the only place that says what is published without a person. */
import type { Context, Signal, Verdict } from './moderation.ts'

/** Earlier comments, each confirmed and published, that make a reader known. */
const KNOWN_FROM = 3

export interface ReaderRecord {
  /** Whether this comment's writer proved to have the email; what is only typed counts for nothing. */
  isConfirmed: boolean
  /** Confirmed comments under the same email that were published before, up to a hundred. */
  published: number
  /** Confirmed ones that were rejected, or marked as spam, in the last ninety days. */
  turnedAway: number
}

/** Under `hold_all` a person decides; under `approve_known` also the checks, on readers who are known; else on everybody. */
export function verdictOn(found: Signal[], { policy, rejectFrom, reader, says }: Context): Verdict {
  const known = isKnown(reader)
  const note: Signal[] = known ? [{ name: 'known_reader', weight: 0, reason: says.known_reader(reader.published) }] : []
  const signals = [...found, ...note]
  if (found.some(({ name }) => UNKNOWN.has(name))) return { status: 'held', signals }
  // What fell into the trap for machines is turned away wherever a person would have to read it.
  if (found.some(({ name }) => name === 'trap')) return { status: 'rejected', signals }

  const weight = found.reduce((sum, signal) => sum + signal.weight, 0)
  if (found.length > 0) {
    return { status: policy !== 'hold_all' && weight >= rejectFrom ? 'rejected' : 'held', signals }
  }
  if (policy === 'approve_clean' || (policy === 'approve_known' && known)) return { status: 'approved', signals }
  const reason = policy === 'approve_known' ? says.policy_known : says.policy
  return { status: 'held', signals: [...signals, { name: 'policy', weight: 0, reason }] }
}

function isKnown({ isConfirmed, published, turnedAway }: ReaderRecord): boolean {
  return isConfirmed && published >= KNOWN_FROM && turnedAway === 0
}

/** Where a check could not be made nobody knows enough, to publish or to reject: a person decides. */
const UNKNOWN = new Set<Signal['name']>(['unverified', 'unlimited', 'check_failed'])
