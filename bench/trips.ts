/** What the Worker asks of its database for an answer: its own bundle, run here with a database that is watched. */
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import type { Platform } from '../local/platform.ts'
import { type Trip, watched } from '../test/watched.ts'

// The bytes of a `.bin`, which workerd gives a Worker and Node knows nothing of: no page reads them.
registerHooks({
  load: (url, context, next) =>
    url.endsWith('.bin')
      ? { format: 'module', source: 'export default new ArrayBuffer(0)', shortCircuit: true }
      : next(url, context),
})

/**
 * Throws where the answer has another status. The trips of a comment are those of taking it, not those of its checks.
 * @param data the platform's folder, where its bundle is
 */
export async function tripsOf(platform: Platform, data: string, request: Request, status = 200): Promise<Trip[]> {
  const bundle = (await import(resolve(data, 'bundle/index.js'))) as { default: ExportedHandler }
  const { db: DB, trips } = watched(platform.resources.db)
  const env = {
    ...platform.resources.settings,
    DB,
    VERSION: { id: 'bench' },
    COMMENTS: { send: async () => {} },
    COMMENT_LIMIT: { limit: async () => ({ success: true }) },
  }
  const context = { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext
  type Asked = Parameters<NonNullable<ExportedHandler['fetch']>>[0]
  const answer = await bundle.default.fetch?.(request as unknown as Asked, env, context)
  const text = await answer?.text()
  if (answer?.status !== status) throw new Error(`${request.url} answered ${answer?.status}: ${text?.slice(0, 200)}`)
  return trips
}
