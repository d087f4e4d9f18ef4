/** The map of the whole program: what the platform calls, and what answers. */
import { app } from './app.ts'
import { listUnpurged, notePurged, publishDue, withLists } from './articles/publication.ts'
import { renderAnew } from './articles/rerendering.ts'
import { trainWhenDue } from './comments/classifier/training.ts'
import { holdDeadLetters, moderateBatch, sweepReceived } from './comments/consumer.ts'
import { listTags, purgeLater } from './edge/page-cache.ts'
import { purgeNow } from './edge/purges.ts'
import type { EpochMs } from './env.ts'
import { noteRun } from './health.ts'
import { sendLetters } from './letters/post.ts'
import { fitToLog, logError } from './log.ts'
import { sweepDeleted } from './media/changes.ts'
import { makeVariantsOfBatch, sweepWaiting } from './media/consumer.ts'
import { continueReplacements } from './media/replacement.ts'
import { forgetDaily } from './privacy/daily.ts'

export default {
  fetch: app.fetch,

  async queue(batch, env, ctx) {
    try {
      await consume(batch, env, ctx)
    } catch (error) {
      logError('batch_failed', { queue: batch.queue, messages: batch.messages.length, error })
      throw fitToLog(error)
    }
  },

  async scheduled(controller, env) {
    const now = controller.scheduledTime
    // Each on its own: what goes wrong with one must not keep the other from being done.
    const failed = await failuresOf({
      heartbeat: noteRun(env.DB, now),
      publication: publishWhatIsDue(env, now),
      comments: sweepReceived(env, now),
      pictures: sweepWaiting(env, now),
      deleted: sweepDeleted(env, now),
      rendering: renderAnew(env),
      replacements: continueReplacements(env, now),
      privacy: forgetDaily(env.DB, now),
      letters: sendLetters(env, now),
    })
    // By itself: it may take as long as all of them.
    const unlearnt = await failuresOf({ learning: trainWhenDue(env.DB, now) })
    const [failure] = [...failed, ...unlearnt]
    if (failure) throw failure
  },
} satisfies ExportedHandler<Env>

async function consume(batch: MessageBatch, env: Env, ctx: ExecutionContext): Promise<void> {
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
}

/** Waits for all of them, and tells the log of each that failed. */
async function failuresOf(parts: Record<string, Promise<unknown>>): Promise<Error[]> {
  const results = await Promise.allSettled(Object.values(parts))
  const names = Object.keys(parts)
  return results.flatMap((result, at) => {
    if (result.status === 'fulfilled') return []
    logError('run_failed', { part: names[at], error: result.reason })
    return [fitToLog(result.reason)]
  })
}

async function publishWhatIsDue(env: Env, now: EpochMs): Promise<void> {
  // Side by side, so that a quiet minute waits for one answer; what both find is purged once.
  const found = await Promise.all([publishDue(env.DB, now), listUnpurged(env.DB)])
  const changed = found.flat()
  if (changed.length === 0) return
  const isAsked = await purgeLater(env.PURGES, listTags(...(await withLists(env.DB, changed))))
  if (isAsked) await notePurged(env.DB, now)
}
