/** The only place that knows how pictures are stored: bytes in R2 under their hash, the rest in a row. */
import type { Db, EpochMs } from '../env.ts'
import type { Image } from '../schema.ts'
import { normalise } from '../text/vietnamese.ts'
import { averageColour } from './colour.ts'
import { type ImageFailure, readImage, storeName } from './image.ts'
import { stripMetadata } from './metadata.ts'

export type Stored = { ok: true; image: Image } | { ok: false; reason: ImageFailure }

export interface Upload {
  bytes: Uint8Array
  fileName: string
  alt: string
  caption: string
  credit: string
}

/**
 * Stores an upload without its metadata and returns its row; the same bytes always give the same picture, with the words
 * it came with first: articles of others may show them.
 * A credit that nobody typed is what the file itself says, or the newsroom's own.
 * Fails: `unsupported_image`, `image_heic`, `image_too_large`, `image_broken`. Throws when R2 or D1 does not answer.
 */
export async function storeImage(
  { MEDIA: bucket, DB: db, IMAGES }: { MEDIA: R2Bucket; DB: Db; IMAGES: ImagesBinding },
  upload: Upload,
  by: string,
  now: EpochMs,
): Promise<Stored> {
  const read = readImage(upload.bytes)
  if (!read.ok) return read
  const bytes = stripMetadata(upload.bytes, read.extension)
  if (!bytes) return { ok: false, reason: 'image_broken' }
  const id = await sha256(bytes)
  const known = await findImage(db, id)
  if (known) return { ok: true, image: known }
  // Deleted before, and wanted again: the sweep is to leave it alone.
  await db.prepare('DELETE FROM deleted_images WHERE id = ?').bind(id).run()

  const name = storeName(upload.fileName, read.extension)
  // Object before row: an orphan object is harmless, a broken reference is not.
  await bucket.put(imageKey({ id, extension: read.extension }), bytes, {
    httpMetadata: { contentType: read.type },
    customMetadata: { name },
    onlyIf: { etagDoesNotMatch: '*' },
  })
  const insert = db
    .prepare(
      `INSERT INTO images (id, extension, name, width, height, bytes, alt, caption, credit, uploaded_at, uploaded_by,
         colour, variants)
       SELECT ?, ?, ?, ?, ?, ?, ?, ?, coalesce(nullif(?, ''), default_credit), ?, ?, ?, ? FROM settings WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(
      id,
      read.extension,
      name,
      read.width,
      read.height,
      bytes.byteLength,
      normalise(upload.alt),
      normalise(upload.caption),
      normalise(upload.credit) || normalise(read.credit),
      now,
      by,
      await averageColour(IMAGES, bytes),
      (read.isFilm ? 'none' : 'waiting') satisfies Image['variants'],
    )
  // Where somebody else's came first, nothing was added.
  const record = db
    .prepare(
      `INSERT INTO audit_events (at, actor, action, subject, detail)
       SELECT ?, ?, 'image_added', ?, ? WHERE changes() > 0`,
    )
    .bind(now, by, `image:${id}`, JSON.stringify({ name }))
  const [, , found] = await db.batch<Image>([insert, record, db.prepare('SELECT * FROM images WHERE id = ?').bind(id)])
  const image = found?.results[0]
  if (!image) throw new Error('an image is gone right after it was stored')
  return { ok: true, image }
}

export function imageKey(image: Pick<Image, 'id' | 'extension'>): string {
  return `${image.id}.${image.extension}`
}

export function findImage(db: Db, id: string): Promise<Image | null> {
  return db.prepare('SELECT * FROM images WHERE id = ?').bind(id).first<Image>()
}

/** What is there stays there, whatever a late message has to say. */
export async function noteVariants(db: Db, id: string, variants: Exclude<Image['variants'], 'waiting'>): Promise<void> {
  await db.prepare(`UPDATE images SET variants = ? WHERE id = ? AND variants <> 'made'`).bind(variants, id).run()
}

/** Those that have waited for their smaller forms since before a time, the newest first. */
export async function listWaiting(db: Db, before: EpochMs, limit: number): Promise<Pick<Image, 'id'>[]> {
  const found = await db
    .prepare(
      `SELECT id FROM images INDEXED BY images_without_variants
       WHERE variants = 'waiting' AND uploaded_at < ? ORDER BY uploaded_at DESC LIMIT ?`,
    )
    .bind(before, limit)
    .all<Pick<Image, 'id'>>()
  return found.results
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
