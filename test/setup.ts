/**
 * Each file begins with a newsroom of its own, new but for its cast. Files share a runtime, which reads the Worker's modules
 * once for all of them: what one has stored, or put in the place of something, is taken away before the next.
 */
import { type D1Migration, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { openNewsroom } from './newsroom.ts'

const { MIGRATIONS } = env as unknown as { MIGRATIONS: D1Migration[] }

vi.useRealTimers()
vi.restoreAllMocks()
vi.unstubAllGlobals()
// What the last file left under way may still be writing.
do await reset()
while (await isUsed())
await env.DB.batch(MIGRATIONS.flatMap(({ queries }) => queries.map((query) => env.DB.prepare(query))))
await openNewsroom()

async function isUsed(): Promise<boolean> {
  return (await env.DB.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'articles'`).first()) !== null
}
