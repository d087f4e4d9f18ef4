/** What readers may see: publishing, scheduling, withdrawing. */
import type { Db, EpochMs } from '../env.ts'
import type { Article } from '../schema.ts'
import { zonedMonth } from '../text/dates.ts'

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
  const time = at ?? now
  const keepsDate = `?2 IS NULL AND status IN ('published', 'withdrawn') AND published_at IS NOT NULL`
  const article = await db
    .prepare(
      `UPDATE articles SET status = ?1,
         published_at = CASE WHEN ${keepsDate} THEN published_at ELSE ?3 END,
         month = CASE WHEN ${keepsDate} THEN month ELSE ?4 END
       WHERE id = ?5 AND (?6 IS NULL OR version = ?6) AND NOT (status = 'published' AND ?1 = 'scheduled')
       RETURNING *`,
    )
    .bind(status, at, time, zonedMonth(time, await findTimeZone(db)), id, version)
    .first<Article>()
  if (article) return { ok: true, article }
  const found = await db.prepare('SELECT version FROM articles WHERE id = ?').bind(id).first<{ version: number }>()
  return {
    ok: false,
    reason: found && version !== null && found.version !== version ? 'version_conflict' : 'not_publishable',
  }
}

async function findTimeZone(db: Db): Promise<string> {
  const zone = await db.prepare('SELECT time_zone FROM settings').first<string>('time_zone')
  if (!zone) throw new Error('the settings row is missing: are the migrations applied?')
  return zone
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

/** The same articles with their tags and the documents that they cite: then it is known which lists they stand in. */
export async function withLists<A extends Pick<Article, 'id'>>(
  db: Db,
  articles: A[],
): Promise<(A & { tags: string[]; documents: string[] })[]> {
  const ids = JSON.stringify(articles.map(({ id }) => id))
  const [tags, documents] = await db.batch<{ article_id: number; slug: string }>([
    db
      .prepare('SELECT article_id, tag AS slug FROM article_tags WHERE article_id IN (SELECT value FROM json_each(?))')
      .bind(ids),
    db
      .prepare(
        `SELECT x.article_id, d.slug FROM article_documents x JOIN documents d ON d.number = x.document
         WHERE x.article_id IN (SELECT value FROM json_each(?)) AND d.slug IS NOT NULL`,
      )
      .bind(ids),
  ])
  const slugsOf = (found: typeof tags, { id }: A) =>
    (found?.results ?? []).filter((row) => row.article_id === id).map((row) => row.slug)
  return articles.map((article) => ({
    ...article,
    tags: slugsOf(tags, article),
    documents: slugsOf(documents, article),
  }))
}
