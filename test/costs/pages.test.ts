/**
 * What each kind of page costs, pinned as text: a change that makes one dearer shows up in a diff of `pages.md` (numbers)
 * and `statements.md` (SQL and its plans). Where it is meant, `npx vitest run -u test/costs` writes them anew; the bounds
 * in `kinds.ts` hold all the same.
 */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { app } from '../../worker/app.ts'
import { TODAY } from '../newsroom.ts'
import { plansOf, type Trip, watched } from '../watched.ts'
import { type Kind, kindsOf } from './kinds.ts'
import { growArchive, openNewsroom } from './newsroom.ts'
import { type Cost, sortsIn, walksIn, writtenStatements, writtenTable } from './report.ts'

let costs: Cost[]

beforeAll(async () => {
  // What stands in the news sitemap, and whether comments are open, depends on the day.
  vi.useFakeTimers({ toFake: ['Date'], now: TODAY })
  const examples = await openNewsroom()
  await growArchive(300)
  costs = []
  for (const kind of await kindsOf(examples)) costs.push(await costOf(kind))
}, 120_000)

test('what each kind of page costs is as it is written down', async () => {
  await expect(writtenTable(costs)).toMatchFileSnapshot('pages.md')
})

test('and so is what it asks of the database, and how that goes about it', async () => {
  await expect(writtenStatements(costs)).toMatchFileSnapshot('statements.md')
})

test('no route that readers or machines ask by GET is left out', () => {
  const routes = app.routes.filter(({ method, path }) => method === 'GET' && !path.startsWith('/admin'))
  const asked = new Set(costs.map(({ kind }) => routeOf(kind.path)))
  expect(routes.map(({ path }) => path).filter((path) => !asked.has(path))).toEqual([])
})

test('no kind of page is dearer than it may be', () => {
  for (const { kind, status, trips, text } of costs) {
    const { name, trips: mostTrips = 1, rows = 300, gzipKb = Number.POSITIVE_INFINITY } = kind
    expect.soft(status, name).toBe(kind.status ?? 200)
    expect.soft(trips.length, `${name}: trips`).toBeLessThanOrEqual(mostTrips)
    for (const trip of trips) expect.soft(trip.statements.length, `${name}: statements`).toBeLessThanOrEqual(6)
    expect.soft(rowsOf(trips), `${name}: rows`).toBeLessThanOrEqual(rows)
    expect.soft((text?.gzipBytes ?? 0) / 1024, `${name}: KB in gzip`).toBeLessThanOrEqual(gzipKb)
  }
})

test('none walks through a table that grows, or sorts more than a handful', () => {
  for (const { kind, plans } of costs) {
    expect.soft(plans.flatMap(walksIn), kind.name).toEqual([])
    expect.soft(plans.flatMap(sortsIn).length, `${kind.name}: sorts`).toBeLessThanOrEqual(kind.sorts ?? 0)
  }
})

/** Until the body has been read to its end: what a page asks for while it is on its way counts as well. */
async function costOf(kind: Kind): Promise<Cost> {
  const { db, trips } = watched(env.DB)
  const ask = (headers: HeadersInit = {}) =>
    app.fetch(new Request(env.ORIGIN + kind.path, { headers }), { ...env, DB: db })
  if (kind.isConditional) {
    const known = await ask()
    await known.arrayBuffer()
    trips.length = 0
    return read(kind, await ask({ 'If-None-Match': known.headers.get('ETag') ?? '' }), trips)
  }
  return read(kind, await ask(), trips)
}

async function read(kind: Kind, answer: Response, trips: Trip[]): Promise<Cost> {
  const body = new Uint8Array(await answer.arrayBuffer())
  const isText = /text|xml|json/.test(answer.headers.get('Content-Type') ?? '') && body.length > 0
  const text = isText ? { bytes: body.length, gzipBytes: await gzipped(body) } : null
  return { kind, status: answer.status, trips, plans: await plansOf(env.DB, trips), text }
}

function routeOf(path: string): string | undefined {
  const handlers = app.router.match('GET', path.replace(/\?.*/, ''))[0]
  return handlers.map(([[, route]]) => route).find(({ method }) => method === 'GET')?.path
}

function rowsOf(trips: Trip[]): number {
  return trips.reduce((sum, trip) => sum + trip.rowsRead, 0)
}

async function gzipped(body: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))
  return (await new Response(stream).arrayBuffer()).byteLength
}
