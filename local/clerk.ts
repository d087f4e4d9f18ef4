/**
 * The database as Node sees it. Miniflare has proxies of its own for that, but each `prepare` and each `bind` of theirs
 * stops this process for some milliseconds; here statements stay in Node until a whole batch goes to a small Worker
 * that has the database and nothing else.
 */
import type { Miniflare, V4WorkerOptionsShape } from 'miniflare'

/** Beside the product's own Worker, over the same databases; nothing leads there from outside. */
export const clerkWorker = (d1Databases: V4WorkerOptionsShape['d1Databases']) => ({
  name: 'clerk',
  compatibilityDate: '2026-10-20',
  ...(d1Databases && { d1Databases }),
  modules: [
    {
      type: 'ESModule' as const,
      path: 'clerk.js',
      contents: `export default {
        async fetch(request, { DB }) {
          const statements = await request.json()
          try {
            return Response.json(await DB.batch(statements.map(({ sql, values }) => DB.prepare(sql).bind(...values))))
          } catch (error) {
            return new Response(error.message, { status: 400 })
          }
        },
      }`,
    },
  ],
})

/** What of D1 the product's queries use. Blobs do not pass. */
/** @param findClerk asked each time, because a runtime that is made anew has another one */
export function openDatabase(findClerk: () => ReturnType<Miniflare['getWorker']>): D1Database {
  async function batch(statements: Statement[]): Promise<D1Result[]> {
    const worker = await findClerk()
    const body = JSON.stringify(statements.map(({ sql, values }) => ({ sql, values })))
    const response = await worker.fetch('http://clerk/', { method: 'POST', body })
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as D1Result[]
  }
  const prepare = (sql: string) => new Statement(batch, sql, [])
  return { prepare, batch } as unknown as D1Database
}

class Statement {
  readonly sql: string
  readonly values: unknown[]
  private readonly batch: (statements: Statement[]) => Promise<D1Result[]>

  constructor(batch: Statement['batch'], sql: string, values: unknown[]) {
    this.batch = batch
    this.sql = sql
    this.values = values
  }

  bind(...values: unknown[]) {
    return new Statement(this.batch, this.sql, values)
  }

  async run() {
    return (await this.batch([this]))[0] as D1Result
  }

  all() {
    return this.run()
  }

  async first(column?: string) {
    const row = (await this.run()).results[0] as Record<string, unknown> | undefined
    return column ? (row?.[column] ?? null) : (row ?? null)
  }
}
