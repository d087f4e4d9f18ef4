/** The platform in a process of its own, with the demo newsroom: what is measured of it is not its load's. Started by running.ts. */
import { startPlatform } from '../../local/platform.ts'
import { seedDemo } from '../../local/seed.ts'

export interface Asked {
  id: number
  sql: string
}

const [data = '', inspectorPort] = process.argv.slice(2)
const platform = await startPlatform({
  port: 0,
  data,
  quiet: true,
  inspectorPort: Number(inspectorPort),
  onFirstStart: seedDemo,
})
// As in a newsroom that leaves to its checks what none of them objects to: else every comment would wait for one moderator.
await platform.resources.db.prepare(`UPDATE settings SET comment_policy = 'approve_clean'`).run()

process.on('message', async ({ id, sql }: Asked) => {
  process.send?.({ id, rows: (await platform.resources.db.prepare(sql).all()).results })
})
process.once('disconnect', async () => {
  await platform.stop()
  process.exit()
})
process.send?.({ origin: platform.origin })
