/** What the newsroom changes about a picture that is there: its words, its focal point; and its end. */
import { recordIfChanged } from '../admin/record.ts'
import type { Db, EpochMs } from '../env.ts'
import { logError } from '../log.ts'
import type { Image } from '../schema.ts'
import { imageKey } from './queries.ts'

export type ImageWords = Pick<Image, 'alt' | 'caption' | 'credit' | 'focus_x' | 'focus_y'>

const FIELDS = ['alt', 'caption', 'credit', 'focus_x', 'focus_y'] as const

/** Triggers see to it that articles say the same. Returns what was changed; null where nothing was. */
export async function changeImage(
  db: Db,
  image: Image,
  words: ImageWords,
  by: string,
  now: EpochMs,
): Promise<Partial<Record<keyof ImageWords, { from: unknown; to: unknown }>> | null> {
  const changed = FIELDS.filter((field) => image[field] !== words[field])
  if (changed.length === 0) return null
  const detail = Object.fromEntries(changed.map((field) => [field, { from: image[field], to: words[field] }]))
  await db.batch([
    db
      .prepare(
        `UPDATE images SET ${changed.map((field) => `${field} = ?`).join(', ')}
         WHERE id = ? AND (${changed.map((field) => `${field} IS NOT ?`).join(' OR ')})`,
      )
      .bind(...changed.map((field) => words[field]), image.id, ...changed.map((field) => words[field])),
    recordIfChanged(db, { actor: by, action: 'image_changed', subject: `image:${image.id}`, detail, at: now }),
  ])
  return detail
}

/**
 * Row before object: what refers to nothing is never seen. Returns whether it is gone; it stays while an article, saved or
 * being written, or an author shows it.
 */
export async function deleteImage(
  { DB: db, MEDIA: bucket }: Pick<Env, 'DB' | 'MEDIA'>,
  image: Image,
  by: string,
  now: EpochMs,
): Promise<boolean> {
  const isFree = `NOT EXISTS (SELECT 1 FROM article_images WHERE image = ?1)
    AND NOT EXISTS (SELECT 1 FROM articles WHERE lead_image = ?1) AND NOT EXISTS (SELECT 1 FROM authors WHERE image = ?1)
    AND NOT EXISTS (SELECT 1 FROM working_copies WHERE instr(fields, ?1) > 0)`
  const isThere = 'EXISTS (SELECT 1 FROM images WHERE id = ?1)'
  const detail = JSON.stringify({ name: image.name, alt: image.alt })
  const results = await db.batch([
    db
      .prepare(
        `INSERT OR REPLACE INTO deleted_images (id, extension, deleted_at)
         SELECT ?1, ?2, ?3 WHERE ${isThere} AND ${isFree}`,
      )
      .bind(image.id, image.extension, now),
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?2, ?3, 'image_deleted', 'image:' || ?1, ?4 WHERE ${isThere} AND ${isFree}`,
      )
      .bind(image.id, now, by, detail),
    db.prepare(`DELETE FROM images WHERE id = ?1 AND ${isFree}`).bind(image.id),
  ])
  if (results[2]?.meta.changes === 0) return false
  // What this leaves, the sweep takes.
  await removeObjects(bucket, image).catch((error) => logError('image_objects_left', { imageId: image.id, error }))
  return true
}

async function removeObjects(bucket: R2Bucket, image: Pick<Image, 'id' | 'extension'>): Promise<void> {
  const { objects } = await bucket.list({ prefix: `${image.id}/` })
  await bucket.delete([imageKey(image), ...objects.map(({ key }) => key)])
}

/** A run that was making smaller forms has ended by then. */
const SWEPT_AFTER_MS = 15 * 60_000
const SWEPT_AT_ONCE = 20

/** Takes what was left behind, once more after everything that was under way has ended. */
export async function sweepDeleted({ DB: db, MEDIA: bucket }: Pick<Env, 'DB' | 'MEDIA'>, now: EpochMs): Promise<void> {
  const found = await db
    .prepare(
      `SELECT id, extension FROM deleted_images
       WHERE deleted_at < ? AND NOT EXISTS (SELECT 1 FROM images WHERE id = deleted_images.id) LIMIT ${SWEPT_AT_ONCE}`,
    )
    .bind(now - SWEPT_AFTER_MS)
    .all<Pick<Image, 'id' | 'extension'>>()
  for (const image of found.results) {
    await removeObjects(bucket, image)
    await db.prepare('DELETE FROM deleted_images WHERE id = ?').bind(image.id).run()
  }
}
