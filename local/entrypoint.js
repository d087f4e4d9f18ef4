/**
 * Gives the Worker the `ctx.cache` that it has on Cloudflare and that Miniflare lacks, and lets an exception be told from
 * an answer; the rest is the Worker's. The bundle beside it is what would be deployed, untouched.
 */
import worker from './index.js'

export * from './index.js'

const handlers = ['fetch', 'queue', 'scheduled'].filter((name) => typeof worker[name] === 'function')

export default Object.fromEntries(
  handlers.map((name) => [
    name,
    async (event, env, ctx) => {
      // On the platform's own object, so that waitUntil and its like keep their `this`. None where there is no cache.
      if (env.LOCAL_CACHE) Object.defineProperty(ctx, 'cache', { value: cacheOf(env) })
      try {
        return await worker[name](event, env, ctx)
      } catch (error) {
        if (name !== 'fetch') throw error
        return new Response(error?.stack ?? String(error), { status: 500, headers: { 'local-exception': 'thrown' } })
      }
    },
  ]),
)

function cacheOf(env) {
  const call = async (verb, options) => {
    const init = { method: 'POST', body: JSON.stringify(options) }
    return (await env.LOCAL_CACHE.fetch(`http://cache/${verb}`, init)).json()
  }
  return { purge: (options) => call('purge', options), invalidate: (options) => call('invalidate', options) }
}
