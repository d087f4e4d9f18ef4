/** A moderator's decisions: one or many, made on what was seen, and taken back. */
import { type Decided, decideAll, type Seen } from '../comments/decisions.ts'
import { listTold, type Told } from '../comments/desk-queries.ts'
import type { Signal } from '../comments/moderation.ts'
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Comment } from '../schema.ts'

export type Verdict = 'approved' | 'rejected' | 'spam'

/** A verdict with its reason for the writer, or `null`: what was decided last is taken back. */
export interface Ruling {
  verdict: Verdict | null
  reason: string | null
}

/** A comment as somebody saw it, with the last event of its record where a decision is taken back: nothing may follow it. */
export interface SeenEvent extends Seen {
  event: number | null
}

export interface Ruled {
  done: Told[]
  /** Decided or changed by somebody else meanwhile, or so already. */
  missed: Told[]
  /** Such comments never were. */
  unknown: number[]
}

export const MOST_AT_ONCE = 100

/** What a person may decide on; what its writer took back, or what was erased, stays so. */
const DECIDABLE: Comment['status'][] = ['received', 'held', 'approved', 'rejected', 'spam']

const VERDICTS = new Set<Comment['status']>(['approved', 'rejected', 'spam'] satisfies Verdict[])

export function isVerdict(text: string): text is Verdict {
  return VERDICTS.has(text as Verdict)
}

/** `<id>-<status>-<revision>`: a comment as somebody saw it, in one form field. */
export function seenKey({ id, status, revision }: Seen): string {
  return `${id}-${status}-${revision}`
}

/** `<id>-<status>-<revision>-<event>`: the decision that could be taken back. */
export function undoKey(told: Told): string {
  return told.event === null ? seenKey(told) : `${seenKey(told)}-${told.event}`
}

/** Either kind of key. */
export function parseSeen(key: string): SeenEvent | null {
  const [, id, word, revision, event] = key.match(/^(\d{1,15})-([a-z]{1,20})-(\d{1,9})(?:-(\d{1,15}))?$/) ?? []
  const status = decidableStatus(word)
  return status && { id: Number(id), status, revision: Number(revision), event: event ? Number(event) : null }
}

export function decidableStatus(status: string | undefined): Comment['status'] | null {
  return DECIDABLE.find((known) => known === status) ?? null
}

/**
 * Decides on comments as they were seen, in one transaction and with one purge. A verdict that is taken back leaves the
 * comment as it was before that verdict.
 */
export async function ruleOn(
  { DB: db, PURGES }: Pick<Env, 'DB' | 'PURGES'>,
  seen: SeenEvent[],
  ruling: Ruling,
  actor: string,
  now: EpochMs,
): Promise<Ruled> {
  const before = await readBefore(
    db,
    seen.map(({ id }) => id),
  )
  const decisions = seen.flatMap((one) => {
    const comment = before.get(one.id)
    const decision = comment && decisionOn(comment, one, ruling)
    if (!decision || decision.status === one.status) return []
    return [{ seen: one, decision, after: ruling.verdict ? null : comment.decided_at }]
  })
  const ids = new Set(decisions.length > 0 ? await decideAll(db, decisions, actor, now) : [])
  const tags = decisions
    .filter(({ seen, decision }) => ids.has(seen.id) && [seen.status, decision.status].includes('approved'))
    .map(({ seen }) => pageTags.article(before.get(seen.id)?.article_id ?? 0))
  const told = await listTold(
    db,
    seen.map(({ id }) => id),
  )
  // What is so already may be so by this very click, whose answer got lost before its purge was asked for.
  const already = told.filter(({ id, status }) => !ids.has(id) && status === ruling.verdict)
  tags.push(...already.map(({ id }) => pageTags.article(before.get(id)?.article_id ?? 0)))
  if (tags.length > 0) await purgeLater(PURGES, [...new Set(tags)])
  return {
    done: told.filter(({ id }) => ids.has(id)),
    missed: told.filter(({ id }) => !ids.has(id)),
    unknown: seen.map(({ id }) => id).filter((id) => !before.has(id)),
  }
}

function decisionOn(comment: Before, seen: SeenEvent, { verdict, reason }: Ruling): Decided['decision'] | null {
  if (!decidableStatus(seen.status)) return null
  const signals = JSON.parse(comment.signals) as Signal[]
  if (verdict) return { status: verdict, signals, reason: verdict === 'rejected' ? reason : null }
  if (!VERDICTS.has(seen.status)) return null
  if (seen.event !== null && seen.event !== comment.last_event) return null
  // What the checks had not seen yet a person has: it does not go back to them.
  const isKnown = comment.last_to === seen.status && comment.last_revision === seen.revision
  const status = (isKnown && decidableStatus(comment.last_from ?? undefined)) || 'held'
  if (status === 'received') return { status: 'held', signals }
  return { status, signals, reason: status === 'rejected' ? comment.reason_before : null }
}

interface Before extends Pick<Comment, 'id' | 'article_id' | 'signals' | 'decided_at'> {
  /** Of what was decided last. */
  last_event: number | null
  last_from: Comment['status'] | null
  last_to: Comment['status'] | null
  last_revision: number | null
  /** Of what had been decided before that. */
  reason_before: string | null
}

async function readBefore(db: Db, ids: number[]): Promise<Map<number, Before>> {
  const { results } = await db
    .prepare(
      `SELECT c.id, c.article_id, c.signals, c.decided_at, e.id AS last_event, e.from_status AS last_from,
         e.to_status AS last_to, e.revision AS last_revision,
         (SELECT reason FROM moderation_events WHERE comment_id = c.id ORDER BY id DESC LIMIT 1 OFFSET 1) AS reason_before
       FROM json_each(?) d CROSS JOIN comments c ON c.id = d.value
       LEFT JOIN moderation_events e ON e.id = (SELECT max(id) FROM moderation_events WHERE comment_id = c.id)`,
    )
    .bind(JSON.stringify(ids))
    .all<Before>()
  return new Map(results.map((row) => [row.id, row]))
}
