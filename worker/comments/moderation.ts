/**
 * How a verdict is reached. A check is a function of a comment and what is known around it; it gives a signal with a
 * weight and a reason for the moderator. No check publishes anything: what the signals lead to is the newsroom's policy.
 */
import { logError } from '../log.ts'
import type { Comment, Settings } from '../schema.ts'
import type { ReasonWords } from '../text/words.ts'
import { checkAge } from './checks/age.ts'
import { checkBans } from './checks/bans.ts'
import { checkClassifier } from './checks/classifier.ts'
import { checkContacts } from './checks/contacts.ts'
import { checkFlood, checkFloodByEmail } from './checks/flood.ts'
import { checkGibberish } from './checks/gibberish.ts'
import { checkImpersonation } from './checks/impersonation.ts'
import { checkLinks } from './checks/links.ts'
import { checkModel } from './checks/model.ts'
import { checkNearRepeats, checkRepeats } from './checks/repeats.ts'
import { checkShouting } from './checks/shouting.ts'
import { checkSuspectTerms, checkTerms } from './checks/terms.ts'
import type { Classifier } from './classifier/classifier.ts'
import type { Model } from './model.ts'
import { type ReaderRecord, verdictOn } from './policy.ts'

export interface Signal {
  name:
    | 'links'
    | 'blocked_term'
    | 'suspect_term'
    | 'repeat'
    | 'near_repeat'
    | 'flood'
    | 'flood_email'
    | 'shouting'
    | 'impersonation'
    | 'gibberish'
    | 'old_article'
    | 'contact'
    | 'banned'
    | 'classifier'
    | 'model'
    | 'check_failed'
    | 'trap'
    | 'unverified'
    | 'unlimited'
    | 'dead_letter'
    | 'overdue'
    | 'policy'
    | 'known_reader'
  /** What they weigh together may reject, where the policy leaves decisions to the checks; any signal of a check holds. */
  weight: number
  /** For the moderator, in the newsroom's language at the time. */
  reason: string
}

export interface Verdict {
  status: 'approved' | 'held' | 'rejected'
  signals: Signal[]
}

/** What a check may know besides the comment. */
export interface Context {
  /** Terms that hold a comment, and terms that only speak against it. */
  terms: string[]
  suspectTerms: string[]
  /** Other comments of the last week with the same words. */
  repeats: number
  /** Texts of comments of the last week that may be nearly the same. */
  likely: string[]
  /** Comments from the same address, and under the same email, in the ten minutes before. */
  fromAddress: number
  fromEmail: number
  /** From its article's publication to the comment; null where the article is not published. */
  articleAgeMs: number | null
  /** The newsroom's name. */
  newsroom: string
  /** The newsroom's own, as its links have it. */
  ownHost: string
  /** What is banned of its writer: the network address, or the email. */
  banned: 'address' | 'email' | null
  reader: ReaderRecord
  /** What was learnt from the newsroom's decisions, if there were enough; throws where that cannot be read. */
  classifier: () => Classifier | null
  /** Where the newsroom has configured one. */
  model?: Model | null
  policy: Settings['comment_policy']
  /** Signals that weigh as much together reject. */
  rejectFrom: number
  /** The newsroom's language for reasons. */
  says: ReasonWords
}

export type Checked = Pick<Comment, 'name' | 'body'>
export type Check = (comment: Checked, context: Context) => Signal | null | Promise<Signal | null>

/** By the names that the words for reasons know them by. */
export type Checks = Partial<Record<keyof ReasonWords['checks'], Check>>

const CHECKS: Checks = {
  links: checkLinks,
  terms: checkTerms,
  suspectTerms: checkSuspectTerms,
  repeats: checkRepeats,
  nearRepeats: checkNearRepeats,
  flood: checkFlood,
  floodByEmail: checkFloodByEmail,
  shouting: checkShouting,
  impersonation: checkImpersonation,
  gibberish: checkGibberish,
  age: checkAge,
  contacts: checkContacts,
  bans: checkBans,
  classifier: checkClassifier,
  model: checkModel,
}

const CHECK_TIMEOUT_MS = 5_000

/** @param atTheDoor signals from before the queue: a filled trap, a check that could not be made */
export async function judge(
  comment: Checked,
  context: Context,
  atTheDoor: Signal[],
  checks: Checks = CHECKS,
  timeoutMs: number = CHECK_TIMEOUT_MS,
): Promise<Verdict> {
  const names = Object.keys(checks) as (keyof Checks)[]
  const found = await Promise.all(names.map((name) => run(name, checks[name], comment, context, timeoutMs)))
  return verdictOn([...atTheDoor, ...found.filter((signal) => signal !== null)], context)
}

/** One check's fault is not the others', and never a pass. */
async function run(
  name: keyof Checks,
  check: Check | undefined,
  comment: Checked,
  context: Context,
  timeoutMs: number,
): Promise<Signal | null> {
  const tooLate = Promise.withResolvers<never>()
  const timer = setTimeout(() => tooLate.reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    return await Promise.race([check?.(comment, context) ?? null, tooLate.promise])
  } catch (error) {
    logError('comment_check_gave_up', { check: name, error })
    const { says } = context
    return { name: 'check_failed', weight: 1, reason: says.check_failed(says.checks[name]) }
  } finally {
    clearTimeout(timer)
  }
}
