/**
 * `npx node bench/runtime.ts`: how the local runtime's own memory moves under load, without anything of ours: a Worker that
 * answers a constant, in Miniflare. It prints what workerd has resident as the requests go on, and in the end what the
 * isolates that requests go through hold after a collection: what the day's load (day.ts) may be compared with.
 *
 *   npx node bench/runtime.ts [--seconds 90] [--connections 24]
 */
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { freePort, heapMb } from './inspector.ts'
import { memoryOf, workerds } from './load.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '90' }, connections: { type: 'string', default: '24' } },
})
const seconds = Number(values.seconds)
const STEPS = 12

const inspectorPort = await freePort()
const mf = new Miniflare(
  convertV4MiniflareOptions({
    workers: [
      {
        name: 'constant',
        compatibilityDate: '2026-10-20',
        modules: [
          {
            type: 'ESModule' as const,
            path: 'index.js',
            contents: `export default { fetch: () => new Response('<!doctype html><title>A constant</title>') }`,
          },
        ],
      },
    ],
    log: new Log(LogLevel.ERROR),
    cf: false,
    inspectorPort,
    telemetry: { enabled: false },
  }),
)
try {
  const url = (await mf.ready).href
  const pid = workerds().at(-1)?.pid ?? 0
  let requests = 0
  const rows = [{ requests, 'resident MB': memoryOf(pid).now.toFixed(0), 'KB a request since': '' }]
  for (let step = 0, before = memoryOf(pid).now; step < STEPS; step++) {
    const load = await autocannon({
      url,
      connections: Number(values.connections),
      duration: Math.ceil(seconds / STEPS),
    })
    const { now } = memoryOf(pid)
    requests += load.requests.total
    const since = ((now - before) * 1024) / load.requests.total
    rows.push({ requests, 'resident MB': now.toFixed(0), 'KB a request since': since.toFixed(2) })
    before = now
  }
  console.table(rows)
  for (const isolate of ['core:entry', 'core:user:constant']) {
    const mb = await heapMb(inspectorPort, isolate, async () => (await fetch(url)).arrayBuffer())
    console.log(`${isolate}: ${mb.toFixed(1)} MB after a collection`)
  }
  console.log(`Resident after the collections: ${memoryOf(pid).now.toFixed(0)} MB`)
} finally {
  await mf.dispose()
}
