/**
 * A newsroom's archive of any size, up to a million articles and ten million comments: made of the demo's own sentences,
 * so that common syllables are as common as in print, and of names made up, so that there are rare ones. The same number
 * makes the same archive. Rows go straight into the SQLite file of the local D1, as the product's own statements and
 * triggers would leave them (pinned by test/bench/archive.test.ts), some ten times faster; what breaks off goes on where
 * it stopped.
 */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { authorsIn, createArticleWriter, SECTIONS } from './archive/article.ts'
import { createCommentWriter } from './archive/comment.ts'
import { createShelf, writeAuthors, writeSections } from './archive/rows.ts'
import { openForLoad, type SearchFill } from './archive/search.ts'

export { authorSlug, LAST_DAY, tagSlug } from './archive/article.ts'

export interface Fill {
  articles: number
  /** Only these many, of an archive of this size: the oldest. */
  of?: number
  /** Of an article, in the mean. */
  comments?: number
  /** Called now and then: articles in the tables, and articles in the search index. */
  onProgress?: (written: number, indexed: number) => void
}

const AT_ONCE = 100
const READERS_A_COMMENT = 1 / 8

/** @param file of a newsroom that has its migrations, and nobody else open; ones that are filled already are left alone */
export async function fillArchive(
  file: string,
  { articles, of = articles, comments = 10, onProgress = () => {} }: Fill,
): Promise<void> {
  const db = openForLoad(file)
  try {
    if (countOf(db) >= articles && !isSetAside(db)) return
    const done = { written: 0, indexed: 0 }
    const tell = (now: Partial<typeof done>) => {
      Object.assign(done, now)
      onProgress(done.written, done.indexed)
    }
    setAside(db)
    const index = { file: `${file}.search`, sql: searchTableOf(db), articles, of }
    const broken = new AbortController()
    const beside = indexBeside(index, broken.signal, (indexed) => tell({ indexed }))
    const tables = fillTables(db, { articles, of, comments }, (written) => tell({ written }))
    await Promise.all([tables, beside]).catch(async (error) => {
      broken.abort()
      await Promise.allSettled([tables, beside])
      throw error
    })
    finish(db, index.file)
  } finally {
    db.close()
  }
}

async function fillTables(
  db: DatabaseSync,
  { articles, of, comments }: Required<Omit<Fill, 'onProgress'>>,
  onProgress: (done: number) => void,
) {
  writeSections(db, SECTIONS)
  writeAuthors(db, authorsIn(of))
  const write = await createArticleWriter(of)
  const listen = await createCommentWriter(comments, Math.max(50, of * comments * READERS_A_COMMENT))
  const shelve = createShelf(db)
  for (let from = countOf(db); from < articles; from += AT_ONCE) {
    db.exec('BEGIN')
    for (let id = from + 1; id <= Math.min(from + AT_ONCE, articles); id++) {
      const article = write(id)
      shelve(article, comments > 0 ? await listen(article) : [])
    }
    db.exec('COMMIT')
    onProgress(Math.min(from + AT_ONCE, articles))
    await new Promise(setImmediate) // so that the other thread is heard
  }
}

/** @param signal ends it where the tables were not made: whoever goes on finds nobody at it */
function indexBeside(search: SearchFill, signal: AbortSignal, onProgress: (done: number) => void): Promise<void> {
  const worker = new Worker(join(import.meta.dirname, 'archive/search.ts'), { workerData: { search } })
  signal.addEventListener('abort', () => worker.terminate())
  worker.on('message', onProgress)
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the index was not made: ${code}`))))
  })
}

function countOf(db: DatabaseSync): number {
  return Number(db.prepare('SELECT count(*) AS n FROM articles').get()?.['n'])
}

function searchTableOf(db: DatabaseSync): string {
  return String(db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'search'`).get()?.['sql'])
}

const SET_ASIDE = 'archive_set_aside'
/** Those of these tables are made once at the end, by sorting. */
const GROWING = `'articles', 'article_texts', 'article_tags', 'article_documents', 'article_images', 'images', 'comments',
  'moderation_events', 'audit_events'`

function isSetAside(db: DatabaseSync): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(SET_ASIDE) !== undefined
}

/** Triggers and indexes, kept in a table until the rows are there: whoever goes on after a break finds them. */
function setAside(db: DatabaseSync): void {
  if (isSetAside(db)) return
  db.exec(`
    BEGIN;
    CREATE TABLE ${SET_ASIDE} AS SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL
      AND (type = 'trigger' OR (type = 'index' AND tbl_name IN (${GROWING})));`)
  for (const { type, name } of db.prepare(`SELECT type, name FROM ${SET_ASIDE}`).all())
    db.exec(`DROP ${type} "${name}"`)
  db.exec('COMMIT')
}

function finish(db: DatabaseSync, searchFile: string): void {
  const rebuild = (type: string) => {
    for (const { name, sql } of db.prepare(`SELECT name, sql FROM ${SET_ASIDE} WHERE type = ?`).all(type)) {
      db.exec(`BEGIN; ${sql}; DELETE FROM ${SET_ASIDE} WHERE type = '${type}' AND name = '${name}'; COMMIT`)
    }
  }
  rebuild('index')
  if (existsSync(searchFile)) {
    db.exec(`ATTACH '${searchFile}' AS made; BEGIN`)
    for (const part of ['data', 'idx', 'docsize']) {
      db.exec(`DELETE FROM main.search_${part}; INSERT INTO main.search_${part} SELECT * FROM made.search_${part}`)
    }
    db.exec('COMMIT; DETACH made')
    rmSync(searchFile)
  }
  db.exec(`
    BEGIN;
    DELETE FROM image_search;
    INSERT INTO image_search (rowid, words) SELECT place, words FROM image_words;
    COMMIT`)
  rebuild('trigger')
  db.exec(`
    BEGIN;
    UPDATE documents SET (articles, date) = (
      SELECT count(*), nullif(max(x.date), '') FROM article_documents x
      WHERE x.document = number AND x.published_at IS NOT NULL);
    DROP TABLE ${SET_ASIDE};
    COMMIT`)
}
