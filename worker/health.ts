/** Whether the newsroom is alive: that it answers, that its database does, and that the run of every minute still comes. */
import { Hono } from 'hono'
import type { AppEnv, Db, EpochMs } from './env.ts'

export const health = new Hono<AppEnv>()

/** The run is told of and not judged: readers have their pages without it. */
health.get('/', async (c) => {
  const at = await c.env.DB.prepare('SELECT at FROM heartbeats WHERE id = 1').first<EpochMs>('at')
  const age = Math.max(0, Date.now() - (at ?? 0))
  return c.text(at === null ? 'ok, no minute’s run yet' : `ok, last minute’s run ${Math.round(age / 1000)} s ago`)
})

export async function noteRun(db: Db, now: EpochMs): Promise<void> {
  await db.prepare('INSERT OR REPLACE INTO heartbeats (id, at) VALUES (1, ?)').bind(now).run()
}
