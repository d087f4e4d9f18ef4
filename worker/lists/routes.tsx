/** The lists readers walk: sections, tags, authors, the archive. */
import { type Context, Hono } from 'hono'
import { ArchivePage } from '../../templates/lists/archive.tsx'
import { AuthorPage } from '../../templates/lists/author.tsx'
import { MonthPage } from '../../templates/lists/month.tsx'
import { SectionPage } from '../../templates/lists/section.tsx'
import { TagPage } from '../../templates/lists/tag.tsx'
import { CURSOR, type Site } from '../articles/article.ts'
import { ifSiteUnchanged } from '../articles/site-revision.ts'
import { cachePage, pageEtag, pageTags } from '../edge/page-cache.ts'
import { redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { wordsFor } from '../text/words.ts'
import { ARCHIVE_PATH, authorPath, MONTH, monthPath, tagPath, YEAR } from './list.ts'
import { readArchivePage, readAuthorPage, readMonthPage, readSectionPage, readTagPage } from './queries.ts'

export const lists = new Hono<AppEnv>()

lists.get('/tags/:tag{[a-z0-9-]+}', async (c) => {
  const slug = c.req.param('tag')
  const answered = await beforehand(c, tagPath(slug), CURSOR, pageTags.tag(slug))
  if (answered) return answered

  const { site, tag, page } = await readTagPage(c.env.DB, varsOf(c.env).ORIGIN, slug, c.req.query('before'))
  return tag ? send(c, site, pageTags.tag(slug), <TagPage {...around(site)} tag={tag} page={page} />) : notFound(c)
})

lists.get('/authors/:author{[a-z0-9-]+}', async (c) => {
  const slug = c.req.param('author')
  const answered = await beforehand(c, authorPath(slug), CURSOR, pageTags.author(slug))
  if (answered) return answered

  const { site, author, page } = await readAuthorPage(c.env.DB, varsOf(c.env).ORIGIN, slug, c.req.query('before'))
  if (!author) return notFound(c)
  return send(c, site, pageTags.author(slug), <AuthorPage {...around(site)} author={author} page={page} />)
})

lists.get(ARCHIVE_PATH, async (c) => {
  const answered = await beforehand(c, ARCHIVE_PATH, YEAR, pageTags.archive)
  if (answered) return answered

  const { site, page } = await readArchivePage(c.env.DB, varsOf(c.env).ORIGIN, c.req.query('before'))
  return send(c, site, pageTags.archive, <ArchivePage {...around(site)} page={page} />)
})

lists.get('/archive/:year{[0-9]+}/:month{[0-9]{1,2}}', async (c) => {
  const asked = `${c.req.param('year')}-${c.req.param('month').padStart(2, '0')}`
  if (!MONTH.test(asked)) return notFound(c)
  const answered = await beforehand(c, monthPath(asked), CURSOR, pageTags.month(asked))
  if (answered) return answered

  const { site, month, page } = await readMonthPage(c.env.DB, varsOf(c.env).ORIGIN, asked, c.req.query('before'))
  if (!month) return notFound(c)
  return send(c, site, pageTags.month(month), <MonthPage {...around(site)} month={month} page={page} />)
})

lists.get('/:section{[a-z0-9-]+}', async (c) => {
  const slug = c.req.param('section')
  const answered = await beforehand(c, `/${slug}`, CURSOR, pageTags.section(slug))
  if (answered) return answered

  const { site, section, page } = await readSectionPage(c.env.DB, varsOf(c.env).ORIGIN, slug, c.req.query('before'))
  if (!section) return notFound(c)
  return send(c, site, pageTags.section(slug), <SectionPage {...around(site)} section={section} page={page} />)
})

lists.on(['POST', 'PUT', 'PATCH', 'DELETE'], '/archive/:year/:month', (c) => {
  c.header('Allow', 'GET, HEAD')
  return refuse(c, 'method_not_allowed')
})

/** What a request for a list is answered with before it is read. @param cursor what `before` looks like there */
async function beforehand(c: Context<AppEnv>, path: string, cursor: RegExp, tag: string): Promise<Response | null> {
  return redirectToTrueUrl(c, path, { before: cursor }) ?? ifSiteUnchanged(c, [tag])
}

function around(site: Site) {
  return { site, words: wordsFor(site.settings.locale) }
}

function send(c: Context<AppEnv>, site: Site, tag: string, page: Parameters<typeof c.html>[0]) {
  cachePage(c, pageEtag(c.env, site.settings.revision), [tag])
  return c.html(page)
}

function notFound(c: Context<AppEnv>): Promise<Response> {
  return refuse(c, 'not_found')
}
