/** A newsroom with twenty articles, whose checks publish what none objects to. */
import { ArticleForm, articlePath } from '../../worker/articles/article.ts'
import { createArticle } from '../../worker/articles/drafts.ts'
import { publishArticle } from '../../worker/articles/publication.ts'

export const ARTICLES = 20
const EDITOR = 'editor@dateline.test'

export interface Addressed {
  id: number
  path: string
}

export async function openArticles(db: D1Database): Promise<Addressed[]> {
  await db.batch([
    db.prepare(`UPDATE settings SET comment_policy = 'approve_clean'`),
    db.prepare(`INSERT OR IGNORE INTO sections (slug, name, position) VALUES ('thoi-su', 'Thời sự', 1)`),
  ])
  const articles: Addressed[] = []
  for (let n = 1; n <= ARTICLES; n++) {
    const draft = {
      headline: `Bão số ${n} vào bờ`,
      slug: `bao-so-${n}`,
      section: 'thoi-su',
      body: 'Gió giật cấp mười hai.',
    }
    const now = Date.now()
    const saved = await createArticle(db, ArticleForm.parse(draft), EDITOR, now)
    if (!saved.ok) throw new Error(saved.reason)
    const done = await publishArticle(db, saved.article.id, { at: now, version: null, now })
    if (!done.ok) throw new Error(done.reason)
    articles.push({ id: saved.article.id, path: articlePath(done.article) })
  }
  return articles
}
