/**
 * `npx node bench/lists.ts`: what every list, article and search costs with 1,000 articles and with 100,000, as a table. The
 * statements, their rows and plans are those of the Worker's own bundle with a database that is watched; times are of
 * the whole Worker, asked past the cache, of one newsroom and the other in turn, so that what else the machine does
 * meets both alike: read the ratios, not the absolute numbers.
 *
 *   npx node bench/lists.ts [--data <folder>] [--rounds 31]
 *
 * The newsrooms are made once, in some eight minutes and 2 GB, and used again when they are there.
 */
import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Platform, startPlatform } from '../local/platform.ts'
import { plansOf, type Trip, watched } from '../test/watched.ts'
import { authorSlug, fillArchive, tagSlug } from './archive.ts'
import { median } from './load.ts'

const SIZES = [1_000, 100_000] as const
/** Tables that grow with the archive. */
const GROWING = /^(a|t|x|d|articles|article_texts|article_tags|article_documents|documents|redirects|comments)$/

const { values } = parseArgs({
  options: { data: { type: 'string', default: '.dateline/bench' }, rounds: { type: 'string', default: '31' } },
})

interface Newsroom {
  db: D1Database
  /** What the Worker asks of its database for a page, and the status that it answers. */
  watch: (path: string) => Promise<{ status: number; trips: Trip[] }>
  /** How long it takes to answer. */
  time: (path: string) => Promise<number>
}

// The bytes of a `.bin`, which workerd gives a Worker and Node knows nothing of: no list reads them.
registerHooks({
  load: (url, context, next) =>
    url.endsWith('.bin')
      ? { format: 'module', source: 'export default new ArrayBuffer(0)', shortCircuit: true }
      : next(url, context),
})

const platforms: Platform[] = []
try {
  const newsrooms: Newsroom[] = []
  for (const size of SIZES) newsrooms.push(await openNewsroom(size))
  const pages = await Promise.all(newsrooms.map(({ db }) => pathsIn(db)))
  console.log('| page | statements | rows | plan | ms of 1,000 | ms of 100,000 | ratio |')
  console.log('| --- | --: | --: | --- | --: | --: | --: |')
  for (const name of Object.keys(pages[0] ?? {})) {
    const paths = pages.map((page) => page[name] ?? '/')
    const seen = await Promise.all(newsrooms.map(({ watch }, i) => watch(paths[i] as string)))
    if (seen.some(({ status }) => status !== 200)) {
      console.log(`| ${name} | answers ${seen.map(({ status }) => status).join(' and ')} | | | | | |`)
      continue
    }
    const [small = 0, large = 0] = await timesOf(newsrooms, paths)
    const statements = seen.map(({ trips }) => trips.map((trip) => trip.statements.length).join(' + '))
    const rows = seen.map(({ trips }) => trips.reduce((sum, trip) => sum + trip.rowsRead, 0))
    const plan = await planOf(newsrooms.at(-1) as Newsroom, seen.at(-1)?.trips ?? [])
    const cells = [name, alike(statements), alike(rows), plan, small.toFixed(1), large.toFixed(1)]
    console.log(`| ${[...cells, (large / small).toFixed(2)].join(' | ')} |`)
  }
} finally {
  for (const platform of platforms) await platform.stop()
}

