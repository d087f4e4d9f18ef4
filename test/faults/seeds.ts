/** Which seeds a run of the tests goes through: a few of its own, or those that `npm run faults` asks for. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { runSeed, type Told } from './seed.ts'

declare module 'vitest' {
  interface TaskMeta {
    told?: Told
  }
}

const FEW = 10
/** Each broke a promise once; what it was stands in found.test.ts. */
const FOUND = [35, 46, 148, 170, 181, 189, 219, 1069, 1071, 1075]

/** Two files share them, so that two run side by side. @param half 0 or 1 */
export function testSeeds(half: number): void {
  const { FAULTS } = env as unknown as { FAULTS: string }
  const [first = 1, count = FEW] = FAULTS ? FAULTS.split('+').map(Number) : []
  const all = Array.from({ length: count }, (_, n) => first + n).concat(FAULTS ? [] : FOUND)
  const seeds = all.filter((seed) => seed % 2 === half)
  test.for(seeds)('seed %i', { timeout: 600_000 }, async (seed, { task }) => {
    const told = await runSeed(seed)
    task.meta.told = told
    expect(told.breaches, told.log.join('\n')).toEqual([])
  })
  // One seed alone leaves the other file without any.
  if (seeds.length === 0) test.skip('none of these seeds', () => {})
}
