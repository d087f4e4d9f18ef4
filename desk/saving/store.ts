/** What was typed and has not reached the server, kept in this browser: each under its writer and its form. */

export interface KeptCopy {
  person: string
  key: string
  /** Empty before the first save. */
  article: string
  version: number
  step: number
  written_at: number
  continues: string
  fields: Record<string, string>
}

const PREFIX = 'dateline-copy'
/** As long as the server keeps one. */
const KEPT_MS = 90 * 24 * 60 * 60_000

/** @returns whether it is kept: a browser may have no room, or be told to keep nothing. */
export function keepInBrowser(copy: KeptCopy): boolean {
  try {
    localStorage.setItem(nameOf(copy), JSON.stringify(copy))
    return true
  } catch {
    return false
  }
}

/** What was typed after `step` stays. */
export function dropFromBrowser(copy: Pick<KeptCopy, 'person' | 'key' | 'step'>): void {
  const kept = read(nameOf(copy))
  if (kept && kept.step <= copy.step) localStorage.removeItem(nameOf(copy))
}

/** A person's, the newest first: whoever else sits at this computer is not shown them. */
export function keptInBrowser(person: string): KeptCopy[] {
  return names()
    .filter((name) => name.startsWith(`${PREFIX} ${person} `))
    .map(read)
    .filter((copy) => copy !== null)
    .sort((a, b) => b.written_at - a.written_at)
}

export function forgetOld(now: number): void {
  for (const name of names()) {
    const copy = read(name)
    if (copy && copy.written_at < now - KEPT_MS) localStorage.removeItem(name)
  }
}

function names(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(`${PREFIX} `))
  } catch {
    return []
  }
}

function read(name: string): KeptCopy | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

function nameOf({ person, key }: Pick<KeptCopy, 'person' | 'key'>): string {
  return `${PREFIX} ${person} ${key}`
}
