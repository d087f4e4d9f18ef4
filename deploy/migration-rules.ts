/** What a migration may not do while the code before it still runs: see docs/migrations.md. */

/** The last migration that was made before there were rules. */
export const RULED_AFTER = '0011_desk_triggers.sql'

/** Names are bare or quoted by `, " or [. */
const NAME = '[`"\\[]?(\\w+)[`"\\]]?'
const of = (words: string) => new RegExp(words.replaceAll(' ', '\\s+').replaceAll('NAME', NAME), 'gi')

const NARROWING = [
  of('\\bDROP (?:TABLE|INDEX|VIEW)(?: IF EXISTS)? NAME'),
  of('\\bDROP COLUMN NAME'),
  of('\\bRENAME (?:COLUMN )?(?:NAME )?TO NAME'),
]

/**
 * What is wrong with a migration, a sentence each.
 * @param code all code that would break: a thing that is said to be unused must not be named in it
 */
export function problemsOf(sql: string, code: string): string[] {
  const unused = new Set([...sql.matchAll(/^-- unused: (\w+)\s*$/gm)].map(([, name]) => name ?? ''))
  const bare = sql.replace(/--.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '')
  const made = new Set(
    [...bare.matchAll(of('\\bCREATE (?:VIRTUAL )?TABLE(?: IF NOT EXISTS)? NAME'))].map(([, name]) => name),
  )
  const problems = [...unused]
    .filter((name) => new RegExp(`\\b${name}\\b`).test(code))
    .map((name) => `${name} is said to be unused, and the code names it`)

  for (const [all, name] of NARROWING.flatMap((rule) => [...bare.matchAll(rule)])) {
    if (!unused.has(name ?? '')) problems.push(`«${all}»: code that runs before and after may need it`)
  }
  for (const [all, name] of bare.matchAll(of('\\bDROP TRIGGER(?: IF EXISTS)? NAME'))) {
    const isMadeAnew = of(`\\bCREATE TRIGGER(?: IF NOT EXISTS)? [\`"]?${name}\\b`).test(bare)
    if (!isMadeAnew && !unused.has(name ?? '')) problems.push(`«${all}»: what it kept, nobody keeps`)
  }
  for (const [all, column] of bare.matchAll(of('\\bADD (?:COLUMN )?NAME [^;]*'))) {
    if (/\bNOT\s+NULL\b/i.test(all) && !/\bDEFAULT\b/i.test(all)) problems.push(`${column}: NOT NULL wants a DEFAULT`)
  }
  for (const [, index, table] of bare.matchAll(of('\\bCREATE UNIQUE INDEX(?: IF NOT EXISTS)? NAME ON NAME'))) {
    if (!made.has(table)) problems.push(`${index}: a rule that ${table} did not have refuses what older code writes`)
  }
  return problems
}
