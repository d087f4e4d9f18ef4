import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { beyondFree, billOf, chargeOf } from '../../bench/cost/bill.ts'
import { FREE, type Meter, PRICES } from '../../bench/cost/prices.ts'
import { type Month, type Usage, usageOf } from '../../bench/cost/usage.ts'

const nothing = Object.fromEntries(Object.keys(PRICES).map((meter) => [meter, 0])) as Usage

const quiet: Month = {
  pageViews: 0,
  hitRate: 1,
  picturesAView: 0,
  machinesAView: 0,
  comments: 0,
  letters: 0,
  articles: 0,
  pictures: 0,
  articlesKept: 0,
  commentsKept: 0,
  picturesKept: 0,
}

test('a newsroom that nobody reads pays the subscription', () => {
  expect(billOf(nothing)).toMatchObject({ dollars: 5, databases: 1 })
})

test('the examples of the price lists come out as they stand there', () => {
  // Workers, example 4: 100 million requests of 7 ms, $45.40.
  expect(billOf({ ...nothing, requests: 100e6, cpuMs: 700e6 }).dollars).toBeCloseTo(45.4)
  // R2, «Asset hosting»: 300 million reads, $104.40.
  expect(chargeOf('classB', 300e6)).toBeCloseTo(104.4)
  // Observability: 75 GB taken in and 20 GB-months kept, $7.05.
  expect(chargeOf('logGb', 75) + chargeOf('logStorageGb', 20)).toBeCloseTo(7.05)
})

test.each(Object.keys(PRICES) as Meter[])('%s: what is included is free, and what is beyond is not', (meter) => {
  const { included, unit, dollars } = PRICES[meter]
  expect(chargeOf(meter, included)).toBe(0)
  expect(chargeOf(meter, included + unit)).toBeCloseTo(dollars)
})

test('R2 is paid by begun units, everything else by what was used', () => {
  expect(chargeOf('classA', 1e6 + 1)).toBeCloseTo(4.5)
  expect(chargeOf('bucketGb', 11.1)).toBeCloseTo(0.03)
  expect(chargeOf('requests', 10e6 + 1)).toBeCloseTo(0.3e-6, 8)
})

test('ten gigabytes are a database, and a byte more are two', () => {
  expect(billOf({ ...nothing, databaseGb: 10 }).databases).toBe(1)
  expect(billOf({ ...nothing, databaseGb: 10.001 }).databases).toBe(2)
})

test('a hit is a request, and neither CPU nor rows', () => {
  const none = usageOf(quiet)
  const hits = usageOf({ ...quiet, pageViews: 1_000 })
  expect(hits.requests - none.requests).toBe(1_000)
  expect(hits).toMatchObject({ cpuMs: none.cpuMs, rowsRead: none.rowsRead })
  expect(usageOf({ ...quiet, pageViews: 1_000, hitRate: 0 }).rowsRead).toBeGreaterThan(none.rowsRead)
})

test('what goes well is in no log', () => {
  const { requests, logGb } = usageOf({ ...quiet, pageViews: 1e9, hitRate: 0 })
  expect(logGb * 1e9).toBeLessThan(requests * 2)
})

test('README shows the costs as they were made last', async () => {
  const [readme, made] = await Promise.all(
    ['README.md', 'bench/cost.md'].map((file) => readFile(join(import.meta.dirname, '../..', file), 'utf8')),
  )
  const [, table = ''] = readme?.split(/^(?=\| page views a month)/m) ?? []
  const rows = table.split('\n').filter((line) => line.startsWith('|'))
  expect(rows.length).toBeGreaterThan(5)
  expect(made?.split('\n')).toEqual(expect.arrayContaining(rows))
})

test('more of anything never costs less', () => {
  const month = {
    ...quiet,
    pageViews: 5e7,
    hitRate: 0.9,
    picturesAView: 3,
    articles: 1e4,
    comments: 1e6,
    pictures: 1e4,
  }
  for (const name of Object.keys(quiet) as (keyof Month)[]) {
    const more = { ...month, [name]: name === 'hitRate' ? 0.8 : month[name] * 2 + 1 }
    expect(billOf(usageOf(more)).dollars, name).toBeGreaterThanOrEqual(billOf(usageOf(month)).dollars)
  }
})

test('the Free plan counts requests and rows by the day, storage as a whole', () => {
  expect(beyondFree({ ...nothing, requests: 30 * FREE.requests.upTo })).toEqual([])
  expect(beyondFree({ ...nothing, requests: 30 * FREE.requests.upTo + 30 })).toEqual(['requests'])
  expect(beyondFree({ ...nothing, databaseGb: 0.51 })).toEqual(['databaseGb'])
  expect(beyondFree({ ...nothing, letters: 1 })).toEqual(['letters'])
})
