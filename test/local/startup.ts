/** What starting a Worker costs: reading, compiling and running its modules, before it can answer anybody. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_readConfig as readConfig } from 'wrangler'
import type { Module } from '../../local/bundle.ts'

export interface Startable {
  /** Where the modules lie; the first of them is the one that is started. */
  folder: string
  modules: Module[]
}

/**
 * Milliseconds of processor for each, the least of several starts, one of each after the other. Processor time, so that
 * what else the machine does does not count; where the system does not tell it (only Linux does), the time by the clock.
 * Each start is an isolate of its own, woken before: what is measured is the same that `wrangler check startup` profiles.
 */
export async function startsOf(workers: Startable[], starts = 4): Promise<number[]> {
  const { compatibility_date: compatibilityDate } = readConfig({ config: 'wrangler.toml' })
  const name = (worker: number, start: number) => `worker-${worker}-start-${start}`
  const isolates = workers.flatMap(({ folder, modules }, worker) =>
    Array.from({ length: starts }, (_, start) => ({
      name: name(worker, start),
      compatibilityDate,
      modulesRoot: folder,
      modules: [starterOf(folder, modules[0] as Module), ...modules],
    })),
  )
  const others = await listRuntimes()
  const mf = new Miniflare(
    convertV4MiniflareOptions({ workers: isolates, cf: false, telemetry: { enabled: false } } as never),
  )
  try {
    await mf.ready
    const workerd = (await listRuntimes()).find((pid) => !others.includes(pid))
    const least = workers.map(() => Number.POSITIVE_INFINITY)
    for (let start = 0; start < starts; start++) {
      for (const worker of workers.keys()) {
        const isolate = await mf.getWorker(name(worker, start))
        await isolate.fetch('http://localhost/awake')
        const before = await spentMs(workerd)
        const answer = await isolate.fetch('http://localhost/start')
        if (!answer.ok) throw new Error(`It does not start: ${await answer.text()}`)
        least[worker] = Math.min(least[worker] as number, (await spentMs(workerd)) - before)
      }
    }
    return least
  } finally {
    await mf.dispose()
  }
}

/** Loads the Worker when it is told to. */
function starterOf(folder: string, { path }: Module): Module {
  const contents = `export default { async fetch({ url }) {
    if (url.endsWith('/start')) await import(${JSON.stringify(`./${path.slice(folder.length + 1)}`)})
    return new Response()
  } }`
  return { type: 'ESModule', path: join(folder, 'starter.js'), contents }
}

/** The runtimes that this process has started. None where the system does not tell. Source: proc(5). */
async function listRuntimes(): Promise<string[]> {
  if (process.platform !== 'linux') return []
  const runtimes: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // What has ended since is none.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    if (stat.includes('(workerd)') && Number(parent) === process.pid) runtimes.push(pid)
  }
  return runtimes
}

/** Of all its threads. Source: kernel.org/doc/html/latest/scheduler/sched-stats.html, `/proc/<pid>/schedstat`. */
async function spentMs(pid: string | undefined): Promise<number> {
  if (!pid) return performance.now()
  const threads = await readdir(`/proc/${pid}/task`)
  const stats = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')),
  )
  return stats.reduce((sum, stat) => sum + Number(stat.split(' ')[0]) / 1e6, 0)
}
