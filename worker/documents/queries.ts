/** What the pages of official documents are made of: one batch each, whatever the archive holds. */
import { rowsOf, SITE, siteOf, TEASER, teasersOf } from '../articles/queries.ts'
import type { Db } from '../env.ts'
import {
  type CitingArticle,
  citingCursorOf,
  type DocumentView,
  documentCursorOf,
  type ListedDocument,
  type Page,
  parseCitingCursor,
  parseDocumentCursor,
} from './document.ts'

const DOCUMENTS_ON_A_PAGE = 50
const ARTICLES_ON_A_PAGE = 20

/** Documents that a published article cites, the newest first. */
export async function readDocumentsPage(db: Db, origin: string, before: string | undefined) {
  const key = parseDocumentCursor(before)
  // Named, because without statistics SQLite would sort all documents.
  const cited = 'FROM documents INDEXED BY documents_cited WHERE articles > 0 AND slug IS NOT NULL'
  const [site, found, above] = await db.batch([
    db.prepare(SITE),
    db
      .prepare(
        `SELECT number, slug, type, date, dated, articles ${cited} AND (dated, slug) < (?, ?)
         ORDER BY dated DESC, slug DESC LIMIT ${DOCUMENTS_ON_A_PAGE + 1}`,
      )
      .bind(...key),
    db
      .prepare(
        `SELECT dated, slug ${cited} AND (dated, slug) >= (?, ?)
         ORDER BY dated, slug LIMIT 1 OFFSET ${DOCUMENTS_ON_A_PAGE}`,
      )
      .bind(...key),
  ])
  const around = siteOf(site, origin)
  const rows = rowsOf<ListedDocument>(found)
  return {
    site: around,
    page: pageOf(rows, rowsOf<ListedDocument>(above), before, documentCursorOf, DOCUMENTS_ON_A_PAGE),
  }
}

/**
 * A document and the published articles that cite it: by the date that they cite, the newest first, and last those that
 * tell none. `document` is null where no published article cites it.
 */
export async function readDocumentPage(db: Db, origin: string, slug: string, before: string | undefined) {
  const key = parseCitingCursor(before)
  const citing = `FROM article_documents x INDEXED BY article_documents_published`
  const here = `x.document = (SELECT number FROM documents WHERE slug = ?1) AND x.published_at IS NOT NULL`
  const date = (more: string) =>
    `(SELECT x.date ${citing} WHERE x.document = d.number AND x.published_at IS NOT NULL ${more} LIMIT 1)`
  const [site, document, found, above] = await db.batch([
    db.prepare(SITE),
    db
      .prepare(
        `SELECT d.number, d.slug, d.type, d.articles,
           coalesce(${date(`AND x.date > '' ORDER BY x.date`)}, '') AS earliest,
           coalesce(${date('ORDER BY x.date DESC')}, '') AS latest,
           ${date('ORDER BY x.date')} = '' AS undated
         FROM documents d WHERE d.slug = ? AND d.articles > 0`,
      )
      .bind(slug),
    db
      .prepare(
        `SELECT ${TEASER}, x.date AS cited_date ${citing} CROSS JOIN articles a ON a.id = x.article_id
         LEFT JOIN images i ON i.id = a.lead_image
         WHERE ${here} AND (x.date, x.published_at, x.article_id) < (?2, ?3, ?4)
         ORDER BY x.date DESC, x.published_at DESC, x.article_id DESC LIMIT ${ARTICLES_ON_A_PAGE + 1}`,
      )
      .bind(slug, ...key),
    db
      .prepare(
        `SELECT x.date AS cited_date, x.published_at, x.article_id AS id ${citing}
         WHERE ${here} AND (x.date, x.published_at, x.article_id) >= (?2, ?3, ?4)
         ORDER BY x.date, x.published_at, x.article_id LIMIT 1 OFFSET ${ARTICLES_ON_A_PAGE}`,
      )
      .bind(slug, ...key),
  ])
  const around = siteOf(site, origin)
  const rows = teasersOf<CitingArticle>(found, around)
  return {
    site: around,
    document: rowsOf<DocumentView>(document)[0] ?? null,
    page: pageOf(rows, rowsOf<CitingArticle>(above), before, citingCursorOf, ARTICLES_ON_A_PAGE),
  }
}

/** @param above the row that the page before this one begins below, where it is not the first */
function pageOf<Row>(
  rows: Row[],
  above: Row[],
  before: string | undefined,
  cursorOf: (row: Row) => string,
  size: number,
): Page<Row> {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return {
    rows: shown,
    newer: before === undefined ? null : above[0] ? cursorOf(above[0]) : '',
    older: last && rows.length > size ? cursorOf(last) : null,
  }
}
