/**
 * What the checks may know of comments besides their text: read for a whole batch in one trip, whose statements are as many
 * for one comment as for a hundred, and whose rows do not grow with the archive.
 */
import type { Db, EpochMs } from '../env.ts'
import type { Comment, Settings } from '../schema.ts'
import { BANDS } from '../text/likeness.ts'
import { wordsFor } from '../text/words.ts'
import { parseClassifier } from './classifier/training.ts'
import type { Context } from './moderation.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const REPEATS_WITHIN_MS = 7 * DAY_MS
const FLOOD_WITHIN_MS = 10 * MINUTE_MS
const TRUST_WITHIN_MS = 90 * DAY_MS

export interface Reading {
  comment: Comment
  context: Context
}

/** One comment and all that its checks may know, or null when there is no such comment. */
export async function readForModeration(db: Db, id: number, origin: string): Promise<Reading | null> {
  return (await readAllForModeration(db, [id], origin))[0] ?? null
}

/**
 * Comments and all that their checks may know, in one trip; those that are not there are left out.
 * @param origin the newsroom's own, where links lead that weigh less
 */
export async function readAllForModeration(db: Db, ids: number[], origin: string): Promise<Reading[]> {
  const asked = JSON.stringify(ids)
  const [found, around, likely, terms, settings, learnt] = await db.batch<Record<string, unknown>>([
    db.prepare('SELECT * FROM comments WHERE id IN (SELECT value FROM json_each(?))').bind(asked),
    db.prepare(AROUND).bind(asked, REPEATS_WITHIN_MS, FLOOD_WITHIN_MS, TRUST_WITHIN_MS),
    db.prepare(LIKELY).bind(asked, REPEATS_WITHIN_MS),
    db.prepare('SELECT term, kind FROM blocked_terms'),
    db.prepare('SELECT name, comment_policy, comment_reject_from, locale FROM settings'),
    db.prepare('SELECT state FROM classifiers WHERE id = 1'),
  ])
  const newsroom = settings?.results[0] as Pick<Settings, 'name' | 'comment_policy' | 'comment_reject_from' | 'locale'>
  const termsOf = (kind: string) =>
    (terms?.results ?? []).filter((row) => row['kind'] === kind).map((row) => row['term'] as string)
  const state = learnt?.results[0]?.['state'] as string | undefined
  const shared = {
    terms: termsOf('blocked'),
    suspectTerms: termsOf('suspect'),
    newsroom: newsroom.name,
    ownHost: new URL(origin).hostname,
    policy: newsroom.comment_policy,
    rejectFrom: newsroom.comment_reject_from,
    classifier: once(() => (state === undefined ? null : parseClassifier(state))),
    says: wordsFor(newsroom.locale).reasons,
  }
  const countedOf = new Map(((around?.results ?? []) as unknown as Counted[]).map((row) => [row.id, row]))
  const likelyOf = Map.groupBy((likely?.results ?? []) as unknown as Likely[], ({ id }) => id)
  return ((found?.results ?? []) as unknown as Comment[]).map((comment) => {
    const counted = countedOf.get(comment.id) as Counted
    const [published, turnedAway] = JSON.parse(counted.by_reader) as [number, number]
    return {
      comment,
      context: {
        ...shared,
        repeats: counted.repeats,
        likely: (likelyOf.get(comment.id) ?? []).map(({ body }) => body),
        fromAddress: counted.from_address,
        fromEmail: counted.from_email,
        articleAgeMs: counted.published_at === null ? null : comment.created_at - counted.published_at,
        banned: counted.banned,
        reader: { isConfirmed: comment.confirmed_at !== null, published, turnedAway },
      },
    }
  })
}

/** A fault is found again by each comment that asks: none of them may pass for want of it. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

interface Counted {
  id: number
  repeats: number
  from_address: number
  from_email: number
  published_at: EpochMs | null
  banned: 'address' | 'email' | null
  /** JSON: published, turned away. */
  by_reader: string
}

interface Likely {
  id: number
  body: string
}

/** How many others there are, up to a hundred. @param same what those have in common with the comment `c` */
function othersBefore(index: string, same: string, withinMs: string): string {
  return `(SELECT count(*) FROM (SELECT 1 FROM comments o INDEXED BY ${index}
    WHERE ${same} AND o.id <> c.id AND o.created_at BETWEEN c.created_at - ${withinMs} AND c.created_at LIMIT 100))`
}

/**
 * Of the newest hundred under a confirmed comment's email: how many were published, and how many turned away of late. Only
 * confirmed ones count, for and against: what anybody may write by typing an email says nothing about whose it is.
 */
const BY_READER = `iif(c.confirmed_at IS NULL, '[0,0]', (SELECT
    json_array(count(*) FILTER (WHERE status = 'approved'),
      count(*) FILTER (WHERE status IN ('rejected', 'spam') AND decided_at > c.created_at - ?4))
  FROM (SELECT o.status, o.confirmed_at, o.decided_at FROM comments o INDEXED BY comments_by_email
    WHERE lower(o.email) = lower(c.email) AND o.id <> c.id AND o.created_at <= c.created_at
    ORDER BY o.created_at DESC LIMIT 100) newest
  WHERE confirmed_at IS NOT NULL))`

/** A ban in force when a comment was written, or made since. */
const BANNED = `(SELECT kind FROM bans INDEXED BY bans_by_value
  WHERE ((kind = 'email' AND value = lower(c.email)) OR (kind = 'address' AND value = c.address_hash))
    AND until > c.created_at AND lifted_at IS NULL LIMIT 1)`

const AROUND = `
  SELECT c.id, ${othersBefore('comments_by_fingerprint', `o.fingerprint = c.fingerprint AND o.status <> 'withdrawn'`, '?2')} AS repeats,
    ${othersBefore('comments_by_address', 'o.address_hash = c.address_hash', '?3')} AS from_address,
    ${othersBefore('comments_by_email', 'lower(o.email) = lower(c.email)', '?3')} AS from_email,
    (SELECT published_at FROM articles WHERE id = c.article_id) AS published_at,
    ${BANNED} AS banned,
    ${BY_READER} AS by_reader
  FROM json_each(?1) j CROSS JOIN comments c ON c.id = j.value`

const LIKELY_OF_A_BAND = 6

/** The newest of those that may be nearly the same; the very same are counted as repeats. */
const LIKELY = `
  SELECT c.id, o.body FROM json_each(?1) j CROSS JOIN comments c ON c.id = j.value
  CROSS JOIN comments o ON o.fingerprint <> c.fingerprint AND o.status <> 'withdrawn' AND o.id IN (${Array.from(
    { length: BANDS },
    (_, n) => `
    SELECT id FROM (SELECT l.id FROM comments l INDEXED BY comments_by_likeness_${n + 1}
      WHERE l.likeness_${n + 1} = c.likeness_${n + 1} AND l.created_at BETWEEN c.created_at - ?2 AND c.created_at
        AND l.id <> c.id ORDER BY l.created_at DESC LIMIT ${LIKELY_OF_A_BAND})`,
  ).join(' UNION ALL')})`
