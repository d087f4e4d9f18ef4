/** The newsrooms that are measured: the demo, whose most discussed article has as many comments as a budget speaks of. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { type Platform, type PlatformOptions, startPlatform } from '../local/platform.ts'
import { seedDemo } from '../local/seed.ts'
import { articlePath } from '../worker/articles/article.ts'
import { memoryOf, workerds } from './load.ts'

export const COMMENTS = 20
/** Canonical addresses stand in the page, and a port of each one's own would make other bytes of it. */
const SETTINGS = { ORIGIN: 'http://localhost' }

export interface Newsroom {
  platform: Platform
  data: string
  /** The Worker's own address, past the cache. */
  worker: string
  /** Of its workerd, in MiB. */
  memory: () => ReturnType<typeof memoryOf>
}

/** Fills a newsroom and leaves it in a folder. Returns the path of the article. */
export async function fillNewsroom(data: string): Promise<string> {
  const platform = await startPlatform({ port: 0, data, quiet: true, settings: SETTINGS, onFirstStart: seedDemo })
  try {
    return articlePath(await prepareArticle(platform.resources.db))
  } finally {
    await platform.stop()
  }
}

/** Starts a copy of it. */
export async function openNewsroom(
  filled: string,
  name: string,
  options: Partial<PlatformOptions> = {},
): Promise<Newsroom> {
  const data = join(filled, '..', name)
  await cp(filled, data, { recursive: true })
  const platform = await startPlatform({ port: 0, data, quiet: true, settings: SETTINGS, ...options })
  const pid = workerds().at(-1)?.pid ?? 0
  return { platform, data, worker: (await platform.mf.ready).origin, memory: () => memoryOf(pid) }
}

/** Holds what the article has beyond twenty comments. Throws where the demo has none with so many. */
export async function prepareArticle(db: D1Database): Promise<{ section: string; slug: string }> {
  const article = await db
    .prepare(
      `SELECT a.id, a.section, a.slug, count(*) AS n FROM articles a JOIN comments c ON c.article_id = a.id
       WHERE a.status = 'published' AND c.status = 'approved' GROUP BY a.id ORDER BY n DESC LIMIT 1`,
    )
    .first<{ id: number; section: string; slug: string; n: number }>()
  if (!article || article.n < COMMENTS) throw new Error(`the demo has no article with ${COMMENTS} comments`)
  await db
    .prepare(
      `UPDATE comments SET status = 'held' WHERE id IN (
         SELECT id FROM comments WHERE article_id = ? AND status = 'approved' ORDER BY created_at LIMIT -1 OFFSET ${COMMENTS})`,
    )
    .bind(article.id)
    .run()
  return article
}
