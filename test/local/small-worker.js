/** As little of a Worker as the platform's own tests need. */
export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url)
    const uncached = { 'cache-control': 'private, no-store' }
    switch (url.pathname) {
      case '/page': {
        const { n } = await env.DB.prepare('SELECT count(*) AS n FROM blocked_terms').first()
        const headers = {
          'content-type': 'text/html; charset=utf-8',
          'cloudflare-cdn-cache-control': 'max-age=60',
          'cache-tag': 'page',
          etag: '"1"',
        }
        return new Response(`${n} terms. ${'Nhịp Cầu '.repeat(200)}`, { headers })
      }
      case '/headers':
      case '/admin':
        return Response.json(Object.fromEntries(request.headers), { headers: uncached })
      case '/settings':
        return Response.json({ ORIGIN: env.ORIGIN, ACCESS_AUD: env.ACCESS_AUD }, { headers: uncached })
      case '/echo':
        return new Response(request.body, { headers: uncached })
      case '/moved':
        return new Response(null, { status: 301, headers: { ...uncached, location: '/page' } })
      case '/purge':
        return Response.json(await ctx.cache.purge({ tags: ['page'] }))
      case '/purge-later':
        ctx.waitUntil(env.PURGES.send({ tags: ['page'] }))
        return new Response('later', { headers: uncached })
      case '/siteverify': {
        const body = new URLSearchParams({ secret: env.TURNSTILE_SECRET, response: url.searchParams.get('token') })
        return fetch(`${env.TURNSTILE_ORIGIN}/turnstile/v0/siteverify`, { method: 'POST', body })
      }
      case '/send':
        return env.EMAIL.send(await request.json()).then(
          (sent) => Response.json(sent, { headers: uncached }),
          (error) => Response.json({ message: error.message }, { status: 422, headers: uncached }),
        )
      default:
        throw new Error('thrown by the Worker')
    }
  },
  async queue(batch, _env, ctx) {
    for (const { body } of batch.messages) await ctx.cache.purge(body)
  },
  async scheduled(controller, env) {
    await env.DB.prepare('INSERT INTO blocked_terms (term, added_at, added_by) VALUES (?, ?, ?)')
      .bind(controller.cron, controller.scheduledTime, 'cron')
      .run()
  },
}
