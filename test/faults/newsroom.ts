/** A newsroom as on its first day, for each seed anew: the same ids, and nothing left of the seed before. */
import { env } from 'cloudflare:workers'
import { PEOPLE } from '../newsroom.ts'

let begin: D1PreparedStatement[] | null = null

export async function openNewsroom(now: number): Promise<void> {
  begin ??= await statements()
  await env.DB.batch([
    ...begin,
    ...Object.entries(PEOPLE).map(([role, { email, name }]) =>
      env.DB.prepare('INSERT INTO staff (email, name, role, added_at) VALUES (?, ?, ?, ?)').bind(
        email,
        name,
        role,
        now,
      ),
    ),
  ])
  const { objects } = await env.MEDIA.list()
  if (objects.length > 0) await env.MEDIA.delete(objects.map(({ key }) => key))
}

/** The record keeps itself from being emptied, by triggers that are laid aside for that long. */
async function statements(): Promise<D1PreparedStatement[]> {
  const { results } = await env.DB.prepare(
    `SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'trigger')`,
  ).all<{ type: string; name: string; sql: string }>()
  const triggers = results.filter(({ type }) => type === 'trigger')
  const virtual = results.filter(({ sql }) => /^CREATE VIRTUAL/i.test(sql ?? '')).map(({ name }) => name)
  const isOurs = ({ type, name }: (typeof results)[number]) =>
    type === 'table' && !/^(_cf|sqlite_)/.test(name) && !virtual.some((index) => name.startsWith(`${index}_`))
  const run = (sql: string) => env.DB.prepare(sql)
  return [
    run('PRAGMA defer_foreign_keys = on'),
    ...triggers.map(({ name }) => run(`DROP TRIGGER "${name}"`)),
    ...results.filter(isOurs).map(({ name }) => run(`DELETE FROM "${name}"`)),
    run('DELETE FROM sqlite_sequence'),
    ...triggers.map(({ sql }) => run(sql)),
    run(`INSERT INTO settings (id, name) VALUES (1, 'Nhịp Cầu')`),
    run(
      `INSERT INTO sections (slug, name, position) VALUES ('chinh-sach', 'Chính sách', 1), ('van-hoa', 'Văn hoá', 2)`,
    ),
    run(`INSERT INTO authors (slug, name) VALUES ('hanh-le', 'Hạnh Lê')`),
  ]
}
