/** What is known of a comment's sender and article before the comment is taken. */
import type { Site } from '../articles/article.ts'
import { SITE, siteOf } from '../articles/queries.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Ban, Comment } from '../schema.ts'
import { SALTS, type Salts, saltsOf } from './address.ts'
import { banStatement } from './bans.ts'
import { bySubmission, type CommentedArticle, commentedArticle } from './queries.ts'

/** What a POST must know before anything is judged: one trip. */
export async function readDoor(
  db: Db,
  origin: string,
  { section, slug }: { section: string; slug: string },
  now: EpochMs,
): Promise<{ site: Site; article: CommentedArticle | null; salts: Salts }> {
  const [article, site, salts] = await db.batch([
    commentedArticle(db, section, slug),
    db.prepare(SITE),
    db.prepare(SALTS),
  ])
  return {
    site: siteOf(site, origin),
    article: (article?.results[0] as CommentedArticle | undefined) ?? null,
    salts: await saltsOf(db, salts, now),
  }
}

/** The comment that a form has made before, and what keeps its sender from writing: one trip. */
export async function readSender(
  db: Db,
  sender: { submission: string; addressHashes: string[]; email: string },
  now: EpochMs,
): Promise<{ sentBefore: Comment | null; ban: Ban | null }> {
  const [sent, ban] = await db.batch([
    bySubmission(db, sender.submission),
    banStatement(db, sender.addressHashes, sender.email, now),
  ])
  return {
    sentBefore: (sent?.results[0] as Comment | undefined) ?? null,
    ban: (ban?.results[0] as Ban | undefined) ?? null,
  }
}
