/** What search engines ask for. All of it changes with the lists on the front page, and is purged with it. */
import { type Context, Hono } from 'hono'
import { newsSitemap } from '../../templates/sitemaps/news.ts'
import { robots } from '../../templates/sitemaps/robots.ts'
import { sitemap, sitemapIndex } from '../../templates/sitemaps/sitemap.ts'
import { ifSiteUnchanged } from '../articles/site-revision.ts'
import { cachePage, pageEtag, pageTags } from '../edge/page-cache.ts'
import { ifUnchanged, redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { refuse } from '../refusal.tsx'
import {
  readDocumentSitemap,
  readNewsSitemap,
  readSectionSitemap,
  readSitemapIndex,
  readSitemapPart,
  readTagSitemap,
} from './queries.ts'
import { documentPartPath, isFirstId, newsWindow, partPath, SECTIONS_PATH, tagPartPath } from './sitemap.ts'

export const sitemaps = new Hono<AppEnv>()

sitemaps.get('/robots.txt', async (c) => {
  // Nothing of it is in the database: it changes with the settings of the deployment.
  const stamp = { etag: pageEtag(c.env), tags: [] }
  const answered = redirectToTrueUrl(c, '/robots.txt') ?? (await ifUnchanged(c, async () => stamp))
  if (answered) return answered
  cachePage(c, stamp.etag, stamp.tags)
  return c.text(robots(varsOf(c.env).ORIGIN))
})

sitemaps.get('/sitemap.xml', async (c) => {
  const answered = await beforehand(c, '/sitemap.xml')
  if (answered) return answered
  const { parts, tagParts, documentParts, revision } = await readSitemapIndex(c.env.DB)
  const paths = [
    SECTIONS_PATH,
    ...tagParts.map(tagPartPath),
    ...documentParts.map(documentPartPath),
    ...parts.map(partPath),
  ]
  return send(c, sitemapIndex(varsOf(c.env).ORIGIN, paths), revision)
})

sitemaps.get(SECTIONS_PATH, async (c) => {
  const answered = await beforehand(c, SECTIONS_PATH)
  if (answered) return answered
  const { entries, revision } = await readSectionSitemap(c.env.DB)
  return send(c, sitemap(varsOf(c.env).ORIGIN, entries), revision)
})

sitemaps.get('/sitemaps/:part{[0-9]{1,15}\\.xml}', (c) => sendPart(c, partPath, readSitemapPart))
sitemaps.get('/sitemaps/tags/:part{[0-9]{1,15}\\.xml}', (c) => sendPart(c, tagPartPath, readTagSitemap))

sitemaps.get('/sitemaps/:part{documents-[0-9]{2}\\.xml}', async (c) => {
  const digits = c.req.param('part').slice('documents-'.length, -'.xml'.length)
  const answered = await beforehand(c, documentPartPath(digits))
  if (answered) return answered
  const { entries, revision } = await readDocumentSitemap(c.env.DB, digits)
  if (entries.length === 0) return refuse(c, 'not_found')
  return send(c, sitemap(varsOf(c.env).ORIGIN, entries), revision)
})

sitemaps.get('/news-sitemap.xml', async (c) => {
  // Its content moves with time too, so that time is a part of its ETag.
  const { since, quarter } = newsWindow(Date.now())
  const answered = await beforehand(c, '/news-sitemap.xml', quarter)
  if (answered) return answered
  const { name, entries, revision } = await readNewsSitemap(c.env.DB, since)
  return send(c, newsSitemap(varsOf(c.env).ORIGIN, name, entries), revision, quarter)
})

const TAGS = [pageTags.front]

/** One of the parts that begin at fixed ids. */
async function sendPart(c: Context<AppEnv>, path: (firstId: number) => string, read: typeof readTagSitemap) {
  const firstId = Number.parseInt(c.req.param('part') ?? '', 10)
  const answered = await beforehand(c, path(firstId))
  if (answered) return answered
  if (!isFirstId(firstId)) return refuse(c, 'not_found')
  const { entries, revision } = await read(c.env.DB, firstId)
  if (entries.length === 0) return refuse(c, 'not_found')
  return send(c, sitemap(varsOf(c.env).ORIGIN, entries), revision)
}

async function beforehand(c: Context<AppEnv>, path: string, ...stamps: number[]): Promise<Response | null> {
  return redirectToTrueUrl(c, path) ?? ifSiteUnchanged(c, TAGS, ...stamps)
}

function send(c: Context<AppEnv>, text: string, ...stamps: number[]): Response {
  cachePage(c, pageEtag(c.env, ...stamps), TAGS)
  return c.body(text, 200, { 'Content-Type': 'application/xml; charset=utf-8' })
}
