/** The newest articles, whole, for those who read them in a program of their own. */
import { type Context, Hono } from 'hono'
import { commentsRss } from '../../templates/feeds/comments.ts'
import { jsonFeed } from '../../templates/feeds/json-feed.ts'
import { rss } from '../../templates/feeds/rss.ts'
import { ifArticleUnchanged } from '../articles/page-revision.ts'
import { ifSiteUnchanged } from '../articles/site-revision.ts'
import { elsewhere, judge, keep } from '../comments/discussed.ts'
import { commentsFeedPath } from '../comments/thread.ts'
import { readCommentsFeed } from '../comments/thread-queries.ts'
import { articleTags, cachePage, pageEtag, pageTags } from '../edge/page-cache.ts'
import { redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { wordsFor } from '../text/words.ts'
import { type Feed, feedPath } from './feed.ts'
import { readFeed } from './queries.ts'

export const feeds = new Hono<AppEnv>()

feeds.get(feedPath(null), (c) => sendFeed(c, feedPath(null), null, RSS))
feeds.get('/feed.json', (c) => sendFeed(c, '/feed.json', null, JSON_FEED))
feeds.get('/:section{[a-z0-9-]+}/feed.xml', (c) => {
  const section = c.req.param('section')
  return sendFeed(c, feedPath(section), section, RSS)
})

feeds.get('/:section{[a-z0-9-]+}/:slug{[a-z0-9-]+}/comments/feed.xml', async (c) => {
  const here = c.req.param()
  const away = redirectToTrueUrl(c, commentsFeedPath(here))
  if (away) return away
  const unchanged = await ifArticleUnchanged(c, here, articleTags)
  if (unchanged) return unchanged

  const feed = await readCommentsFeed(c.env.DB, varsOf(c.env).ORIGIN, here)
  const shown = judge(feed)
  if (!shown) return elsewhere(c, feed, commentsFeedPath)
  keep(c, feed, shown)
  return c.body(commentsRss({ ...feed, ...shown, words: wordsFor(feed.site.settings.locale) }), 200, {
    'Content-Type': RSS.type,
  })
})

interface Form {
  type: string
  write: (feed: Feed) => string
}

const RSS: Form = { type: 'application/rss+xml; charset=utf-8', write: rss }
const JSON_FEED: Form = { type: 'application/feed+json; charset=utf-8', write: jsonFeed }

async function sendFeed(
  c: Context<AppEnv>,
  path: string,
  section: string | null,
  { type, write }: Form,
): Promise<Response> {
  const away = redirectToTrueUrl(c, path)
  if (away) return away
  // Those of the list whose articles it has: what purges the one purges the other.
  const tags = [section ? pageTags.section(section) : pageTags.front]
  const unchanged = await ifSiteUnchanged(c, tags)
  if (unchanged) return unchanged

  const feed = await readFeed(c.env.DB, varsOf(c.env).ORIGIN, section)
  if (!feed) return refuse(c, 'not_found')
  cachePage(c, pageEtag(c.env, feed.site.settings.revision), tags)
  return c.body(write(feed), 200, { 'Content-Type': type })
}
