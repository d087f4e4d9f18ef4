/** How the costs of pages are written down, so that a diff says what got dearer, and what in a plan makes it so. */
import type { Trip } from '../watched.ts'
import type { Kind } from './kinds.ts'

export interface Cost {
  kind: Kind
  status: number
  trips: Trip[]
  plans: { sql: string; details: string[] }[]
  /** Null for what is no text. */
  text: { bytes: number; gzipBytes: number } | null
}

type Plan = Cost['plans'][number]

/** Tables of a few dozen rows, however old the newsroom is. */
const SMALL = ['sections', 'settings']

export function writtenTable(costs: Cost[]): string {
  const rows = costs.map(({ kind, status, trips, text }) => [
    kind.name,
    status,
    trips.length,
    trips.map((trip) => trip.statements.length).join(' + ') || 0,
    trips.map((trip) => trip.rowsRead).join(' + ') || 0,
    text ? kb(text.bytes) : '–',
    text ? kb(text.gzipBytes) : '–',
  ])
  const head = ['kind', 'status', 'D1 trips', 'statements', 'rows read', 'KB', 'KB gzip']
  return `${[head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`
}

/** Each statement once, below the kinds that ask it. */
export function writtenStatements(costs: Cost[]): string {
  const asked = new Map<string, { kinds: string[]; details: string[] }>()
  for (const { kind, plans } of costs) {
    for (const { sql, details } of plans) {
      const known = asked.get(sql) ?? { kinds: [], details }
      if (!known.kinds.includes(kind.name)) known.kinds.push(kind.name)
      asked.set(sql, known)
    }
  }
  const written = [...asked].map(([sql, { kinds, details }]) => {
    const plan = details.map((detail) => `- ${detail}`).join('\n')
    return `## ${kinds.join(' · ')}\n\n\`\`\`sql\n${outdented(sql)}\n\`\`\`\n\n${plan}\n`
  })
  return written.join('\n')
}

/** Lines that go through a whole table which grows: without an index, and of no result that is gathered on the way. */
export function walksIn({ sql, details }: Plan): string[] {
  return details.filter((detail) => {
    const [, name = ''] = /^SCAN ([a-z]\w*)$/i.exec(detail) ?? []
    if (!name || detail === 'SCAN CONSTANT ROW') return false
    const gathered = details.flatMap((line) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)$/.exec(line)?.[1] ?? [])
    return tablesCalled(name, sql).some((table) => !SMALL.includes(table) && !gathered.includes(table))
  })
}

export function sortsIn({ details }: Plan): string[] {
  return details.filter((detail) => /^USE TEMP B-TREE/.test(detail))
}

/** What a name in a plan stands for in the statement. */
function tablesCalled(name: string, sql: string): string[] {
  const called = [...sql.matchAll(new RegExp(`\\b(?:FROM|JOIN|,)\\s+(\\w+)\\s+(?:AS\\s+)?${name}\\b`, 'gi'))]
  return called.length > 0 ? called.map(([, table = '']) => table) : [name]
}

function outdented(sql: string): string {
  const lines = sql.trim().split('\n')
  const indents = lines
    .slice(1)
    .filter((line) => line.trim())
    .map((line) => line.search(/\S/))
  const indent = indents.length > 0 ? Math.min(...indents) : 0
  return lines.map((line, i) => (i === 0 ? line : line.slice(indent)).trimEnd()).join('\n')
}

function kb(bytes: number): string {
  return (bytes / 1024).toFixed(1)
}
