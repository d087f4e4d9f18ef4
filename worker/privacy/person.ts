/** What is held of a person, who is known by an email: to be told, given out, and shown to have been erased. */
import { articlePath } from '../articles/article.ts'
import { rowsOf } from '../articles/queries.ts'
import { sign } from '../edge/signature.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Article, AuditEvent, Ban, Comment, ModerationEvent, Notice } from '../schema.ts'

/** Stands for a person on record: whoever has the email can be shown what was done for it, and nobody else's is told. */
export async function subjectOf(signingKey: string, email: string): Promise<string> {
  return `person:${await sign(signingKey, `person:${email.trim().toLowerCase()}`)}`
}

export interface Held {
  comments: { status: Comment['status']; count: number; first_at: EpochMs; last_at: EpochMs }[]
  letters: number
  bans: Pick<Ban, 'created_at' | 'until' | 'lifted_at'>[]
  unsubscribed_at: EpochMs | null
}

export function isNothing({ comments, letters, bans, unsubscribed_at }: Held): boolean {
  return comments.length + letters + bans.length === 0 && unsubscribed_at === null
}

/** What is held, and what was done for this person before, the newest first. */
export async function readPerson(db: Db, signingKey: string, email: string) {
  const [comments, letters, bans, unsubscribed, record] = await db.batch([
    db
      .prepare(
        `SELECT status, count(*) AS count, min(created_at) AS first_at, max(created_at) AS last_at
         FROM comments WHERE lower(email) = lower(?) GROUP BY status ORDER BY status`,
      )
      .bind(email),
    db.prepare(`SELECT count(*) AS count FROM notices WHERE ${OF_EMAIL}`).bind(email),
    bansOf(db, email),
    db.prepare('SELECT at FROM unsubscribed WHERE email = lower(?)').bind(email),
    db
      .prepare('SELECT * FROM audit_events WHERE subject = ? ORDER BY id DESC LIMIT 50')
      .bind(await subjectOf(signingKey, email)),
  ])
  return {
    held: {
      comments: rowsOf<Held['comments'][number]>(comments),
      letters: rowsOf<{ count: number }>(letters)[0]?.count ?? 0,
      bans: rowsOf<Held['bans'][number]>(bans),
      unsubscribed_at: rowsOf<{ at: EpochMs }>(unsubscribed)[0]?.at ?? null,
    } satisfies Held,
    record: rowsOf<AuditEvent>(record),
  }
}

/** Each kind by itself, as the index has them. */
const OF_EMAIL = `kind IN ('confirmation', 'published', 'answered', 'digest') AND email = lower(?)`

function bansOf(db: Db, email: string): D1PreparedStatement {
  return db
    .prepare(
      `SELECT created_at, until, lifted_at FROM bans WHERE kind = 'email' AND value = lower(?) ORDER BY until DESC LIMIT 50`,
    )
    .bind(email)
}

const AT_ONCE = 500

/**
 * All that is held of a person, for that person: nothing of others', and not what the checks made of it.
 * @param origin of the newsroom's pages
 */
export async function exportPerson(db: Db, { email, origin }: { email: string; origin: string }, now: EpochMs) {
  const [letters, bans, unsubscribed] = await db.batch([
    db.prepare(`SELECT kind, comment_id, created_at, sent_at FROM notices WHERE ${OF_EMAIL} ORDER BY id`).bind(email),
    bansOf(db, email),
    db.prepare('SELECT at FROM unsubscribed WHERE email = lower(?)').bind(email),
  ])
  const comments = []
  for await (const comment of eachComment(db, email)) comments.push(exportedComment(comment, origin))
  return {
    email,
    exported_at: timeOf(now),
    comments,
    letters: rowsOf<Pick<Notice, 'kind' | 'comment_id' | 'created_at' | 'sent_at'>>(letters).map((letter) => ({
      kind: letter.kind,
      comment: letter.comment_id || null,
      written_at: timeOf(letter.created_at),
      sent_at: timeOf(letter.sent_at),
    })),
    bans: rowsOf<Held['bans'][number]>(bans).map((ban) => ({
      from: timeOf(ban.created_at),
      until: timeOf(ban.until),
      lifted_at: timeOf(ban.lifted_at),
    })),
    unsubscribed_at: timeOf(rowsOf<{ at: EpochMs }>(unsubscribed)[0]?.at ?? null),
  }
}

type Written = Comment &
  Pick<Article, 'section' | 'slug' | 'headline'> & {
    /** JSON. */
    decisions: string
  }

async function* eachComment(db: Db, email: string): AsyncGenerator<Written> {
  let after = { at: 0, id: 0 }
  while (true) {
    const { results } = await db
      .prepare(
        `SELECT c.*, a.section, a.slug, a.headline,
           (SELECT json_group_array(json_object('from_status', from_status, 'to_status', to_status, 'at', at))
            FROM moderation_events WHERE comment_id = c.id) AS decisions
         FROM comments c JOIN articles a ON a.id = c.article_id
         WHERE lower(c.email) = lower(?) AND (c.created_at, c.id) > (?, ?) ORDER BY c.created_at, c.id LIMIT ${AT_ONCE}`,
      )
      .bind(email, after.at, after.id)
      .all<Written>()
    yield* results
    const last = results.at(-1)
    if (!last || results.length < AT_ONCE) return
    after = { at: last.created_at, id: last.id }
  }
}

function exportedComment(comment: Written, origin: string) {
  const decisions = JSON.parse(comment.decisions) as Pick<ModerationEvent, 'from_status' | 'to_status' | 'at'>[]
  return {
    id: comment.id,
    article: { headline: comment.headline, url: origin + articlePath(comment) },
    /** The ids of comments, which may be others'. */
    answers: comment.answers,
    name: comment.name,
    email: comment.email,
    text: comment.body,
    written_at: timeOf(comment.created_at),
    edited_at: timeOf(comment.edited_at),
    status: comment.status,
    reason: comment.reason,
    decided_at: timeOf(comment.decided_at),
    decisions: decisions.map(({ from_status: from, to_status: to, at }) => ({ from, to, at: timeOf(at) })),
    picked_at: timeOf(comment.picked_at),
    email_confirmed_at: timeOf(comment.confirmed_at),
    wants_letters: comment.wants_notice === 1,
  }
}

function timeOf(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
