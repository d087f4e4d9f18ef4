/**
 * One picture in place of another, in every article that shows it: a revision each, by who replaced it. An article that
 * somebody saves meanwhile is taken at the next turn; the old picture stays until it is deleted.
 */
import { findArticle, saveArticle } from '../articles/drafts.ts'
import { withLists } from '../articles/publication.ts'
import { findRevision } from '../articles/revisions.ts'
import { listTags, pageTags, purgeLater } from '../edge/page-cache.ts'
import type { Db, EpochMs } from '../env.ts'
import { logWarning } from '../log.ts'
import type { Image } from '../schema.ts'
import { findImage } from './queries.ts'

/** A save is a score of statements, and a run may make a thousand. */
const AT_A_TURN = 10

interface Replacement {
  image: string
  replaced_with: string
  replaced_by: string
}

/** The new picture takes over what the old one says, where it says nothing itself. */
export async function replaceImage(db: Db, old: Image, fresh: Image, by: string, now: EpochMs): Promise<void> {
  await db.batch([
    recordOnce(db, old, fresh, by, now),
    db
      .prepare(
        `UPDATE images SET alt = iif(alt = '', ?1, alt), caption = iif(caption = '', ?2, caption),
           credit = iif(credit = '', ?3, credit) WHERE id = ?4`,
      )
      .bind(old.alt, old.caption, old.credit, fresh.id),
    // Replaced by what it replaces: the last word counts, and nothing goes round.
    db.prepare('DELETE FROM image_replacements WHERE image IN (?1, ?2)').bind(old.id, fresh.id),
    db
      .prepare('INSERT INTO image_replacements (image, replaced_with, replaced_by, replaced_at) VALUES (?, ?, ?, ?)')
      .bind(old.id, fresh.id, by, now),
    db.prepare('UPDATE authors SET image = ?2 WHERE image = ?1').bind(old.id, fresh.id),
  ])
}

/** Sent again it is the same act: while it is under way, and afterwards as long as nothing shows the old picture anew. */
function recordOnce(db: Db, old: Image, fresh: Image, by: string, now: EpochMs): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO audit_events (at, actor, action, subject, detail)
       SELECT ?3, ?4, 'image_replaced', 'image:' || ?1, json_object('with', ?2)
       WHERE NOT EXISTS (SELECT 1 FROM image_replacements WHERE image = ?1 AND replaced_with = ?2)
         AND ((SELECT detail ->> 'with' FROM audit_events
             WHERE subject = 'image:' || ?1 AND action = 'image_replaced' ORDER BY id DESC LIMIT 1) IS NOT ?2
           OR EXISTS (SELECT 1 FROM article_images WHERE image = ?1) OR EXISTS (SELECT 1 FROM authors WHERE image = ?1))`,
    )
    .bind(old.id, fresh.id, now, by)
}

/** Goes on with what is under way, the oldest first. */
export async function continueReplacements(env: Pick<Env, 'DB' | 'PURGES'>, now: EpochMs): Promise<void> {
  const { DB: db } = env
  const open = await db
    .prepare('SELECT image, replaced_with, replaced_by FROM image_replacements ORDER BY replaced_at LIMIT 5')
    .all<Replacement>()
  let left = AT_A_TURN
  for (const replacement of open.results) {
    const fresh = await findImage(db, replacement.replaced_with)
    const found = await db
      .prepare('SELECT article_id FROM article_images WHERE image = ? ORDER BY article_id LIMIT ?')
      .bind(replacement.image, left + 1)
      .all<{ article_id: number }>()
    const turn = found.results.slice(0, left)
    for (const { article_id } of turn) if (fresh) await replaceIn(env, article_id, replacement, fresh, now)
    left -= turn.length
    if (found.results.length === 0) {
      await db.prepare('DELETE FROM image_replacements WHERE image = ?').bind(replacement.image).run()
    }
    if (left <= 0) return
  }
}

async function replaceIn(
  env: Pick<Env, 'DB' | 'PURGES'>,
  articleId: number,
  { image, replaced_by }: Replacement,
  fresh: Image,
  now: EpochMs,
): Promise<void> {
  const { DB: db } = env
  const article = await findArticle(db, articleId)
  const revision = article && (await findRevision(db, article.id, article.version))
  if (!article || !revision) return
  const { section, slug, lang, headline, standfirst, source_credit, byline, author, translation_of } = article
  const tags = revision.tags ? revision.tags.split(', ') : []
  const body = article.body.replaceAll(image, fresh.id)
  const draft = { section, slug, lang, headline, standfirst, source_credit, byline, author, translation_of, tags, body }
  const before = article.status === 'published' ? await withLists(db, [article]) : []
  const saved = await saveArticle(db, article, article.version, draft, replaced_by, now)
  if (!saved.ok) logWarning('image_not_replaced', { articleId, reason: saved.reason })
  else if (before.length > 0) await purgeLater(env.PURGES, listTags(...before))
}

/** With what a picture is being replaced, and how many articles still wait for it. */
export async function findReplacement(db: Db, id: string) {
  return db
    .prepare(
      `SELECT r.replaced_with, (SELECT count(*) FROM article_images WHERE image = r.image) AS waiting
       FROM image_replacements r WHERE r.image = ?`,
    )
    .bind(id)
    .first<{ replaced_with: string; waiting: number }>()
}

/** Pages that show a picture in a list: those of the articles that it leads. */
export async function listsWith(db: Db, id: string): Promise<string[]> {
  const led = await db
    .prepare(
      `SELECT a.* FROM article_images x CROSS JOIN articles a ON a.id = x.article_id
       WHERE x.image = ?1 AND a.status = 'published' AND a.lead_image = ?1 ORDER BY a.id DESC LIMIT 20`,
    )
    .bind(id)
    .all<Parameters<typeof withLists>[1][number] & Omit<Parameters<typeof listTags>[0], 'tags' | 'documents'>>()
  const authors = await db.prepare('SELECT slug FROM authors WHERE image = ?').bind(id).all<{ slug: string }>()
  return [
    ...listTags(...(await withLists(db, led.results))),
    ...authors.results.map(({ slug }) => pageTags.author(slug)),
  ]
}
