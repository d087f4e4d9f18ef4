/**
 * What is forgotten day by day. The run of every minute calls it; it works in the hour after three at night by the
 * newsroom's clock, a portion a minute, so that a minute that is missed or breaks off costs nothing.
 */
import { forgetCopies } from '../articles/working-copies.ts'
import { fadeAddresses, rotateSalts } from '../comments/address.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Comment, Settings } from '../schema.ts'
import { offsetMs } from '../text/dates.ts'
import { eraseComments } from './erasure.ts'
import { DAY_MS, KEPT_DAYS } from './kept.ts'

const HOUR = 3
const AT_ONCE = 500

type Newsroom = Pick<Settings, 'time_zone' | 'comment_retention_days'>

/** Each part is done on its own: the others do not wait for one that fails. Throws what the first failed of. */
export async function forgetDaily(db: Db, now: EpochMs): Promise<void> {
  const newsroom = await db.prepare('SELECT time_zone, comment_retention_days FROM settings').first<Newsroom>()
  if (!newsroom || hourIn(newsroom.time_zone, now) !== HOUR) return
  const parts = [
    eraseTurnedAway(db, newsroom, now),
    forgetNotices(db, now),
    forgetLapsedBans(db, now),
    forgetPurgeCalls(db, now),
    forgetCopies(db, now - KEPT_DAYS.working_copy * DAY_MS),
    fadeAddresses(db, now),
    rotateSalts(db, now),
  ]
  const failed = (await Promise.allSettled(parts)).find((part) => part.status === 'rejected')
  if (failed) throw failed.reason
}

/** By a clock in the zone. */
export function hourIn(timeZone: string, now: EpochMs): number {
  return new Date(now + offsetMs(now, timeZone)).getUTCHours()
}

const TURNED_AWAY = ['rejected', 'spam', 'withdrawn'] as const satisfies Comment['status'][]

/** They are on no page, so that nothing needs purging. */
export async function eraseTurnedAway(
  db: Db,
  { comment_retention_days: days }: Pick<Settings, 'comment_retention_days'>,
  now: EpochMs,
): Promise<void> {
  const before = now - days * DAY_MS
  const lists = await db.batch<{ id: number }>(
    TURNED_AWAY.map((status) =>
      db
        .prepare(
          `SELECT id FROM comments WHERE status = ?1 AND created_at < ?2 AND coalesce(decided_at, created_at) < ?2
           ORDER BY created_at LIMIT ${AT_ONCE}`,
        )
        .bind(status, before),
    ),
  )
  const ids = lists.flatMap(({ results }) => results.map(({ id }) => id))
  if (ids.length > 0) await eraseComments(db, ids, 'retention', now)
}

async function forgetNotices(db: Db, now: EpochMs): Promise<void> {
  await db
    .prepare(
      `DELETE FROM notices WHERE id IN (SELECT id FROM notices ORDER BY id LIMIT ${AT_ONCE})
       AND created_at < ?`,
    )
    .bind(now - KEPT_DAYS.notice * DAY_MS)
    .run()
}

async function forgetLapsedBans(db: Db, now: EpochMs): Promise<void> {
  await db
    .prepare('DELETE FROM bans WHERE until < ?')
    .bind(now - KEPT_DAYS.lapsed_ban * DAY_MS)
    .run()
}

async function forgetPurgeCalls(db: Db, now: EpochMs): Promise<void> {
  await db
    .prepare('DELETE FROM purge_calls WHERE at < ?')
    .bind(now - KEPT_DAYS.purge_call * DAY_MS)
    .run()
}
