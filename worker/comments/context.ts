/** What the checks may know of a comment besides its text: read in one trip that costs the same however many there are. */
import type { Db, EpochMs } from '../env.ts'
import type { Comment, Settings } from '../schema.ts'
import { BANDS } from '../text/likeness.ts'
import { wordsFor } from '../text/words.ts'
import type { Context } from './moderation.ts'

const MINUTE_MS = 60_000
const REPEATS_WITHIN_MS = 7 * 24 * 60 * MINUTE_MS
const FLOOD_WITHIN_MS = 10 * MINUTE_MS

/**
 * A comment and all that its checks may know, in one trip; null when there is no such comment.
 * @param origin the newsroom's own, where links lead that weigh less
 */
export async function readForModeration(
  db: Db,
  id: number,
  origin: string,
): Promise<{ comment: Comment; context: Context } | null> {
  const [found, around, likely, terms, settings] = await db.batch<Record<string, unknown>>([
    db.prepare('SELECT * FROM comments WHERE id = ?').bind(id),
    db.prepare(AROUND).bind(id, REPEATS_WITHIN_MS, FLOOD_WITHIN_MS),
    db.prepare(LIKELY).bind(id, REPEATS_WITHIN_MS),
    db.prepare('SELECT term, kind FROM blocked_terms'),
    db.prepare('SELECT comment_policy, locale FROM settings'),
  ])
  const comment = found?.results[0] as Comment | undefined
  if (!comment) return null
  const counted = around?.results[0] as unknown as Counted
  const newsroom = settings?.results[0] as Pick<Settings, 'comment_policy' | 'locale'>
  const termsOf = (kind: string) =>
    (terms?.results ?? []).filter((row) => row['kind'] === kind).map((row) => row['term'] as string)
  return {
    comment,
    context: {
      terms: termsOf('blocked'),
      suspectTerms: termsOf('suspect'),
      repeats: counted.repeats,
      likely: (likely?.results ?? []).map((row) => row['body'] as string),
      fromAddress: counted.from_address,
      fromEmail: counted.from_email,
      articleAgeMs: counted.published_at === null ? null : comment.created_at - counted.published_at,
      ownHost: new URL(origin).hostname,
      policy: newsroom.comment_policy,
      says: wordsFor(newsroom.locale).reasons,
    },
  }
}

interface Counted {
  repeats: number
  from_address: number
  from_email: number
  published_at: EpochMs | null
}

/** How many others there are, up to a hundred. @param same what those have in common with the comment `c` */
function othersBefore(index: string, same: string, withinMs: string): string {
  return `(SELECT count(*) FROM (SELECT 1 FROM comments o INDEXED BY ${index}
    WHERE ${same} AND o.id <> c.id AND o.created_at BETWEEN c.created_at - ${withinMs} AND c.created_at LIMIT 100))`
}

const AROUND = `
  SELECT ${othersBefore('comments_by_fingerprint', 'o.fingerprint = c.fingerprint', '?2')} AS repeats,
    ${othersBefore('comments_by_address', 'o.address_hash = c.address_hash', '?3')} AS from_address,
    ${othersBefore('comments_by_email', 'lower(o.email) = lower(c.email)', '?3')} AS from_email,
    (SELECT published_at FROM articles WHERE id = c.article_id) AS published_at
  FROM comments c WHERE c.id = ?1`

const LIKELY_OF_A_BAND = 20

/** The newest of those that may be nearly the same; the very same are counted as repeats. */
const LIKELY = `
  SELECT o.body FROM comments c JOIN comments o ON o.fingerprint <> c.fingerprint
  WHERE c.id = ?1 AND o.id IN (${Array.from(
    { length: BANDS },
    (_, n) => `
    SELECT id FROM (SELECT o.id FROM comments c JOIN comments o INDEXED BY comments_by_likeness_${n + 1}
      ON o.likeness_${n + 1} = c.likeness_${n + 1} AND o.created_at BETWEEN c.created_at - ?2 AND c.created_at
      WHERE c.id = ?1 AND o.id <> c.id ORDER BY o.created_at DESC LIMIT ${LIKELY_OF_A_BAND})`,
  ).join(' UNION ALL')})`
