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
  /** An email of the staff, or the name of a job. */
  actor: string
  /** A name, where the staff list has it. */
  by: string
  /** A verdict on a comment, or something else that was done. */
  what:
    | { kind: 'decision'; from: Comment['status']; to: Comment['status']; why: string | null }
    | { kind: 'act'; action: string; subject: string; detail: Record<string, unknown>; why: string | null }
  comment: number | null
  /** Of the article that it is about, as that is called now. */
  headline: string | null
}

export interface RecordOf {
  /** An email of the staff, or the name of a job. */
  actor: string | null
  /** The name of an act, or `decision`. */
  act: string | null
  /** Any of these; null for everything. */
  subjects: string[] | null
  from: EpochMs | null
  /** Not itself. */
  to: EpochMs | null
  /** Whether an entry is meant, where that cannot be asked of an index: its words, whom it concerns. */
  isMeant: ((entry: Recorded) => boolean) | null
  before: RecordCursor
}

/** All there is, from the newest on. */
export const EVERYTHING: Omit<RecordOf, 'before'> = {
  actor: null,
  act: null,
  subjects: null,
  from: null,
  to: null,
  isMeant: null,
}

/** Where both lists go on: the ids of a decision and of an act. */
export interface RecordCursor {
  decision: number
  act: number
}

export function parseRecordCursor(cursor: string | undefined): RecordCursor {
  const [, decision, act] = cursor?.match(/^(\d{1,16})-(\d{1,16})$/) ?? []
  return { decision: Number(decision ?? Number.MAX_SAFE_INTEGER), act: Number(act ?? Number.MAX_SAFE_INTEGER) }
}

const ON_A_PAGE = 50
/** Of what no index knows, so many are looked through for a page; the next page goes on from there. */
const LOOKED_THROUGH = 1000

export interface RecordPage {
  entries: Recorded[]
  /** Where the next page begins, null on the last. */
  older: string | null
  /** How far back it was looked through. */
  searchedTo: EpochMs | null
}

/** Both kinds together, newest first, each in the order it was written. One trip. */
export async function listRecord(db: Db, asked: RecordOf, onAPage = ON_A_PAGE): Promise<RecordPage> {
  const isSifted = asked.isMeant !== null || (asked.act !== null && (asked.actor !== null || asked.subjects !== null))
  const limit = isSifted ? LOOKED_THROUGH : onAPage + 1
  const results = await db.batch<Record<string, unknown>>([
    decisionsStatement(db, asked, limit),
    actsStatement(db, asked, limit),
  ])
  const [decision, act] = results.map(({ results }) => results)
  const lists = {
    decision: (decision ?? []).map((row) => ({ id: row['id'] as number, entry: asDecision(row) })),
    act: (act ?? []).map((row) => ({ id: row['id'] as number, entry: asAct(row) })),
  }
  const goesOn = { decision: lists.decision.length === limit, act: lists.act.length === limit }
  const entries: Recorded[] = []
  const last = { ...asked.before }
  let searchedTo: EpochMs | null = null
  while (entries.length < onAPage) {
    const kind = (lists.decision[0]?.entry.at ?? -1) > (lists.act[0]?.entry.at ?? -1) ? 'decision' : 'act'
    const other = kind === 'act' ? 'decision' : 'act'
    // What comes next of a list that goes on may be newer than what is left of the other.
    const next = lists[other].length === 0 && goesOn[other] ? undefined : lists[kind].shift()
    if (!next) break
    last[kind] = next.id
    searchedTo = next.entry.at
    if (isMeant(asked, next.entry)) entries.push(next.entry)
  }
  const isMore = lists.decision.length + lists.act.length > 0 || goesOn.decision || goesOn.act
  return {
    entries,
    older: isMore ? `${last.decision}-${last.act}` : null,
    searchedTo: isSifted && isMore ? searchedTo : null,
  }
}

function isMeant({ act, isMeant }: RecordOf, entry: Recorded): boolean {
  const name = entry.what.kind === 'decision' ? 'decision' : entry.what.action
  return (act === null || act === name) && (isMeant === null || isMeant(entry))
}

const BY = 'e.actor, coalesce((SELECT name FROM staff WHERE email = e.actor), e.actor) AS by'

/** Clocks differ from one machine to the next, so that times do not quite grow with ids. */
const SKEW_MS = 600_000

/**
 * From the newest id below ?1 on, and of times, from ?4 to ?5 or null: as a range of ids, by which the list is walked. It
 * has one upper end, because SQLite goes by the first that it is given.
 */
