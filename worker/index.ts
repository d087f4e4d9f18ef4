/** The map of the whole program: what the platform calls, and what answers. */
import { app } from './app.ts'
import { publishDue } from './articles/publication.ts'
import { holdDeadLetters, moderateBatch, sweepReceived } from './comments/consumer.ts'
import { listTags, purgeLater, purgeNow } from './edge/page-cache.ts'

export default {
  fetch: app.fetch,

  async queue(batch, env, ctx) {
    switch (batch.queue) {
      case 'dateline-comments':
        return moderateBatch(batch, env, Date.now())
      case 'dateline-comments-dead':
        return holdDeadLetters(batch, env.DB, Date.now())
      case 'dateline-purges':
        return purgeNow(batch, ctx.cache)
      default:
        throw new Error(`no consumer for the queue ${batch.queue}`)
    }
  },

  async scheduled(controller, env) {
    const now = controller.scheduledTime
    const due = await publishDue(env.DB, now)
    if (due.length > 0) await purgeLater(env.PURGES, [...new Set(due.flatMap(listTags))])
    await sweepReceived(env, now)
  },
} satisfies ExportedHandler<Env>
