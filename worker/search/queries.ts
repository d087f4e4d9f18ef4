/**
 * What a search finds, in one D1 batch. The index is walked from the newest article back and no further than a page
 * needs, so that a common word costs no more than a rare one; pinned by test/search/queries.test.ts.
 */
import type { Teaser } from '../articles/article.ts'
import { NEWEST_TEASERS, SITE, siteOf, TEASER, teasersOf } from '../articles/queries.ts'
import type { Db } from '../env.ts'
import { matchAll, matchTiers, type Phrase, parseQuery } from './query.ts'
import { markPhrases, type Part, trimExcerpt } from './snippet.ts'

export interface SearchResult {
  teaser: Teaser
  headline: Part[]
  /** Where the words stand, or what the article begins with. */
  snippet: Part[]
}

export interface SearchPage {
  phrases: Phrase[]
  results: SearchResult[]
  /** Up to `MAX_COUNT`, and one more where there are more than that. */
  count: number
  /** The cursor of the next page, null on the last. */
  next: string | null
}

/** Where a page of results ends: its tier, and the place of its last article in the index. */
export const SEARCH_CURSOR = /^[0-3]-[1-9]\d{0,11}$/

/** Each is a row as it is found and another as it is counted. */
export const MAX_COUNT = 50
const ON_A_PAGE = 15
const SUGGESTED = 4
/** In characters: two lines or three. */
const EXCERPT = 240
const BEFORE_THE_WORDS = 70

/** @param query canonical; `newest` is for a page that has nothing else to show. */
export async function readSearchPage(db: Db, origin: string, query: string, before: string | undefined) {
  const phrases = parseQuery(query)
  const [site, newest, found] = await db.batch([
    db.prepare(SITE),
    db.prepare(`${NEWEST_TEASERS} LIMIT ${SUGGESTED}`),
    ...(phrases.length > 0 ? [prepareResults(db, phrases, before)] : []),
  ])
  const around = siteOf(site, origin)
  return { site: around, newest: teasersOf(newest, around), page: pageOf(teasersOf<ResultRow>(found, around), phrases) }
}

type ResultRow = Teaser & { tier: number; place: number; count: number | null; starts_at: number; excerpt: string }

/**
 * The next tier is asked only when those before it did not fill the page, and the count where it is not what is on it. A number reaches D1 as a float, and from a
 * float the index does not take a place to begin at: it would walk there.
 */
function prepareResults(db: Db, phrases: Phrase[], before: string | undefined): D1PreparedStatement {
  const [from, last] = before ? (before.split('-').map(Number) as [number, number]) : [0, Number.MAX_SAFE_INTEGER]
  const tiers = matchTiers(phrases)
    .map((tier, number) => ({ ...tier, number, below: number === from ? last : Number.MAX_SAFE_INTEGER }))
    .filter(({ number }, _, all) => number >= Math.min(from, all.length - 1))
  const tierSql = tiers.map(
    ({ number }) => `tier${number} AS MATERIALIZED (
      SELECT ${number} AS tier, rowid AS place FROM search
      WHERE search MATCH ? AND rowid < CAST(? AS INTEGER)
        ${before ? '' : `AND rowid NOT IN (${placesBefore(number)})`}
      ORDER BY rowid DESC LIMIT ${ON_A_PAGE + 1})`,
  )
  const places = tiers.map(({ number }) => `SELECT tier, place FROM tier${number}`)
  const lookedFor = wordsToQuote(phrases)
  return db
    .prepare(
      `WITH ${tierSql.join()}, found AS MATERIALIZED (${places.join(' UNION ALL ')} LIMIT ${ON_A_PAGE + 1})
       SELECT f.tier, f.place, ${TEASER}, f.starts_at, f.excerpt, (
         SELECT CASE WHEN ? OR (SELECT count(*) FROM found) > ${ON_A_PAGE} THEN (
           SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ${MAX_COUNT + 1})) END) AS count
       FROM (
         SELECT tier, place, article_id, starts_at, substr(text, starts_at, ${EXCERPT}) AS excerpt FROM (
           SELECT f.tier, f.place, t.article_id, t.text, max(1, coalesce(${lookedFor
             .map(() => `nullif(instr(' ' || replace(t.folded, char(10), ' ') || ' ', ?), 0)`)
             .join()}, 1) - ${BEFORE_THE_WORDS}) AS starts_at
           FROM found f CROSS JOIN article_texts t ON t.place = f.place)) f
       CROSS JOIN articles a ON a.id = f.article_id
       LEFT JOIN images i ON i.id = a.lead_image`,
    )
    .bind(
      ...tiers.flatMap(({ match, without, below }) => [
        before && without ? `(${match}) NOT (${without})` : match,
        below,
      ]),
      before ? 1 : 0,
      matchAll(phrases),
      ...lookedFor,
    )
}

/**
 * No article stands in two tiers. A first page knows all that the tiers before one have, else it would be full of them;
 * further pages ask the index to leave them out, which costs twice as much.
 */
function placesBefore(number: number): string {
  const earlier = Array.from({ length: number }, (_, tier) => `SELECT place FROM tier${tier}`)
  return earlier.join(' UNION ALL ')
}

/** First all of them in a row; then the phrases, the longest first, which says the most. */
function wordsToQuote(phrases: Phrase[]): string[] {
  const each = phrases.map((words) => words.join(' ')).sort((a, b) => b.length - a.length)
  return [...new Set([phrases.flat().join(' '), ...each.slice(0, 4)])].map((words) => ` ${words} `)
}

function pageOf(rows: ResultRow[], phrases: Phrase[]): SearchPage {
  const ordered = rows.sort((a, b) => a.tier - b.tier || b.place - a.place)
  const shown = ordered.slice(0, ON_A_PAGE)
  const last = shown.at(-1)
  return {
    phrases,
    count: rows[0]?.count ?? rows.length,
    results: shown.map((row) => resultOf(row, phrases)),
    next: last && rows.length > ON_A_PAGE ? `${last.tier}-${last.place}` : null,
  }
}

function resultOf({ tier, place, count, starts_at, excerpt, ...teaser }: ResultRow, phrases: Phrase[]): SearchResult {
  const isWhole = [...excerpt].length < EXCERPT
  const body = markPhrases(trimExcerpt(excerpt, { isStart: starts_at === 1, isWhole }), phrases)
  const standfirst = markPhrases(teaser.standfirst, phrases)
  const isMarked = (parts: Part[]) => parts.some((part) => part.isMarked)
  const prefersBody = isMarked(body) && (!isMarked(standfirst) || tier > 1)
  return {
    teaser,
    headline: markPhrases(teaser.headline, phrases),
    snippet: prefersBody || !teaser.standfirst ? body : standfirst,
  }
}
