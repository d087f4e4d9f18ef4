/** A comment in its writer's hands: read, changed for a while, taken back. */
import type { Site } from '../articles/article.ts'
import { SITE, siteOf } from '../articles/queries.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Comment } from '../schema.ts'
import { BANDS, bandsOf } from '../text/likeness.ts'
import { fingerprint } from '../text/vietnamese.ts'
import { decide, isPerson } from './decisions.ts'
import { type CommentedArticle, commentedArticle } from './queries.ts'
import { atTheDoor } from './submission.ts'

/** A comment with the article that an address names, to be compared by whoever asks. */
export async function readReceipt(
  db: Db,
  origin: string,
  { section, slug, id }: { section: string; slug: string; id: number },
): Promise<{ site: Site; article: CommentedArticle | null; comment: Receipt | null }> {
  const [article, site, comment] = await db.batch([
    commentedArticle(db, section, slug),
    db.prepare(SITE),
    db.prepare(RECEIPT).bind(id),
  ])
  return {
    site: siteOf(site, origin),
    article: (article?.results[0] as CommentedArticle | undefined) ?? null,
    comment: (comment?.results[0] as Receipt | undefined) ?? null,
  }
}

export interface Receipt extends Comment {
  /** Whether a person of the newsroom has decided on it, whatever became of that. */
  by_person: number
}

/** Of a comment `c`. */
const BY_A_PERSON = `EXISTS (SELECT 1 FROM moderation_events e WHERE e.comment_id = c.id AND ${isPerson('e.actor')})`
const RECEIPT = `SELECT c.*, ${BY_A_PERSON} AS by_person FROM comments c WHERE c.id = ?`

/** A text may be changed so long after it was written. */
export const EDITABLE_FOR_MS = 10 * 60_000
/** And so often. */
export const MAX_REVISIONS = 10

/** Whether its writer may still change a comment: for a while, and before a person has decided on it. */
export function isEditable(
  comment: Pick<Comment, 'status' | 'revision' | 'created_at'> & { by_person: number },
  now: EpochMs,
): boolean {
  const isWaiting = comment.status === 'received' || comment.status === 'held'
  return (
    isWaiting &&
    comment.by_person === 0 &&
    comment.revision < MAX_REVISIONS &&
    now < comment.created_at + EDITABLE_FOR_MS
  )
}

/** `isNew` where a text was written that the checks have not seen. */
export type Changed =
  | { ok: true; isNew: boolean }
  | { ok: false; reason: 'already_decided' | 'version_conflict' | 'too_late' }

/**
 * Puts a new text in a comment's place, to be checked from the start: a verdict or a decision on the old one is void. The
 * same text again is the same, whichever version it was made from.
 * @param seen as it was just read
 * @param revision the one that was edited
 * Fails: `version_conflict` where the text was changed elsewhere, `already_decided`, `too_late`.
 */
export async function changeText(
  db: Db,
  seen: Receipt,
  { revision, body }: { revision: number; body: string },
  now: EpochMs,
): Promise<Changed> {
  let comment: Receipt | null = seen
  // The checks may hold it between the look and the write: that is no reason to refuse.
  for (let tries = 0; tries < MAX_TRIES && comment; tries++) {
    if (comment.body === body) return { ok: true, isNew: comment.status === 'received' }
    if (!isEditable(comment, now))
      return { ok: false, reason: isTooLate(comment, now) ? 'too_late' : 'already_decided' }
    if (comment.revision !== revision) return { ok: false, reason: 'version_conflict' }
    if (await writeText(db, comment, body, now)) return { ok: true, isNew: true }
    comment = await findReceipt(db, seen.id)
  }
  return { ok: false, reason: 'already_decided' }
}

const MAX_TRIES = 5

function isTooLate(comment: Receipt, now: EpochMs): boolean {
  return (
    (comment.status === 'received' || comment.status === 'held') && comment.by_person === 0 && !isEditable(comment, now)
  )
}

async function writeText(db: Db, seen: Receipt, body: string, now: EpochMs): Promise<boolean> {
  const unchanged = `c.id = ?1 AND c.revision = ?2 AND c.status = ?3
    AND NOT ${BY_A_PERSON}`
  // What the door noticed of its writer is as true of the new text; what the checks found was in the old one.
  const signals = JSON.stringify(atTheDoor(JSON.parse(seen.signals)))
  const [, updated] = await db.batch([
    db
      .prepare(
        `INSERT INTO moderation_events (comment_id, revision, from_status, to_status, actor, signals, at)
         SELECT c.id, c.revision, c.status, 'received', '${WRITER}', c.signals, ?4 FROM comments c WHERE ${unchanged}`,
      )
      .bind(seen.id, seen.revision, seen.status, now),
    db
      .prepare(
        `UPDATE comments AS c SET body = ?4, fingerprint = ?5, signals = ?6, edited_at = ?7, revision = revision + 1,
           status = 'received', decided_at = NULL, reason = NULL,
           likeness_1 = ?8, likeness_2 = ?9, likeness_3 = ?10, likeness_4 = ?11
         WHERE ${unchanged} RETURNING id`,
      )
      .bind(
        seen.id,
        seen.revision,
        seen.status,
        body,
        await fingerprint(body),
        signals,
        now,
        ...(bandsOf(body) ?? Array<null>(BANDS).fill(null)),
      ),
  ])
  return (updated?.results.length ?? 0) > 0
}

/** Who acts, where a comment's own writer does. */
export const WRITER = 'writer'

/**
 * Takes a comment back; answers to it stay. One that was turned away stays that, and so does what is erased.
 * @returns whether a page may still show it
 */
export async function withdrawComment(db: Db, seen: Receipt, now: EpochMs): Promise<{ mayBeShown: boolean }> {
  let comment: Receipt | null = seen
  for (let tries = 0; tries < MAX_TRIES && comment; tries++) {
    // Also where it was withdrawn a moment ago: what that was to purge may have got lost.
    if (comment.status === 'withdrawn') return { mayBeShown: now < (comment.decided_at ?? 0) + PURGE_AGAIN_WITHIN_MS }
    if (!isWithdrawable(comment)) return { mayBeShown: false }
    const decision = { status: 'withdrawn' as const, signals: JSON.parse(comment.signals) }
    if (await decide(db, comment, decision, WRITER, now)) return { mayBeShown: comment.status === 'approved' }
    comment = await findReceipt(db, seen.id)
  }
  throw new Error('a comment changed each time it was to be withdrawn')
}

const PURGE_AGAIN_WITHIN_MS = 2 * 60_000

/** What was turned away is erased by itself; taken back, it would no longer count against who wrote it. */
export function isWithdrawable({ status }: Pick<Comment, 'status'>): boolean {
  return status === 'received' || status === 'held' || status === 'approved'
}

async function findReceipt(db: Db, id: number): Promise<Receipt | null> {
  return db.prepare(RECEIPT).bind(id).first<Receipt>()
}
