/** All that the database holds, as text: what is not in it is nowhere. */
import { env } from 'cloudflare:workers'

export async function dumpOf(): Promise<string> {
  const tables = await env.DB.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'`,
  ).all<{ name: string }>()
  const rows = []
  for (const { name } of tables.results) {
    rows.push(
      name,
      ...(await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results.map((row) => JSON.stringify(row)),
    )
  }
  return rows.join('\n')
}
