/** Pictures as readers get them: the address changes with the bytes, so they are kept for good. */
import { type Context, Hono } from 'hono'
import { imagePath } from '../articles/article.ts'
import { immutable, isUnchanged, meanwhile, pageTags } from '../edge/page-cache.ts'
import type { AppEnv } from '../env.ts'
import { refuse } from '../refusal.tsx'
import { type Extension, IMAGE_TYPES } from './image.ts'
import { findImage, imageKey } from './queries.ts'
import { baseOf, listVariants, parseVariant, VARIANT_TYPES, type Variant, variantKey, variantPath } from './variants.ts'

export const media = new Hono<AppEnv>()

media.get('/:id{[0-9a-f]{64}}/:name{[a-z0-9-]+\\.(?:jpg|png|webp|gif)}', async (c) => {
  const { pathname, search } = new URL(c.req.url)
  if (search) return c.redirect(pathname, 302)
  const { id, name } = c.req.param()
  const etag = `"${id}"`
  const headers = immutable(etag, tagsOf(id))
  if (isUnchanged(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)

  const extension = name.split('.').at(-1) as Extension
  const object = await c.env.MEDIA.get(`${id}.${extension}`)
  if (!object) return refuse(c, 'not_found')
  // A picture has one name: any other would be one more key in the cache for the same bytes.
  const own = object.customMetadata?.['name']
  if (own && own !== name) return c.redirect(imagePath({ id, name: own }), 301)
  return sendPicture(c, object, IMAGE_TYPES[extension], headers)
})

media.get('/:id{[0-9a-f]{64}}/:name{[a-z0-9-]+\\.[1-9][0-9]{0,3}\\.(?:avif|webp|jpg)}', async (c) => {
  const { pathname, search } = new URL(c.req.url)
  if (search) return c.redirect(pathname, 302)
  const { id, name } = c.req.param()
  const { base, ...variant } = parseVariant(name)
  const key = variantKey(id, variant)
  const etag = `"${key}"`
  const headers = immutable(etag, tagsOf(id))
  if (isUnchanged(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)

  const object = await c.env.MEDIA.get(key)
  if (!object) return sendOriginal(c, id, base, variant)
  const own = object.customMetadata?.['name']
  if (own && baseOf(own) !== base) return c.redirect(variantPath({ id, name: own }, variant), 301)
  return sendPicture(c, object, typeOf(object, variant), headers)
})

/** What a variant is made from, until it is made. */
async function sendOriginal(c: Context<AppEnv>, id: string, base: string, { width, format }: Variant) {
  const image = await findImage(c.env.DB, id)
  const isOne = image && listVariants(image).some((one) => one.width === width && one.format === format)
  if (!isOne) return refuse(c, 'not_found')
  if (baseOf(image.name) !== base) return c.redirect(variantPath(image, { width, format }), 301)
  const etag = `"${id}"`
  const headers = meanwhile(etag, tagsOf(id))
  if (isUnchanged(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)

  const object = await c.env.MEDIA.get(imageKey(image))
  return object ? sendPicture(c, object, IMAGE_TYPES[image.extension], headers) : refuse(c, 'not_found')
}

/** The type is ours, from a short list; with the sandbox nothing in a picture's bytes can ever run. */
function sendPicture(c: Context<AppEnv>, object: R2ObjectBody, type: string, headers: Record<string, string>) {
  return c.body(object.body, 200, {
    ...headers,
    'Content-Type': type,
    'Content-Length': String(object.size),
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
}

/** What it was made as, where that is not what was asked for. */
function typeOf({ httpMetadata }: R2ObjectBody, { format }: Variant): string {
  const made = Object.values(VARIANT_TYPES).find((type) => type === httpMetadata?.contentType)
  return made ?? VARIANT_TYPES[format]
}

function tagsOf(id: string): string[] {
  return ['media', pageTags.image(id)]
}
