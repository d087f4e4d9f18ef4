/** What a newsroom's database is made of, in bytes. */
import { DatabaseSync } from 'node:sqlite'

export interface Size {
  /** A table or an index. */
  name: string
  table: string
  bytes: number
}

export interface Sizes {
  bytes: number
  articles: number
  comments: number
  parts: Size[]
}

/** Reads every page of the file, which nobody may write meanwhile. */
export function sizesOf(file: string): Sizes {
  const db = new DatabaseSync(file, { readOnly: true })
  const count = (table: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'])
  const parts = db
    .prepare(
      `SELECT d.name, coalesce(s.tbl_name, d.name) AS "table", d.pgsize AS bytes FROM dbstat d
       LEFT JOIN sqlite_schema s ON s.name = d.name AND s.type IN ('table', 'index')
       WHERE d.aggregate = true ORDER BY d.pgsize DESC`,
    )
    .all() as unknown as Size[]
  const sizes = { articles: count('articles'), comments: count('comments') }
  db.close()
  return { ...sizes, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), parts }
}

/** What belongs to articles, and what to comments; the rest stays as it is. */
export function bytesEach({ parts, articles, comments }: Sizes): { article: number; comment: number } {
  const of = (tables: RegExp) =>
    parts.filter(({ table }) => tables.test(table)).reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    article: of(/^(articles|article_|revisions|search|image|documents|tags|redirects|audit_events)/) / articles,
    comment: comments === 0 ? 0 : of(/^(comments|moderation_events)/) / comments,
  }
}
