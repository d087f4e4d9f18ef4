/** What one kind of question costs: statements and rows as the database counts them, milliseconds as they are waited for. */
import { performance } from 'node:perf_hooks'
import { plansOf, type Trip, watched } from '../../test/watched.ts'
import type { Db } from '../../worker/env.ts'
import { median } from '../load.ts'
import type { Kind } from './kinds.ts'
import type { Newsroom } from './newsroom.ts'

export interface Measured extends Pick<Kind, 'name' | 'of'> {
  trips: number
  statements: number
  rowsRead: number
  /** In D1, the first time it is asked, and then in the median. What a batch of nothing takes is subtracted. */
  firstMs: number
  d1Ms: number
  /** Of the whole Worker, past the cache; only of pages. */
  workerMs: number | null
  /** What in its plan would grow with the archive: a table that is walked whole. */
  growing: string[]
}

/** Tables that grow with the archive. */
const GROWING =
  /^(a|t|x|d|c|e|o|r|articles|article_texts|article_tags|article_documents|documents|redirects|comments|moderation_events|audit_events)$/

export async function measure({ platform }: Newsroom, kind: Kind, rounds: number): Promise<Measured> {
  const { db } = platform.resources
  const { db: seen, trips } = watched(db)
  await kind.ask(seen)
  const reading = trips.filter(({ statements }) => statements.every(({ sql }) => isReading(sql)))
  const empty = await timeOf(
    () =>
      replay(
        db,
        reading.map((trip) => ({ ...trip, statements: trip.statements.map(() => NOTHING) })),
      ),
    rounds,
  )
  const firstMs = await timeOf(() => replay(db, reading), 1)
  const d1Ms = await timeOf(() => replay(db, reading), rounds)
  const { path } = kind
  const worker = (await platform.mf.ready).origin
  const ask = async () => (await fetch(worker + path, { redirect: 'manual' })).arrayBuffer()
  return {
    name: kind.name,
    of: kind.of,
    trips: trips.length,
    statements: trips.reduce((sum, { statements }) => sum + statements.length, 0),
    rowsRead: trips.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
    firstMs: Math.max(0, firstMs - empty),
    d1Ms: Math.max(0, d1Ms - empty),
    workerMs: path === undefined ? null : await timeOf(ask, rounds),
    growing: await growingIn(db, reading),
  }
}

const NOTHING = { sql: 'SELECT 1', values: [] }

/** What a run of the jobs writes is written once, and not again to be timed. */
function isReading(sql: string): boolean {
  return /^\s*(SELECT|WITH)\b/i.test(sql)
}

async function replay(db: Db, trips: Pick<Trip, 'statements'>[]): Promise<void> {
  for (const { statements } of trips) {
    await db.batch(statements.map(({ sql, values }) => db.prepare(sql).bind(...values)))
  }
}

async function timeOf(ask: () => Promise<unknown>, rounds: number): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const before = performance.now()
    await ask()
    times.push(performance.now() - before)
  }
  return median(times)
}

async function growingIn(db: Db, trips: Trip[]): Promise<string[]> {
  const bad = new Set<string>()
  for (const { details } of await plansOf(db, trips)) {
    for (const detail of details) {
      const [, table = ''] = /^SCAN (\w+)/.exec(detail) ?? []
      const isOrdered = /USING (COVERING )?INDEX|VIRTUAL TABLE/.test(detail)
      if (GROWING.test(table) && !isOrdered) bad.add(detail)
    }
  }
  return [...bad]
}
