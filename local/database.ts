/** Applies `migrations/` as `wrangler d1 migrations apply` does: the same table, the same order, each one whole or not at all. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'

/** Gives the names of what was applied now. @param upTo the last one to apply, where not all are wanted */
export async function applyMigrations(db: D1Database, folder: string, upTo = '\uffff'): Promise<string[]> {
  await db
    .prepare(
      `CREATE TABLE IF NOT EXISTS d1_migrations (
         id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`,
    )
    .run()
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const applied = new Set(results.map(({ name }) => name))
  const pending = (await readdir(folder))
    .filter((name) => name.endsWith('.sql') && !applied.has(name) && name <= upTo)
    .sort()
  for (const name of pending) {
    const statements = splitSql(await readFile(join(folder, name), 'utf8'))
    const record = db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)
    await db.batch([...statements.map((statement) => db.prepare(statement)), record])
  }
  return pending
}
