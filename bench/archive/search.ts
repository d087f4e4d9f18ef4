/**
 * The search index of an archive, in a file of its own: it takes as long as all other tables together, so it is made
 * beside them by another thread, and laid into the newsroom's database as it is.
 */
import { DatabaseSync } from 'node:sqlite'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { createArticleWriter } from './article.ts'
import { placing } from './rows.ts'

export interface SearchFill {
  file: string
  /** What creates the table, as the migrations say it. */
  sql: string
  articles: number
  /** Of the archive that they are the first of. */
  of: number
}

/** Articles in memory before they are written: the index is made of so many at once. */
const AT_ONCE = 10_000
const TOLD_EVERY = 500

export async function fillSearch({ file, sql, articles, of }: SearchFill, onProgress: (done: number) => void) {
  const db = openForLoad(file)
  if (!db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'search'`).get()) db.exec(sql)
  // Merged as seldom as may be, into about as many parts as articles saved one by one leave.
  db.exec(`INSERT INTO search (search, rank) VALUES ('automerge', 16), ('hashsize', ${128 * 1024 * 1024})`)
  const { n = 0, last = 0 } = db.prepare('SELECT count(*) AS n, max(id) AS last FROM search_docsize').get() as {
    n: number
    last: number
  }
  const write = await createArticleWriter(of)
  const placeOf = placing(last ?? 0)
  const insert = db.prepare('INSERT INTO search (rowid, headline, lead, text, pairs) VALUES (?, ?, ?, ?, ?)')
  for (let from = n; from < articles; from += AT_ONCE) {
    db.exec('BEGIN')
    for (let id = from + 1; id <= Math.min(from + AT_ONCE, articles); id++) {
      const { at, found, pairs } = write(id)
      const marked = (words: string, mark: string) => ` ${words}`.replaceAll(' ', ` ${mark}`)
      insert.run(
        placeOf(at),
        marked(found.headline, '#'),
        `${marked(found.headline, '^')} # ${marked(found.standfirst, '^')}`,
        `${found.headline} # ${found.standfirst} # ${found.folded.replaceAll('\n', ' # ')}`,
        pairs,
      )
      if (id % TOLD_EVERY === 0) onProgress(id)
    }
    db.exec('COMMIT')
  }
  db.close()
  onProgress(articles)
}

/** For rows by the million: what a crash of the machine leaves is not kept, what a stopped process leaves is. */
export function openForLoad(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false, defensive: false })
  db.exec(
    'PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA threads = 2; PRAGMA recursive_triggers = OFF',
  )
  return db
}

if (!isMainThread && workerData?.search) {
  await fillSearch(workerData.search as SearchFill, (done) => parentPort?.postMessage(done))
}
