/**
 * Addresses that readers knew lead to where an article stands now: each by a row of its own, straight to the article, so
 * that there are no chains and no loops. The triggers of `migrations/0011_desk_triggers.sql` let nothing else take them.
 */
import type { Db, EpochMs } from '../env.ts'
import type { Article } from '../schema.ts'
import { articlePath } from './article.ts'

type Place = Pick<Article, 'section' | 'slug'>

/** An address that leads to another article's page, or where an owner said, is taken as if something stood there. */
export async function leadsElsewhere(db: Db, path: string, id: number): Promise<boolean> {
  const sql = 'SELECT 1 FROM redirects WHERE from_path = ? AND article_id IS NOT ?'
  return (await db.prepare(sql).bind(path, id).first()) !== null
}

const HERE = `'/' || section || '/' || slug`
const WAS_PUBLIC = `(status IN ('published', 'withdrawn') OR withdrawn_at IS NOT NULL)`

/**
 * The statements before the one that moves an article, while its row still says where it stood: they do nothing where it
 * stays. What an owner sent there follows it.
 */
export function leaveAddress(db: Db, id: number, moved: Place, by: string, now: EpochMs): D1PreparedStatement[] {
  const leaves = `id = ?1 AND (section, slug) IS NOT (?2, ?3) AND ${WAS_PUBLIC}`
  const { section, slug } = moved
  return [
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?4, ?5, 'article_moved', 'article:' || id, json_object('from', ${HERE}, 'to', ?6)
         FROM articles WHERE ${leaves}`,
      )
      .bind(id, section, slug, now, by, articlePath(moved)),
    db
      .prepare(
        `INSERT OR REPLACE INTO redirects (from_path, article_id, created_at, created_by)
         SELECT ${HERE}, id, ?4, ?5 FROM articles WHERE ${leaves}`,
      )
      .bind(id, section, slug, now, by),
    db
      .prepare(
        `UPDATE redirects SET article_id = ?1, to_path = NULL
         WHERE to_path = (SELECT ${HERE} FROM articles WHERE ${leaves})`,
      )
      .bind(id, section, slug),
  ]
}

export type SectionMoved = { ok: true } | { ok: false; reason: 'not_found' | 'slug_taken' | 'invalid' }

/**
 * Gives a section another address, and with it all its articles; what readers knew leads there. Nearly every page names
 * it: whoever calls this purges `pageTags.site`.
 * @param besides what else is changed of it in the same transaction, at its new address
 * Fails: `slug_taken` where there is such a section, or one of its addresses leads elsewhere; `invalid` where a section
 * cannot have that address.
 */
export async function moveSection(
  db: Db,
  from: string,
  to: string,
  by: string,
  now: EpochMs,
  besides: D1PreparedStatement[] = [],
): Promise<SectionMoved> {
  if (from === to) return { ok: true }
  const known = `section = ?1 AND ${WAS_PUBLIC}`
  const there = `'/' || ?2 || substr(to_path, length(?1) + 2)`
  try {
    const results = await db.batch([
      db
        .prepare(
          `INSERT INTO audit_events (at, actor, action, subject, detail)
           SELECT ?3, ?4, 'section_moved', 'section:' || ?2, json_object('slug', json_object('from', ?1, 'to', ?2))
           FROM sections WHERE slug = ?1`,
        )
        .bind(from, to, now, by),
      // Those that it comes back to are its own again.
      db
        .prepare(
          `DELETE FROM redirects WHERE from_path IN ('/' || ?2, '/' || ?2 || '/feed.xml') AND article_id IS NULL
             OR (from_path, article_id) IN (SELECT '/' || ?2 || '/' || slug, id FROM articles WHERE section = ?1)`,
        )
        .bind(from, to),
      db
        .prepare(
          `INSERT OR REPLACE INTO redirects (from_path, article_id, created_at, created_by)
           SELECT ${HERE}, id, ?2, ?3 FROM articles WHERE ${known}`,
        )
        .bind(from, now, by),
      db
        .prepare(
          `UPDATE redirects SET (article_id, to_path) = (SELECT id, NULL FROM articles WHERE ${known} AND ${HERE} = to_path)
           WHERE to_path IN (SELECT ${HERE} FROM articles WHERE ${known})`,
        )
        .bind(from),
      db
        .prepare(`UPDATE redirects SET to_path = ${there} WHERE to_path IN ('/' || ?1, '/' || ?1 || '/feed.xml')`)
        .bind(from, to),
      db
        .prepare(
          `INSERT OR REPLACE INTO redirects (from_path, to_path, created_at, created_by)
           SELECT '/' || slug || value, '/' || ?2 || value, ?3, ?4
           FROM sections, json_each('["", "/feed.xml"]') WHERE slug = ?1`,
        )
        .bind(from, to, now, by),
      db.prepare('UPDATE sections SET slug = ? WHERE slug = ?').bind(to, from),
      ...besides,
    ])
    const moved = results[results.length - 1 - besides.length]
    return (moved?.meta.changes ?? 0) > 0 ? { ok: true } : { ok: false, reason: 'not_found' }
  } catch (error) {
    const message = String(error)
    if (message.includes('articles.slug') || message.includes('sections.slug'))
      return { ok: false, reason: 'slug_taken' }
    if (message.includes('cannot have this address')) return { ok: false, reason: 'invalid' }
    throw error
  }
}
