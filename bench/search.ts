/**
 * `npx node bench/search.ts`: what searches cost in D1 with 1,000 and with 100,000 articles; the budget is 30 ms. Each is
 * the batch that a search page makes, asked of the local database; what a batch of nothing takes is subtracted.
 *
 *   npx node bench/search.ts [--sizes 1000,100000] [--data <folder>] (kept, and filled up next time)
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPlatform } from '../local/platform.ts'
import { watched } from '../test/watched.ts'
import { readSearchPage } from '../worker/search/queries.ts'
import { fillArchive } from './archive.ts'
import { median } from './load.ts'

const BUDGET_MS = 30
const ROUNDS = 15

const SEARCHES: [query: string, what: string][] = [
  ['của', 'in nearly every article'],
  ['xã', 'in most articles'],
  ['và của là có trong', 'five of the most common words'],
  ['những ngày qua', 'common words, far apart mostly'],
  ['Đà Nẵng', 'rare as a name, its syllables are everywhere'],
  ['"Đà Nẵng"', 'the same, as a phrase'],
  ['nước lên', 'common, side by side'],
  ['bến đò sông Đáy', 'four syllables of a headline'],
  ['"bến đò sông Đáy"', 'a phrase that nobody wrote'],
  ['muồng đen', 'less common'],
  ['thư viện cho mượn hạt giống lúa cũ của làng', 'ten words, of which eight are asked'],
  ['Quyết định 214/QĐ-UBND', 'a document'],
  ['"trong những ngày"', 'a phrase of common words that nobody wrote'],
  ['zzz của', 'a word that nobody wrote'],
]

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '1000,100000' }, data: { type: 'string' } },
})
const data = values.data ?? (await mkdtemp(join(tmpdir(), 'dateline-bench-')))
const platform = await startPlatform({ port: 0, data, quiet: true })
try {
  const { db } = platform.resources
  const rows = new Map<string, Record<string, string | number>>(SEARCHES.map(([query, what]) => [query, { what }]))
  let worst = 0
  for (const size of values.sizes.split(',').map(Number)) {
    const there = (await db.prepare('SELECT count(*) AS n FROM articles').first<number>('n')) ?? 0
    await fillArchive(db, { from: there, to: size, onProgress: (n) => n % 6000 === 0 && progress(`${n} articles`) })
    const trip = await timeOf(() => db.batch([1, 2, 3].map(() => db.prepare('SELECT 1'))))
    for (const [query] of SEARCHES) {
      const { db: seen, trips } = watched(db)
      const { page } = await readSearchPage(seen, platform.origin, query, undefined)
      const ms = Math.max(0, (await timeOf(() => readSearchPage(db, platform.origin, query, undefined))) - trip)
      worst = Math.max(worst, ms)
      Object.assign(rows.get(query) ?? {}, {
        [`found in ${size}`]: page.count > 100 ? '> 100' : page.count,
        [`ms in ${size}`]: Number(ms.toFixed(1)),
        [`rows in ${size}`]: trips[0]?.rowsRead ?? 0,
      })
    }
  }
  console.table(Object.fromEntries(rows))
  console.log(`The slowest took ${worst.toFixed(1)} ms (budget: ${BUDGET_MS} ms).`)
} finally {
  await platform.stop()
  if (!values.data) await rm(data, { recursive: true, force: true })
}

/** The median, so that what else the machine does is left out. */
async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.now()
    await ask()
    times.push(performance.now() - before)
  }
  return median(times)
}

function progress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${text.padEnd(40)}\r`)
}
