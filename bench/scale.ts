/**
 * `npm run scale`: what a newsroom grows to, and what grows with it that should not: for each size its database by tables
 * and indexes, every page, search, list, feed and job with the rows it reads and the time it takes, what is written, and
 * how long a backup takes; written into bench/scale.md with its curves.
 *
 *   npm run scale -- [--articles 1000,10000,100000,1000000] [--comments 10] [--rounds 15] [--backup 10000] [--data .dateline/scale]
 *
 * Archives are made once and used again; a million articles with ten million comments are some forty gigabytes.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { kindsIn } from './scale/kinds.ts'
import { measure } from './scale/measured.ts'
import { openNewsroom } from './scale/newsroom.ts'
import { type Grown, writeReport } from './scale/report.ts'
import { sizesOf } from './scale/sizes.ts'
import { measureWrites } from './scale/writes.ts'

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '1000,10000,100000,1000000' },
    comments: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '15' },
    // A backup is a file for each article: what it takes grows with their number, and is not waited for beyond this.
    backup: { type: 'string', default: '10000' },
    data: { type: 'string', default: '.dateline/scale' },
  },
})

const grown: Grown[] = []
for (const articles of values.articles
  .split(',')
  .map(Number)
  .sort((a, b) => a - b)) {
  grown.push(await grow(articles))
  await writeReport(grown, import.meta.dirname)
}

async function grow(articles: number): Promise<Grown> {
  const data = join(values.data, `${articles}`)
  const newsroom = await openNewsroom(data, { articles, comments: Number(values.comments) })
  try {
    console.error(`${articles} articles are there after ${newsroom.seconds.toFixed(0)} s.`)
    const sizes = sizesOf(newsroom.file)
    const kinds = []
    for (const kind of await kindsIn(newsroom, data)) kinds.push(await measure(newsroom, kind, Number(values.rounds)))
    const writes = await measureWrites(newsroom)
    await newsroom.platform.stop()
    const backupSeconds = articles <= Number(values.backup) ? await backUp(data) : null
    return { articles, seconds: newsroom.seconds, sizes, kinds, writes, backupSeconds }
  } catch (error) {
    await newsroom.platform.stop()
    throw error
  }
}

async function backUp(data: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-backup-'))
  const before = performance.now()
  try {
    const program = join(import.meta.dirname, '../transfer/export.ts')
    await promisify(execFile)(process.execPath, [program, join(folder, 'export'), '--data', data])
  } catch (error) {
    // Pictures of an archive have rows and no bytes, which an export tells by its exit code.
    if ((error as { code?: unknown }).code !== 1) throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return (performance.now() - before) / 1000
}
