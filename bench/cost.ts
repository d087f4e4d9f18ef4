/**
 * `npm run cost`: what a newsroom pays Cloudflare in a month, at three sizes, and what of it the Free plan would carry;
 * written into bench/cost.md. With options, what yours would pay.
 *
 *   npm run cost -- [--page-views 3000000] [--hit-rate 0.9] [--comments 2000] [--articles 300] …
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { beyondFree, billOf } from './cost/bill.ts'
import { FREE_CPU_MS, MAX_DATABASE_GB, type Meter, PRICES, READ_ON, SUBSCRIPTION_DOLLARS } from './cost/prices.ts'
import { type Month, usageOf } from './cost/usage.ts'

/** A small town's paper, a national one, one of the largest there are. Hit rates grow with the readers of each page. */
const MONTHS: [name: string, month: Month][] = [
  [
    '10 thousand',
    {
      pageViews: 10_000,
      hitRate: 0.3,
      picturesAView: 4,
      machinesAView: 1,
      comments: 100,
      letters: 50,
      articles: 60,
      pictures: 60,
      articlesKept: 2_000,
      commentsKept: 3_000,
      picturesKept: 2_000,
    },
  ],
  [
    '10 million',
    {
      pageViews: 10_000_000,
      hitRate: 0.9,
      picturesAView: 4,
      machinesAView: 0.3,
      comments: 20_000,
      letters: 10_000,
      articles: 1_500,
      pictures: 2_000,
      articlesKept: 100_000,
      commentsKept: 1_000_000,
      picturesKept: 120_000,
    },
  ],
  [
    '1 billion',
    {
      pageViews: 1_000_000_000,
      hitRate: 0.97,
      picturesAView: 4,
      machinesAView: 0.1,
      comments: 500_000,
      letters: 200_000,
      articles: 4_500,
      pictures: 9_000,
      articlesKept: 1_000_000,
      commentsKept: 10_000_000,
      picturesKept: 1_000_000,
    },
  ],
]

const NAMES = Object.keys(MONTHS[1]?.[1] ?? {}) as (keyof Month)[]
const optionOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const { values } = parseArgs({
  options: Object.fromEntries(NAMES.map((name) => [optionOf(name), { type: 'string' as const }])),
})

const own = NAMES.filter((name) => values[optionOf(name)] !== undefined)
if (own.length > 0) {
  const base = MONTHS[1]?.[1] as Month
  const month = { ...base, ...Object.fromEntries(own.map((name) => [name, numberOf(name)])) } as Month
  console.log(`Whatever is not given is that of ${MONTHS[1]?.[0]} page views.\n`)
  console.log(tableOf([['yours', month]]))
} else {
  const table = tableOf(MONTHS)
  console.log(table)
  await writeFile(join(import.meta.dirname, 'cost.md'), documentOf(table))
}

function numberOf(name: keyof Month): number {
  const number = Number(values[optionOf(name)])
  if (!(number >= 0) || (name === 'hitRate' && number > 1)) throw new Error(`--${optionOf(name)} is no such number`)
  return number
}

function tableOf(months: [string, Month][]): string {
  const bills = months.map(([, month]) => billOf(usageOf(month)))
  const meters = Object.keys(PRICES) as Meter[]
  const row = (name: string, cells: string[]) => `| ${[name, ...cells].join(' | ')} |`
  return [
    row(
      'page views a month',
      months.map(([name]) => name),
    ),
    row(
      '---',
      months.map(() => '--:'),
    ),
    row(
      'answered by the cache',
      months.map(([, { hitRate }]) => `${Math.round(100 * hitRate)} %`),
    ),
    row(
      'comments, articles, pictures a month',
      months.map(([, m]) => [m.comments, m.articles, m.pictures].map(count).join(', ')),
    ),
    row(
      'articles and comments kept',
      months.map(([, m]) => [m.articlesKept, m.commentsKept].map(count).join(', ')),
    ),
    row(
      'Workers Paid',
      bills.map(() => dollars(SUBSCRIPTION_DOLLARS)),
    ),
    ...meters.map((meter, n) =>
      row(
        PRICES[meter].what,
        bills.map(({ lines }) => `${count(lines[n]?.used ?? 0)} → ${dollars(lines[n]?.dollars ?? 0)}`),
      ),
    ),
    row(
      '**dollars a month**',
      bills.map((bill) => `**${dollars(bill.dollars)}**`),
    ),
    row(
      `D1 databases (${MAX_DATABASE_GB} GB each)`,
      bills.map(({ databases }) => `${databases}`),
    ),
    row(
      'beyond the Free plan',
      months.map(([, month]) => beyondFree(usageOf(month)).map(whatIsBeyond).join('; ') || 'nothing'),
    ),
  ].join('\n')
}

function whatIsBeyond(meter: ReturnType<typeof beyondFree>[number]): string {
  if (meter === 'cpuMs') return `more than ${FREE_CPU_MS} ms a request`
  return PRICES[meter].what.replace(/,.*/, '')
}

function documentOf(table: string): string {
  const prices = Object.values(PRICES).map(
    ({ what, unit, dollars: price, included, source }) =>
      `| ${what} | $${price} for ${count(unit)} | ${count(included)} | <${source}> |`,
  )
  return `# What it costs

Made by \`npm run cost\`; what a month is taken to be stands in bench/cost.ts, what each thing uses in bench/cost/usage.ts,
prices in bench/cost/prices.ts, read on ${READ_ON}. A hit of the cache is billed as a request like a miss, but uses neither
CPU nor the database; pictures are requests too, fonts and scripts are not. Letters (Email Service) need the paid plan. Not
in it: the domain, Workers AI, taxes.

${table}

## Prices

| what | price | in the subscription | source |
| --- | --- | --: | --- |
${prices.join('\n')}
`
}

function count(number: number): string {
  if (number >= 1e9) return `${short(number / 1e9)} billion`
  if (number >= 1e6) return `${short(number / 1e6)} million`
  return number < 10 ? short(number) : Math.round(number).toLocaleString('en')
}

function short(number: number): string {
  return Number(number.toPrecision(3)).toString()
}

function dollars(amount: number): string {
  return amount === 0 ? '–' : `$${amount < 100 ? amount.toFixed(2) : Math.round(amount).toLocaleString('en')}`
}
