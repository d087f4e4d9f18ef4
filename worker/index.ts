/** The map of the whole program: what the platform calls, and what answers. */
import { app } from './app.ts'
import { publishDue, withLists } from './articles/publication.ts'
import { renderAnew } from './articles/rerendering.ts'
import { trainWhenDue } from './comments/classifier/training.ts'
import { holdDeadLetters, moderateBatch, sweepReceived } from './comments/consumer.ts'
import { listTags, purgeLater } from './edge/page-cache.ts'
import { purgeNow } from './edge/purges.ts'
import type { EpochMs } from './env.ts'
import { noteRun } from './health.ts'
import { sendLetters } from './letters/post.ts'
import { sweepDeleted } from './media/changes.ts'
import { makeVariantsOfBatch, sweepWaiting } from './media/consumer.ts'
import { continueReplacements } from './media/replacement.ts'
import { forgetDaily } from './privacy/daily.ts'

export default {
  fetch: app.fetch,

  async queue(batch, env, ctx) {
    switch (batch.queue) {
      case 'dateline-comments':
        return moderateBatch(batch, env, Date.now())
      case 'dateline-comments-dead':
        return holdDeadLetters(batch, env.DB, Date.now())
      case 'dateline-images':
        return makeVariantsOfBatch(batch, env)
      case 'dateline-purges':
        return purgeNow(batch, ctx.cache, env.DB, Date.now)
      default:
        throw new Error(`no consumer for the queue ${batch.queue}`)
    }
  },

  async scheduled(controller, env) {
    const now = controller.scheduledTime
    // Each on its own: what goes wrong with one must not keep the other from being done.
    const done = await Promise.allSettled([
      noteRun(env.DB, now),
      publishWhatIsDue(env, now),
      sweepReceived(env, now),
      sweepWaiting(env, now),
      sweepDeleted(env, now),
      renderAnew(env),
      continueReplacements(env, now),
      forgetDaily(env.DB, now),
      sendLetters(env, now),
    ])
    // By itself: it may take as long as all of them.
    const learnt = await Promise.allSettled([trainWhenDue(env.DB, now)])
    const failed = [...done, ...learnt].find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  },
} satisfies ExportedHandler<Env>

async function publishWhatIsDue(env: Env, now: EpochMs): Promise<void> {
  const due = await publishDue(env.DB, now)
  if (due.length > 0) await purgeLater(env.PURGES, listTags(...(await withLists(env.DB, due))))
}
