/** What was done at the desk, besides decisions on comments. */
import type { Db, EpochMs } from '../env.ts'

/** A statement for the batch of the act that it records. */
export function recordStatement(
  db: Db,
  event: { actor: string; action: string; subject: string; detail?: unknown; at: EpochMs },
): D1PreparedStatement {
  return db
    .prepare('INSERT INTO audit_events (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)')
    .bind(event.at, event.actor, event.action, event.subject, JSON.stringify(event.detail ?? {}))
}
