/** Every regular expression that our code has as a literal, and what is known of the time that each takes. */
import { globSync, readFileSync } from 'node:fs'
import { check } from 'recheck'
import { parseAst } from 'vitest/node'

const OURS = '{worker,templates,desk,transfer,local}/**/*.{ts,tsx,js}'
const CHECK_TIMEOUT_MS = 20_000

export interface Known {
  /** On which no text of n characters takes more than some n steps. */
  linear: string[]
  /** That may take n² steps or could not be decided on, and why no text that they meet is long enough for that. */
  bounded: Record<string, string>
}

/** As they stand in the source, each with the first place where it does. @param root the repository's */
export function findRegexes(root: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of globSync(OURS, { cwd: root }).sort()) {
    const source = readFileSync(`${root}/${file}`, 'utf8')
    const lang = file.endsWith('x') ? 'tsx' : file.endsWith('.js') ? 'js' : 'ts'
    walk(parseAst(source, { lang }), ({ pattern, flags }, start) => {
      const regex = `/${pattern}/${flags}`
      if (!found.has(regex)) found.set(regex, `${file}:${source.slice(0, start).split('\n').length}`)
    })
  }
  return found
}

/** Null where it is linear; otherwise what recheck says against it. */
export async function objectionTo(regex: string): Promise<string | null> {
  const [, pattern = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(regex) ?? []
  const verdict = await check(pattern, flags, { timeout: CHECK_TIMEOUT_MS })
  if (verdict.status === 'safe') return null
  return verdict.status === 'vulnerable'
    ? `${verdict.complexity.summary}, as on ${verdict.attack.pattern.slice(0, 200)}`
    : `not decided: ${verdict.error.kind}`
}

type Seen = (regex: { pattern: string; flags: string }, start: number) => void

function walk(node: unknown, seen: Seen): void {
  if (Array.isArray(node)) for (const one of node) walk(one, seen)
  else if (node && typeof node === 'object') {
    const { type, regex, start } = node as { type?: string; regex?: Parameters<Seen>[0]; start?: number }
    if (type === 'Literal' && regex) seen(regex, start ?? 0)
    for (const one of Object.values(node)) walk(one, seen)
  }
}
