/**
 * Bad weather around the Worker: stands between the platform and the bundle, which is untouched. Runs of the comments'
 * consumer end at random points, messages come late, twice and out of order, or not at all, and purges are refused.
 * What it did is noted in a table of the bench's own.
 */
import worker from './local-entrypoint.js'

/** One in so many. A run is up to a hundred comments, so that a minute has only some dozens: of one in ten, few would end. */
const RUNS_TO_ONE_THAT_ENDS = 5
const TWICE = 0.15
const NEVER = 0.02
const LATEST_SECONDS = 4
const REFUSED_PURGES = 0.2

let runs = 0

const happens = (share) => Math.random() < share
const below = (n) => Math.floor(Math.random() * n)
const note = (env, what) => env.DB.prepare('INSERT INTO weather (what, at) VALUES (?, ?)').bind(what, Date.now()).run()

export default {
  ...worker,
  fetch: (request, env, ctx) => worker.fetch(request, withUnreliableQueue(env), ctx),
  scheduled: (controller, env, ctx) => worker.scheduled(controller, env, ctx),
  async queue(batch, env, ctx) {
    if (batch.queue === 'dateline-purges') return worker.queue(batch, withRefusals(env), ctx)
    if (batch.queue !== 'dateline-comments') return worker.queue(batch, env, ctx)
    await note(env, 'run')
    const messages = shuffled([...batch.messages])
    runs++
    if (runs % RUNS_TO_ONE_THAT_ENDS !== 0) return worker.queue(inOrder(batch, messages), env, ctx)

    const where = ENDS[(runs / RUNS_TO_ONE_THAT_ENDS) % ENDS.length]
    await note(env, `run ended ${where}`)
    if (where === 'before it read') throw new Error(where)
    // What a run that ends has acknowledged is not heard of: every message comes again.
    await worker.queue(inOrder(batch, messages.map(unheard)), withEnd(env, where), ctx)
    throw new Error(where)
  },
}

const ENDS = [
  'before it read',
  'before its write',
  'after its write, unheard',
  'between write and purge',
  'after its purge',
]

function withEnd(env, where) {
  const writes = (statements) => statements.length === 2
  const batch = async (statements) => {
    if (writes(statements) && where === 'before its write') throw new Error(where)
    const results = await env.DB.batch(statements)
    if (writes(statements) && where === 'after its write, unheard') throw new Error(where)
    return results
  }
  const DB = { prepare: (sql) => env.DB.prepare(sql), batch }
  const PURGES = where === 'between write and purge' ? { send: () => Promise.reject(new Error(where)) } : env.PURGES
  return { ...env, DB, PURGES }
}

function withUnreliableQueue(env) {
  const late = () => ({ delaySeconds: below(LATEST_SECONDS + 1) })
  const send = async (body) => {
    if (happens(NEVER)) {
      await note(env, 'message lost')
      throw new Error('the queue is down')
    }
    await env.COMMENTS.send(body, late())
    if (!happens(TWICE)) return
    await note(env, 'message sent twice')
    await env.COMMENTS.send(body, late())
  }
  return { ...env, COMMENTS: { send, sendBatch: (messages) => env.COMMENTS.sendBatch(messages) } }
}

function withRefusals(env) {
  const fetch = async (url, init) => {
    const refused = happens(REFUSED_PURGES)
    const answer = refused
      ? Response.json({ success: false, errors: [{ code: 429, message: 'Rate limited.' }] })
      : await env.LOCAL_CACHE.fetch(url, init)
    const { success } = await answer.clone().json()
    await note(env, success ? 'purge' : 'purge refused')
    return answer
  }
  return { ...env, LOCAL_CACHE: { fetch } }
}

function inOrder(batch, messages) {
  return { queue: batch.queue, messages, ackAll: () => batch.ackAll(), retryAll: (options) => batch.retryAll(options) }
}

function unheard({ id, timestamp, attempts, body }) {
  return { id, timestamp, attempts, body, ack() {}, retry() {} }
}

function shuffled(messages) {
  for (let last = messages.length - 1; last > 0; last--) {
    const other = below(last + 1)
    ;[messages[last], messages[other]] = [messages[other], messages[last]]
  }
  return messages
}
