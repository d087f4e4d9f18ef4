/** What a run of the bench has found, in words, tables and charts. */
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Trip } from '../test/watched.ts'
import { barChart, lineChart } from './chart.ts'
import { type Load, median } from './load.ts'
import { COMMENTS } from './newsroom.ts'
import { CONSTANT, HIT, MISS, SAME_BATCH } from './questions.ts'

export interface Answer {
  name: string
  trips: Trip[]
  /** Empty where there is nothing to read. */
  text: string
}

/** Of the workerd that answered the readers, in MiB. */
export interface Memory {
  before: number
  after: number
  peak: number
}

export interface Results {
  /** By number of connections and name, a load a round. */
  loads: Map<number, Map<string, Load[]>>
  answers: Answer[]
  memory: Memory
  seconds: number
  rounds: number
  isKept: boolean
}

const here = (name: string) => join(import.meta.dirname, name)

export async function writeReport(results: Results): Promise<void> {
  const report = reportOf(results)
  console.log(report)
  if (!results.isKept) return
  await writeFile(here('report.md'), report)
  await writeFile(here('throughput.svg'), throughputChart(results))
  await writeFile(here('latency.svg'), latencyChart(results))
  await putBetweenMarks(here('../README.md'), summaryOf(results))
}

function reportOf({ loads, answers, memory, seconds, rounds }: Results): string {
  const tables = [...loads].toSorted(([a], [b]) => a - b).map(([connections, runs]) => loadTable(connections, runs))
  const ratios = [...loads].toSorted(([a], [b]) => a - b).map(([connections, runs]) => ratioRow(connections, runs))
  const [cpu] = cpus()
  return `# What answers cost

Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpu?.model.trim()}, ${cpus().length} cores, which the load
and the platform share; Node ${process.versions.node}. Medians of rounds of ${seconds} s, interleaved: ${rounds} with 16 connections, half
as many with 1 and 64. The article has ${COMMENTS} comments. Misses are asked of the Worker itself; a hit goes through the local
cache and a comment through the whole door, which stand in Cloudflare's place, in one Node process with the load: what they
give is also what is left of it. CPU is that of workerd: the Worker, its database and what Miniflare puts between them; the
checks of comments, which run behind the answers, are in a comment's. Absolute numbers are this machine's on that day; read
the ratios.

![Requests a second](throughput.svg)
![Latency](latency.svg)

## A miss beside its limits

In each round, the throughput of a miss over that of a bare Worker that makes the same one batch and returns the same HTML as a
constant; the aim is 90 %. The CPU is what a request costs beyond that limit: all that the Worker itself does. The constant
alone says what the platform takes where nothing is asked.

| connections | throughput of a miss: median (least – most) | CPU beyond the limit, ms | of a constant: median (least – most) |
| --: | --: | --: | --: |
${ratios.join('\n')}

${tables.join('\n\n')}

## What is asked and sent

Of a comment, what taking it costs: its checks come later, through the queue.

| answer | D1 trips | statements | rows read | plain | gzip | brotli |
| --- | --: | --: | --: | --: | --: | --: |
${answers.map(answerRow).join('\n')}

## Memory

The workerd that answered readers, all its isolates, MiB: ${memory.before.toFixed(0)} before, ${memory.after.toFixed(0)} after, ${memory.peak.toFixed(0)} at most.
`
}

function loadTable(connections: number, runs: Map<string, Load[]>): string {
  const rows = [...runs].map(([name, loads]) => {
    const of = (field: keyof Load) => median(loads.map((load) => load[field]))
    const errors = loads.reduce((sum, load) => sum + load.errors, 0)
    const cells = [name, of('perSecond').toFixed(0), of('p50'), of('p90'), of('p99'), of('max'), of('cpuMs').toFixed(2)]
    return `| ${[...cells, errors].join(' | ')} |`
  })
  return `## ${connections === 1 ? 'One connection' : `${connections} connections`}

| answer | requests/s | p50 ms | p90 ms | p99 ms | max ms | CPU ms | errors |
| --- | --: | --: | --: | --: | --: | --: | --: |
${rows.join('\n')}`
}

function ratioRow(connections: number, runs: Map<string, Load[]>): string {
  const { cpuMs } = spreads(runs, SAME_BATCH)
  return `| ${connections} | ${percents(spreads(runs, SAME_BATCH).perSecond)} | ${spread(cpuMs, (ms) => ms.toFixed(2))} | ${percents(spreads(runs, CONSTANT).perSecond)} |`
}

