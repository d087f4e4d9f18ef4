/**
 * Purges, within what the account may ask: five calls in any minute, a hundred tags each. Calls are counted in the
 * database, because a consumer remembers nothing from one run to the next; the first ones are made at once, and what
 * comes after them waits for the window to open, so that it is gathered into one.
 * Source: developers.cloudflare.com/workers/cache/purge/
 */
import type { Db, EpochMs } from '../env.ts'
import { logError, logWarning } from '../log.ts'
import { type PurgeMessage, TAGS_A_CALL } from './page-cache.ts'

const CALLS = 5
/** The last call of a minute is kept for its second half, so that nobody waits for a whole one. */
const CALLS_AT_ONCE = 4
const PAUSE_MS = 30_000
const WINDOW_MS = 60_000
const REFUSED_SECONDS = 15
const FORGOTTEN_AFTER_MS = 10 * WINDOW_MS
/** How far the queue's clock may be from ours. */
const SKEW_MS = 1_000

/** Purges what a batch of messages asks for, in as few calls as there can be; what must wait is tried again later. */
export async function purgeNow(
  batch: MessageBatch,
  cache: CacheContext | undefined,
  db: Db,
  now: () => EpochMs,
): Promise<void> {
  if (!cache) {
    // Without a cache in front there is nothing to make right; where there should be one, somebody must hear of it.
    logWarning('no_cache_to_purge', { messages: batch.messages.length })
    return batch.ackAll()
  }
  const waiting = await withoutPurged(db, batch.messages as readonly Message<PurgeMessage>[])
  while (waiting.length > 0) {
    const call = await reserveCall(db, now())
    if (!call.granted) {
      for (const message of waiting) message.retry({ delaySeconds: call.openInSeconds })
      return
    }
    const { taken, tags } = takeCall(waiting)
    const purged = await tryPurge(cache, tags)
    if (purged) await noteTags(db, call.id, tags)
    for (const message of taken) purged ? message.ack() : message.retry({ delaySeconds: REFUSED_SECONDS })
  }
}

/** Acks what a call made after it was sent has purged already: a flood asks for the same pages again and again. */
async function withoutPurged(db: Db, messages: readonly Message<PurgeMessage>[]): Promise<Message<PurgeMessage>[]> {
  const oldest = Math.min(...messages.map(({ timestamp }) => timestamp.getTime()))
  const calls = await db
    .prepare('SELECT at, tags FROM purge_calls WHERE at > ? ORDER BY at')
    .bind(oldest + SKEW_MS)
    .all<{ at: EpochMs; tags: string }>()
  const purgedAt = new Map<string, EpochMs>()
  for (const { at, tags } of calls.results) for (const tag of JSON.parse(tags) as string[]) purgedAt.set(tag, at)
  return messages.filter((message) => {
    const since = message.timestamp.getTime() + SKEW_MS
    const isPurged = message.body.tags.every((tag) => (purgedAt.get(tag) ?? 0) > since)
    if (isPurged) message.ack()
    return !isPurged
  })
}

type Call = { granted: true; id: number } | { granted: false; openInSeconds: number }

/** Counts a call before it is made, so that one that is refused, or whose run ends, has counted too. */
async function reserveCall(db: Db, now: EpochMs): Promise<Call> {
  const [, inserted, latest] = await db.batch<{ id: number; at: EpochMs }>([
    db.prepare('DELETE FROM purge_calls WHERE at < ?').bind(now - FORGOTTEN_AFTER_MS),
    db
      .prepare(
        `INSERT INTO purge_calls (at) SELECT ?1 FROM
           (SELECT count(*) AS calls, max(at) AS latest FROM purge_calls WHERE at > ?1 - ${WINDOW_MS})
         WHERE calls < ${CALLS_AT_ONCE} OR (calls < ${CALLS} AND latest <= ?1 - ${PAUSE_MS}) RETURNING id, at`,
      )
      .bind(now),
    db.prepare(`SELECT id, at FROM purge_calls ORDER BY at DESC LIMIT ${CALLS}`),
  ])
  const call = inserted?.results[0]
  if (call) return { granted: true, id: call.id }
  const opensAt = opensAfter((latest?.results ?? []).map(({ at }) => at))
  return { granted: false, openInSeconds: Math.max(1, Math.ceil((opensAt - now) / 1000)) }
}

/** @param calls the latest first */
function opensAfter(calls: EpochMs[]): EpochMs {
  const isFewerThan = (most: number) => (calls[most - 1] ?? Number.NEGATIVE_INFINITY) + WINDOW_MS
  return Math.max(isFewerThan(CALLS), Math.min(isFewerThan(CALLS_AT_ONCE), (calls[0] ?? 0) + PAUSE_MS))
}

function takeCall(waiting: Message<PurgeMessage>[]) {
  const taken: Message<PurgeMessage>[] = []
  const tags = new Set<string>()
  while (waiting[0]) {
    const united = new Set([...tags, ...waiting[0].body.tags])
    if (taken.length > 0 && united.size > TAGS_A_CALL) break
    for (const tag of united) tags.add(tag)
    taken.push(waiting.shift() as Message<PurgeMessage>)
  }
  return { taken, tags: [...tags] }
}

async function tryPurge(cache: CacheContext, tags: string[]): Promise<boolean> {
  try {
    const { success, errors } = await cache.purge({ tags })
    if (!success) logWarning('purge_refused', { errors })
    return success
  } catch (error) {
    logError('purge_failed', { error })
    return false
  }
}

/** The purge is made: where this cannot be written, a later message only asks for it once more. */
async function noteTags(db: Db, id: number, tags: string[]): Promise<void> {
  try {
    await db.prepare('UPDATE purge_calls SET tags = ? WHERE id = ?').bind(JSON.stringify(tags), id).run()
  } catch (error) {
    logError('purge_not_noted', { error })
  }
}
