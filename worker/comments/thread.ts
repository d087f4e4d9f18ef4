/**
 * The threads that stand under an article, two levels deep: what a page of them holds, and the SQL that reads it.
 * Queries and plans are pinned by test/comments/five-thousand.test.ts.
 */
import { articlePath } from '../articles/article.ts'
import type { Article } from '../schema.ts'
import type { CommentView } from './comment.ts'

/** A comment as it stands in a thread. */
export interface ThreadComment extends CommentView {
  /** Whether the newsroom wrote it. */
  isStaff: boolean
  isPicked: boolean
  /** The comment that it answers. */
  answers: number | null
  /** Whose that is, where it is another answer. */
  answering: string | null
}

export interface ThreadView {
  id: number
  created_at: number
  /** The comment that begins it; null where that is no longer there. */
  first: ThreadComment | null
  /** The oldest first; in a list of threads only the first few. */
  answers: ThreadComment[]
  /** How many answers there are. */
  replies: number
}

export interface ThreadPage {
  picks: ThreadComment[]
  threads: ThreadView[]
  /** Where the next page begins, null on the last. */
  next: string | null
}

export type Order = 'newest' | 'oldest'

type Addressed = Pick<Article, 'section' | 'slug'>

/** The pages of an article's comments. @param from a cursor; empty for the first page */
export function commentsPath(article: Addressed, order: Order = 'newest', from = ''): string {
  const path = `${articlePath(article)}/comments`
  if (order === 'newest') return from ? `${path}?before=${from}` : path
  return `${path}?order=oldest${from && `&after=${from}`}`
}

/** Where a comment stands for good, with its thread and the form for an answer. @param from of answers, a cursor */
export function commentPath(article: Addressed, id: number, from = ''): string {
  return `${commentsPath(article)}/${id}${from && `?after=${from}`}`
}

/** A cursor before every answer. */
export const FIRST_ANSWER = '0-1'

export function commentsFeedPath(article: Addressed): string {
  return `${commentsPath(article)}/feed.xml`
}

const ANSWERS_SHOWN = 3
const MAX_PICKS = 3

/**
 * A page ends with the thread that fills it, in characters of text: where the next one begins is in its link, so that any
 * end is a good one. Vietnamese comments take 0.57 bytes a character after compression, what stands around each as much
 * as `MARKUP` characters. An article of the usual length leaves 2 KB of the 14 that come with a connection's first round
 * trip, a page without an article 7.
 */
export const SIZES = {
  /** Fewer threads than its own pages: what else it reads leaves room for so many rows. */
  onArticle: { threads: 40, room: 4_100 },
  ofItsOwn: { threads: 50, room: 12_000 },
} as const
const MARKUP = 70

export type PageSize = (typeof SIZES)[keyof typeof SIZES]

/** A comment's columns; of one that is not approved nothing but its place. */
const COMMENT = `id, parent, iif(status = 'approved', name, NULL) AS name, iif(status = 'approved', body, NULL) AS body,
  created_at, staff IS NOT NULL AS is_staff, picked_at IS NOT NULL AS is_picked, answers`

/** @param alias of a comment that begins a thread */
const FIRST_ANSWERS = (alias: string) => `
  iif(${alias}.replies = 0, '[]', (
    SELECT json_group_array(json_object('id', id, 'parent', parent, 'name', name, 'body', body, 'created_at', created_at,
      'is_staff', is_staff, 'is_picked', is_picked, 'answers', answers))
    FROM (SELECT ${COMMENT} FROM comments INDEXED BY comments_replies
          WHERE parent = ${alias}.id AND parent IS NOT NULL AND status = 'approved'
          ORDER BY created_at, id LIMIT ${ANSWERS_SHOWN})))`

/**
 * SQL of an article's threads from a place on, with the first answers of each; before them, where asked for, its picks.
 * @param article an SQL expression that gives its id
 * @param from an SQL row value, `created_at` and `id` of the thread after which the page begins
 */
export function THREADS(
  article: string,
  order: Order,
  { size, from, picks }: { size: PageSize; from?: string; picks: boolean },
): string {
  const [direction, beyond] = order === 'newest' ? ['DESC', '<'] : ['ASC', '>']
  const threads = `
    SELECT 'thread' AS part, ${COMMENT}, replies, ${FIRST_ANSWERS('t')} AS first_answers
    FROM comments t INDEXED BY comments_threads
    WHERE article_id = ${article} AND parent IS NULL AND (status = 'approved' OR replies > 0)
      ${from ? `AND (created_at, id) ${beyond} ${from}` : ''}
    ORDER BY created_at ${direction}, id ${direction} LIMIT ${size.threads + 1}`
  if (!picks) return threads
  return `
    SELECT * FROM (
      SELECT 'pick' AS part, ${COMMENT}, 0 AS replies, '[]' AS first_answers FROM comments INDEXED BY comments_picked
      WHERE article_id = ${article} AND picked_at IS NOT NULL AND status = 'approved'
      ORDER BY picked_at DESC, id DESC LIMIT ${MAX_PICKS})
    UNION ALL SELECT * FROM (${threads})`
}

/** A row of `COMMENT`. */
export type CommentRow = Omit<ThreadComment, 'isStaff' | 'isPicked' | 'answering' | 'name' | 'body'> & {
  name: string | null
  body: string | null
  is_staff: number
  is_picked: number
}

export type ThreadRow = CommentRow & { part: 'thread' | 'pick'; replies: number; first_answers: string }

export function threadPageOf(rows: ThreadRow[], size: PageSize): ThreadPage {
  const picks = rows.filter(({ part }) => part === 'pick').flatMap((row) => commentOf(row) ?? [])
  const found = rows.filter(({ part }) => part === 'thread').map(threadOf)
  let left = size.room - weigh(picks)
  const tooMuch = found.findIndex((thread, i) => {
    left -= weigh([thread.first ?? { name: '', body: '' }, ...thread.answers])
    return i > 0 && (left < 0 || i >= size.threads)
  })
  const threads = tooMuch < 0 ? found : found.slice(0, tooMuch)
  const last = threads.at(-1)
  return { picks, threads, next: last && threads.length < found.length ? `${last.created_at}-${last.id}` : null }
}

function threadOf({ first_answers, replies, ...row }: ThreadRow): ThreadView {
  const rows = replies === 0 ? [] : (JSON.parse(first_answers) as CommentRow[])
  const answers = rows.flatMap((answer) => commentOf(answer) ?? [])
  return {
    id: row.id,
    created_at: row.created_at,
    first: commentOf(row),
    // Who is answered has written before, so that they are among the first where their answer is.
    answers: answers.map((answer) => ({
      ...answer,
      answering: answers.find(({ id }) => id === answer.answers)?.name ?? null,
    })),
    replies,
  }
}

/** Null for one that is no longer there. */
export function commentOf({ id, parent, name, body, created_at, answers, ...row }: CommentRow): ThreadComment | null {
  if (name === null || body === null) return null
  const [isStaff, isPicked] = [row.is_staff === 1, row.is_picked === 1]
  return { id, parent, name, body, created_at, answers, isStaff, isPicked, answering: null }
}

function weigh(comments: { name: string; body: string }[]): number {
  return comments.reduce((sum, { name, body }) => sum + MARKUP + name.length + body.length, 0)
}

export function countShown({ threads }: Pick<ThreadPage, 'threads'>): number {
  return threads.reduce((sum, { first, answers }) => sum + (first ? 1 : 0) + answers.length, 0)
}
