/**
 * Articles whose HTML is to be made anew from the text that is there: a picture in them says something else of itself now.
 * Their text is the same, so it is no revision, and readers are not told of an update.
 */
import { listTags, purgeLater } from '../edge/page-cache.ts'
import type { Db } from '../env.ts'
import { logError } from '../log.ts'
import type { Article } from '../schema.ts'
import { render } from './drafts.ts'
import { withLists } from './publication.ts'
import { findSiteRevision } from './queries.ts'
import { findRevision } from './revisions.ts'

/** What a request may do before it answers; the minute's run goes on with the rest. */
const AT_A_TURN = 10

export async function renderAnew(env: Pick<Env, 'DB' | 'PURGES'>): Promise<void> {
  const { DB: db } = env
  const waiting = await db
    .prepare(
      `SELECT a.* FROM articles_to_render r CROSS JOIN articles a ON a.id = r.article_id
       ORDER BY r.article_id DESC LIMIT ${AT_A_TURN}`,
    )
    .all<Article>()
  const shown: Article[] = []
  for (const article of waiting.results) {
    // One that cannot be made is for the log, and the others' turn comes all the same.
    const isMade = await renderOne(db, article).catch((error) => {
      logError('article_not_rendered', { articleId: article.id, error })
      return false
    })
    if (isMade && article.status === 'published') shown.push(article)
  }
  if (shown.length > 0) await purgeLater(env.PURGES, listTags(...(await withLists(db, shown))))
}

async function renderOne(db: Db, article: Article): Promise<true> {
  const [seen, revision] = await Promise.all([findSiteRevision(db), findRevision(db, article.id, article.version)])
  const made = await render(db, { ...article, tags: revision?.tags.split(', ') ?? [] })
  await db.batch([
    db
      .prepare(
        `UPDATE articles SET body_html = ?1, page_revision = page_revision + 1
         WHERE id = ?2 AND version = ?3 AND body_html <> ?1`,
      )
      .bind(made.html, article.id, article.version),
    // Where the article was saved meanwhile, or a picture says something else again, its turn comes once more.
    db
      .prepare(
        `DELETE FROM articles_to_render WHERE article_id = ?1 AND (SELECT revision FROM settings) = ?3
           AND EXISTS (SELECT 1 FROM articles WHERE id = ?1 AND version = ?2)`,
      )
      .bind(article.id, article.version, seen),
  ])
  return true
}
