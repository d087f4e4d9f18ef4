/** Which seeds a run of the tests goes through: a few of its own, or those that `npm run faults` asks for. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { runSeed } from './seed.ts'

const FEW = 6

/** Two files share them, so that two run side by side. @param half 0 or 1 */
export function testSeeds(half: number): void {
  const { FAULTS } = env as unknown as { FAULTS: string }
  const [first, count] = FAULTS ? FAULTS.split('+').map(Number) : [1, 2 * FEW]
  const all = Array.from({ length: count as number }, (_, n) => (first as number) + n)
  test.for(all.filter((seed) => seed % 2 === half))('seed %i', { timeout: 60_000 }, async (seed) => {
    const { breaches, log, faults } = await runSeed(seed)
    if (count === 1) console.log(log.join('\n'))
    console.log(`seed ${seed}: ${faults} faults`)
    expect(breaches, log.join('\n')).toEqual([])
  })
}
