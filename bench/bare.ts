/** The limits: a Worker that does nothing but answer, and one that asks the database the same first. */
import { join } from 'node:path'
import { type Bundle, packModules } from '../local/bundle.ts'
import type { Trip } from '../test/watched.ts'

/** A Worker that makes one batch of the statements, if there are any, and returns the HTML. */
export function bareWorker(html: string, statements: Trip['statements']): (folder: string) => Promise<Bundle> {
  const contents = `
    const html = ${JSON.stringify(html)}
    const statements = ${JSON.stringify(statements)}
    const headers = { 'Content-Type': 'text/html; charset=UTF-8' }
    export default {
      async fetch(request, env) {
        if (statements.length > 0) await env.DB.batch(statements.map(({ sql, values }) => env.DB.prepare(sql).bind(...values)))
        return new Response(html, { headers })
      },
      queue() {},
      scheduled() {},
    }`
  return (folder) => packModules(folder, [{ type: 'ESModule', path: join(folder, 'index.js'), contents }])
}
