/** What a phone needs to keep the newsroom among its apps. Source: w3.org/TR/appmanifest. */
import { Hono } from 'hono'
import { findSite } from '../articles/queries.ts'
import { ifSiteUnchanged } from '../articles/site-revision.ts'
import { cachePage, pageEtag } from '../edge/page-cache.ts'
import { redirectToTrueUrl } from '../edge/page-request.ts'
import { type AppEnv, varsOf } from '../env.ts'

export const manifest = new Hono<AppEnv>()

const PATH = '/manifest.webmanifest'

manifest.get(PATH, async (c) => {
  const away = redirectToTrueUrl(c, PATH)
  if (away) return away
  const unchanged = await ifSiteUnchanged(c, [])
  if (unchanged) return unchanged

  const { settings } = await findSite(c.env.DB, varsOf(c.env).ORIGIN)
  cachePage(c, pageEtag(c.env, settings.revision), [])
  const text = JSON.stringify({
    name: settings.name,
    ...(settings.tagline && { description: settings.tagline }),
    lang: settings.locale,
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    background_color: '#fbf9f4',
    theme_color: '#fbf9f4',
    icons: [
      { src: '/favicon.svg', type: 'image/svg+xml', sizes: 'any' },
      ...[192, 512].map((size) => ({ src: `/icon-${size}.png`, type: 'image/png', sizes: `${size}x${size}` })),
      { src: '/icon-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
    ],
  })
  return c.body(text, 200, { 'Content-Type': 'application/manifest+json; charset=utf-8' })
})
