/** The cache in front: that it keeps pages, and that it lets go of them when the desk changes one. */
import { type Check, failed, judged, passed } from './check.ts'
import { cacheStatus, isKept, type Newsroom, reasonOf } from './newsroom.ts'

/** So often a page may be on its way into the cache, or out of it. */
const TRIES = 6

export const caching: Check = {
  name: 'caching',
  async run({ ask }) {
    const seen: string[] = []
    for (let n = 0; n < TRIES && seen.at(-1) !== 'HIT'; n++) seen.push(cacheStatus(await ask('/')) || 'no status')
    if (seen.at(-1) !== 'HIT') {
      return failed(`The front page never came from the cache (CF-Cache-Status: ${[...new Set(seen)].join(', ')}): each reader
        costs a run of the Worker. [cache] enabled = true must stand in wrangler.toml, and be deployed.`)
    }
    const page = await ask('/')
    const known = await ask('/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
    const astray = await ask('/?utm_source=dateline-smoke')
    return judged(
      [
        known.status !== 304 && `A page that has not changed is sent again (${known.status} instead of 304).`,
        (astray.status !== 302 || new URL(astray.headers.get('location') ?? '', 'x:/').pathname !== '/') &&
          `A parameter that no page knows is not led to the page without it (${astray.status}): each would be one more copy in the cache.`,
        isKept(astray) && 'The way from an unknown parameter is kept in the cache.',
      ],
      `${seen.join(', ')}; 304 where nothing changed; unknown parameters lead to the one address`,
    )
  },
}

/**
 * Under a page's own minute: what is right only then was not purged. Well over a second, because a newsroom that has spent
 * the account's calls of a minute waits for up to half of one.
 */
const PURGED_WITHIN_MS = 45_000

/**
 * By a redirect from an address that nobody knows: the only page of the site that can come and go without any reader,
 * feed, sitemap or search seeing it.
 */
export const purging: Check = {
  name: 'purging',
  needs: ['caching', 'desk'],
  after: ['queue'],
  async run(newsroom) {
    const { ask, atDesk, until, undoLater, leaves, mark } = newsroom
    const from_path = `/${mark}`
    const remove = () => atDesk('/admin/redirects', { method: 'DELETE', form: { from_path } })
    undoLater(`the redirect at ${from_path}`, async () => {
      const { status } = await remove()
      if (status >= 400 && status !== 404) throw new Error(`the desk answered ${status}`)
    })
    const added = await atDesk('/admin/redirects', { form: { from_path, to_path: '/' } })
    if (added.status >= 400) return failed(`The desk took no redirect: ${added.status} ${reasonOf(added) ?? ''}.`)
    leaves(`two entries: a redirect at ${from_path} added and removed`)

    const kept = await until(10_000, async () => ((await isCached(newsroom, from_path)) ? true : null))
    if (!kept) return failed(`${from_path} leads to the front page and is not kept: a redirect costs a run each time.`)
    const removedAt = Date.now()
    await remove()
    const gone = await until(PURGED_WITHIN_MS, async () => ((await ask(from_path)).status === 404 ? true : null))
    if (!gone) {
      return failed(`A page that the desk took away ${seconds(removedAt)} s ago still comes from the cache: edits show only after
        a page’s minute. Look for purge_refused, purge_failed and no_cache_to_purge in \`npx wrangler tail\`, and whether the
        queue dateline-purges has its consumer.`)
    }
    return passed(`what the desk took away left the cache within ${seconds(removedAt)} s`)
  },
}

async function isCached({ ask }: Newsroom, path: string): Promise<boolean> {
  const answer = await ask(path)
  return answer.status === 301 && cacheStatus(answer) === 'HIT'
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1)
}
