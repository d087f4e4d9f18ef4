/** A database that notes what is asked of it: every trip, with its statements and the rows they read. */
import type { Db } from '../worker/env.ts'

export interface Trip {
  statements: { sql: string; values: unknown[] }[]
  rowsRead: number
  rowsWritten: number
}

type Watched = D1PreparedStatement & { inner: D1PreparedStatement; sql: string; values: unknown[] }

export function watched(real: Db): { db: Db; trips: Trip[] } {
  const trips: Trip[] = []
  const note = (statements: Watched[], results: D1Result[]) =>
    trips.push({
      statements: statements.map(({ sql, values }) => ({ sql, values })),
      rowsRead: results.reduce((sum, result) => sum + result.meta.rows_read, 0),
      rowsWritten: results.reduce((sum, result) => sum + result.meta.rows_written, 0),
    })

  function watch(inner: D1PreparedStatement, sql: string, values: unknown[]): Watched {
    const all = async () => {
      const result = await inner.all<Record<string, unknown>>()
      note([statement], [result])
      return result
    }
    const first = async (column?: string) => {
      const row = (await all()).results[0] ?? null
      return column && row ? row[column] : row
    }
    const bind = (...bound: unknown[]) => watch(inner.bind(...bound), sql, bound)
    const statement = { inner, sql, values, bind, all, run: all, first } as unknown as Watched
    return statement
  }

  const batch = async (statements: Watched[]) => {
    const results = await real.batch(statements.map((statement) => statement.inner))
    note(statements, results)
    return results
  }
  return { db: { prepare: (sql: string) => watch(real.prepare(sql), sql, []), batch } as unknown as Db, trips }
}

/** How SQLite goes about what was asked, statement by statement: the lines of EXPLAIN QUERY PLAN. */
export async function plansOf(real: Db, trips: Trip[]): Promise<{ sql: string; details: string[] }[]> {
  const statements = trips.flatMap((trip) => trip.statements)
  const plans = await Promise.all(
    statements.map(({ sql, values }) => {
      const plan = real.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values)
      return plan.all<{ detail: string }>()
    }),
  )
  return statements.map(({ sql }, i) => ({ sql, details: plans[i]?.results.map((row) => row.detail) ?? [] }))
}

/** The rows that each of some pages reads, by its name: to be the same whatever the archive holds. */
export async function rowsReadBy(real: Db, pages: [name: string, read: (db: Db) => Promise<unknown>][]) {
  const rows: Record<string, number | undefined> = {}
  for (const [name, read] of pages) {
    const { db, trips } = watched(real)
    await read(db)
    rows[name] = trips[0]?.rowsRead
  }
  return rows
}
