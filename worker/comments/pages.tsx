/** Where readers read comments beyond an article's own page: the pages of its threads, and each comment's own. */
import { type Context, Hono } from 'hono'
import { CommentPage } from '../../templates/comments/comment.tsx'
import { ThreadsPage } from '../../templates/comments/threads.tsx'
import { CURSOR } from '../articles/article.ts'
import { ifArticleUnchanged } from '../articles/page-revision.ts'
import { articleTags } from '../edge/page-cache.ts'
import { redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { wordsFor } from '../text/words.ts'
import { elsewhere, judge, keep } from './discussed.ts'
import { formPlace } from './place.ts'
import { commentPath, commentsPath, type Order } from './thread.ts'
import { type Discussed, readCommentPage, readThreadsPage } from './thread-queries.ts'

export const commentPages = new Hono<AppEnv>()

const PATH = '/:section{[a-z0-9-]+}/:slug{[a-z0-9-]+}/comments'

commentPages.get(PATH, async (c) => {
  const here = c.req.param()
  const order: Order = c.req.query('order') === 'oldest' ? 'oldest' : 'newest'
  const known = order === 'oldest' ? { order: /^oldest$/, after: CURSOR } : { before: CURSOR }
  const away = redirectToTrueUrl(c, commentsPath(here), known)
  if (away) return away
  const unchanged = await ifArticleUnchanged(c, here, articleTags)
  if (unchanged) return unchanged

  const from = c.req.query(order === 'oldest' ? 'after' : 'before')
  const { page, ...discussed } = await readThreadsPage(c.env.DB, varsOf(c.env).ORIGIN, here, order, from)
  const shown = judge(discussed)
  if (!shown) return elsewhere(c, discussed, (article) => commentsPath(article, order, from))
  keep(c, discussed, shown)
  return c.html(<ThreadsPage {...around(c, discussed)} {...shown} comments={page} order={order} from={from ?? ''} />)
})

commentPages.get(`${PATH}/:id{[1-9][0-9]{0,14}}`, async (c) => {
  const { id, ...here } = c.req.param()
  const from = c.req.query('after')
  const away = redirectToTrueUrl(c, commentPath(here, Number(id)), { after: CURSOR })
  if (away) return away
  const unchanged = await ifArticleUnchanged(c, here, articleTags)
  if (unchanged) return unchanged

  const { found, ...discussed } = await readCommentPage(c.env.DB, varsOf(c.env).ORIGIN, here, Number(id), from)
  const shown = judge(discussed)
  if (!shown) return elsewhere(c, discussed, (article) => commentPath(article, Number(id), from))
  if (!found) return refuse(c, 'not_found')
  keep(c, discussed, shown)
  return c.html(<CommentPage {...around(c, discussed)} {...shown} open={found} from={from ?? ''} />)
})

function around(c: Context<AppEnv>, { site }: Discussed) {
  return { site, words: wordsFor(site.settings.locale), form: formPlace(c.env) }
}
