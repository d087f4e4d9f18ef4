/** A section goes to another address, and everything that stood below the former one is still found by it. */
import { recordStatement } from '../admin/record.ts'
import type { Db, EpochMs } from '../env.ts'
import { leadFrom } from '../newsroom/address.ts'

export type SectionMoved = { ok: true } | { ok: false; reason: 'slug_taken' | 'not_found' }

/**
 * In one transaction, whose number of statements does not grow with the section.
 * Fails: `slug_taken`, `not_found`. Throws where the address is reserved: a trigger sees to it.
 */
export async function moveSection(db: Db, from: string, to: string, by: string, now: EpochMs): Promise<SectionMoved> {
  if (from === to) return { ok: true }
  if (!(await db.prepare('SELECT 1 FROM sections WHERE slug = ?').bind(from).first())) {
    return { ok: false, reason: 'not_found' }
  }
  try {
    await db.batch([
      // The articles go along: their section is a foreign key that cascades.
      db.prepare('UPDATE sections SET slug = ?2 WHERE slug = ?1').bind(from, to),
      // An article that comes back to where it once stood must not be led away from there.
      db
        .prepare(
          `DELETE FROM redirects WHERE from_path IN (SELECT '/' || section || '/' || slug FROM articles WHERE section = ?)`,
        )
        .bind(to),
      db
        .prepare(
          `INSERT OR REPLACE INTO redirects (from_path, article_id, created_at, created_by)
           SELECT '/' || ?1 || '/' || slug, id, ?3, ?4 FROM articles
           WHERE section = ?2 AND status IN ('published', 'withdrawn')`,
        )
        .bind(from, to, now, by),
      ...leadFrom(db, { from: `/${from}`, to: `/${to}` }, by, now),
      ...leadFrom(db, { from: `/${from}/feed.xml`, to: `/${to}/feed.xml` }, by, now),
      recordStatement(db, {
        actor: by,
        action: 'section_moved',
        subject: `section:${to}`,
        detail: { slug: { from, to } },
        at: now,
      }),
    ])
    return { ok: true }
  } catch (error) {
    if (String(error).includes('sections.slug')) return { ok: false, reason: 'slug_taken' }
    throw error
  }
}
