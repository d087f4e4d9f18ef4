/** The highest ids that were ever given: one that is gone is not given again, because records still speak of it. */
import type { Db } from '../../worker/env.ts'
import { TABLES } from './tables.ts'

export async function readSequences(db: Db): Promise<Record<string, number>> {
  const { results } = await db
    .prepare('SELECT name, seq FROM sqlite_sequence ORDER BY name')
    .all<{ name: string; seq: number }>()
  const ours = results.filter(({ name }) => TABLES.some((table) => table.name === name))
  return Object.fromEntries(ours.map(({ name, seq }) => [name, seq]))
}

export function sequenceStatements(db: Db, sequences: Record<string, number>): D1PreparedStatement[] {
  return Object.entries(sequences).flatMap(([name, seq]) => [
    db.prepare('UPDATE sqlite_sequence SET seq = ?2 WHERE name = ?1').bind(name, seq),
    db
      .prepare(
        `INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2
         WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)`,
      )
      .bind(name, seq),
  ])
}
