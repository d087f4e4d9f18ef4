/** Rows out of the database and into it, a portion at a time, whatever the table's size. */
import type { Db } from '../../worker/env.ts'
import type { Table } from './tables.ts'

export type Row = Record<string, string | number | null>

/** A row with an article's text may have half a megabyte. */
const LONG = ['body', 'body_html', 'text', 'fields', 'state']
const AT_ONCE = { long: 40, short: 500 }

/** All rows of a table in the order of their numbers, in portions. */
export async function* readRows(db: Db, { name, columns }: Table): AsyncGenerator<Row[]> {
  const limit = columns.some((column) => LONG.includes(column)) ? AT_ONCE.long : AT_ONCE.short
  const number = columns.includes('rowid') ? 'rowid' : 'id'
  const some = db.prepare(
    `SELECT ${columns.map(quoted).join()} FROM ${quoted(name)} WHERE rowid > ? ORDER BY rowid LIMIT ${limit}`,
  )
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const { results } = await some.bind(last).all<Row>()
    if (results.length > 0) yield results
    if (results.length < limit) return
    last = Number(results.at(-1)?.[number])
  }
}

export async function countRows(db: Db, names: string[]): Promise<Map<string, number>> {
  const sql = names.map((name) => `SELECT '${name}' AS name, count(*) AS n FROM ${quoted(name)}`)
  const counts = new Map<string, number>()
  // SQLite as D1 has it puts no more than five selects together.
  for (let i = 0; i < sql.length; i += 5) {
    const { results } = await db.prepare(sql.slice(i, i + 5).join(' UNION ALL ')).all<{ name: string; n: number }>()
    for (const { name, n } of results) counts.set(name, n)
  }
  return counts
}

/** D1 takes a value of two million bytes: what is longer as one piece of JSON goes column by column. */
const MAX_JSON = 1_000_000

/** The statements that write rows as they are: one for all of them, besides those that are too long for it. */
export function insertStatements(db: Db, table: string, rows: Row[]): D1PreparedStatement[] {
  const [first] = rows
  if (!first) return []
  const columns = Object.keys(first)
  const into = `INSERT INTO ${quoted(table)} (${columns.map(quoted).join()})`
  const portions: string[][] = [[]]
  const single: Row[] = []
  let size = 0
  for (const row of rows) {
    const json = JSON.stringify(row)
    if (json.length > MAX_JSON / 2) {
      single.push(row)
      continue
    }
    size += json.length
    if (size > MAX_JSON / 2) {
      portions.push([])
      size = json.length
    }
    portions.at(-1)?.push(json)
  }
  const values = columns.map((column) => `value ->> '${column}'`).join()
  return [
    ...portions
      .filter((portion) => portion.length > 0)
      .map((portion) => db.prepare(`${into} SELECT ${values} FROM json_each(?)`).bind(`[${portion.join()}]`)),
    ...single.map((row) =>
      db.prepare(`${into} VALUES (${columns.map(() => '?').join()})`).bind(...columns.map((name) => row[name] ?? null)),
    ),
  ]
}

/** Writes columns of rows that are there, by their id. */
export function updateStatements(db: Db, table: string, rows: Row[]): D1PreparedStatement[] {
  return rows.map(({ id, ...set }) =>
    db
      .prepare(
        `UPDATE ${quoted(table)} SET ${Object.keys(set)
          .map((column) => `${quoted(column)} = ?`)
          .join()} WHERE id = ?`,
      )
      .bind(...Object.values(set), id ?? null),
  )
}

function quoted(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error(`${name} is no name of a table or a column`)
  return `"${name}"`
}
