/** The day in figures: on the screen, and in the repository. */
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { median } from '../load.ts'
import type { Done } from './desk.ts'
import { endsOf, growthOf, memoryChart, PROCESSES, type Sample } from './memory.ts'
import { RIGHT_WITHIN_MS } from './pages.ts'
import type { Tally } from './readers.ts'

export interface Day {
  minutes: number
  connections: number
  tally: Tally
  done: Done
  /** Comments that readers see at the end. */
  approved: number
  /** Until a change stood on a page that shows it, in milliseconds. */
  delays: number[]
  samples: Sample[]
  breaches: string[]
}

const FOLDER = join(import.meta.dirname, '..')

export async function report(day: Day): Promise<void> {
  const table = tableOf(figuresOf(day))
  console.log(`\n${table}\n`)
  await writeFile(join(FOLDER, 'day.md'), pageOf(day, table))
  if (day.samples.length > 0) await writeFile(join(FOLDER, 'day.svg'), `${memoryChart(day.samples)}\n`)
}

function figuresOf({ minutes, tally, done, approved, delays, samples, breaches }: Day): [string, string | number][] {
  const { requests, times, cached } = tally
  const all = Object.values(requests).reduce((sum, n) => sum + n, 0)
  const ms = (microseconds: number) => (microseconds / 1000).toFixed(1)
  const latencies = Object.entries(times).map(
    ([kind, time]) =>
      [`${kind}: p50 / p99, ms`, `${ms(time.percentile(50))} / ${ms(time.percentile(99))}`] as [string, string],
  )
  const ends = endsOf(samples)
  const memory = PROCESSES.map((process): [string, string] => [
    `memory of ${process}, MB: after a third / at the end`,
    ends ? `${ends.start[process].toFixed(0)} / ${ends.end[process].toFixed(0)}` : '–',
  ])
  const growth = PROCESSES.map((process): [string, string] => [
    `growth of ${process}, MB a minute, by least squares`,
    ends ? growthOf(samples, process).toFixed(2) : '–',
  ])
  return [
    ['requests', all],
    ['requests a second', Math.round(all / minutes / 60)],
    ...Object.entries(requests).map(([kind, n]): [string, string] => [
      kind,
      `${n} (${((100 * n) / all).toFixed(1)} %)`,
    ]),
    ...latencies,
    [
      'answered by the cache (HIT, UPDATING)',
      `${((100 * ((cached['HIT'] ?? 0) + (cached['UPDATING'] ?? 0))) / all).toFixed(1)} %`,
    ],
    ...Object.entries(done.counts).map(([what, n]): [string, string | number] => [`${what}, at the desk`, n]),
    ['comments shown at the end', approved],
    ['changes seen on pages', delays.length],
    [
      'until one was seen, s: median / latest',
      `${(median(delays) / 1000).toFixed(1)} / ${(Math.max(0, ...delays) / 1000).toFixed(1)}`,
    ],
    ...memory,
    ...growth,
    ['errors and other breaches', breaches.length],
  ]
}

function tableOf(figures: [string, string | number][]): string {
  return ['| | |', '| --- | --: |', ...figures.map((row) => `| ${row.join(' | ')} |`)].join('\n')
}

function pageOf({ minutes, connections, breaches }: Day, table: string): string {
  return `# A day under load

Made by \`npx node bench/day.ts --minutes ${minutes} --connections ${connections}\` on ${availableParallelism()} cores, load and platform
together: what it does, and what would make it fail, stands at the top of [day.ts](day.ts). A change counts as seen when
the page that shows it is answered with it; the limit is ${RIGHT_WITHIN_MS / 1000} s, the life of a page and a little. Of memory
the platform's is judged; the local runtime grows under any Worker, see [day/memory.ts](day/memory.ts).

${table}

![Memory over time](day.svg)
${breaches.map((breach) => `\n- **Breach:** ${breach}`).join('')}
`
}
