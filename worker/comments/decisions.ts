/** Decisions on comments: made on what was seen, and kept. */
import type { Db, EpochMs } from '../env.ts'
import type { Comment, ModerationEvent } from '../schema.ts'
import type { Signal } from './moderation.ts'

/** SQL: whether an actor is a person of the newsroom. People have an address, jobs and readers a name. */
export function isPerson(actor: string): string {
  return `instr(${actor}, '@') > 0`
}

/** The comment as whoever decides has seen it. */
export type Seen = Pick<Comment, 'id' | 'status' | 'revision'>

export interface Decision {
  status: Comment['status']
  signals: Signal[]
  /** Why, for its writer: a key of `words.received.reasons`. */
  reason?: string | null
}

/**
 * Decides on a comment as it was seen: status and revision must still be the same, so that no check overturns a person
 * and no late verdict a newer text. Returns whether it did. The decision goes on record in the same transaction.
 */
export async function decide(db: Db, seen: Seen, decision: Decision, actor: string, now: EpochMs): Promise<boolean> {
  return (await decideAll(db, [{ seen, decision }], actor, now)).length > 0
}

/** Decides on many in one transaction, each as in `decide`. Returns the ids of those it decided on. */
export async function decideAll(db: Db, decisions: Decided[], actor: string, now: EpochMs): Promise<number[]> {
  const [, updated] = await db.batch<{ id: number }>(decisionStatements(db, decisions, actor, now))
  return (updated?.results ?? []).map(({ id }) => id)
}

export interface Decided {
  seen: Seen
  decision: Decision
  /** Nobody may have decided on it since this decision of then, not even there and back again. */
  after?: EpochMs | null
}

/**
 * What `decideAll` asks of the database, for the transaction of a larger act: first the record, then the decisions, which
 * give the ids of those that were decided on.
 * @param condition what else must be so, in SQL, where ?2 is the actor and ?3 the time
 */
export function decisionStatements(
  db: Db,
  decisions: Decided[],
  actor: string,
  now: EpochMs,
  condition = 'true',
): [D1PreparedStatement, D1PreparedStatement] {
  const rows = JSON.stringify(
    decisions.map(({ seen, decision: { status, signals, reason = null }, after }) => {
      const { id, status: from, revision } = seen
      return { id, status: from, revision, after, to_status: status, signals: JSON.stringify(signals), reason }
    }),
  )
  return [
    db
      .prepare(
        `INSERT INTO moderation_events (comment_id, revision, from_status, to_status, actor, signals, reason, at)
         SELECT c.id, c.revision, c.status, d.value ->> 'to_status', ?2, d.value ->> 'signals', d.value ->> 'reason', ?3
         FROM json_each(?1) d CROSS JOIN comments c ON c.id = d.value ->> 'id'
         WHERE c.status = d.value ->> 'status' AND c.revision = d.value ->> 'revision'
           AND c.decided_at IS coalesce(d.value ->> 'after', c.decided_at) AND ${condition}`,
      )
      .bind(rows, actor, now),
    db
      .prepare(
        `UPDATE comments SET status = d.to_status, signals = d.signals, reason = d.reason, decided_at = ?3
         FROM (SELECT value ->> 'id' AS id, value ->> 'status' AS status, value ->> 'revision' AS revision,
                 value ->> 'after' AS after, value ->> 'to_status' AS to_status, value ->> 'signals' AS signals,
                 value ->> 'reason' AS reason
               FROM json_each(?1)) d
         WHERE comments.id = d.id AND comments.status = d.status AND comments.revision = d.revision
           AND comments.decided_at IS coalesce(d.after, comments.decided_at) AND ${condition}
         RETURNING comments.id`,
      )
      .bind(rows, actor, now),
  ]
}

/** All that was decided on a comment, in order. */
export async function listEvents(db: Db, commentId: number): Promise<ModerationEvent[]> {
  const found = await db
    .prepare('SELECT * FROM moderation_events WHERE comment_id = ? ORDER BY id')
    .bind(commentId)
    .all<ModerationEvent>()
  return found.results
}
