/** The addresses of what the newsroom names: which are free, and what an address is once it has been left. */
import * as z from 'zod'
import type { Db, EpochMs } from '../env.ts'
import { slugify } from '../text/vietnamese.ts'
import type { DeskNewsroomWords } from '../text/words/desk-newsroom-vi.ts'

/** First segments of pages that are no section's: as the triggers on sections have them, which have the last word. */
export const RESERVED = [
  'admin',
  'archive',
  'authors',
  'cdn-cgi',
  'desk',
  'documents',
  'fonts',
  'healthz',
  'letters',
  'media',
  'privacy',
  'search',
  'sitemaps',
  'tags',
]

const MAX_SLUG = 80

/** What is typed becomes an address (`Đời sống` is `doi-song`); left empty, the name does. */
export function slugFrom(typed: string, name: string): string {
  return slugify(typed, MAX_SLUG) || slugify(name, MAX_SLUG)
}

export function slugForm(says: DeskNewsroomWords['errors'], isReserved: (slug: string) => boolean) {
  return z
    .string()
    .min(1, says.slug)
    .superRefine((slug, context) => {
      if (isReserved(slug)) context.addIssue({ code: 'custom', message: says.slug_reserved(slug) })
    })
}

/**
 * A page has gone from one path to another: the former leads to it, what led to the former leads there directly, and
 * nothing leads away from where it stands now.
 * @param isThere SQL that says of the new path, `?2`, whether the page has really gone there
 */
export function leadFrom(
  db: Db,
  { from, to, isThere = 'true' }: { from: string; to: string; isThere?: string },
  by: string,
  now: EpochMs,
): D1PreparedStatement[] {
  return [
    db.prepare(`DELETE FROM redirects WHERE from_path = ?2 AND ?1 <> ?2 AND ${isThere}`).bind(from, to),
    db.prepare(`UPDATE redirects SET to_path = ?2 WHERE to_path = ?1 AND ${isThere}`).bind(from, to),
    db
      .prepare(
        `INSERT OR REPLACE INTO redirects (from_path, to_path, created_at, created_by)
         SELECT ?1, ?2, ?3, ?4 WHERE ${isThere}`,
      )
      .bind(from, to, now, by),
  ]
}
