/** How memory moved, and whether it grew. */
import { lineChart } from '../chart.ts'
import type { Running } from './running.ts'

type Course = [minutes: number, mb: number][]

/** `platform` and `workerd` are what the processes have resident, `door` and `worker` what is held after a collection. */
export type Memory = Record<'platform' | 'workerd' | 'door' | 'worker', Course>

export const NAMES: Record<keyof Memory, string> = {
  platform: 'the platform, resident',
  workerd: 'the runtime, resident',
  door: 'the platform, after a collection',
  worker: 'the Worker, after a collection',
}

/** Caches fill, and heaps find their size, in the first part of a run. */
const WARM_UP = 1 / 3
const EVERY_MS = 2_000
/** The load waits for a collection, which takes some tens of milliseconds. */
const COLLECTED_EVERY_MS = 30_000
/** A slope over a shorter time is that of a garbage collector. */
const JUDGED_FROM_MINUTES = 5
/**
 * MB a minute, of what is no garbage: some eight bytes a request at a thousand requests a second, and what is kept of each
 * would be more. What is resident is drawn and not judged, see report.ts.
 */
const MOST: Partial<Record<keyof Memory, number>> = { door: 0.5, worker: 0.5 }

export interface Watched {
  memory: Memory
  stop: () => Promise<void>
}

export function watchMemory(running: Pick<Running, 'memory' | 'held'>): Watched {
  const memory: Memory = { platform: [], workerd: [], door: [], worker: [] }
  const began = performance.now()
  const minutes = () => (performance.now() - began) / 60_000

  async function look(): Promise<void> {
    const now = await running.memory().catch(() => null)
    if (!now) return
    memory.platform.push([minutes(), now.platform])
    memory.workerd.push([minutes(), now.workerd])
  }
  async function collect(): Promise<void> {
    // Whoever judges misses it.
    const held = await running.held().catch(() => null)
    if (!held) return
    memory.door.push([minutes(), held.door])
    memory.worker.push([minutes(), held.worker])
  }
  let collecting = collect()
  const clocks = [
    setInterval(look, EVERY_MS),
    setInterval(() => {
      collecting = collecting.then(collect)
    }, COLLECTED_EVERY_MS),
  ]
  return {
    memory,
    async stop() {
      for (const clock of clocks) clearInterval(clock)
      await collecting
      await collect()
    },
  }
}

/** MB a minute after the warm-up, by least squares. */
export function growthOf(course: Course): number {
  const warm = afterWarmUp(course)
  const mean = (of: (point: Course[number]) => number) => warm.reduce((sum, point) => sum + of(point), 0) / warm.length
  const [x, y] = [mean(([minutes]) => minutes), mean(([, mb]) => mb)]
  return mean(([minutes, mb]) => (minutes - x) * (mb - y)) / mean(([minutes]) => (minutes - x) ** 2)
}

/** @param minutes that the load went on */
export function breachesOf(memory: Memory, minutes: number): string[] {
  if (minutes < JUDGED_FROM_MINUTES) return []
  const growing = Object.entries(MOST).flatMap(([name, most]) => {
    // NaN where the system does not tell.
    const growth = growthOf(memory[name as keyof Memory])
    return growth > most ? [`${NAMES[name as keyof Memory]}: grows by ${growth.toFixed(2)} MB a minute`] : []
  })
  const times = memory.worker.length
  return times < minutes ? [...growing, `what is held was measured only ${times} times`] : growing
}

/** From the end of the warm-up to the end, in MB. */
export function endsOf(course: Course): { start: number; end: number } | null {
  const [start, end] = [afterWarmUp(course)[0], course.at(-1)]
  return start && end ? { start: start[1], end: end[1] } : null
}

export function memoryChart(memory: Memory): string {
  return lineChart({
    title: 'Memory under load',
    x: 'minutes',
    y: 'MB',
    series: Object.entries(NAMES).map(([name, label]) => ({ name: label, points: memory[name as keyof Memory] })),
  })
}

function afterWarmUp(course: Course): Course {
  const end = course.at(-1)?.[0] ?? 0
  return course.filter(([minutes]) => minutes >= end * WARM_UP)
}
