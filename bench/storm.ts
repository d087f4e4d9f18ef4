/**
 * `npx node bench/storm.ts`: 2,000 comments in a minute over 20 articles from 200 addresses, nearly a third of them sent twice, some of
 * those at the same time; while runs of the consumer end at every point there is, the queue loses, repeats and reorders, and
 * purges are refused (see storm/weather.js). In the end every accepted comment is one row, each is decided or held, no
 * page has shown what is not approved, and every page shows all that is, through the cache, within a minute.
 * Prints its counts, and ends with 1 where any of that is not so. Takes about three minutes, on loopback only.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bundle, bundleWorker } from '../local/bundle.ts'
import { type Platform, startPlatform } from '../local/platform.ts'
import { seedStaff } from '../local/seed.ts'
import { signIn } from '../test/local/sign-in.ts'
import { type Addressed, openArticles } from './storm/articles.ts'
import { compare, pageIds, pagesRight, pause, post, type Row, settle } from './storm/checks.ts'
import { plan, type Sent } from './storm/readers.ts'

const CONNECTIONS = 48
const RIGHT_WITHIN_MS = 60_000
const MODERATOR = 'moderator@dateline.test'

const { values } = parseArgs({
  options: { comments: { type: 'string', default: '2000' }, seconds: { type: 'string', default: '60' } },
})
const [sendings, SECONDS] = [Number(values.comments), Number(values.seconds)]

const breaches: string[] = []
const folder = await mkdtemp(join(tmpdir(), 'dateline-storm-'))
let platform: Platform | undefined
try {
  platform = await startPlatform({ port: 0, data: folder, quiet: true, bundle: inBadWeather, onFirstStart: seedStaff })
  const { db } = platform.resources
  await db.prepare('CREATE TABLE weather (what TEXT NOT NULL, at INTEGER NOT NULL)').run()
  const articles = await openArticles(db)
  await weather(platform, articles)
} finally {
  await platform?.stop()
  await rm(folder, { recursive: true, force: true })
}
for (const breach of breaches) console.error(`BREACH: ${breach}`)
process.exitCode = breaches.length > 0 ? 1 : 0

/** The product's bundle, with the weather in front. */
async function inBadWeather(into: string): Promise<Bundle> {
  const bundle = await bundleWorker(into)
  const contents = await readFile(join(import.meta.dirname, 'storm/weather.js'), 'utf8')
  return { ...bundle, modules: [{ type: 'ESModule', path: join(into, 'weather.js'), contents }, ...bundle.modules] }
}

