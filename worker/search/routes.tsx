/** Search, as a reader meets it. Its pages are kept by the edge like lists: what is published purges them. */
import { Hono } from 'hono'
import { SearchPage } from '../../templates/search/page.tsx'
import { ifSiteUnchanged } from '../articles/site-revision.ts'
import { cachePage, pageEtag, pageTags } from '../edge/page-cache.ts'
import { redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { wordsFor } from '../text/words.ts'
import { readSearchPage, SEARCH_CURSOR } from './queries.ts'
import { canonicalQuery } from './query.ts'

export const search = new Hono<AppEnv>()

search.get('/', async (c) => {
  const query = canonicalQuery(c.req.query('q') ?? '')
  const away = redirectToTrueUrl(c, '/search', { q: canonicalQuery, ...(query && { before: SEARCH_CURSOR }) })
  if (away) return away
  const unchanged = await ifSiteUnchanged(c, [pageTags.search])
  if (unchanged) return unchanged

  const before = c.req.query('before')
  const { site, newest, page } = await readSearchPage(c.env.DB, varsOf(c.env).ORIGIN, query, before)
  cachePage(c, pageEtag(c.env, site.settings.revision), [pageTags.search])
  const words = wordsFor(site.settings.locale)
  return c.html(
    <SearchPage site={site} words={words} query={query} page={page} newest={newest} further={before !== undefined} />,
  )
})
