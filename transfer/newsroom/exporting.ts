/**
 * Everything of a newsroom into a folder, table after table and picture after picture, in portions.
 *
 * D1 gives no view of one moment over several queries. So all tables are read twice: where both readings are the same, the
 * export is what stood there between them. If somebody wrote meanwhile it is made again, three times at most; then
 * `of_one_moment` is false, and the command says so.
 */
import { createHash, type Hash } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../../worker/env.ts'
import { Refusal } from '../command.ts'
import type { Progress } from '../progress.ts'
import type { Stores } from '../stores.ts'
import { type Also, articlePlace, besideOf, writeArticle } from './article-file.ts'
import { ExportFolder, type Manifest } from './manifest.ts'
import { lastMigration } from './migrations.ts'
import { exportPictures } from './pictures.ts'
import { countRows, type Row, readRows } from './rows.ts'
import { readSequences } from './sequences.ts'
import { LEFT_OUT, TABLES, type Table, tableOf } from './tables.ts'

const ATTEMPTS = 3

/** `missing` are the pictures that have a row and no bytes. */
export type Exported = Pick<Manifest, 'rows' | 'pictures' | 'of_one_moment'> & { missing: string[] }

export async function exportNewsroom(
  { db, bucket }: Pick<Stores, 'db' | 'bucket'>,
  folder: string,
  { variants, now, progress }: { variants: boolean; now: number; progress: Progress },
): Promise<Exported> {
  const migration = await lastMigration(db)
  // Emails and drafts are in it: it is for nobody else on this machine.
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new Refusal(`${folder} is not empty: an export takes a folder of its own.`)

  let made = await exportTables(db, folder, progress)
  for (let attempt = 1; !made.isOfOneMoment && attempt < ATTEMPTS; attempt++) {
    for (const part of ['articles', 'tables']) await rm(join(folder, part), { recursive: true, force: true })
    made = await exportTables(db, folder, progress)
  }
  const { into, rows, isOfOneMoment: of_one_moment } = made
  const { pictures, missing } = await exportPictures(bucket, into, { variants, count: rows['images'] ?? 0, progress })
  await into.finish({
    made_at: new Date(now).toISOString(),
    migration,
    of_one_moment,
    with_variants: variants,
    rows,
    pictures,
    sequences: await readSequences(db),
    left_out: LEFT_OUT,
  })
  return { rows, pictures, of_one_moment, missing }
}

async function exportTables(db: Db, folder: string, progress: Progress) {
  const into = new ExportFolder(folder)
  const counts = await countRows(
    db,
    TABLES.map(({ name }) => name),
  )
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const rows: Record<string, number> = {}
  const sums = new Map<string, string>()
  progress.begin('rows written', all)
  for (const table of TABLES) {
    const seen = createHash('sha256')
    let count = 0
    const counted = each(readRows(db, table), (portion) => {
      count += portion.length
      digest(seen, portion)
      progress.add(portion.length)
    })
    if (table.name === 'articles') await exportArticles(db, counted, into)
    else await into.write(tablePath(table), linesOf(counted))
    rows[table.name] = count
    sums.set(table.name, seen.digest('hex'))
  }
  progress.end()

  progress.begin('rows read again', all)
  let isOfOneMoment = true
  for (const table of TABLES) {
    const seen = createHash('sha256')
    for await (const portion of readRows(db, table)) {
      digest(seen, portion)
      progress.add(portion.length)
    }
    if (seen.digest('hex') !== sums.get(table.name)) isOfOneMoment = false
  }
  progress.end()
  return { into, rows, isOfOneMoment }
}

export function tablePath({ name }: Pick<Table, 'name'>): string {
  return `tables/${name}.jsonl`
}

/** Each as a file of its own; what is made of them, in one. */
async function exportArticles(db: Db, portions: AsyncIterable<Row[]>, into: ExportFolder): Promise<void> {
  const files: { path: string; content: string }[] = []
  async function* beside() {
    for await (const portion of portions) {
      const also = await readAlso(db, portion)
      for (const row of portion) {
        files.push({ path: articlePlace(row), content: writeArticle(row, also(row)) })
        yield `${JSON.stringify(besideOf(row))}\n`
      }
      for (const { path, content } of files.splice(0)) await into.write(path, content)
    }
  }
  await into.write(tablePath(tableOf('articles')), beside())
}

/** What other tables say of some articles. */
async function readAlso(db: Db, articles: Row[]): Promise<(article: Row) => Also> {
  const ids = JSON.stringify(articles.map(({ id }) => id))
  const ours = 'IN (SELECT value FROM json_each(?))'
  const [tags, corrections, originals] = (await db.batch([
    db
      .prepare(
        `SELECT x.article_id, t.name FROM article_tags x JOIN tags t ON t.slug = x.tag
         WHERE x.article_id ${ours} ORDER BY x.article_id, x.position`,
      )
      .bind(ids),
    db.prepare(`SELECT * FROM corrections WHERE article_id ${ours} ORDER BY corrected_at, id`).bind(ids),
    db
      .prepare(
        `SELECT a.id AS article_id, '/' || o.section || '/' || o.slug AS path
         FROM articles a JOIN articles o ON o.id = a.translation_of WHERE a.id ${ours}`,
      )
      .bind(ids),
  ])) as D1Result<Row>[]
  return ({ id }) => {
    const of = (found?: D1Result<Row>) => (found?.results ?? []).filter(({ article_id }) => article_id === id)
    return {
      tags: of(tags).map(({ name }) => String(name)),
      translation_of: (of(originals)[0]?.['path'] as string | undefined) ?? null,
      corrections: of(corrections).map(({ corrected_at, corrected_by, note }) => ({
        at: new Date(Number(corrected_at)).toISOString(),
        by: String(corrected_by),
        note: String(note),
      })),
    }
  }
}

async function* linesOf(portions: AsyncIterable<Row[]>) {
  for await (const portion of portions) yield portion.map((row) => `${JSON.stringify(row)}\n`).join('')
}

async function* each(portions: AsyncIterable<Row[]>, act: (portion: Row[]) => void) {
  for await (const portion of portions) {
    act(portion)
    yield portion
  }
}

function digest(hash: Hash, portion: Row[]): void {
  for (const row of portion) hash.update(`${JSON.stringify(row)}\n`)
}
