/**
 * What the database does by itself. While rows come back as they were it must do none of it: a counter would count again,
 * a letter would be written again. So its triggers are laid aside, in the database itself, and put back at the end.
 */
import type { Db } from '../../worker/env.ts'

/** Where a restore keeps what it has done: gone when it is over. */
export const STATE = 'restoring'

/** Lays all triggers aside, in the transaction that begins the restore. */
export async function laidAside(db: Db): Promise<D1PreparedStatement[]> {
  const { results } = await db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`)
    .all<{ name: string }>()
  return [
    db.prepare(
      `CREATE TABLE ${STATE} (kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, name))`,
    ),
    db.prepare(`INSERT INTO ${STATE} SELECT 'trigger', name, sql FROM sqlite_schema WHERE type = 'trigger'`),
    ...results.map(({ name }) => db.prepare(`DROP TRIGGER "${name}"`)),
  ]
}

/** Puts them back, all or none; once they are there this does nothing. */
export async function putBack(db: Db): Promise<void> {
  const { results } = await db
    .prepare(`SELECT value FROM ${STATE} WHERE kind = 'trigger' ORDER BY rowid`)
    .all<{ value: string }>()
  if (results.length === 0) return
  await db.batch([
    ...results.map(({ value }) => db.prepare(value)),
    db.prepare(`DELETE FROM ${STATE} WHERE kind = 'trigger'`),
  ])
}

/** The index of what readers search in, which no export has: made by its trigger, of the rows that are there. */
export async function fillSearch(db: Db, each: (count: number) => void): Promise<void> {
  for (let last = await findDone(db); ; ) {
    const [, next] = await db.batch<{ id: number | null; n: number }>([
      db.prepare(`UPDATE article_texts SET place = place WHERE article_id IN (${SOME})`).bind(last),
      db.prepare(`SELECT max(article_id) AS id, count(*) AS n FROM (${SOME})`).bind(last),
      db
        .prepare(
          `INSERT OR REPLACE INTO ${STATE}
           SELECT 'done', 'search', max(article_id) FROM (${SOME}) HAVING max(article_id) IS NOT NULL`,
        )
        .bind(last),
    ])
    const found = next?.results[0]
    if (!found?.id) return
    last = found.id
    each(found.n)
  }
}

/** And of what pictures are found by, at once: a line each. An older database has no such index yet. */
export async function fillImageSearch(db: Db): Promise<void> {
  const index = `SELECT 1 FROM sqlite_schema WHERE name = 'image_search'`
  if (!(await db.prepare(index).first())) return
  await db.batch([
    db.prepare('DELETE FROM image_search WHERE rowid IN (SELECT place FROM image_words)'),
    db.prepare('INSERT INTO image_search (rowid, words) SELECT place, words FROM image_words'),
  ])
}

const SOME = 'SELECT article_id FROM article_texts WHERE article_id > ? ORDER BY article_id LIMIT 100'

async function findDone(db: Db): Promise<number> {
  const done = await db
    .prepare(`SELECT value FROM ${STATE} WHERE kind = 'done' AND name = 'search'`)
    .first<string>('value')
  return Number(done ?? 0)
}
