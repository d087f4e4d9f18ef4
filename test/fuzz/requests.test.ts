/**
 * Every route and form, asked in every wrong way at once: methods, paths, queries, headers, cookies, encodings, sizes, words,
 * as everybody who may knock. Threats: a fault that tells of the insides, an answer that is kept though it should not be,
 * markup that is carried in, a way out to another site, a request that costs too much.
 *
 * `FUZZ_RUNS=20000 npx vitest run --project worker test/fuzz` asks more; `FUZZ_SEED=…` asks what a failure printed, and
 * `FUZZ_PATH=…` only the one request that failed (where it does not hang on those before it).
 */
import fc from 'fast-check'
import { beforeAll, inject, test, vi } from 'vitest'
import { ORIGIN } from '../newsroom.ts'
import { type Asked, anyRequest } from './any-request.ts'
import { MARK } from './any-words.ts'
import { furnish, restoreNewsroom, type Samples } from './newsroom.ts'
import { expectPromises } from './promises.ts'
import { addressOf, type Known, keyOf, learn, ROUTES } from './routes.ts'

/** A machine may do other things besides; each request has a bound of its own. */
const LONG = 600_000
const { runs, seed, path } = inject('fuzz')

/** By who may do everything: what is behind each door is what is asked. */
const PLAIN: Asked = { who: 'owner', method: 'GET', path: '/', query: '', headers: [], body: { as: 'nothing' } }

let samples: Samples
let known: Map<string, Known>
const faults: unknown[] = []

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation((fault: unknown) => void faults.push(fault))
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  samples = await furnish()
  known = await learn(samples)
  await restoreNewsroom()
  faults.length = 0
}, 60_000)

async function ask(asked: Asked): Promise<void> {
  faults.length = 0
  try {
    const wrote = await expectPromises(asked, faults)
    if (wrote) await restoreNewsroom()
  } catch (error) {
    if (error instanceof Error) error.message = `${asked.method} ${asked.path}${asked.query}: ${error.message}`
    throw error
  }
}

/** What programs trip over wherever it is looked up, counted with or printed. */
const STONES = ['__proto__', 'toString', MARK, '99999999999999999999', '-1', '\u0000', '%']

test(
  'every parameter of every page takes every word that programs trip over',
  async () => {
    const pages = ROUTES.filter(({ method }) => method === 'GET')
    for (const route of pages) {
      const path = addressOf(route, samples)
      for (const word of STONES) {
        const query = known.get(keyOf(route))?.parameters.map((name) => `${name}=${encodeURIComponent(word)}`) ?? []
        if (query.length > 0) await ask({ ...PLAIN, path, query: `?${query.join('&')}` })
      }
    }
  },
  LONG,
)

test(
  'every field of every form takes every word that programs trip over',
  async () => {
    for (const route of ROUTES) {
      const path = addressOf(route, samples)
      const names = known.get(keyOf(route))?.fields ?? []
      for (const word of names.length > 0 ? STONES : []) {
        const fields = names.map((name): [string, string] => [name, word])
        await ask({
          ...PLAIN,
          method: route.method,
          path,
          headers: [['Origin', ORIGIN]],
          body: { as: 'urlencoded', fields },
        })
      }
    }
  },
  LONG,
)

test(
  'whatever is asked, the answer keeps every promise',
  async () => {
    await fc.assert(fc.asyncProperty(anyRequest(samples, known), ask), { numRuns: runs, seed, ...(path && { path }) })
  },
  LONG,
)
