/** Pictures as readers get them: the address changes with the bytes, so they are kept for good. */
import { Hono } from 'hono'
import { immutable, isUnchanged } from '../edge/page-cache.ts'
import type { AppEnv } from '../env.ts'
import { refuse } from '../refusal.tsx'

export const media = new Hono<AppEnv>()

const TYPES = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif' }

media.get('/:id{[0-9a-f]{64}}/:name{[a-z0-9-]+\\.(?:jpg|png|webp|gif)}', async (c) => {
  const { pathname, search } = new URL(c.req.url)
  if (search) return c.redirect(pathname, 302)
  const { id, name } = c.req.param()
  const etag = `"${id}"`
  const headers = immutable(etag, ['media', `image-${id}`])
  if (isUnchanged(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)

  const extension = name.split('.').at(-1) as keyof typeof TYPES
  const object = await c.env.MEDIA.get(`${id}.${extension}`)
  if (!object) return refuse(c, 'not_found')
  // The type is ours, from a short list; with the sandbox nothing in a picture's bytes can ever run.
  return c.body(object.body, 200, {
    ...headers,
    'Content-Type': TYPES[extension],
    'Content-Length': String(object.size),
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
})
