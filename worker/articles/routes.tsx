/** The pages readers read. */
import { Hono } from 'hono'
import { ArticlePage } from '../../templates/articles/article.tsx'
import { FrontPage } from '../../templates/articles/front.tsx'
import { commentModeOf } from '../comments/comment.ts'
import { formPlace } from '../comments/place.ts'
import { articleTags, cachePage, pageEtag, pageTags } from '../edge/page-cache.ts'
import { redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { ifMoved } from '../newsroom/moved.ts'
import { refuse } from '../refusal.tsx'
import { wordsFor } from '../text/words.ts'
import { articlePath } from './article.ts'
import { articleEtag, ifArticleUnchanged } from './page-revision.ts'
import { readArticlePage, readFrontPage } from './queries.ts'
import { ifSiteUnchanged } from './site-revision.ts'

export const articles = new Hono<AppEnv>()

articles.get('/', async (c) => {
  const away = (await ifMoved(c)) ?? redirectToTrueUrl(c, '/')
  if (away) return away
  const unchanged = await ifSiteUnchanged(c, [pageTags.front])
  if (unchanged) return unchanged

  const { site, lead, bands } = await readFrontPage(c.env.DB, varsOf(c.env).ORIGIN)
  cachePage(c, pageEtag(c.env, site.settings.revision), [pageTags.front])
  return c.html(<FrontPage site={site} words={wordsFor(site.settings.locale)} lead={lead} bands={bands} />)
})

articles.get('/:section{[a-z0-9-]+}/:slug{[a-z0-9-]+}', async (c) => {
  const { section, slug } = c.req.param()
  const away = redirectToTrueUrl(c, articlePath({ section, slug }))
  if (away) return away
  const unchanged = await ifArticleUnchanged(c, { section, slug }, tagsOf)
  if (unchanged) return unchanged

  const vars = varsOf(c.env)
  const { site, article, movedTo, ...page } = await readArticlePage(c.env.DB, vars.ORIGIN, section, slug)
  if (article?.status !== 'published') {
    if (movedTo?.status === 'published') return c.redirect(articlePath(movedTo), 301)
    const isWithdrawn = article?.status === 'withdrawn' || movedTo?.status === 'withdrawn'
    return refuse(c, isWithdrawn ? 'withdrawn' : 'not_found', page.readMore)
  }
  const mode = commentModeOf(article, site.settings, Date.now())
  cachePage(c, articleEtag(c, { ...article, revision: site.settings.revision, mode }), tagsOf(article))
  return c.html(
    <ArticlePage
      site={site}
      words={wordsFor(site.settings.locale)}
      article={article}
      mode={mode}
      form={formPlace(c.env)}
      {...page}
    />,
  )
})

articles.on(['POST', 'PUT', 'PATCH', 'DELETE'], ['/', '/:section', '/:section/:slug'], (c) => {
  c.header('Allow', 'GET, HEAD')
  return refuse(c, 'method_not_allowed')
})

function tagsOf(article: { id: number; translation_of: number | null; section: string }): string[] {
  return [...articleTags(article), pageTags.articlesOf(article.section)]
}
