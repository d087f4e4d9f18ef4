/**
 * `npm run bench`: what an article page with 20 comments costs, beside two limits in the same run: a bare Worker that
 * returns the same HTML as a constant, and one that makes the same one batch first. All of them run on the local
 * platform; misses are asked of the Worker itself, hits through the cache in front of it. Rounds of each follow one
 * another, so that what else the machine does meets all alike: read the ratios, not the absolute numbers.
 *
 *   npm run bench -- [--seconds 4] [--rounds 3] [--connections 16]
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Platform } from '../local/platform.ts'
import { startPlatform } from '../local/platform.ts'
import { seedDemo } from '../local/seed.ts'
import { type Trip, watched } from '../test/watched.ts'
import { articlePath } from '../worker/articles/article.ts'
import { readArticlePage } from '../worker/articles/queries.ts'
import { bareWorker } from './bare.ts'
import { type Load, load, median } from './load.ts'

const COMMENTS = 20

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
  },
})
const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(Number) as [
  number,
  number,
  number,
]

const folder = await mkdtemp(join(tmpdir(), 'dateline-bench-'))
const running: Platform[] = []
try {
  console.log('Building, and filling a newsroom …')
  const seeded = join(folder, 'newsroom')
  const first = await start(seeded, { onFirstStart: seedDemo })
  const article = await prepareArticle(first)
  const path = articlePath(article)
  const { db, trips } = watched(first.resources.db)
  await readArticlePage(db, first.origin, article.section, article.slug)
  const html = await (await ask(first, path)).text()
  await first.stop()
  running.length = 0

  const dateline = await start(await copyOf(seeded, 'dateline'))
  const batch = await start(await copyOf(seeded, 'batch'), { bundle: bareWorker(html, trips[0]?.statements ?? []) })
  const constant = await start(await copyOf(seeded, 'constant'), { bundle: bareWorker(html, []) })
  const etag = (await ask(dateline, path)).headers.get('etag') ?? ''

  const contenders: Contender[] = [
    { name: 'hit (the local cache)', url: dateline.origin + path },
    { name: 'conditional, unchanged', url: (await workerOf(dateline)) + path, headers: { 'if-none-match': etag } },
    { name: 'miss', url: (await workerOf(dateline)) + path },
    { name: 'limit: same batch, constant HTML', url: (await workerOf(batch)) + path },
    { name: 'limit: constant HTML', url: (await workerOf(constant)) + path },
  ]
  const runs = new Map<string, Load[]>(contenders.map(({ name }) => [name, []]))
  for (const contender of contenders) await load({ ...contender, connections, seconds: 2 }) // warm
  for (let round = 1; round <= rounds; round++) {
    for (const contender of contenders) {
      progress(`Round ${round} of ${rounds}: ${contender.name}`)
      runs.get(contender.name)?.push(await load({ ...contender, connections, seconds }))
    }
  }
  progress('')
  report(runs, { html, trips })
} finally {
  for (const platform of running) await platform.stop()
  await rm(folder, { recursive: true, force: true })
}

function progress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${text.padEnd(70)}\r`)
}

interface Contender {
  name: string
  url: string
  headers?: Record<string, string>
}

async function start(data: string, options: Partial<Parameters<typeof startPlatform>[0]> = {}): Promise<Platform> {
  const platform = await startPlatform({
    port: 0,
    data,
    quiet: true,
    settings: { ORIGIN: 'http://localhost' },
    ...options,
  })
  running.push(platform)
  return platform
}

async function copyOf(data: string, name: string): Promise<string> {
  const copy = join(folder, name)
  await cp(data, copy, { recursive: true })
  return copy
}

/** The article with the most comments, and exactly twenty of them. */
async function prepareArticle({ resources: { db } }: Platform): Promise<{ section: string; slug: string }> {
  const article = await db
    .prepare(
      `SELECT a.id, a.section, a.slug, count(*) AS n FROM articles a JOIN comments c ON c.article_id = a.id
       WHERE a.status = 'published' AND c.status = 'approved' GROUP BY a.id ORDER BY n DESC LIMIT 1`,
    )
    .first<{ id: number; section: string; slug: string; n: number }>()
  if (!article || article.n < COMMENTS) throw new Error(`the demo has no article with ${COMMENTS} comments`)
  await db
    .prepare(
      `UPDATE comments SET status = 'held' WHERE id IN (
         SELECT id FROM comments WHERE article_id = ? AND status = 'approved' ORDER BY created_at LIMIT -1 OFFSET ${COMMENTS})`,
    )
    .bind(article.id)
    .run()
  return article
}

async function ask(platform: Platform, path: string): Promise<Response> {
  return fetch((await workerOf(platform)) + path)
}

/** The Worker's own address, past the cache. */
async function workerOf(platform: Platform): Promise<string> {
  return (await platform.mf.ready).origin
}

function report(runs: Map<string, Load[]>, { html, trips }: { html: string; trips: Trip[] }) {
  const of = (name: string, field: keyof Load) => median((runs.get(name) ?? []).map((run) => run[field]))
  const rows = [...runs.keys()].map((name) => ({
    '': name,
    'req/s': Math.round(of(name, 'perSecond')),
    'p50 ms': of(name, 'p50'),
    'p99 ms': of(name, 'p99'),
    'CPU ms/req': Number.isNaN(of(name, 'cpuMs')) ? '–' : of(name, 'cpuMs').toFixed(2),
    errors: (runs.get(name) ?? []).reduce((sum, run) => sum + run.errors, 0),
  }))
  console.log(
    `Article page with ${COMMENTS} comments; ${connections} connections, ${rounds} rounds of ${seconds} s, medians:`,
  )
  console.table(rows)
  const miss = of('miss', 'perSecond')
  const limit = of('limit: same batch, constant HTML', 'perSecond')
  const own = of('miss', 'cpuMs') - of('limit: same batch, constant HTML', 'cpuMs')
  console.log(
    `A miss reaches ${((100 * miss) / limit).toFixed(1)} % of the same batch with constant HTML (budget: 85 %).`,
  )
  if (!Number.isNaN(own))
    console.log(
      `Rendering costs ${own.toFixed(2)} ms of workerd's CPU beyond that limit (budget for a miss: 3 ms in all).`,
    )
  const [trip] = trips
  console.log(
    `D1 for a miss: ${trips.length} trip, ${trip?.statements.length} statements, ${trip?.rowsRead} rows read (budget: 1, 6, 300).`,
  )
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`
  console.log(
    `HTML: ${kb(Buffer.byteLength(html))} plain, ${kb(gzipSync(html).length)} gzip, ${kb(brotliCompressSync(html).length)} brotli (budget: 14 KB compressed).`,
  )
}
