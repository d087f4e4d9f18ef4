/** A card as those who show a shared address fetch it: drawn when it is asked for, and kept by the edge as its article's page is. */
import { Hono } from 'hono'
import { cachePage, pageEtag, pageTags } from '../edge/page-cache.ts'
import { ifUnchanged, redirectToTrueUrl } from '../edge/page-request.ts'
import type { AppEnv } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { type CardText, cardPath } from './card.ts'
import { drawCard } from './drawing.ts'
import { crc32 } from './png.ts'
import { findCard } from './queries.ts'

export const cards = new Hono<AppEnv>()

cards.get('/:section{[a-z0-9-]+}/:slug{[a-z0-9-]+}/card.png', async (c) => {
  const { section, slug } = c.req.param()
  const away = redirectToTrueUrl(c, cardPath({ section, slug }))
  if (away) return away
  const card = await findCard(c.env.DB, section, slug)
  if (!card) return refuse(c, 'not_found')
  const stamp = { etag: pageEtag(c.env, stampOf(card.text)), tags: [pageTags.article(card.id)] }
  const unchanged = await ifUnchanged(c, async () => stamp)
  if (unchanged) return unchanged

  cachePage(c, stamp.etag, stamp.tags)
  return c.body(await drawCard(card.text), 200, { 'Content-Type': 'image/png' })
})

/** Of what is written on the card, not of the page's revisions: neither a comment nor the next article draws it anew. */
function stampOf(text: CardText): number {
  return crc32(new TextEncoder().encode(JSON.stringify(text)))
}
