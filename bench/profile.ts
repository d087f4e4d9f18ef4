/**
 * `npx node bench/profile.ts [/path …]`: where workerd's time goes while pages are missed: first by isolate (the Worker, the
 * database and what Miniflare puts between them), then by function of the Worker, unminified. It prints both, and writes
 * what a browser's DevTools open under "Performance".
 *
 *   npx node bench/profile.ts [/section/slug] [--requests 1500] [--out <file.cpuprofile>]
 *
 * Read shares, not times: a sampled isolate is slower than one that is left alone.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { bundleWorker } from '../local/bundle.ts'
import { startPlatform } from '../local/platform.ts'
import { seedDemo } from '../local/seed.ts'
import { articlePath } from '../worker/articles/article.ts'
import { freePort, WORKER } from './inspector.ts'
import { prepareArticle } from './newsroom.ts'
import { type Profile, profileIsolates } from './profiler.ts'

const FUNCTIONS = 45
/** V8 optimises what is hot; a profile of the first requests would show its compilers. */
const WARM_UP = 500

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { requests: { type: 'string', default: '1500' }, out: { type: 'string' } },
})

const folder = await mkdtemp(join(tmpdir(), 'dateline-profile-'))
const inspectorPort = await freePort()
const platform = await startPlatform({
  port: 0,
  data: folder,
  quiet: true,
  settings: { ORIGIN: 'http://localhost' },
  inspectorPort,
  bundle: (into) => bundleWorker(into, ['--no-minify']),
  onFirstStart: seedDemo,
})
try {
  const path = positionals[0] ?? articlePath(await prepareArticle(platform.resources.db))
  const url = (await platform.mf.ready).origin + path
  await autocannon({ url, connections: 4, amount: WARM_UP })
  const requests = Number(values.requests)
  const profiles = await profileIsolates(inspectorPort, async () => {
    const { non2xx } = await autocannon({ url, connections: 4, amount: requests })
    if (non2xx > 0) throw new Error(`${non2xx} of ${requests} answers were no page`)
  })
  console.log(`${path}, ${requests} times`)
  console.table(isolatesOf(profiles))
  const own = profiles.find(({ isolate }) => isolate === WORKER)
  if (own) console.table(functionsOf(own).slice(0, FUNCTIONS))
  if (own && values.out) await writeFile(values.out, JSON.stringify(own.profile))
} finally {
  await platform.stop()
  await rm(folder, { recursive: true, force: true })
}

function isolatesOf(profiles: Profile[]) {
  const all = sum(profiles.map(samplesOf))
  return profiles
    .toSorted((a, b) => samplesOf(b) - samplesOf(a))
    .map((profile) => ({ isolate: profile.isolate, '%': percent(samplesOf(profile), all) }))
    .filter((row) => row['%'] >= 1)
}

function functionsOf(profile: Profile) {
  const all = samplesOf(profile)
  return profile.functions
    .toSorted((a, b) => b.self - a.self)
    .map(({ name, self, total }) => ({
      function: name,
      '% itself': percent(self, all),
      '% with what it calls': percent(total, all),
    }))
}

function samplesOf({ functions }: Profile): number {
  return sum(functions.map(({ self }) => self))
}

function percent(part: number, all: number): number {
  return Number(((100 * part) / all).toFixed(1))
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
