/** A newsroom of some size, to be measured: an archive in the local D1, with what waits at its desk. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Platform, startPlatform } from '../../local/platform.ts'
import { openProgress } from '../../transfer/progress.ts'
import { ArticleForm } from '../../worker/articles/article.ts'
import { createArticle } from '../../worker/articles/drafts.ts'
import { handIn, publishArticle } from '../../worker/articles/publication.ts'
import { SECTIONS } from '../archive/article.ts'
import { type Fill, fillArchive } from '../archive.ts'

export interface Newsroom {
  platform: Platform
  file: string
  /** The making of it, where it was not there yet. */
  seconds: number
}

/** @param data is filled where it is not yet, which takes minutes, and used again where it is */
export async function openNewsroom(data: string, fill: Fill): Promise<Newsroom> {
  const start = () => startPlatform({ port: 0, data, quiet: true, settings: { ORIGIN: 'http://localhost' } })
  await (await start()).stop() // for the migrations
  const file = databaseFileIn(data)
  const began = performance.now()
  const progress = openProgress()
  progress.begin(`articles of ${fill.articles}, in tables and index`, 2 * fill.articles)
  let told = 0
  await fillArchive(file, {
    ...fill,
    onProgress: (written, indexed) => {
      progress.add(written + indexed - told)
      told = written + indexed
    },
  })
  progress.end()
  const seconds = (performance.now() - began) / 1000
  const platform = await start()
  await layOnTheDesk(platform.resources.db)
  return { platform, file, seconds }
}

/** The SQLite file of the local D1. Throws where the folder holds no newsroom. */
export function databaseFileIn(data: string): string {
  const files = globSync(join(data, 'resources/**/*.sqlite')).filter((file) => {
    const db = new DatabaseSync(file, { readOnly: true })
    const isOurs = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'articles'`).get() !== undefined
    db.close()
    return isOurs
  })
  const [file] = files
  if (!file || files.length > 1) throw new Error(`${data} holds ${files.length} newsrooms`)
  return file
}

const WAITING = { draft: 40, handed_in: 12, scheduled: 6 }
const WEEK_MS = 7 * 24 * 60 * 60_000

/** As much in a large newsroom as in a small one: what is being written, and waits for an editor or for its hour. */
async function layOnTheDesk(db: D1Database): Promise<void> {
  if (await db.prepare(`SELECT 1 FROM articles WHERE status = 'draft' LIMIT 1`).first()) return
  const now = Date.now()
  for (const [status, count] of Object.entries(WAITING)) {
    for (let n = 0; n < count; n++) {
      const section = SECTIONS[n % SECTIONS.length]
      const draft = ArticleForm.parse({ headline: `Bài đang viết ${status} ${n}`, section, body: 'Còn viết tiếp.' })
      const made = await createArticle(db, draft, 'writer-1@dateline.test', now)
      if (!made.ok) throw new Error(made.reason)
      const { id } = made.article
      if (status === 'handed_in') await handIn(db, id)
      if (status === 'scheduled') await publishArticle(db, id, { at: now + WEEK_MS + n * 60_000, version: null, now })
    }
  }
}
