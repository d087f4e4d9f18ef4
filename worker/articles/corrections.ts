/** What was wrong in an article that readers had, and has been put right: recorded with the save that did. */
import { recordStatement } from '../admin/record.ts'
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
): D1PreparedStatement[] {
  return [
    db
      .prepare('INSERT INTO corrections (article_id, note, corrected_at, corrected_by) VALUES (?, ?, ?, ?)')
      .bind(articleId, note, now, by),
    recordStatement(db, {
      actor: by,
      action: 'article_corrected',
      subject: `article:${articleId}`,
      detail: { note },
      at: now,
    }),
  ]
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
export async function removeCorrection(
  db: Db,
  articleId: number,
  id: number,
  by: string,
  now: EpochMs,
): Promise<boolean> {
  const [, removed] = await db.batch([
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?3, ?4, 'correction_removed', 'article:' || article_id, json_object('note', note)
         FROM corrections WHERE id = ?1 AND article_id = ?2`,
      )
      .bind(id, articleId, now, by),
    db.prepare('DELETE FROM corrections WHERE id = ? AND article_id = ?').bind(id, articleId),
  ])
  return (removed?.meta.changes ?? 0) > 0
}
