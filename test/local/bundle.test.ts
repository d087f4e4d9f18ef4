import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bundle, bundleWorker, type Module } from '../../local/bundle.ts'
import { newDataFolder } from './small-platform.ts'
import { startsOf } from './startup.ts'

const MOST_KIB = 400
/** A third more than when this was written: 0.6, give or take a tenth of it. */
const MOST_OF_THE_MEASURE = 0.8
let data: string
let bundle: Bundle

beforeAll(async () => {
  data = await newDataFolder()
  bundle = await bundleWorker(join(data, 'bundle'))
}, 120_000)
afterAll(() => rm(data, { recursive: true, force: true }))

/** Without the one that is put in front of it here. */
const uploaded = (): Module[] => bundle.modules.slice(1)

test(`the Worker is at most ${MOST_KIB} KiB as it is uploaded, in gzip`, () => {
  const bytes = Buffer.concat(uploaded().map(({ contents }) => Buffer.from(contents as string)))
  expect(gzipSync(bytes).length / 1024).toBeLessThanOrEqual(MOST_KIB)
})

/**
 * Its budget is 50 ms of processor on an idle machine; a test runs on any, beside others. So it is compared with something
 * that takes as long wherever both are run: library code of a known size, most of which is only read. Where the time goes
 * is shown by `npx wrangler check startup`.
 */
test('starting the Worker costs no more than it did', async () => {
  const folder = bundle.folder
  const measure: Module = { type: 'ESModule', path: join(folder, 'measure.js'), contents: libraryCode() }
  const index = uploaded().toSorted((one) => (one.path.endsWith('index.js') ? -1 : 1))
  const [own = 0, known = 0] = await startsOf([
    { folder, modules: index },
    { folder, modules: [measure] },
  ])
  expect(own / known, `${own.toFixed(1)} ms, of a measure that takes ${known.toFixed(1)} ms`).toBeLessThanOrEqual(
    MOST_OF_THE_MEASURE,
  )
}, 120_000)

/** A million characters: of three thousand functions a third is called, and makes what libraries make as they load. */
function libraryCode(): string {
  const functions = Array.from({ length: 3_000 }, (_, n) => {
    const body = `const table = new Map([['a${n}', { at: ${n}, is: (x) => x + ${n} }], ['b', /^[a-z]{${(n % 9) + 1},}$/u]])
      class Kind${n} { #own = table; get size() { return this.#own.size } of(key) { return this.#own.get(key) ?? null } }`
    return `function make${n}() { ${body}\n return Object.freeze({ kind: new Kind${n}(), words: 'w${n} x y z'.split(' ').map((w) => w.length) }) }`
  })
  const calls = Array.from({ length: 1_000 }, (_, n) => `make${n * 3}()`)
  return `${functions.join('\n')}\nexport default [${calls.join(',')}]`
}
