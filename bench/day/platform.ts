/** The platform in a process of its own, with the demo newsroom: what is measured of it is not its load's. Started by running.ts. */
import { startPlatform } from '../../local/platform.ts'
import { seedDemo } from '../../local/seed.ts'

export interface Asked {
  id: number
  /** Of the database; without it, what this process holds. */
  sql?: string
}

/** Full before memory is judged: what grows after that is not the cache. */
const CACHE_BYTES = 32 * 1024 ** 2

const [data = '', inspectorPort] = process.argv.slice(2)
const platform = await startPlatform({
  port: 0,
  data,
  quiet: true,
  cacheBytes: CACHE_BYTES,
  inspectorPort: Number(inspectorPort),
  onFirstStart: seedDemo,
})
// As in a newsroom that leaves to its checks what none of them objects to: else every comment would wait for one moderator.
await platform.resources.db.prepare(`UPDATE settings SET comment_policy = 'approve_clean'`).run()

process.on('message', async ({ id, sql }: Asked) => {
  const rows = sql === undefined ? [heldMb()] : (await platform.resources.db.prepare(sql).all()).results
  process.send?.({ id, rows })
})
process.once('disconnect', async () => {
  await platform.stop()
  process.exit()
})
process.send?.({ origin: platform.origin })

function heldMb(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 ** 2
}
