/** What it costs to write into an archive: a comment from the door to its verdict, and a save. */
import { watched } from '../../test/watched.ts'
import { ArticleForm } from '../../worker/articles/article.ts'
import { createArticle, findArticle, saveArticle } from '../../worker/articles/drafts.ts'
import { publishArticle } from '../../worker/articles/publication.ts'
import { readForModeration } from '../../worker/comments/context.ts'
import { decide } from '../../worker/comments/decisions.ts'
import { insertComment } from '../../worker/comments/queries.ts'
import type { Article } from '../../worker/schema.ts'
import { fingerprint } from '../../worker/text/vietnamese.ts'
import { createArticleWriter } from '../archive/article.ts'
import { median } from '../load.ts'
import type { Newsroom } from './newsroom.ts'

export interface Written {
  name: string
  ms: number
  rowsRead: number
  rowsWritten: number
}

const ROUNDS = 20
const EDITOR = 'editor@dateline.test'

/** Each writes some new rows; what they are does not matter to what is measured besides. */
export async function measureWrites({ platform }: Newsroom): Promise<Written[]> {
  const { db } = platform.resources
  const article = await db
    .prepare(
      `SELECT * FROM articles WHERE id > (SELECT max(id) - 50000 FROM articles) AND status = 'published'
       ORDER BY comment_count DESC LIMIT 1`,
    )
    .first<Article>()
  if (!article) throw new Error('there is no article')
  const write = await createArticleWriter(1_000)
  const run = crypto.randomUUID()
  const body = (n: number) => `Bài hay quá, cảm ơn toà soạn đã viết về chuyện này, lần thứ ${n} tôi đọc.`
  const draft = (n: number) => {
    const { slug: _, tags, author: __, ...fields } = write(n + 1).draft
    return ArticleForm.parse({ ...fields, tags: tags.join(), headline: `${fields.headline} ${run.slice(0, 8)}` })
  }
  const made: Article[] = []
  return [
    await measured('a comment, from the door to its verdict', async (DB, n) => {
      const { id } = await insertComment(DB, {
        article_id: article.id,
        parent: null,
        name: 'Lan',
        email: `lan.${n}@example.com`,
        body: body(n),
        fingerprint: await fingerprint(body(n)),
        submission: `${run}-${n}`,
        address_hash: `${run}-${n}`.slice(0, 22),
        signals: '[]',
        created_at: Date.now(),
      })
      await readForModeration(DB, id, platform.origin)
      await decide(
        DB,
        { id, status: 'received', revision: 1 },
        { status: 'approved', signals: [] },
        'checks',
        Date.now(),
      )
    }),
    await measured('an article, written and published', async (DB, n) => {
      const saved = await createArticle(DB, draft(n), EDITOR, Date.now())
      if (!saved.ok) throw new Error(saved.reason)
      await publishArticle(DB, saved.article.id, { at: null, version: null, now: Date.now() })
      made.push((await findArticle(DB, saved.article.id)) as Article)
    }),
    await measured('a published article, saved again', async (DB, n) => {
      const before = made[n] as Article
      const saved = await saveArticle(
        DB,
        before,
        before.version,
        { ...draft(n), standfirst: 'Có thêm.' },
        EDITOR,
        Date.now(),
      )
      if (!saved.ok) throw new Error(saved.reason)
    }),
  ]

  async function measured(name: string, act: (DB: D1Database, n: number) => Promise<void>): Promise<Written> {
    const times: number[] = []
    const rows: { read: number; written: number }[] = []
    for (let n = 0; n < ROUNDS; n++) {
      const { db: DB, trips } = watched(db)
      const before = performance.now()
      await act(DB as D1Database, n)
      times.push(performance.now() - before)
      const sum = (of: 'rowsRead' | 'rowsWritten') => trips.reduce((all, trip) => all + trip[of], 0)
      rows.push({ read: sum('rowsRead'), written: sum('rowsWritten') })
    }
    return {
      name,
      ms: median(times),
      rowsRead: median(rows.map(({ read }) => read)),
      rowsWritten: median(rows.map(({ written }) => written)),
    }
  }
}
