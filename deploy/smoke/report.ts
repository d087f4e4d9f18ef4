/** What a run came to, for a person and for a program. */
import { NAMES, type Report, type Result } from './run.ts'

const SIGNS = { passed: '✓', failed: '✗', skipped: '–' } as const
const WIDEST = Math.max(...NAMES.map((name) => name.length))

export function lineOf({ name, verdict, says }: Result): string {
  return `  ${SIGNS[verdict]} ${name.padEnd(WIDEST)}  ${says}`
}

export function summaryOf({ results, left, notRemoved }: Report): string {
  const count = (verdict: Result['verdict']) => results.filter((result) => result.verdict === verdict).length
  return [
    '',
    ...notRemoved.map((what) => `  ✗ Could not be taken back: ${what}`),
    ...left.map((what) => `  Stays on record: ${what}.`),
    `  ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} not asked.`,
    '',
  ].join('\n')
}

/** What could not be taken back is a failure too. */
export function exitCodeOf({ results, notRemoved }: Report): number {
  if (notRemoved.length > 0 || results.some(({ verdict }) => verdict === 'failed')) return 1
  return results.some(({ name, verdict }) => name === 'desk' && verdict === 'skipped') ? 3 : 0
}
