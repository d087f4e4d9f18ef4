/** What an official document is, as readers' pages show it, and where those pages end. */
import type { Teaser } from '../articles/article.ts'
import type { OfficialDocument } from '../schema.ts'

/** A document as it stands in the list. */
export interface ListedDocument extends Pick<OfficialDocument, 'number' | 'type' | 'date' | 'dated' | 'articles'> {
  slug: string
}

/** A document as its own page shows it. A number may name several: bodies number anew each year, and share codes. */
export interface DocumentView extends Pick<OfficialDocument, 'number' | 'type' | 'articles'> {
  slug: string
  /** The first and the last date that an article cites it by, `yyyy-mm-dd`; empty where none tells it. */
  earliest: string
  latest: string
  /** Whether an article cites it without a date. */
  undated: number
}

/** An article that cites a document. */
export interface CitingArticle extends Teaser {
  /** `yyyy-mm-dd`, or empty. */
  cited_date: string
}

/** A page of a list: `newer` is null on the first one, and empty where the page before it is the first. */
export interface Page<Row> {
  rows: Row[]
  newer: string | null
  older: string | null
}

/** Above every date and every slug: where a list begins. */
const TOP = '~'
const NOTHING_ABOVE = Number.MAX_SAFE_INTEGER

/** Where a page of the list ends: `2020-03-05_30-2020-nd-cp`. */
export function documentCursorOf({ dated, slug }: Pick<ListedDocument, 'dated' | 'slug'>): string {
  return `${dated}_${slug}`
}

export const DOCUMENT_CURSOR = /^(?:\d{4}(?:-\d\d-\d\d)?)?_\d[a-z\d-]{1,160}$/

export function parseDocumentCursor(cursor: string | undefined): [dated: string, slug: string] {
  const [dated, slug] = cursor && DOCUMENT_CURSOR.test(cursor) ? cursor.split('_') : []
  return [dated ?? TOP, slug ?? TOP]
}

/** Where a page of a document's articles ends: `2023-03-21_1700000000000-5`. */
export function citingCursorOf(article: Pick<CitingArticle, 'cited_date' | 'published_at' | 'id'>): string {
  return `${article.cited_date}_${article.published_at}-${article.id}`
}

export const CITING_CURSOR = /^(?:\d{4}-\d\d-\d\d)?_(?:0|[1-9]\d{0,14})-[1-9]\d{0,14}$/

export function parseCitingCursor(cursor: string | undefined): [date: string, at: number, id: number] {
  const [date, key] = cursor && CITING_CURSOR.test(cursor) ? cursor.split('_') : []
  const [at, id] = key?.split('-').map(Number) ?? []
  return [date ?? TOP, at ?? NOTHING_ABOVE, id ?? NOTHING_ABOVE]
}

/** Rows that follow each other, in their groups. */
export function groupBy<Row>(rows: Row[], keyOf: (row: Row) => string): { key: string; rows: Row[] }[] {
  const groups: { key: string; rows: Row[] }[] = []
  for (const row of rows) {
    const key = keyOf(row)
    const last = groups.at(-1)
    if (last?.key === key) last.rows.push(row)
    else groups.push({ key, rows: [row] })
  }
  return groups
}
