/** How memory moved, and whether it grew. */
import { lineChart } from '../chart.ts'
import type { Running } from './running.ts'

export interface Sample {
  minutes: number
  platform: number
  workerd: number
}

export const PROCESSES = ['platform', 'workerd'] as const

/** Caches fill, and heaps find their size, in the first part of a run. */
const WARM_UP = 1 / 3
const EVERY_MS = 2_000
/** A slope over a shorter time is that of a garbage collector. */
const JUDGED_FROM_MINUTES = 5
/** Some fifty bytes a request, at a thousand requests a second: what is kept of each would be more. */
const MOST_MB_A_MINUTE = 3

export function watchMemory(running: Running): { samples: Sample[]; stop: () => void } {
  const samples: Sample[] = []
  const began = performance.now()
  const clock = setInterval(async () => {
    const now = await running.memory().catch(() => null)
    if (now) samples.push({ minutes: (performance.now() - began) / 60_000, ...now })
  }, EVERY_MS)
  return { samples, stop: () => clearInterval(clock) }
}

/** MB a minute of each process after the warm-up, by least squares. */
export function growthOf(samples: Sample[], process: (typeof PROCESSES)[number]): number {
  const warm = afterWarmUp(samples)
  const mean = (of: (sample: Sample) => number) => warm.reduce((sum, sample) => sum + of(sample), 0) / warm.length
  const [x, y] = [mean(({ minutes }) => minutes), mean((sample) => sample[process])]
  const covariance = mean((sample) => (sample.minutes - x) * (sample[process] - y))
  return covariance / mean(({ minutes }) => (minutes - x) ** 2)
}

/**
 * Of the platform alone. What the runtime has is drawn, and not judged: that of this Miniflare grew by 14 KB a request over
 * its first 6,000 under a Worker that answers a constant, with a heap of 32 MB as well, and every request that a page
 * makes inside, to D1 or a queue, is one more.
 */
export function breachesOf(samples: Sample[]): string[] {
  if ((samples.at(-1)?.minutes ?? 0) < JUDGED_FROM_MINUTES) return []
  const growth = growthOf(samples, 'platform')
  return growth > MOST_MB_A_MINUTE ? [`the platform grows by ${growth.toFixed(1)} MB a minute`] : []
}

/** From the end of the warm-up to the end. */
export function endsOf(samples: Sample[]): { start: Sample; end: Sample } | null {
  const [start, end] = [afterWarmUp(samples)[0], samples.at(-1)]
  return start && end ? { start, end } : null
}

export function memoryChart(samples: Sample[]): string {
  return lineChart({
    title: 'Memory under load: the local platform (cache and door), and the runtime with Worker and database',
    x: 'minutes',
    y: 'MB resident',
    series: PROCESSES.map((name) => ({ name, points: samples.map((sample) => [sample.minutes, sample[name]]) })),
  })
}

function afterWarmUp(samples: Sample[]): Sample[] {
  return samples.slice(Math.floor(samples.length * WARM_UP))
}
