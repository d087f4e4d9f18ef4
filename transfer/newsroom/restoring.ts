/**
 * An export into a newsroom that has nothing yet. Each portion of rows is one transaction with the note of how far it came,
 * so that a restore that breaks off goes on where it stopped; and only of the export that it began with.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../../worker/env.ts'
import { Refusal } from '../command.ts'
import type { Progress } from '../progress.ts'
import type { Stores } from '../stores.ts'
import { readArticle } from './article-file.ts'
import { tablePath } from './exporting.ts'
import { listFiles, type Manifest, readManifest, verifyFiles } from './manifest.ts'
import { migrateTo, migrateToTheEnd } from './migrations.ts'
import { linesOf, restorePictures } from './pictures.ts'
import { countRows, insertStatements, type Row, updateStatements } from './rows.ts'
import { sequenceStatements } from './sequences.ts'
import { FROM_THE_FIRST_DAY, TABLES } from './tables.ts'
import { fillImageSearch, fillSearch, laidAside, putBack, STATE } from './triggers.ts'

/** What one transaction writes: a number of rows, or of characters. */
const AT_ONCE = 100
const LONGEST = 1_000_000

export async function restoreNewsroom(
  { db, bucket }: Pick<Stores, 'db' | 'bucket'>,
  folder: string,
  progress: Progress,
): Promise<Manifest> {
  const manifest = await readManifest(folder)
  progress.begin('files verified', manifest.files)
  await verifyFiles(folder, manifest, () => progress.add())
  progress.end()

  const tables = tablesOf(manifest)
  await begin(db, manifest, tables)
  const all = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0)
  progress.begin('rows restored', all)
  for (const name of tables) {
    const lines = linesOf(join(folder, tablePath({ name })))
    if (name !== 'articles') await restoreRows(db, name, rowsIn(lines), insertStatements, progress)
    else {
      await restoreRows(db, name, articlesIn(folder), insertStatements, progress)
      await restoreRows(db, name, rowsIn(lines), updateStatements)
    }
  }
  progress.end()
  if (!manifest.with_variants) await db.prepare(`UPDATE images SET variants = 'waiting' WHERE variants = 'made'`).run()
  await restorePictures(bucket, folder, { count: manifest.pictures, progress })
  await db.batch(sequenceStatements(db, manifest.sequences))

  await putBack(db)
  progress.begin('articles to be found', manifest.rows['article_texts'] ?? 0)
  await fillSearch(db, (count) => progress.add(count))
  await fillImageSearch(db)
  progress.end()
  await compareCounts(db, manifest)
  await db.prepare(`DROP TABLE ${STATE}`).run()
  await migrateToTheEnd(db)
  return manifest
}

/** Those of the export, each after those that it needs. */
function tablesOf({ rows }: Manifest): string[] {
  const names = TABLES.map(({ name }) => name).filter((name) => name in rows)
  const unknown = Object.keys(rows).filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new Refusal(`The export has tables that this Dateline does not know: ${unknown.join(', ')}.`)
  return names
}

/** Empties what a new newsroom has of itself, or finds that this export's restore has begun before. */
async function begin(db: Db, manifest: Manifest, tables: string[]): Promise<void> {
  const hasBegun = await db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').bind(STATE).first()
  if (hasBegun) {
    const of = await db.prepare(`SELECT value FROM ${STATE} WHERE kind = 'export'`).first<string>('value')
    if (of !== manifest.files_sha256) {
      throw new Refusal('The restore of another export has begun here. Finish it, or take a new newsroom.')
    }
    return
  }
  await migrateTo(db, manifest.migration)
  const counts = await countRows(
    db,
    tables.filter((name) => !FROM_THE_FIRST_DAY.includes(name)),
  )
  const full = [...counts].filter(([, count]) => count > 0).map(([name, count]) => `${count} rows in ${name}`)
  if (full.length > 0) throw new Refusal(`This newsroom is not empty (${full.join(', ')}): restore into a new one.`)
  await db.batch([
    ...(await laidAside(db)),
    ...FROM_THE_FIRST_DAY.map((name) => db.prepare(`DELETE FROM ${name}`)),
    db.prepare(`INSERT INTO ${STATE} VALUES ('export', '', ?)`).bind(manifest.files_sha256),
  ])
}

async function restoreRows(
  db: Db,
  table: string,
  rows: AsyncIterable<Row>,
  statements: typeof insertStatements,
  progress?: Progress,
): Promise<void> {
  const name = `${table}:${statements.name}`
  const find = db.prepare(`SELECT value FROM ${STATE} WHERE kind = 'done' AND name = ?`).bind(name)
  const done = Number((await find.first<string>('value')) ?? 0)
  let read = 0
  let size = 0
  const portion: Row[] = []
  const write = async () => {
    const note = db.prepare(`INSERT OR REPLACE INTO ${STATE} VALUES ('done', ?, ?)`).bind(name, String(read))
    await db.batch([...statements(db, table, portion), note])
    progress?.add(portion.length)
    portion.length = 0
    size = 0
  }
  for await (const row of rows) {
    if (++read <= done) continue
    portion.push(row)
    size += JSON.stringify(row).length
    if (portion.length >= AT_ONCE || size >= LONGEST) await write()
  }
  if (portion.length > 0) await write()
}

async function* rowsIn(lines: AsyncIterable<string>): AsyncGenerator<Row> {
  for await (const line of lines) yield JSON.parse(line) as Row
}

/** In the order in which they were exported, which is that of their ids. */
async function* articlesIn(folder: string): AsyncGenerator<Row> {
  for await (const { path } of listFiles(folder)) {
    if (path.startsWith('articles/')) yield readArticle(await readFile(join(folder, path), 'utf8'))
  }
}

async function compareCounts(db: Db, { rows }: Manifest): Promise<void> {
  const counts = await countRows(db, Object.keys(rows))
  const wrong = Object.entries(rows).filter(([name, count]) => counts.get(name) !== count)
  if (wrong.length === 0) return
  const says = wrong.map(([name, count]) => `${name}: ${counts.get(name)} of ${count}`).join(', ')
  throw new Error(`not all rows have come back: ${says}`)
}
