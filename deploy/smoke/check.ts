/** What a check is, and what it can come to. */
import type { Newsroom } from './newsroom.ts'

export interface Outcome {
  /** `skipped`: not asked, and so not proved. */
  verdict: 'passed' | 'failed' | 'skipped'
  /** What was seen; of a failure what is wrong and where to look. */
  says: string
}

export interface Check {
  name: string
  /** Checks that must have passed: without them this one could prove nothing. */
  needs?: string[]
  /** Checks that must not have failed: this one would only say the same in other words. */
  after?: string[]
  run: (newsroom: Newsroom) => Promise<Outcome>
}

export const passed = (says: string): Outcome => ({ verdict: 'passed', says })
export const failed = (says: string): Outcome => ({ verdict: 'failed', says: onOneLine(says) })
export const skipped = (says: string): Outcome => ({ verdict: 'skipped', says: onOneLine(says) })

/** What is wrong, all of it; or that all is well. */
export function judged(problems: (string | false)[], says: string): Outcome {
  const wrong = problems.filter((problem) => problem !== false)
  return wrong.length > 0 ? failed(wrong.join(' ')) : passed(says)
}

function onOneLine(says: string): string {
  return says.replace(/\s+/g, ' ')
}
