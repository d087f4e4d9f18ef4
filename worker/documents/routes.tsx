/** Official documents, and the articles that cite them. */
import { Hono } from 'hono'
import { DocumentPage } from '../../templates/documents/document.tsx'
import { DocumentsPage } from '../../templates/documents/list.tsx'
import { ifSiteUnchanged } from '../articles/site-revision.ts'
import { cachePage, pageEtag, pageTags } from '../edge/page-cache.ts'
import { redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { documentPath, documentSlug } from '../text/document-number.ts'
import { wordsFor } from '../text/words.ts'
import { CITING_CURSOR, DOCUMENT_CURSOR } from './document.ts'
import { readDocumentPage, readDocumentsPage } from './queries.ts'

export const documents = new Hono<AppEnv>()

documents.get('/', async (c) => {
  const tags = [pageTags.documents]
  const away = redirectToTrueUrl(c, '/documents', { before: DOCUMENT_CURSOR })
  if (away) return away
  const unchanged = await ifSiteUnchanged(c, tags)
  if (unchanged) return unchanged

  const { site, page } = await readDocumentsPage(c.env.DB, varsOf(c.env).ORIGIN, c.req.query('before'))
  cachePage(c, pageEtag(c.env, site.settings.revision), tags)
  return c.html(<DocumentsPage site={site} words={wordsFor(site.settings.locale)} page={page} />)
})

/** A number is found in whatever spelling: `/documents/30/2020/NĐ-CP` leads to `/documents/30-2020-nd-cp`. */
documents.get('/:number{.+}', async (c) => {
  const slug = documentSlug(c.req.param('number'))
  if (!/^\d/.test(slug)) return refuse(c, 'not_found')
  const away = redirectToTrueUrl(c, documentPath(slug), { before: CITING_CURSOR })
  if (away) return away
  const tags = [pageTags.document(slug)]
  const unchanged = await ifSiteUnchanged(c, tags)
  if (unchanged) return unchanged

  const { site, document, page } = await readDocumentPage(c.env.DB, varsOf(c.env).ORIGIN, slug, c.req.query('before'))
  if (!document) return refuse(c, 'not_found')
  cachePage(c, pageEtag(c.env, site.settings.revision), tags)
  return c.html(<DocumentPage site={site} words={wordsFor(site.settings.locale)} document={document} page={page} />)
})
