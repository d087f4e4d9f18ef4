/** Pictures as readers get them: the address changes with the bytes, so they are kept for good. */
import { Hono } from 'hono'
import { imagePath } from '../articles/article.ts'
import { immutable, isUnchanged } from '../edge/page-cache.ts'
import type { AppEnv } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { type Extension, IMAGE_TYPES } from './image.ts'

export const media = new Hono<AppEnv>()

media.get('/:id{[0-9a-f]{64}}/:name{[a-z0-9-]+\\.(?:jpg|png|webp|gif)}', async (c) => {
  const { pathname, search } = new URL(c.req.url)
  if (search) return c.redirect(pathname, 302)
  const { id, name } = c.req.param()
  const etag = `"${id}"`
  const headers = immutable(etag, ['media', `image-${id}`])
  if (isUnchanged(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)

  const extension = name.split('.').at(-1) as Extension
  const object = await c.env.MEDIA.get(`${id}.${extension}`)
  if (!object) return refuse(c, 'not_found')
  // A picture has one name: any other would be one more key in the cache for the same bytes.
  const own = object.customMetadata?.['name']
  if (own && own !== name) return c.redirect(imagePath({ id, name: own }), 301)
  // The type is ours, from a short list; with the sandbox nothing in a picture's bytes can ever run.
  return c.body(object.body, 200, {
    ...headers,
    'Content-Type': IMAGE_TYPES[extension],
    'Content-Length': String(object.size),
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
})