/** Of each round by itself, because the rounds are not alike: a miss beside the limit that ran right before or after it. */
function spreads(runs: Map<string, Load[]>, limit: string) {
  const limits = runs.get(limit) ?? []
  const misses = runs.get(MISS) ?? []
  const beside = (of: (miss: Load, limit: Load) => number) => misses.map((miss, i) => of(miss, limits[i] as Load))
  return {
    perSecond: beside((miss, bare) => miss.perSecond / bare.perSecond),
    cpuMs: beside((miss, bare) => miss.cpuMs - bare.cpuMs),
  }
}

function percents(shares: number[]): string {
  return spread(shares, (share) => `${(100 * share).toFixed(1)} %`)
}

function spread(numbers: number[], written: (n: number) => string): string {
  return `${written(median(numbers))} (${written(Math.min(...numbers))} – ${written(Math.max(...numbers))})`
}

function answerRow({ name, trips, text }: Answer): string {
  const statements = trips.map((trip) => trip.statements.length).join(' + ')
  const rows = trips.reduce((sum, trip) => sum + trip.rowsRead, 0)
  const sizes = text ? [Buffer.byteLength(text), gzipSync(text).length, brotliCompressSync(text).length] : []
  const cells = ['', '', ''].map((none, i) => (sizes[i] ? `${(sizes[i] / 1024).toFixed(1)} KB` : none))
  return `| ${[name, trips.length, statements, rows, ...cells].join(' | ')} |`
}

function throughputChart({ loads }: Results): string {
  const runs = loads.get(16) ?? new Map<string, Load[]>()
  return barChart({
    title: 'Requests a second, 16 connections',
    x: '',
    y: 'requests/s',
    series: [{ name: 'requests/s', points: [...runs].map(([name, all]) => [shortly(name), perSecond(all)]) }],
  })
}

function latencyChart({ loads }: Results): string {
  const named = [HIT, MISS, SAME_BATCH]
  const levels = [...loads].toSorted(([a], [b]) => a - b)
  const points = (name: string, field: 'p50' | 'p99') =>
    levels.map(([connections, runs]): [number, number] => [
      connections,
      Math.max(0.5, median((runs.get(name) ?? []).map((load) => load[field]))),
    ])
  return lineChart({
    title: 'Latency by connections',
    x: 'connections',
    y: 'ms',
    logX: true,
    logY: true,
    series: named.flatMap((name) =>
      (['p50', 'p99'] as const).map((field) => ({ name: `${shortly(name)} ${field}`, points: points(name, field) })),
    ),
  })
}

/** As much as there is room for under a bar. */
function shortly(name: string): string {
  const short: Record<string, string> = { [SAME_BATCH]: 'bare batch', [CONSTANT]: 'constant' }
  return short[name] ?? (name.split(/[ ,]/)[0] as string)
}

function perSecond(loads: Load[]): number {
  return Math.round(median(loads.map((load) => load.perSecond)))
}

function summaryOf({ loads, answers }: Results): string {
  const runs = loads.get(16) ?? new Map<string, Load[]>()
  const of = (name: string, field: keyof Load) => median((runs.get(name) ?? []).map((load) => load[field]))
  const rows = [HIT, 'conditional, unchanged', MISS, SAME_BATCH].map((name) => {
    const trips = answers.find((answer) => answer.name === name)?.trips ?? []
    const read = trips.reduce((sum, trip) => sum + trip.rowsRead, 0)
    const asked = name === HIT ? '–' : name === SAME_BATCH ? '1' : `${trips.length}, ${read} rows`
    return `| ${name} | ${of(name, 'perSecond').toFixed(0)} | ${of(name, 'p50')} | ${of(name, 'p99')} | ${of(name, 'cpuMs').toFixed(2)} | ${asked} |`
  })
  return `An article with ${COMMENTS} comments, 16 connections on ${cpus().length} cores; a miss has ${percents(spreads(runs, SAME_BATCH).perSecond)} of its limit's throughput.

| | requests/s | p50 ms | p99 ms | CPU ms | D1 trips |
| --- | --: | --: | --: | --: | --: |
${rows.join('\n')}

![Requests a second](bench/throughput.svg)`
}

const MARKS = ['<!-- npm run bench writes from here -->', '<!-- to here -->'] as const

/** Throws where the file has no place for it. */
async function putBetweenMarks(file: string, text: string): Promise<void> {
  const whole = await readFile(file, 'utf8')
  const [start, end] = MARKS.map((mark) => whole.indexOf(mark)) as [number, number]
  if (start < 0 || end < start) throw new Error(`${file} has no marks for the bench`)
  await writeFile(file, `${whole.slice(0, start)}${MARKS[0]}\n\n${text}\n\n${whole.slice(end)}`)
}