async function weather(running: Platform, articles: Addressed[]): Promise<void> {
  const { db } = running.resources
  const cookie = await signIn(running, MODERATOR)
  const sent = plan(articles, sendings, SECONDS * 1000)
  const ended = Promise.withResolvers<void>()
  let isOver = false
  const shown = new Map<number, Set<number>>()
  console.log(`${sent.length} comments in ${SECONDS} s over ${articles.length} articles …`)

  const started = Date.now()
  const background = [readingPages(), moderating()]
  await inTime(sent, started, (one) => post(running, one))
  console.log(`All sent, after ${seconds(started)} s. Letting it settle …`)
  const waiting = await settle(running)
  if (waiting > 0) breaches.push(`${waiting} comments are neither decided nor held`)
  isOver = true
  ended.resolve()
  await Promise.all(background)
  const settled = Date.now()
  console.log(`Decided, after ${seconds(started)} s. Waiting for the pages …`)
  const late = await pagesRight(running, articles)
  const right = Date.now()

  const rows = (await db.prepare('SELECT id, article_id, body, status FROM comments').all<Row>()).results
  breaches.push(...compare(sent, rows))
  const everApproved = new Set(
    (
      await db
        .prepare(`SELECT DISTINCT comment_id AS id FROM moderation_events WHERE to_status = 'approved'`)
        .all<Row>()
    ).results.map(({ id }) => id),
  )
  const unapproved = [...shown.values()].flatMap((ids) => [...ids]).filter((id) => !everApproved.has(id))
  if (unapproved.length > 0) breaches.push(`${unapproved.length} comments were shown that nobody approved`)
  for (const path of late) breaches.push(`${path} did not come right within ${RIGHT_WITHIN_MS / 1000} s`)
  await report(running, sent, rows, { pagesMs: right - settled })

  /** Readers, so that pages stand in the cache and go stale there. */
  async function readingPages(): Promise<void> {
    for (let n = 0; !isOver; n++) {
      const article = articles[n % articles.length] as Addressed
      const ids = (await pageIds(running, article.path)).ids
      const before = shown.get(article.id) ?? new Set()
      shown.set(article.id, new Set([...before, ...ids]))
      await pause(250)
    }
  }

  /** A moderator, who approves and rejects what is held, a few at a time. */
  async function moderating(): Promise<void> {
    while (!isOver) {
      const held = await db
        .prepare(`SELECT id FROM comments WHERE status = 'held' AND body NOT LIKE '%để đó%' ORDER BY id LIMIT 5`)
        .all<Row>()
      for (const { id } of held.results) {
        const verdict = id % 3 === 0 ? 'rejection' : 'approval'
        const answer = await fetch(`${running.origin}/admin/comments/${id}/${verdict}`, {
          method: 'POST',
          headers: { cookie, origin: running.origin, accept: 'application/json' },
          body: new URLSearchParams({ status: 'held' }),
          redirect: 'manual',
        })
        await answer.arrayBuffer()
        if (answer.status !== 303 && answer.status !== 409) breaches.push(`the moderator got ${answer.status}`)
      }
      await pause(400)
    }
  }
}

async function report(running: Platform, sent: Sent[], rows: Row[], { pagesMs }: { pagesMs: number }): Promise<void> {
  const { db } = running.resources
  const noted = (await db.prepare('SELECT what, at FROM weather ORDER BY at').all<{ what: string; at: number }>())
    .results
  const events = await db.prepare('SELECT count(*) AS n FROM moderation_events').first<number>('n')
  const calls = noted.filter(({ what }) => what.startsWith('purge')).map(({ at }) => at)
  const inAnyMinute = calls.map((end) => calls.filter((start) => start > end - 60_000 && start <= end).length)
  // Noted when they are answered, which is some milliseconds after they were counted.
  const most = Math.max(0, ...calls.map((end) => calls.filter((start) => start > end - 59_500 && start <= end).length))
  if (most > 5) breaches.push(`${most} purge calls in a minute (${inAnyMinute.length} in all)`)
  const counts = {
    ...prefixed(
      'sent, answered',
      countBy(sent, ({ status }) => `${status}`),
    ),
    'different comments': new Set(sent.map(({ form }) => form.body)).size,
    rows: rows.length,
    ...prefixed(
      'rows',
      countBy(rows, ({ status }) => status),
    ),
    decisions: events ?? 0,
    ...countBy(noted, ({ what }) => what),
    'purge calls in a minute, at most': most,
    'seconds until every page was right': Math.round(pagesMs / 1000),
    breaches: breaches.length,
  }
  console.table(Object.entries(counts).map(([what, count]) => ({ what, count })))
}

function countBy<Item>(items: Item[], key: (item: Item) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(items, key)].map(([name, group]) => [name, group.length]).toSorted())
}

function prefixed(prefix: string, counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${prefix} ${name}`, count]))
}

/** Each at its time, or as soon as fewer than so many are on their way: a machine that is slower only takes longer. */
async function inTime(sent: Sent[], started: number, act: (one: Sent) => Promise<void>): Promise<void> {
  const waiting = sent.toSorted((one, other) => other.afterMs - one.afterMs)
  const line = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      await pause(Math.max(0, started + next.afterMs - Date.now()))
      await act(next)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, line))
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1)
}
