/** bench/scale.md and its curves: one column for each size. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lineChart } from '../chart.ts'
import { MAX_DATABASE_GB } from '../cost/prices.ts'
import type { Measured } from './measured.ts'
import { bytesEach, type Sizes } from './sizes.ts'
import type { Written } from './writes.ts'

export interface Grown {
  /** Of the archive; what waits at the desk comes to them. */
  articles: number
  /** It took to make it; next to nothing where it was there. */
  seconds: number
  sizes: Sizes
  kinds: Measured[]
  writes: Written[]
  /** Null where it was not waited for. */
  backupSeconds: number | null
}

const ROWS_BUDGET = 300
const SEARCH_BUDGET_MS = 30
const LISTED_PARTS = 24
const GB = 1e9

export async function writeReport(grown: Grown[], folder: string): Promise<void> {
  const report = reportOf(grown)
  console.log(report)
  await writeFile(join(folder, 'scale.md'), report)
  if (grown.length < 2) return
  for (const [name, svg] of Object.entries(chartsOf(grown))) await writeFile(join(folder, name), svg)
}

function reportOf(grown: Grown[]): string {
  return `# What grows

Made by \`npm run scale\`, on the local D1 (${new Date().toISOString().slice(0, 10)}). Archives of the same pace, 144 articles a
day, differ in how far back they reach. Milliseconds are of a warm database, the median, less what a batch of nothing takes;
they depend on the machine, rows do not.

${table(grown, '', (one) => [
  ['comments', count(one.sizes.comments)],
  ['database', bytes(one.sizes.bytes)],
  ['of the 10 GB that D1 gives', `${((100 * one.sizes.bytes) / (MAX_DATABASE_GB * GB)).toPrecision(3)} %`],
  ['bytes an article', count(bytesEach(one.sizes).article)],
  ['bytes a comment', count(bytesEach(one.sizes).comment)],
  ['made in', one.seconds > 5 ? `${one.seconds.toFixed(0)} s` : 'was there'],
  ['backup', one.backupSeconds === null ? 'not waited for' : `${one.backupSeconds.toFixed(0)} s`],
])}

![Size of the database](scale-size.svg)

## Budgets

${budgets(grown).join('\n')}

## Rows read

${table(grown, 'trips, statements', (one) =>
  one.kinds.map((kind) => [kind.name, count(kind.rowsRead), `${kind.trips}, ${kind.statements}`]),
)}

![Rows read](scale-rows.svg)

## Milliseconds in D1

What is asked for the first time since the database was opened comes after the comma.

${table(grown, '', (one) => one.kinds.map((kind) => [kind.name, `${ms(kind.d1Ms)}, ${ms(kind.firstMs)}`]))}

![Milliseconds in D1](scale-time.svg)

## Milliseconds of the whole Worker, past the cache

${table(grown, '', (one) => one.kinds.flatMap((kind) => (kind.workerMs === null ? [] : [[kind.name, ms(kind.workerMs)]])))}

## What is written

${table(grown, '', (one) => one.writes.map((each) => [each.name, `${count(each.rowsWritten)} rows, ${ms(each.ms)} ms`]))}

## Where the bytes are

${table(grown, 'of', (one) => largest(grown).map(({ name, table: of }) => [name, bytes(sizeOf(one, name)), name === of ? '' : of]))}
`
}

function budgets(grown: Grown[]): string[] {
  const last = grown.at(-1) as Grown
  const readers = last.kinds.filter(({ of }) => of === 'reader')
  const over = readers.filter(({ rowsRead, trips }) => rowsRead > ROWS_BUDGET || trips > 1)
  const searches = last.kinds.filter(({ of, d1Ms }) => of === 'search' && d1Ms > SEARCH_BUDGET_MS)
  const walking = last.kinds.filter(({ growing }) => growing.length > 0)
  const size = count(last.articles)
  return [
    `- Readers' pages in one trip and ${ROWS_BUDGET} rows, at ${size} articles: ${said(over.map(({ name, rowsRead }) => `${name} (${rowsRead})`))}`,
    `- Searches within ${SEARCH_BUDGET_MS} ms of D1, at ${size} articles: ${said(searches.map(({ name, d1Ms }) => `${name} (${ms(d1Ms)} ms)`))}`,
    `- Plans without a walk through a table that grows: ${said(walking.map(({ name, growing }) => `${name} (${growing.join(', ')})`))}`,
  ]
}

const said = (exceptions: string[]) => (exceptions.length === 0 ? 'all' : `all but ${exceptions.join('; ')}`)

/** @param rowsOf name, cell, and what stands once for all sizes */
function table(grown: Grown[], once: string, rowsOf: (one: Grown) => string[][]): string {
  const columns = grown.map(rowsOf)
  const head = ['articles', ...(once ? [once] : []), ...grown.map(({ articles }) => count(articles))]
  const rows = (columns.at(-1) ?? []).map(([name = '', , fixed = '']) => [
    name,
    ...(once ? [fixed] : []),
    ...columns.map((column) => column.find(([other]) => other === name)?.[1] ?? ''),
  ])
  return [head, head.map((_, n) => (n === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function largest(grown: Grown[]) {
  return (grown.at(-1)?.sizes.parts ?? []).slice(0, LISTED_PARTS)
}

function sizeOf({ sizes }: Grown, name: string): number {
  return sizes.parts.find((part) => part.name === name)?.bytes ?? 0
}

const DRAWN = [
  'front',
  'article, most discussed',
  'section, deep',
  'search: two words never side by side',
  'board',
  'a hundred comments, for their checks',
]

function chartsOf(grown: Grown[]): Record<string, string> {
  const points = (of: (one: Grown) => number) => grown.map((one): [number, number] => [one.articles, of(one)])
  const series = (of: (kind: Measured) => number) =>
    DRAWN.map((name) => ({
      name,
      points: points((one) => of(one.kinds.find((kind) => kind.name === name) as Measured)),
    }))
  const sum = (one: Grown, tables: RegExp) =>
    one.sizes.parts.filter(({ table: of }) => tables.test(of)).reduce((all, part) => all + part.bytes, 0) / GB
  const axes = { x: 'articles', logX: true }
  return {
    'scale-size.svg': lineChart({
      ...axes,
      title: 'The database, with ten comments an article',
      y: 'GB',
      logY: true,
      series: [
        { name: 'whole', points: points((one) => one.sizes.bytes / GB) },
        { name: 'texts', points: points((one) => sum(one, /^(articles|article_texts|revisions)$/)) },
        { name: 'search index', points: points((one) => sum(one, /^search/)) },
        { name: 'comments', points: points((one) => sum(one, /^(comments|moderation_events)$/)) },
        { name: 'what D1 gives', points: points(() => MAX_DATABASE_GB) },
      ],
    }),
    'scale-rows.svg': lineChart({
      ...axes,
      title: 'Rows read',
      y: 'rows',
      series: series(({ rowsRead }) => rowsRead),
    }),
    'scale-time.svg': lineChart({
      ...axes,
      title: 'Time in D1, warm',
      y: 'ms',
      series: series(({ d1Ms }) => Number(d1Ms.toFixed(2))),
    }),
  }
}

const count = (number: number) => Math.round(number).toLocaleString('en')
const ms = (number: number) => number.toFixed(number < 10 ? 1 : 0)

function bytes(number: number): string {
  if (number >= GB) return `${(number / GB).toPrecision(3)} GB`
  return number >= 1e5 ? `${(number / 1e6).toPrecision(3)} MB` : `${(number / 1e3).toFixed(0)} KB`
}
