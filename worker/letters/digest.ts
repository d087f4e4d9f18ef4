/** What moderators are told each morning: that comments wait, how many and since when; no words of them. */
import type { Db, EpochMs } from '../env.ts'
import { offsetMs } from '../text/dates.ts'

const HOUR = 7

/** Writes the day's digests, once, in the hour after seven by the newsroom's clock, if something waits. */
export async function writeDigests(db: Db, timeZone: string, now: EpochMs): Promise<void> {
  const local = new Date(now + offsetMs(now, timeZone))
  if (local.getUTCHours() !== HOUR) return
  await db
    .prepare(
      `INSERT INTO notices (kind, email, about, created_at, due_at)
       SELECT 'digest', lower(email), ?1, ?2, ?2 FROM staff
       WHERE role IN ('moderator', 'editor', 'owner') AND left_at IS NULL AND lower(email) NOT IN (SELECT email FROM unsubscribed)
         AND EXISTS (SELECT 1 FROM comments WHERE status = 'held')
       ON CONFLICT DO NOTHING`,
    )
    .bind(local.toISOString().slice(0, 'yyyy-mm-dd'.length), now)
    .run()
}

/** Null where nothing waits any more. A thousand is said as a thousand. */
export async function readWaiting(db: Db): Promise<{ held: number; since: EpochMs } | null> {
  const waiting = await db
    .prepare(
      `SELECT count(*) AS held, min(created_at) AS since
       FROM (SELECT created_at FROM comments WHERE status = 'held' ORDER BY created_at LIMIT 1000)`,
    )
    .first<{ held: number; since: EpochMs | null }>()
  return waiting?.since ? { held: waiting.held, since: waiting.since } : null
}
