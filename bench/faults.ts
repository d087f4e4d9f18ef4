/**
 * `npm run faults`: five hundred days of a newsroom in foul weather (see test/faults/seed.ts), and then a newsroom that is
 * killed in the middle of a storm, again and again (see killed.ts). `-- --seeds 500` is how many, `--seed 123` the first of
 * them: `--seed 123` alone is told line by line, with what befell each act. `--kills 6` is how often the storm's newsroom is killed, 0 for
 * no storm. Ends with 1 where a promise was broken.
 */
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { startVitest, type TestCase } from 'vitest/node'
import { surviveKills } from './killed.ts'

interface Told {
  breaches: string[]
  log: string[]
  faults: number
}

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    kills: { type: 'string' },
  },
})
const count = Number(values.seeds ?? (values.seed ? 1 : 500))
const first = Number(values.seed ?? 1)

const started = Date.now()
process.env['FAULTS'] = `${first}+${count}`
const bar = new SingleBar(
  {
    format: ' {bar} {value} of {total} seeds · {faults} faults · {broken} broken · {duration_formatted}',
    noTTYOutput: true,
    notTTYSchedule: 30_000,
  },
  Presets.rect,
)
const broken = new Map<number, string[]>()
let faults = 0
let acts = 0
bar.start(count, 0, { faults, broken: 0 })
const vitest = await startVitest('test', ['test/faults/even-seeds', 'test/faults/odd-seeds'], {
  project: 'worker',
  watch: false,
  reporters: [{ onTestCaseResult: note }],
  silent: true,
})
bar.stop()
await vitest.close()

for (const [seed, breaches] of broken) {
  console.log(`\nseed ${seed} (npm run faults -- --seed ${seed}):`)
  for (const breach of breaches) console.log(`  ${breach}`)
}
console.table({ seeds: count, tries: acts, faults, 'seeds that broke a promise': broken.size, seconds: seconds() })

const kills = Number(values.kills ?? (values.seed ? 0 : 6))
const survived = kills > 0 ? await surviveKills(kills) : { breaches: [], counts: {} }
for (const breach of survived.breaches) console.error(`BREACH: ${breach}`)
if (kills > 0) console.table({ ...survived.counts, breaches: survived.breaches.length, seconds: seconds() })
process.exitCode = broken.size + survived.breaches.length > 0 ? 1 : 0

function note(test: TestCase): void {
  const seed = Number(test.name.match(/^seed (\d+)$/)?.[1])
  if (!seed) return
  const { told } = test.meta() as { told?: Told }
  faults += told?.faults ?? 0
  acts += told?.log.filter((line) => line.includes('→')).length ?? 0
  const state = test.result()
  if (state.state === 'failed') broken.set(seed, told?.breaches ?? [String(state.errors[0]?.message)])
  if (count === 1) console.log(`\n${told?.log.join('\n')}`)
  bar.increment(1, { faults, broken: broken.size })
}

function seconds(): number {
  return Math.round((Date.now() - started) / 1000)
}
