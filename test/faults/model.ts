/** What people were told, and what they asked for: what the newsroom is held to afterwards. */
import type { Outcome } from './act.ts'

/** A form of a reader's comment. */
export interface Said {
  nonce: string
  email: string
  article: number
  /** What its text may be by now: the last that was acknowledged, and what may have been written after that. */
  bodies: string[]
  /** What Turnstile's tokens for it begin with. */
  token: string
  /** Where its writer follows it; more than one would be two comments. */
  receipts: Set<string>
  isWithdrawn: boolean
  /** Whether its writer was banned, or a term of it blocked, before it was sent. */
  isBarred: boolean
  isErased: boolean
}

/** A form of an article. */
export interface Written {
  headline: string
  /** Where it stands at the desk, once anybody was told. */
  places: Set<string>
  /** Texts that were acknowledged as saved: none of them may be lost. */
  saved: string[]
  /** Texts that were sent: none of them may be saved twice. */
  sent: string[]
  /** Whether somebody who may do so asked for it to be published, and from when on. */
  publishedFrom: number | null
}

export interface Model {
  said: Said[]
  written: Written[]
  /** Comments that somebody of the newsroom asked to be published, by id. */
  approved: Set<number>
  /** Comments that somebody decided on, by id: how often they asked, and how often they were told it was done. */
  decisions: Map<number, { asked: number; told: number }>
  /** What acts may have put on record: how often at most, and at least, by the action's name. */
  records: Map<string, { most: number; least: number }>
  /** Working copies that were acknowledged, by key: the last text. */
  copies: Map<string, string>
  /** Pictures that were acknowledged, by id, with when they were asked for; and those that somebody was told are deleted. */
  pictures: Map<string, number>
  deleted: Set<string>
  /** Answers of the newsroom: their texts, and whether they were acknowledged. */
  answers: Map<string, boolean>
  blockedTerms: Set<string>
  bannedEmails: Set<string>
  /** With the time from which on nothing older is left of them. */
  erasedEmails: Map<string, number>
}

export function newModel(): Model {
  return {
    said: [],
    written: [],
    approved: new Set(),
    decisions: new Map(),
    records: new Map(),
    copies: new Map(),
    pictures: new Map(),
    deleted: new Set(),
    answers: new Map(),
    blockedTerms: new Set(),
    bannedEmails: new Set(),
    erasedEmails: new Map(),
  }
}

/**
 * Counts what an act may, and what it must, have left on record.
 * @param isBeside whether somebody acted at the same time: what they undo between two clicks, the second click does again
 * @param isTold where its success means that it is there
 */
export function expectRecords(
  model: Model,
  records: Record<string, number>,
  { acknowledged }: Outcome,
  isBeside: boolean,
  isTold: boolean,
): void {
  const times = isBeside ? Math.max(1, acknowledged.length) : 1
  for (const [action, count] of Object.entries(records)) {
    const known = model.records.get(action) ?? { most: 0, least: 0 }
    known.most += count * times
    if (isTold && !isBeside && acknowledged.length > 0) known.least += count
    model.records.set(action, known)
  }
}
