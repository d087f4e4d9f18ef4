/**
 * What readers said of a post. Each is written with the state it had, and its decision beside it, in one transaction for
 * all: the checks are not to judge again what a newsroom has judged. Threads have two levels here; whom a comment answers
 * is kept all the same.
 */

import { LIMITS } from '../../worker/comments/comment.ts'
import type { Db, EpochMs } from '../../worker/env.ts'
import type { Comment } from '../../worker/schema.ts'
import { BANDS, bandsOf } from '../../worker/text/likeness.ts'
import { fingerprint, normalise } from '../../worker/text/vietnamese.ts'
import { plainOf } from './plain.ts'
import type { Post, PostComment } from './post.ts'
import type { Report } from './report.ts'

const STATUSES: Record<string, Comment['status']> = {
  '1': 'approved',
  '0': 'held',
  spam: 'spam',
  trash: 'rejected',
  'post-trashed': 'rejected',
}
const IN_A_PORTION = 200

/** The name under which all that was brought is on record, at the time when it was. */
export const ACTOR = 'import'

/** The statements that write them, in their order, and how many they are; those that are there already stay as they are. */
export async function readComments(
  db: Db,
  articleId: number,
  post: Post,
  { site, report, notes, now }: { site: string; report: Report; notes: string[]; now: EpochMs },
): Promise<{ statements: D1PreparedStatement[]; count: number }> {
  const submissionOf = (id: number) => `wxr:${site}:comment:${id}`
  const kept = post.comments.filter(({ type }) => type === '' || type === 'comment')
  if (kept.length < post.comments.length) {
    notes.push(`${post.comments.length - kept.length} pingbacks and the like are no comments of readers`)
  }
  const rows = await Promise.all(
    kept.map(async (comment) => {
      const body = bodyOf(comment, post, report, notes)
      const likeness = bandsOf(body) ?? Array<null>(BANDS).fill(null)
      return {
        submission: submissionOf(comment.id),
        answers: comment.parent ? submissionOf(comment.parent) : null,
        name: normalise(comment.name).replace(/\s+/g, ' ').slice(0, LIMITS.name) || 'Bạn đọc',
        email: /^[^\s@]+@[^\s@]+$/.test(comment.email) ? comment.email.slice(0, LIMITS.email) : '',
        body,
        fingerprint: await fingerprint(body),
        status: STATUSES[comment.approved] ?? 'held',
        at: comment.at ?? post.at ?? now,
        likeness,
      }
    }),
  )
  const statements = levelsOf(rows).flatMap((level) =>
    portionsOf(level).flatMap((some) => insertStatements(db, articleId, some, now)),
  )
  return { statements, count: rows.length }
}

function portionsOf<Row>(rows: Row[]): Row[][] {
  const count = Math.ceil(rows.length / IN_A_PORTION)
  return Array.from({ length: count }, (_, n) => rows.slice(n * IN_A_PORTION, (n + 1) * IN_A_PORTION))
}

type NewRow = { submission: string; answers: string | null }

/** First those that answer none, then their answers, and so on: each finds the one it answers. */
function levelsOf<Row extends NewRow>(rows: Row[]): Row[][] {
  const levels: Row[][] = []
  const placed = new Set<string>()
  const all = new Set(rows.map(({ submission }) => submission))
  for (let left = rows; left.length > 0; ) {
    const next = left.filter(({ answers }) => !answers || !all.has(answers) || placed.has(answers))
    // Comments that answer each other in a ring are taken as they come.
    const level = next.length > 0 ? next : left
    levels.push(level)
    for (const { submission } of level) placed.add(submission)
    left = left.filter(({ submission }) => !placed.has(submission))
  }
  return levels
}

function insertStatements(db: Db, articleId: number, rows: NewRow[], now: EpochMs): D1PreparedStatement[] {
  const json = JSON.stringify(rows)
  return [
    db
      .prepare(
        `INSERT INTO comments (article_id, parent, answers, name, email, body, fingerprint, submission, address_hash, status,
           created_at, decided_at, likeness_1, likeness_2, likeness_3, likeness_4)
         SELECT ?1, coalesce(p.parent, p.id), p.id, r.value ->> 'name', r.value ->> 'email', r.value ->> 'body',
           r.value ->> 'fingerprint', r.value ->> 'submission', '', r.value ->> 'status', r.value ->> 'at',
           r.value ->> 'at', ${Array.from({ length: BANDS }, (_, n) => `r.value ->> '$.likeness[${n}]'`).join()}
         FROM json_each(?2) r
         LEFT JOIN comments p ON p.submission = r.value ->> 'answers' AND p.article_id = ?1
         WHERE true ORDER BY r.key ON CONFLICT (submission) DO NOTHING`,
      )
      .bind(articleId, json),
    db
      .prepare(
        `INSERT INTO moderation_events (comment_id, revision, from_status, to_status, actor, signals, at)
         SELECT c.id, c.revision, 'received', c.status, '${ACTOR}', '[]', ?2
         FROM json_each(?1) r CROSS JOIN comments c ON c.submission = r.value ->> 'submission'
         WHERE NOT EXISTS (SELECT 1 FROM moderation_events WHERE comment_id = c.id) ORDER BY r.key`,
      )
      .bind(json, now),
  ]
}

function bodyOf(comment: PostComment, post: Post, report: Report, notes: string[]): string {
  const body = normalise(plainOf(comment.body))
  if (body.length <= LIMITS.body) return body || '…'
  const name = `${post.id}-comment-${comment.id}.txt`
  report.texts.set(name, comment.body)
  notes.push(`Comment ${comment.id} is longer than ${LIMITS.body} characters: cut, the whole is in texts/${name}`)
  return `${body.slice(0, LIMITS.body - 1).toWellFormed()}…`
}
