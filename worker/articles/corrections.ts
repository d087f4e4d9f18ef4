/** What was wrong in an article that readers had, and has been put right: recorded with the save that did. */
import type { Db, EpochMs } from '../env.ts'
import type { Article, Correction } from '../schema.ts'

/** Readers are told of what they could have read. */
export function mayBeCorrected(article: Pick<Article, 'status'>): boolean {
  return article.status === 'published' || article.status === 'withdrawn'
}

export function recordCorrection(
  db: Db,
  articleId: number,
  note: string,
  by: string,
  now: EpochMs,
): D1PreparedStatement {
  return db
    .prepare('INSERT INTO corrections (article_id, note, corrected_at, corrected_by) VALUES (?, ?, ?, ?)')
    .bind(articleId, note, now, by)
}

/** The newest first, each under its editor's name. */
export async function listCorrections(db: Db, articleId: number): Promise<Correction[]> {
  const found = await db
    .prepare(
      `SELECT id, article_id, note, corrected_at,
         coalesce((SELECT name FROM staff WHERE email = corrected_by), corrected_by) AS corrected_by
       FROM corrections WHERE article_id = ? ORDER BY corrected_at DESC, id DESC LIMIT 100`,
    )
    .bind(articleId)
    .all<Correction>()
  return found.results
}

/** Whether readers have been told of this already: a second click brings the same note again. */
export async function hasCorrection(db: Db, articleId: number, note: string): Promise<boolean> {
  const sql = 'SELECT 1 FROM corrections WHERE article_id = ? AND note = ?'
  return (await db.prepare(sql).bind(articleId, note).first()) !== null
}

/** Whether there was one. */
export async function removeCorrection(db: Db, articleId: number, id: number): Promise<boolean> {
  const removed = await db.prepare('DELETE FROM corrections WHERE id = ? AND article_id = ?').bind(id, articleId).run()
  return removed.meta.changes > 0
}
