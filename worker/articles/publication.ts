/** What readers may see: publishing, scheduling, withdrawing. */
import type { Db, EpochMs } from '../env.ts'
import type { Article } from '../schema.ts'

export type Published = { ok: true; article: Article } | { ok: false; reason: 'not_publishable' | 'version_conflict' }

/**
 * Publishes at once, or schedules where `at` is still to come. A withdrawn article comes back under its first date.
 * @param version the one the editor saw, where they told it; a newer one is not published unseen.
 */
export async function publishArticle(
  db: Db,
  id: number,
  { at, version, now }: { at: EpochMs | null; version: number | null; now: EpochMs },
): Promise<Published> {
  const status = at !== null && at > now ? 'scheduled' : 'published'
  const article = await db
    .prepare(
      `UPDATE articles SET status = ?1, published_at = CASE
         WHEN ?2 IS NOT NULL THEN ?2
         WHEN status IN ('published', 'withdrawn') AND published_at IS NOT NULL THEN published_at
         ELSE ?3 END
       WHERE id = ?4 AND (?5 IS NULL OR version = ?5) AND NOT (status = 'published' AND ?1 = 'scheduled')
       RETURNING *`,
    )
    .bind(status, at, now, id, version)
    .first<Article>()
  if (article) return { ok: true, article }
  const found = await db.prepare('SELECT version FROM articles WHERE id = ?').bind(id).first<{ version: number }>()
  return {
    ok: false,
    reason: found && version !== null && found.version !== version ? 'version_conflict' : 'not_publishable',
  }
}

/** Takes an article off the site; its address then says so (410). A scheduled one goes back to being a draft. */
export async function withdrawArticle(db: Db, id: number): Promise<Published> {
  const article = await db
    .prepare(
      `UPDATE articles SET status = CASE status WHEN 'published' THEN 'withdrawn' ELSE 'draft' END
       WHERE id = ? AND status IN ('published', 'scheduled') RETURNING *`,
    )
    .bind(id)
    .first<Article>()
  return article ? { ok: true, article } : { ok: false, reason: 'not_publishable' }
}

/** A contributor's last word: the article waits for an editor. */
export async function handIn(db: Db, id: number): Promise<Published> {
  const article = await db
    .prepare(`UPDATE articles SET status = 'handed_in' WHERE id = ? AND status = 'draft' RETURNING *`)
    .bind(id)
    .first<Article>()
  return article ? { ok: true, article } : { ok: false, reason: 'not_publishable' }
}

/** Publishes what is due and returns it. */
export async function publishDue(db: Db, now: EpochMs): Promise<Article[]> {
  const due = await db
    .prepare(`UPDATE articles SET status = 'published' WHERE status = 'scheduled' AND published_at <= ? RETURNING *`)
    .bind(now)
    .all<Article>()
  return due.results
}
