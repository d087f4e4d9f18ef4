/** The day in figures: on the screen, and in the repository. */
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { median } from '../load.ts'
import type { Done } from './desk.ts'
import { endsOf, growthOf, type Memory, memoryChart, NAMES } from './memory.ts'
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
  memory: Memory
  breaches: string[]
}

const FOLDER = join(import.meta.dirname, '..')

export async function report(day: Day): Promise<void> {
  const table = tableOf(figuresOf(day))
  console.log(`\n${table}\n`)
  await writeFile(join(FOLDER, 'day.md'), pageOf(day, table))
  await writeFile(join(FOLDER, 'day.svg'), `${memoryChart(day.memory)}\n`)
}

function figuresOf({ minutes, tally, done, approved, delays, memory, breaches }: Day): [string, string | number][] {
  const { requests, times, cached } = tally
  const all = Object.values(requests).reduce((sum, n) => sum + n, 0)
  const ms = (microseconds: number) => (microseconds / 1000).toFixed(1)
  const latencies = Object.entries(times).map(
    ([kind, time]) =>
      [`${kind}: p50 / p99, ms`, `${ms(time.percentile(50))} / ${ms(time.percentile(99))}`] as [string, string],
  )
  const moved = Object.entries(NAMES).map(([name, label]): [string, string] => {
    const course = memory[name as keyof Memory]
    const ends = endsOf(course)
    if (!ends) return [label, '–']
    return [
      `${label}, MB: after a third / at the end; growth a minute`,
      `${ends.start.toFixed(1)} / ${ends.end.toFixed(1)}; ${growthOf(course).toFixed(2)}`,
    ]
  })
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
    ...moved,
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
the page that shows it is answered with it; the limit is ${RIGHT_WITHIN_MS / 1000} s, the life of a page and a little.

Of memory two things are judged: what the platform's process (the door, and the cache of 32 MB that is full early) and what
the Worker's own isolate still hold after a collection, looked at every half minute. What is resident is drawn and not
judged. The platform's follows V8's idea of how much garbage may lie. The runtime's grows by itself: a bare Worker in Miniflare that answers a constant (\`npx node bench/runtime.ts\`) took
workerd from 72 to 273 MB in 15,034 requests, 13.7 KB each, evenly and with no plateau so far. That is no object that
anybody holds: in another run workerd came to 360 MB after 21,337 requests, and a collection of the two isolates that each
request goes through gave back 139 MB and left 2.4 MB in them. About half is garbage that V8 saw no reason to collect; the
rest is memory outside the heaps, and workerd's own. Its issue 6824 tells of the like. On Cloudflare an isolate is what is limited, at 128 MB.

${table}

![Memory over time](day.svg)
${breaches.map((breach) => `\n- **Breach:** ${breach}`).join('')}
`
}
