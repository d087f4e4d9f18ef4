/**
 * How many comments one address may write. What decides is asked in the very statement that writes the row, so that many
 * at once cannot all find room; the rate limit binding in front of it is only there to spare Turnstile and the database.
 */
import type { Db, EpochMs } from '../env.ts'
import { COMMENTS_A_MINUTE } from './comment.ts'

export const MINUTE_MS = 60_000

/** When an address that has written its share may write again; now, where it has not. */
export async function findRetryAt(db: Db, addressHashes: string[], now: EpochMs): Promise<EpochMs> {
  return retryAtOf(await fullLimit(db, addressHashes, now).run(), now)
}

/** SQL of the newest of an address's comments since a time, at most as many as it may write in a minute. */
export function writtenBy(addresses: string, since: string): string {
  return `SELECT created_at FROM comments INDEXED BY comments_by_address
    WHERE address_hash IN (SELECT value FROM json_each(${addresses})) AND created_at > ${since}
    ORDER BY created_at DESC LIMIT ${COMMENTS_A_MINUTE}`
}

/** Of what `retryAtOf` reads. @param addressHashes of one address, under each salt */
export function fullLimit(db: Db, addressHashes: string[], now: EpochMs): D1PreparedStatement {
  return db
    .prepare(`SELECT min(created_at) AS at, count(*) AS n FROM (${writtenBy('?1', '?2')})`)
    .bind(JSON.stringify(addressHashes), now - MINUTE_MS)
}

export function retryAtOf(found: D1Result | undefined, now: EpochMs): EpochMs {
  const { at, n } = (found?.results[0] ?? { at: null, n: 0 }) as { at: EpochMs | null; n: number }
  return at !== null && n >= COMMENTS_A_MINUTE ? at + MINUTE_MS : now
}