function within(table: 'audit_events' | 'moderation_events'): string {
  const id = `SELECT id FROM ${table} INDEXED BY ${table}_by_time WHERE at`
  return `e.at >= coalesce(?4, 0) AND e.at < coalesce(?5, ${Number.MAX_SAFE_INTEGER})
    AND e.id >= CASE WHEN ?4 IS NULL THEN 0
      ELSE coalesce((${id} >= ?4 - ${SKEW_MS} ORDER BY at LIMIT 1), ${Number.MAX_SAFE_INTEGER}) END
    AND e.id < min(?1, CASE WHEN ?5 IS NULL THEN ?1
      ELSE coalesce((${id} < ?5 + ${SKEW_MS} ORDER BY at DESC LIMIT 1), 0) + 1 END)`
}

function decisionsStatement(db: Db, { actor, act, subjects, from, to, before }: RecordOf, limit: number) {
  const comment = subjects?.map((subject) => subject.match(/^comment:(\d+)$/)?.[1]).find(Boolean) ?? null
  const isNone = (act !== null && act !== 'decision') || (subjects !== null && comment === null)
  const [index, condition] =
    comment !== null
      ? ['INDEXED BY moderation_events_by_comment', 'e.comment_id = ?2 AND (?3 IS NULL OR e.actor = ?3)']
      : actor !== null
        ? ['INDEXED BY moderation_events_by_actor', '?2 IS NULL AND e.actor = ?3']
        : ['', '?2 IS NULL AND ?3 IS NULL']
  return db
    .prepare(
      `SELECT e.id, e.at, e.comment_id, e.from_status, e.to_status, e.reason, ${BY},
         (SELECT headline FROM comments c JOIN articles a ON a.id = c.article_id WHERE c.id = e.comment_id) AS headline
       FROM moderation_events e ${index} WHERE ${condition} AND ${within('moderation_events')}
       ORDER BY e.id DESC LIMIT ${isNone ? 0 : limit}`,
    )
    .bind(before.decision, comment === null ? null : Number(comment), actor, from, to)
}

function actsStatement(db: Db, { actor, act, subjects, from, to, before }: RecordOf, limit: number) {
  const [index, condition, value] =
    subjects !== null
      ? [
          'INDEXED BY audit_events_by_subject',
          'e.subject IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR e.actor = ?3)',
          JSON.stringify(subjects),
        ]
      : actor !== null
        ? ['INDEXED BY audit_events_by_actor', '?2 IS NULL AND e.actor = ?3', null]
        : act !== null
          ? ['INDEXED BY audit_events_by_action', 'e.action = ?2 AND ?3 IS NULL', act]
          : ['', '?2 IS NULL AND ?3 IS NULL', null]
  return db
    .prepare(
      `SELECT e.id, e.at, e.action, e.subject, e.detail, ${BY},
         (SELECT reason FROM bans WHERE e.subject GLOB 'ban:*' AND id = substr(e.subject, 5)) AS why,
         (SELECT headline FROM articles
          WHERE id = CASE WHEN e.subject GLOB 'article:*' THEN CAST(substr(e.subject, 9) AS INTEGER) END) AS headline
       FROM audit_events e ${index} WHERE ${condition} AND ${within('audit_events')}
       ORDER BY e.id DESC LIMIT ${act === 'decision' ? 0 : limit}`,
    )
    .bind(before.act, value, actor, from, to)
}

function asDecision(row: Record<string, unknown>): Recorded {
  return {
    at: row['at'] as EpochMs,
    actor: row['actor'] as string,
    by: row['by'] as string,
    what: {
      kind: 'decision',
      from: row['from_status'] as Comment['status'],
      to: row['to_status'] as Comment['status'],
      why: row['reason'] as string | null,
    },
    comment: row['comment_id'] as number,
    headline: row['headline'] as string | null,
  }
}

function asAct(row: Record<string, unknown>): Recorded {
  const subject = row['subject'] as string
  const detail = JSON.parse(row['detail'] as string) as Record<string, unknown>
  const about = subject.match(/^comment:(\d+)$/)?.[1] ?? detail['comment']
  return {
    at: row['at'] as EpochMs,
    actor: row['actor'] as string,
    by: row['by'] as string,
    what: {
      kind: 'act',
      action: row['action'] as string,
      subject,
      detail,
      why: (row['why'] as string | null) || null,
    },
    comment: about === undefined ? null : Number(about),
    headline: row['headline'] as string | null,
  }
}
