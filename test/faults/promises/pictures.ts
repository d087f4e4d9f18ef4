/** A picture that there is has its bytes, what is made of it is there, and of what was deleted nothing is left. */
import { env } from 'cloudflare:workers'
import { imageKey } from '../../../worker/media/queries.ts'
import { listVariants, variantKey } from '../../../worker/media/variants.ts'
import type { Article, AuditEvent, Image } from '../../../worker/schema.ts'
import { rows } from '../acts/readers.ts'
import type { Model } from '../model.ts'
import type { World } from '../world.ts'

export async function checkPictures(world: World, model: Model): Promise<void> {
  const images = await rows<Image>('SELECT * FROM images')
  const keys = new Set((await env.MEDIA.list()).objects.map(({ key }) => key))
  for (const image of images) {
    if (!keys.has(imageKey(image))) world.breach(`the picture ${image.name} has no bytes`)
    if (image.variants === 'waiting') world.breach(`the picture ${image.name} still waits for its smaller forms`)
    if (image.variants !== 'made') continue
    const missing = listVariants(image).filter((variant) => !keys.has(variantKey(image.id, variant)))
    if (missing.length > 0) world.breach(`the picture ${image.name} lacks ${missing.length} of its smaller forms`)
  }
  const known = new Set(images.map(({ id }) => id))
  const deletions = await rows<AuditEvent>(`SELECT * FROM audit_events WHERE action = 'image_deleted'`)
  for (const [id, from] of model.pictures) {
    const isDeleted = deletions.some(({ subject, at }) => subject === `image:${id}` && at >= from)
    if (!known.has(id) && !isDeleted) world.breach(`the picture ${id} was acknowledged, and is gone`)
  }
  for (const key of keys) {
    if (!known.has(key.slice(0, 64)) && model.deleted.has(key.slice(0, 64)))
      world.breach(`${key} was deleted, and is there`)
  }
  for (const table of ['articles_to_render', 'image_replacements', 'deleted_images']) {
    const left = await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')
    if (left) world.breach(`${left} rows wait in ${table}`)
  }
  const shown = await rows<Pick<Article, 'id' | 'body_html'> & { alt: string; name: string }>(
    `SELECT a.id, a.body_html, i.alt, i.name FROM article_images x
     JOIN articles a ON a.id = x.article_id JOIN images i ON i.id = x.image`,
  )
  for (const { id, body_html, alt, name } of shown) {
    if (!body_html.includes(`alt="${alt}"`))
      world.breach(`article ${id} does not say of ${name} what that says: «${alt}»`)
  }
}
