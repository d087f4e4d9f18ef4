/** Who may not comment for a time. */
import type { Db, EpochMs } from '../env.ts'
import type { Ban } from '../schema.ts'

/**
 * The ban that holds longest against any of these, or null.
 * @param addressHashes of one address, under each salt that is still kept
 */
export function findBan(db: Db, addressHashes: string[], email: string, now: EpochMs): Promise<Ban | null> {
  return banStatement(db, addressHashes, email, now).first<Ban>()
}

/** The same, for a batch with what else is asked at the door. */
export function banStatement(db: Db, addressHashes: string[], email: string, now: EpochMs): D1PreparedStatement {
  return db
    .prepare(
      `SELECT * FROM bans
       WHERE until > ?1 AND lifted_at IS NULL AND ((kind = 'email' AND value = lower(?2))
         OR (kind = 'address' AND value IN (SELECT value FROM json_each(?3))))
       ORDER BY until DESC LIMIT 1`,
    )
    .bind(now, email, JSON.stringify(addressHashes))
}
