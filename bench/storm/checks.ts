/** What a storm leaves behind, beside what was promised in it. */
import type { Platform } from '../../local/platform.ts'
import { parsePage } from '../../test/comments/pages.ts'
import type { Addressed } from './articles.ts'
import type { Sent } from './readers.ts'

const RIGHT_WITHIN_MS = 60_000
const SETTLED_WITHIN_MS = 60_000

export interface Row {
  id: number
  article_id: number
  body: string
  status: string
}

export async function post({ origin }: Pick<Platform, 'origin'>, one: Sent): Promise<void> {
  const { path, address, form } = one
  const answer = await fetch(`${origin}${path}/comments`, {
    method: 'POST',
    headers: { origin, accept: 'application/json', 'x-forwarded-for': address },
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  one.status = answer.status
  one.location = answer.headers.get('location')
  await answer.arrayBuffer()
}

/**
 * Until nothing waits for the checks; the minute's run is called for as if two minutes had gone by. Gives how many comments
 * wait in the end.
 */
export async function settle(running: Platform): Promise<number> {
  const until = Date.now() + SETTLED_WITHIN_MS
  const worker = await running.mf.getWorker()
  for (;;) {
    await worker.scheduled({ cron: '* * * * *', scheduledTime: new Date(Date.now() + 150_000) })
    await pause(3_000)
    const waiting = await running.resources.db
      .prepare(`SELECT count(*) AS n FROM comments WHERE status = 'received'`)
      .first<number>('n')
    if (waiting === 0 || Date.now() > until) return waiting ?? 0
  }
}

/** Reads every page until each shows what is approved, no more and no less; gives the paths of those that do not. */
export async function pagesRight(running: Platform, articles: Addressed[]): Promise<string[]> {
  const until = Date.now() + RIGHT_WITHIN_MS
  let wrong = articles
  for (;;) {
    const still: Addressed[] = []
    for (const article of wrong) {
      const approved = await running.resources.db
        .prepare(`SELECT id FROM comments WHERE article_id = ? AND status = 'approved'`)
        .bind(article.id)
        .all<Row>()
      const ids = await allIds(running, article.path)
      const isRight = ids.size === approved.results.length && approved.results.every(({ id }) => ids.has(id))
      if (!isRight) still.push(article)
    }
    wrong = still
    if (wrong.length === 0 || Date.now() > until) return wrong.map(({ path }) => path)
    await pause(1_000)
  }
}

async function allIds(running: Platform, path: string): Promise<Set<number>> {
  const ids = new Set<number>()
  for (let next: string | null = path; next; ) {
    const page = await pageIds(running, next)
    for (const id of page.ids) ids.add(id)
    next = page.older
  }
  return ids
}

export async function pageIds({ origin }: Platform, path: string) {
  const { comments, older } = parsePage(await (await fetch(origin + path)).text())
  return { ids: new Set(comments.keys()), older }
}

/** What was accepted is one row, under one receipt; what was refused is none. Gives what is not so. */
export function compare(sent: Sent[], rows: Row[]): string[] {
  const breaches: string[] = []
  const rowsOf = Map.groupBy(rows, ({ body }) => body)
  for (const [body, sendings] of Map.groupBy(sent, ({ form }) => form.body)) {
    const accepted = sendings.filter(({ status }) => status === 303)
    const written = rowsOf.get(body) ?? []
    if (accepted.length > 0 && written.length !== 1) breaches.push(`«${body}» is ${written.length} rows`)
    if (new Set(accepted.map(({ location }) => location)).size > 1) breaches.push(`«${body}» has two receipts`)
    if (accepted.length === 0 && written.length > 0) breaches.push(`«${body}» was refused and written`)
  }
  const strange = rows.filter(({ status }) => !['approved', 'held', 'rejected'].includes(status))
  if (strange.length > 0) breaches.push(`${strange.length} rows are neither decided nor held`)
  return breaches
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
