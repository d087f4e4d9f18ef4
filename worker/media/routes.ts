/**
 * Pictures as readers get them: the address changes with the bytes, so they are kept for good. One that no reader has
 * been shown yet is the newsroom's alone, and nothing keeps it.
 */
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { findVisitor } from '../admin/access.ts'
import { imagePath } from '../articles/article.ts'
import { immutable, isUnchanged, meanwhile, pageTags } from '../edge/page-cache.ts'
import type { AppEnv } from '../env.ts'
import { refuse } from '../refusal.tsx'
import type { Image } from '../schema.ts'
import { IMAGE_TYPES } from './image.ts'
import { findImage, imageKey } from './queries.ts'
import { baseOf, listVariants, parseVariant, VARIANT_TYPES, type Variant, variantKey, variantPath } from './variants.ts'

export const media = new Hono<AppEnv>()

media.get('/:id{[0-9a-f]{64}}/:name{[a-z0-9-]+\\.(?:jpg|png|webp|gif|avif)}', async (c) => {
  const { pathname, search } = new URL(c.req.url)
  if (search) return c.redirect(pathname, 302)
  const { id, name } = c.req.param()
  const image = await findVisible(c, id)
  if (!image) return refuse(c, 'not_found')
  // A picture has one name: any other would be one more key in the cache for the same bytes.
  if (image.name !== name) return c.redirect(imagePath(image), 301)
  return sendOriginal(c, image, immutable)
})

media.get('/:id{[0-9a-f]{64}}/:name{[a-z0-9-]+\\.[1-9][0-9]{0,3}\\.(?:avif|webp|jpg)}', async (c) => {
  const { pathname, search } = new URL(c.req.url)
  if (search) return c.redirect(pathname, 302)
  const { id, name } = c.req.param()
  const image = await findVisible(c, id)
  if (!image) return refuse(c, 'not_found')
  const { base, ...variant } = parseVariant(name)
  const key = variantKey(id, variant)
  const etag = `"${key}"`
  const headers = headersOf(image, etag, immutable)
  if (baseOf(image.name) !== base) return c.redirect(variantPath(image, variant), 301)
  if (isKnown(c, image, etag)) return c.body(null, 304, headers)

  const object = await c.env.MEDIA.get(key)
  if (object) return sendPicture(c, object, typeOf(object, variant), headers)
  // What a variant is made from, until it is made.
  return isOf(image, variant) ? sendOriginal(c, image, meanwhile) : refuse(c, 'not_found')
})

/** Null as well where there is a picture that is not for whoever asks: nobody learns that there is one. */
async function findVisible(c: Context<AppEnv>, id: string): Promise<Image | null> {
  const image = await findImage(c.env.DB, id)
  if (!image || image.is_public) return image
  return (await findVisitor(c.env, getCookie(c, 'CF_Authorization'))) && image
}

function isOf(image: Image, { width, format }: Variant): boolean {
  return listVariants(image).some((one) => one.width === width && one.format === format)
}

type Keeping = (etag: string, tags: string[]) => Record<string, string>

function headersOf({ id, is_public }: Image, etag: string, keeping: Keeping): Record<string, string> {
  return is_public ? keeping(etag, ['media', pageTags.image(id)]) : { 'Cache-Control': 'private, no-store' }
}

function isKnown(c: Context<AppEnv>, { is_public }: Image, etag: string): boolean {
  return is_public === 1 && isUnchanged(c.req.header('If-None-Match'), etag)
}

async function sendOriginal(c: Context<AppEnv>, image: Image, keeping: Keeping) {
  const etag = `"${image.id}"`
  const headers = headersOf(image, etag, keeping)
  if (isKnown(c, image, etag)) return c.body(null, 304, headers)
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
