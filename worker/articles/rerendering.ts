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
  const made: { article: Article; seen: number }[] = []
  for (const article of waiting.results) {
    // One that cannot be made is for the log, and the others' turn comes all the same.
    const seen = await renderOne(db, article).catch((error) => {
      logError('article_not_rendered', { articleId: article.id, error })
      return null
    })
    if (seen !== null) made.push({ article, seen })
  }
  if (made.length === 0) return
  const shown = made.map(({ article }) => article).filter(({ status }) => status === 'published')
  if (shown.length > 0) await purgeLater(env.PURGES, listTags(...(await withLists(db, shown))))
  // After the purge, so that what breaks off before it is begun again.
  await db.batch(made.map(({ article, seen }) => settled(db, article, seen)))
}

/** Returns the revision of the site that it was made from. */
async function renderOne(db: Db, article: Article): Promise<number | null> {
  const [seen, revision] = await Promise.all([findSiteRevision(db), findRevision(db, article.id, article.version)])
  const made = await render(db, { ...article, tags: revision?.tags.split(', ') ?? [] })
  await db
    .prepare(
      `UPDATE articles SET body_html = ?1, page_revision = page_revision + 1
       WHERE id = ?2 AND version = ?3 AND body_html <> ?1`,
    )
    .bind(made.html, article.id, article.version)
    .run()
  return seen
}

/** Where the article was saved meanwhile, or a picture says something else again, its turn comes once more. */
function settled(db: Db, { id, version }: Article, seen: number): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM articles_to_render WHERE article_id = ?1 AND (SELECT revision FROM settings) = ?3
         AND EXISTS (SELECT 1 FROM articles WHERE id = ?1 AND version = ?2)`,
    )
    .bind(id, version, seen)
}
