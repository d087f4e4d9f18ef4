/** What the newsroom did, for good: decisions on comments, and everything else that anybody may ask about later. */
import type { Db, EpochMs } from '../env.ts'
import type { Comment } from '../schema.ts'

export interface RecordedEvent {
  actor: string
  action: string
  subject: string
  detail?: unknown
  at: EpochMs
}

/** A statement for the batch of the act that it records. */
export function recordStatement(db: Db, event: RecordedEvent): D1PreparedStatement {
  return insertEvent(db, 'true', event)
}

/** Stands right behind the statement of the act, and records it only where that changed something. */
export function recordIfChanged(db: Db, event: RecordedEvent): D1PreparedStatement {
  return insertEvent(db, 'changes() > 0', event)
}

function insertEvent(db: Db, condition: string, { at, actor, action, subject, detail = {} }: RecordedEvent) {
  return db
    .prepare(`INSERT INTO audit_events (at, actor, action, subject, detail) SELECT ?, ?, ?, ?, ? WHERE ${condition}`)
    .bind(at, actor, action, subject, JSON.stringify(detail))
}

export interface Recorded {
  at: EpochMs
  /** A name, where the staff list has it. */
  by: string
  /** A verdict on a comment, or something else that was done. */
  what:
    | { kind: 'decision'; from: Comment['status']; to: Comment['status']; why: string | null }
    | { kind: 'act'; action: string; subject: string; detail: Record<string, unknown>; why: string | null }
  comment: number | null
}

export interface RecordOf {
  /** An email of the staff, or the name of a job. */
  actor: string | null
  comment: number | null
  before: RecordCursor
}

/** Where both lists go on: the ids of a decision and of an act. */
export interface RecordCursor {
  decision: number
  act: number
}

export function parseRecordCursor(cursor: string | undefined): RecordCursor {
  const [, decision, act] = cursor?.match(/^(\d{1,15})-(\d{1,15})$/) ?? []
  return { decision: Number(decision ?? Number.MAX_SAFE_INTEGER), act: Number(act ?? Number.MAX_SAFE_INTEGER) }
}

const ON_A_PAGE = 50

/** Both kinds together, newest first, each in the order it was written; `older` is where the next page begins, null on the last. */
export async function listRecord(db: Db, { actor, comment, before }: RecordOf) {
  const [decisions, acts] = await db.batch<Record<string, unknown>>([
    decisionsStatement(db, { actor, comment, before }),
    actsStatement(db, { actor, comment, before }),
  ])
  const lists = {
    decision: (decisions?.results ?? []).map((row) => ({ id: row['id'] as number, entry: asDecision(row) })),
    act: (acts?.results ?? []).map((row) => ({ id: row['id'] as number, entry: asAct(row) })),
  }
  const entries: Recorded[] = []
  const last = { ...before }
  while (entries.length < ON_A_PAGE && (lists.decision[0] || lists.act[0])) {
    const kind = (lists.decision[0]?.entry.at ?? -1) > (lists.act[0]?.entry.at ?? -1) ? 'decision' : 'act'
    const next = lists[kind].shift()
    if (!next) break
    entries.push(next.entry)
    last[kind] = next.id
  }
  const isMore = lists.decision.length + lists.act.length > 0
  return { entries, older: isMore ? `${last.decision}-${last.act}` : null }
}

const BY = 'coalesce((SELECT name FROM staff WHERE email = e.actor), e.actor) AS by'

function decisionsStatement(db: Db, { actor, comment, before }: RecordOf) {
  const [index, condition, value] =
    comment !== null
      ? ['INDEXED BY moderation_events_by_comment', 'e.comment_id = ?2 AND (?3 IS NULL OR e.actor = ?3)', comment]
      : actor !== null
        ? ['INDEXED BY moderation_events_by_actor', 'e.actor = ?3', null]
        : ['', 'true', null]
  return db
    .prepare(
      `SELECT e.id, e.at, e.comment_id, e.from_status, e.to_status, e.reason, ${BY}
       FROM moderation_events e ${index} WHERE e.id < ?1 AND ${condition} ORDER BY e.id DESC LIMIT ${ON_A_PAGE + 1}`,
    )
    .bind(...[before.decision, value, actor].slice(0, condition.includes('?3') ? 3 : 1))
}

function actsStatement(db: Db, { actor, comment, before }: RecordOf) {
  const subject = comment === null ? null : `comment:${comment}`
  const [index, condition] =
    subject !== null
      ? ['INDEXED BY audit_events_by_subject', 'e.subject = ?2 AND (?3 IS NULL OR e.actor = ?3)']
      : actor !== null
        ? ['INDEXED BY audit_events_by_actor', 'e.actor = ?3']
        : ['', 'true']
  return db
    .prepare(
      `SELECT e.id, e.at, e.action, e.subject, e.detail, ${BY},
         (SELECT reason FROM bans WHERE e.subject GLOB 'ban:*' AND id = substr(e.subject, 5)) AS why
       FROM audit_events e ${index} WHERE e.id < ?1 AND ${condition} ORDER BY e.id DESC LIMIT ${ON_A_PAGE + 1}`,
    )
    .bind(...[before.act, subject, actor].slice(0, condition.includes('?3') ? 3 : 1))
}

function asDecision(row: Record<string, unknown>): Recorded {
  return {
    at: row['at'] as EpochMs,
    by: row['by'] as string,
    what: {
      kind: 'decision',
      from: row['from_status'] as Comment['status'],
      to: row['to_status'] as Comment['status'],
      why: row['reason'] as string | null,
    },
    comment: row['comment_id'] as number,
  }
}

function asAct(row: Record<string, unknown>): Recorded {
  const subject = row['subject'] as string
  const detail = JSON.parse(row['detail'] as string) as Record<string, unknown>
  const about = subject.match(/^comment:(\d+)$/)?.[1] ?? detail['comment']
  return {
    at: row['at'] as EpochMs,
    by: row['by'] as string,
    what: {
      kind: 'act',
      action: row['action'] as string,
      subject,
      detail,
      why: (row['why'] as string | null) || null,
    },
    comment: about === undefined ? null : Number(about),
  }
}
