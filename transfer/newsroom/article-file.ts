/**
 * An article as a file: what people wrote of it, in front of its text in Markdown. Every column is there that is not made
 * of others; those stand in `tables/articles.jsonl`.
 */
import { parse as parseYaml, stringify as writeYaml } from 'yaml'
import type { Row } from './rows.ts'

/** Made of the text, or counted: for machines. The original may be an article that comes later. */
export const BESIDE = [
  'body_html',
  'words',
  'lead_image',
  'comment_count',
  'page_revision',
  'month',
  'submission',
  'translation_of',
]

/** Milliseconds in the table, and in the file a time that people can read. */
const isTime = (column: string) => column.endsWith('_at')

/** For people and other programs: a restore takes these from their own tables. */
export interface Also {
  tags: string[]
  translation_of: string | null
  corrections: { at: string; by: string; note: string }[]
}

/** `articles/2026/10/31-nuoc-len.md`, by when it was begun. */
export function articlePlace({ id, slug, created_at }: Row): string {
  const [year, month] = new Date(Number(created_at)).toISOString().split('-')
  const name = String(slug).replace(/[^a-z0-9-]/g, '')
  return `articles/${year}/${month}/${id}${name ? `-${name}` : ''}.md`
}

export function writeArticle(row: Row, also: Also): string {
  const front: Record<string, unknown> = {}
  for (const [column, value] of Object.entries(row)) {
    if (column === 'body' || BESIDE.includes(column)) continue
    front[column] = isTime(column) && value !== null ? new Date(Number(value)).toISOString() : value
  }
  return `---\n${writeYaml({ ...front, also }, { lineWidth: 0 })}---\n${row['body']}\n`
}

/** Throws where the text is not one that `writeArticle` made. */
export function readArticle(text: string): Row {
  const end = text.indexOf('\n---\n', 3)
  if (!text.startsWith('---\n') || end < 0) throw new Error('it does not begin with what is known of the article')
  const { also: _, ...front } = parseYaml(text.slice(4, end + 1)) as Row & { also: Also }
  for (const [column, value] of Object.entries(front)) {
    if (isTime(column) && typeof value === 'string') front[column] = Date.parse(value)
  }
  return { ...front, body: text.slice(end + 5, -1) }
}

/** What stands beside the file. */
export function besideOf(row: Row): Row {
  return { id: row['id'] ?? null, ...Object.fromEntries(BESIDE.map((column) => [column, row[column] ?? null])) }
}
