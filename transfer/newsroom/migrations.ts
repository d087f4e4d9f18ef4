/** Which form the database has: an export is restored into the same, and brought to ours from there. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { applyMigrations } from '../../local/database.ts'
import type { Db } from '../../worker/env.ts'
import { Refusal } from '../command.ts'

const folder = join(import.meta.dirname, '../../migrations')

/** The newest that the database has. Refuses one that is not as this Dateline's tables are. */
export async function lastMigration(db: Db): Promise<string> {
  const applied = await findLast(db)
  const ours = (await listMigrations()).at(-1)
  if (!applied) throw new Refusal('There is no newsroom in this database.')
  if (applied !== ours) {
    throw new Refusal(
      `The database ends at ${applied}, this Dateline at ${ours}. Start it once with npm start, or deploy it, and try again.`,
    )
  }
  return applied
}

/** Makes a new database as that of the export was. Refuses one that is ahead of it already. */
export async function migrateTo(db: Db, migration: string): Promise<void> {
  const all = await listMigrations()
  if (!all.includes(migration)) {
    throw new Refusal(`This export ends at ${migration}, which this Dateline does not have: it needs a newer one.`)
  }
  const applied = await findLast(db)
  if (applied && applied > migration) {
    throw new Refusal(
      `This export ends at ${migration}, and the database already at ${applied}: restore it into one that is quite new.`,
    )
  }
  await applyMigrations(db, folder, migration)
}

export async function migrateToTheEnd(db: Db): Promise<void> {
  await applyMigrations(db, folder)
}

async function listMigrations(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
}

async function findLast(db: Db): Promise<string | null> {
  const known = await db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'd1_migrations'`).first()
  return known ? db.prepare('SELECT max(name) AS name FROM d1_migrations').first<string>('name') : null
}
