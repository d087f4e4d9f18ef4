/**
 * Makes the smaller forms of a picture. Messages come at least once and a run may end anywhere: what lies in the bucket
 * is what need not be made again, and each that is made is paid for.
 */
import { pageTags, purgeLater } from '../edge/page-cache.ts'
import type { EpochMs } from '../env.ts'
import { logError } from '../log.ts'
import type { Image } from '../schema.ts'
import { dissect } from './anatomy.ts'
import { NOTHING_TOLD, passedOnExif } from './credit.ts'
import { readImage } from './image.ts'
import { signed } from './metadata.ts'
import { findImage, imageKey, listWaiting, noteVariants } from './queries.ts'
import { listVariants, VARIANT_TYPES, type Variant, variantKey } from './variants.ts'

interface ImageMessage {
  imageId: string
}

/** With their delays these take less than `MISSING_AFTER_MS`: what still waits after that is not on its way any more. */
const ATTEMPTS = 5
const MISSING_AFTER_MS = 10 * 60_000
/** Some seconds each, one after another: they are made before the next sweep, and a new upload finds its turn. */
const SENT_A_SWEEP = 5

/** Good enough not to be told from the original at the size it is seen in. */
const QUALITY = { avif: 60, webp: 75, jpg: 82 }

/**
 * Sends a picture to have its smaller forms made. Returns nothing and never throws: the row is written, and the sweep
 * sends again what the queue did not take.
 */
export async function makeVariantsLater(queue: Env['IMAGE_VARIANTS'], image: Pick<Image, 'id'>): Promise<void> {
  try {
    await queue.send({ imageId: image.id } satisfies ImageMessage)
  } catch (error) {
    logError('image_not_queued', { imageId: image.id, error })
  }
}

/** One message's failure is its own: it alone is tried again, and given up at last. */
export async function makeVariantsOfBatch(batch: MessageBatch, env: Env): Promise<void> {
  for (const message of batch.messages as readonly Message<ImageMessage>[]) {
    const { imageId } = message.body
    try {
      // A run that was killed came to no end of its own: it counts, and is not begun for ever.
      if (message.attempts > ATTEMPTS) await giveUp(env, imageId)
      else await makeVariantsNow(env, imageId)
      message.ack()
    } catch (error) {
      logError('image_variants_failed', { imageId, attempts: message.attempts, error })
      if (message.attempts < ATTEMPTS) message.retry({ delaySeconds: 15 * 2 ** message.attempts })
      else if (await giveUp(env, imageId)) message.ack()
      else message.retry({ delaySeconds: 60 })
    }
  }
}

/** Readers go on getting the original. Returns whether that could be written down. */
async function giveUp(env: Env, id: string): Promise<boolean> {
  return noteVariants(env.DB, id, 'failed').then(
    () => true,
    () => false,
  )
}

async function makeVariantsNow(env: Env, id: string): Promise<void> {
  const image = await findImage(env.DB, id)
  if (!image || image.variants === 'made' || image.variants === 'none') return
  const original = await env.MEDIA.get(imageKey(image))
  if (!original) throw new Error('the original is not in the bucket')
  const bytes = new Uint8Array(await original.arrayBuffer())
  const read = readImage(bytes)
  if (read.ok && read.isFilm) return noteVariants(env.DB, id, 'none')

  const exif = passedOnExif(dissect[image.extension](bytes)?.told ?? NOTHING_TOLD, image.credit)
  const made = await listMade(env.MEDIA, id)
  for (const variant of listVariants(image)) {
    if (!made.has(variantKey(id, variant))) await make(env, image, { bytes, exif }, variant)
  }
  await noteVariants(env.DB, id, 'made')
  // The original that was given in their place is kept for a minute in any case: a purge that is lost costs no more.
  await purgeLater(env.PURGES, [pageTags.image(id)])
}

async function listMade(bucket: R2Bucket, id: string): Promise<Set<string>> {
  return new Set((await bucket.list({ prefix: `${id}/` })).objects.map((object) => object.key))
}

interface Original {
  bytes: Uint8Array<ArrayBuffer>
  /** What all that is made of it says. */
  exif: Uint8Array | null
}

async function make(env: Env, image: Image, { bytes, exif }: Original, variant: Variant): Promise<void> {
  const { width, format } = variant
  const output = await env.IMAGES.input(new Blob([bytes]).stream())
    .transform({ width, fit: 'scale-down' })
    // What one can see through stands on white in the JPEG, which has no other way.
    .output({
      format: VARIANT_TYPES[format],
      quality: QUALITY[format],
      ...(format === 'jpg' && { background: '#ffffff' }),
    })
  // The platform's own word: where a format would take it too long, it gives another.
  const contentType = output.contentType()
  const made = new Uint8Array(await new Response(output.image()).arrayBuffer())
  await env.MEDIA.put(variantKey(image.id, variant), exif ? signed(made, contentType, exif) : made, {
    httpMetadata: { contentType },
    customMetadata: { name: image.name },
    onlyIf: { etagDoesNotMatch: '*' },
  })
}

/** Sends again what the queue has lost, and what was stored before there were smaller forms: the newest first. */
export async function sweepWaiting(env: Env, now: EpochMs): Promise<void> {
  for (const image of await listWaiting(env.DB, now - MISSING_AFTER_MS, SENT_A_SWEEP)) {
    await makeVariantsLater(env.IMAGE_VARIANTS, image)
  }
}
