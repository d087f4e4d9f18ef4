/** The newsroom's list of terms, and what a term would have caught before it is on the list. */
import type { Db, EpochMs } from '../env.ts'
import type { Comment } from '../schema.ts'
import { compileTerms, matchTerms } from '../text/terms.ts'
import { termsIn } from './checks/terms.ts'

export interface Term {
  term: string
  kind: 'blocked' | 'suspect'
  added_at: EpochMs
  added_by: string
}

export const TERM_LIMITS = { length: 100, list: 2000 } as const

/** In the order they were entered, the newest first: the list is never long. */
export async function listTerms(db: Db): Promise<Term[]> {
  const { results } = await db
    .prepare(
      `SELECT term, kind, added_at, coalesce((SELECT name FROM staff WHERE email = added_by), added_by) AS added_by
       FROM blocked_terms ORDER BY added_at DESC, term LIMIT ${TERM_LIMITS.list}`,
    )
    .all<Term>()
  return results
}

/** The term of the list that finds the same as this one, however it is spelt; null where there is none. */
export function sameTerm(term: string, list: Term[]): Term | null {
  const compiled = compileTerms([term])
  const both = list.filter((known) => matchTerms(known.term, compiled).length > 0)
  return both.find((known) => matchTerms(term, [known.term]).length > 0) ?? null
}

/** A term of punctuation alone would find either nothing or nearly everything. */
export function isTerm(term: string): boolean {
  return /[\p{L}\p{N}\p{S}]/u.test(term) && matchTerms(term, [term]).length > 0
}

/** Returns whether it was added; it is not where it stood there already. */
export async function addTerm(db: Db, { term, kind }: Pick<Term, 'term' | 'kind'>, actor: string, at: EpochMs) {
  const [, added] = await db.batch<{ term: string }>([
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?3, ?4, 'term_added', 'term:' || ?1, json_object('kind', ?2)
         WHERE NOT EXISTS (SELECT 1 FROM blocked_terms WHERE term = ?1)`,
      )
      .bind(term, kind, at, actor),
    db
      .prepare(
        `INSERT INTO blocked_terms (term, kind, added_at, added_by) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING RETURNING term`,
      )
      .bind(term, kind, at, actor),
  ])
  return (added?.results.length ?? 0) > 0
}

export async function removeTerm(db: Db, term: string, actor: string, at: EpochMs): Promise<boolean> {
  const [, removed] = await db.batch<{ term: string }>([
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?2, ?3, 'term_removed', 'term:' || term, json_object('kind', kind) FROM blocked_terms WHERE term = ?1`,
      )
      .bind(term, at, actor),
    db.prepare('DELETE FROM blocked_terms WHERE term = ? RETURNING term').bind(term),
  ])
  return (removed?.results.length ?? 0) > 0
}

export interface Caught extends Pick<Comment, 'id' | 'name' | 'status' | 'created_at'> {
  /** Around the place in the text; null where only the name has it. */
  excerpt: { before: string; hit: string; after: string } | null
}

export interface Preview {
  /** Of so many comments, the newest. */
  of: number
  caught: number
  /** Of those, the ones that a person or the checks approved. */
  approved: number
  newest: Caught[]
}

const LAST = 1000
const SHOWN = 20
/** UTF-16 code units: what the checks can go through within a request's time. */
const MOST_TEXT = 300_000

/** What a term would have caught in the last thousand comments, by the very check that will look for it. */
export async function previewTerm(db: Db, term: string): Promise<Preview> {
  const { results } = await db
    .prepare(
      `SELECT id, name, body, status, created_at FROM comments
       WHERE staff IS NULL AND status <> 'erased' ORDER BY id DESC LIMIT ${LAST}`,
    )
    .all<Pick<Comment, 'id' | 'name' | 'body' | 'status' | 'created_at'>>()
  const compiled = compileTerms([term])
  let read = 0
  let of = 0
  const caught: typeof results = []
  for (const comment of results) {
    read += comment.name.length + comment.body.length
    if (read > MOST_TEXT && of > 0) break
    of++
    if (termsIn([comment.name, comment.body], compiled).length > 0) caught.push(comment)
  }
  return {
    of,
    caught: caught.length,
    approved: caught.filter(({ status }) => status === 'approved').length,
    newest: caught.slice(0, SHOWN).map(({ body, ...comment }) => ({ ...comment, excerpt: excerptOf(body, compiled) })),
  }
}

const AROUND = 80

type Compiled = ReturnType<typeof compileTerms>

/** The shortest run of words in which the term is found: from where it first ends, back to where it begins. */
export function excerptOf(body: string, compiled: Compiled): Caught['excerpt'] {
  const words = Array.from(body.matchAll(/\S+/g), ({ 0: word, index }) => ({ start: index, end: index + word.length }))
  // A text without marks is read more freely: each part must be read as the whole is.
  const asWhole = /[\u0300-\u036Fđ]/.test(body.normalize('NFD')) ? ' ậ' : ''
  const has = (from: number, to: number) =>
    matchTerms(body.slice(words[from]?.start, words[to]?.end) + asWhole, compiled).length > 0
  if (words.length === 0 || !has(0, words.length - 1)) return null
  const last = firstOf(words.length, (n) => has(0, n))
  const first = last - firstOf(last + 1, (n) => has(last - n, last))
  const start = words[first]?.start ?? 0
  const end = words[last]?.end ?? 0
  return {
    before: (start > AROUND ? '…' : '') + body.slice(Math.max(0, start - AROUND), start),
    hit: body.slice(start, end),
    after: body.slice(end, end + AROUND) + (end + AROUND < body.length ? '…' : ''),
  }
}

/** The least n below `count` of which something is true that is true of all above it too. */
function firstOf(count: number, isTrue: (n: number) => boolean): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (isTrue(middle)) high = middle
    else low = middle + 1
  }
  return low
}
