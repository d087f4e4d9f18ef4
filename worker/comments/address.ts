/**
 * Hashes of readers' addresses, and how they fade. An address is hashed with a salt of the newsroom's and SIGNING_KEY; a
 * new salt comes every thirty days, and one that has been replaced for sixty days is forgotten, so that what was made
 * with it can no longer be told to be anybody's. From comments the hashes are taken away after thirty days besides.
 */
import { subscriberOf } from '../edge/address.ts'
import { sign } from '../edge/signature.ts'
import type { Db, EpochMs } from '../env.ts'
import { DAY_MS, KEPT_DAYS } from '../privacy/kept.ts'

/** Those that are kept, the newest first. */
export type Salts = [string, ...string[]]

export const ADDRESSES_KEPT_MS = KEPT_DAYS.address * DAY_MS

/** SQL of the salts that are kept, the newest first. None before the first comment: see `saltsOf`. */
export const SALTS = 'SELECT salt FROM address_salts ORDER BY id DESC'

/** The salts that are kept; the first is made where there is none, and two that are made at once are one. */
export async function readSalts(db: Db, now: EpochMs): Promise<Salts> {
  return saltsOf(db, await db.prepare(SALTS).run(), now)
}

/** The same, where a batch has asked already. @param found what SALTS gave */
export async function saltsOf(db: Db, found: D1Result | undefined, now: EpochMs): Promise<Salts> {
  const salts = saltsIn(found)
  if (salts) return salts
  const [, made] = await db.batch([saltUnless(db, 'SELECT 1 FROM address_salts', now), db.prepare(SALTS)])
  const first = saltsIn(made)
  if (!first) throw new Error('a salt is gone right after it was made')
  return first
}

/** The same address under each salt, the newest first: that one is for what is written now, all are for what was. */
export async function hashesOf(signingKey: string, salts: Salts, address: string): Promise<[string, ...string[]]> {
  const subscriber = subscriberOf(address)
  const [first, ...older] = salts.map((salt) => sign(signingKey, `address:${salt}:${subscriber}`))
  return Promise.all([first as Promise<string>, ...older])
}

/**
 * For the daily job: a new salt when the newest is thirty days old. Forgets what was replaced sixty days ago: a comment's
 * hash is kept for thirty, and a ban made by it lasts thirty more at most.
 */
export async function rotateSalts(db: Db, now: EpochMs): Promise<void> {
  const before = now - ADDRESSES_KEPT_MS
  await db.batch([
    saltUnless(db, `SELECT 1 FROM address_salts WHERE created_at > ${Number(before)}`, now),
    db
      .prepare('DELETE FROM address_salts WHERE id < (SELECT max(id) FROM address_salts WHERE created_at <= ?)')
      .bind(before - ADDRESSES_KEPT_MS),
  ])
}

const FADED_AT_ONCE = 500
const FADED_IN_A_RUN = 20 * FADED_AT_ONCE

/** For the daily job: takes the hash from comments older than thirty days. Returns from how many. */
export async function fadeAddresses(db: Db, now: EpochMs): Promise<number> {
  let faded = 0
  for (let last = FADED_AT_ONCE; last === FADED_AT_ONCE && faded < FADED_IN_A_RUN; faded += last) {
    const { meta } = await db
      .prepare(FADE)
      .bind(now - ADDRESSES_KEPT_MS)
      .run()
    last = meta.changes
  }
  return faded
}

// The index holds only hashes that have not faded yet, besides the empty ones it skips: what it costs does not grow with
// the years.
const FADE = `
  UPDATE comments SET address_hash = '' WHERE id IN (
    SELECT id FROM comments INDEXED BY comments_by_address
    WHERE address_hash > '' AND created_at <= ? LIMIT ${FADED_AT_ONCE})`

/** D1 writes one statement after the other, so of two that find none only the first makes one. */
function saltUnless(db: Db, condition: string, now: EpochMs): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO address_salts (salt, created_at) SELECT lower(hex(randomblob(32))), ? WHERE NOT EXISTS (${condition})`,
    )
    .bind(now)
}

function saltsIn(found: D1Result | undefined): Salts | null {
  const [newest, ...older] = ((found?.results ?? []) as { salt: string }[]).map(({ salt }) => salt)
  return newest ? [newest, ...older] : null
}
