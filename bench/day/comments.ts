/** Whether readers see the comments that were approved, all of them and no others. */
import { parsePage } from '../../test/comments/pages.ts'
import { type Article, openArticles, RIGHT_WITHIN_MS } from './pages.ts'
import type { Running } from './running.ts'

const EVERY_MS = 1_000
/** One of the demo's always waits. */
const DEMO_WAITS = 1

/** Notes what is shown while the load goes on; afterwards compares it with what was ever approved. */
export function watchComments({ origin, ask }: Running, articles: Article[], isOver: () => boolean) {
  const shown = new Set<number>()
  const looking = (async () => {
    for (let n = 0; !isOver(); n++) {
      const { path } = articles[n % articles.length] as Article
      for (const id of (await idsOn(origin, path)).ids) shown.add(id)
      await pause(EVERY_MS)
    }
  })()
  return async (): Promise<string[]> => {
    await looking
    const approved = await ask<{ id: number }>(
      `SELECT DISTINCT comment_id AS id FROM moderation_events WHERE to_status = 'approved'`,
    )
    const ever = new Set(approved.map(({ id }) => id))
    const others = [...shown].filter((id) => !ever.has(id))
    return others.length > 0 ? [`${others.length} comments were shown that nobody approved`] : []
  }
}

export async function countComments({ ask }: Running, status = '%'): Promise<number> {
  const [row] = await ask<{ n: number }>(`SELECT count(*) AS n FROM comments WHERE status LIKE '${status}'`)
  return row?.n ?? 0
}

/**
 * Until each page has what is approved, no more and no less: as long as a page lives, and not longer.
 * @param expected how many comments there should be
 */
export async function compareComments(
  running: Running,
  expected: number,
): Promise<{ approved: number; breaches: string[] }> {
  const waiting = await decided(running)
  const until = Date.now() + RIGHT_WITHIN_MS
  let approved = 0
  const breaches: string[] = []
  const there = await countComments(running)
  if (there !== expected) breaches.push(`there are ${there} comments, and ${expected} were taken`)
  if (waiting > DEMO_WAITS) breaches.push(`${waiting} comments still wait for the checks`)
  for (const { id, path } of await openArticles(running)) {
    for (;;) {
      const rows = await running.ask<{ id: number }>(
        `SELECT id FROM comments WHERE article_id = ${id} AND status = 'approved'`,
      )
      const ids = await allIds(running.origin, path)
      if (rows.length === ids.size && rows.every((row) => ids.has(row.id))) {
        approved += rows.length
        break
      }
      if (Date.now() > until) {
        breaches.push(`${path} shows ${ids.size} comments, and ${rows.length} are approved`)
        break
      }
      await pause(EVERY_MS)
    }
  }
  return { approved, breaches }
}

/** Until none waits for the checks; gives how many still do. */
async function decided(running: Running): Promise<number> {
  const until = Date.now() + RIGHT_WITHIN_MS
  for (;;) {
    const waiting = await countComments(running, 'received')
    if (waiting <= DEMO_WAITS || Date.now() > until) return waiting
    await pause(EVERY_MS)
  }
}

async function allIds(origin: string, path: string): Promise<Set<number>> {
  const all = new Set<number>()
  for (let next: string | null = path; next; ) {
    const { ids, older, threads } = await idsOn(origin, next)
    for (const id of ids) all.add(id)
    for (const thread of threads) for (const id of (await idsOn(origin, thread)).ids) all.add(id)
    next = older
  }
  return all
}

async function idsOn(origin: string, path: string) {
  const html = await (await fetch(origin + path)).text()
  const { comments, older } = parsePage(html)
  const threads = Array.from(html.matchAll(/class="rest" href="([^"]+)"/g), ([, href = '']) => href)
  return { ids: [...comments.keys()], older, threads }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