async function openNewsroom(size: number): Promise<Newsroom> {
  const data = join(values.data, `${size}`)
  const settings = { ORIGIN: 'http://localhost' }
  const platform = await startPlatform({ port: 0, data, quiet: true, settings })
  platforms.push(platform)
  const { db } = platform.resources
  const from = (await db.prepare('SELECT count(*) AS n FROM articles').first<number>('n')) ?? 0
  await fillArchive(db, { from, to: size, onProgress: (n) => n % 6000 === 0 && console.error(`${n} of ${size}`) })

  const bundle = (await import(resolve(data, 'bundle/index.js'))) as { default: ExportedHandler }
  const worker = (await platform.mf.ready).origin
  return {
    db,
    async watch(path) {
      const { db: DB, trips } = watched(db)
      const env = { ...platform.resources.settings, DB, VERSION: { id: 'bench' } }
      const context = { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext
      const request = new Request(`http://localhost${path}`) as Parameters<NonNullable<ExportedHandler['fetch']>>[0]
      const answer = await bundle.default.fetch?.(request, env, context)
      await answer?.text()
      return { status: answer?.status ?? 0, trips }
    },
    async time(path) {
      const before = performance.now()
      await (await fetch(worker + path, { redirect: 'manual' })).arrayBuffer()
      return performance.now() - before
    },
  }
}

/** The pages of a reader and of machines, each from the database at hand. */
async function pathsIn(db: D1Database): Promise<Record<string, string>> {
  const one = async (sql: string) => (await db.prepare(sql).first<string>('path')) ?? '/khong-co'
  const article = `SELECT '/' || section || '/' || slug AS path FROM articles WHERE status = 'published'`
  const cursor = (share: number) =>
    `(SELECT published_at || '-' || id FROM articles WHERE id = (SELECT max(id) * ${share} / 100 FROM articles))`
  const document = 'SELECT document FROM article_documents GROUP BY document ORDER BY count(*)'
  const search = (query: string) => `/search?${new URLSearchParams({ q: query })}`
  return {
    front: '/',
    section: '/van-hoa',
    'section, older': await one(`SELECT '/van-hoa?before=' || ${cursor(95)} AS path`),
    'section, deep': await one(`SELECT '/van-hoa?before=' || ${cursor(10)} AS path`),
    'tag of many': `/tags/${tagSlug(0)}`,
    'tag of few': `/tags/${tagSlug(299)}`,
    'tag, deep': await one(`SELECT '/tags/${tagSlug(0)}?before=' || ${cursor(50)} AS path`),
    author: `/authors/${authorSlug(7)}`,
    'author, deep': await one(`SELECT '/authors/${authorSlug(7)}?before=' || ${cursor(50)} AS path`),
    archive: '/archive',
    month: await one(`SELECT '/archive/' || replace(max(month), '-', '/') AS path FROM articles`),
    documents: '/documents',
    'document of many': await one(
      `SELECT '/documents/' || slug AS path FROM documents WHERE number = (${document} DESC LIMIT 1)`,
    ),
    'document of one': await one(
      `SELECT '/documents/' || slug AS path FROM documents WHERE number = (${document} LIMIT 1)`,
    ),
    'article, new': await one(`${article} ORDER BY id DESC LIMIT 1`),
    'article, old': await one(`${article} ORDER BY id LIMIT 1 OFFSET 100`),
    'search: a common word': search('của'),
    'search: a rare word': search('muồng'),
    'search: two words': search('nước lên'),
    'search: two words never side by side': search('trong ấm'),
    'search: four words': search('bến đò sông Đáy'),
    'search: a phrase': search('"Đà Nẵng"'),
    'search: a phrase nobody wrote': search('"trong những ngày"'),
    'search: nothing found': search('zzz của'),
    feed: '/feed.xml',
    'feed of a section': '/van-hoa/feed.xml',
    'JSON feed': '/feed.json',
    'sitemap index': '/sitemap.xml',
    'sitemap of sections': '/sitemaps/sections.xml',
    'news sitemap': '/news-sitemap.xml',
  }
}

/** Medians. One newsroom after the other, and each first as often as the other. */
async function timesOf(newsrooms: Newsroom[], paths: string[]): Promise<number[]> {
  const times: number[][] = newsrooms.map(() => [])
  const order = newsrooms.map((newsroom, i) => ({ newsroom, i }))
  for (let round = -3; round < Number(values.rounds); round++) {
    for (const { newsroom, i } of order.reverse()) {
      const ms = await newsroom.time(paths[i] as string)
      if (round >= 0) times[i]?.push(ms) // the first few warm up
    }
  }
  return times.map(median)
}

/** What in the plan would grow with the archive: a table that is walked whole, or sorted. */
async function planOf({ db }: Newsroom, trips: Trip[]): Promise<string> {
  const bad = new Set<string>()
  for (const { details } of await plansOf(db, trips)) {
    for (const detail of details) {
      const [, table = ''] = /^SCAN (\w+)/.exec(detail) ?? []
      const isOrdered = /USING (COVERING )?INDEX|VIRTUAL TABLE/.test(detail)
      if ((GROWING.test(table) && !isOrdered) || detail === 'USE TEMP B-TREE FOR ORDER BY') bad.add(detail)
    }
  }
  return bad.size > 0 ? [...bad].join(', ') : 'by index'
}

function alike<Value>(values: Value[]): string {
  return new Set(values).size === 1 ? `${values[0]}` : values.join(' → ')
}
