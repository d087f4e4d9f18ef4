/**
 * Takes out each defence that docs/security.md names, one at a time, in a copy of the tree, and demands that its test
 * fails: with an assertion, in a program that still runs, after it has passed with the defence in place.
 *
 *     npm run threats                  all of them; docs/security.md is told how many were seen
 *     npm run threats -- Turnstile     those whose words, or whose test's file, contain it, or one of several
 *     npm run threats -- --write       only writes the tables of docs/security.md anew
 */
import { execFileSync, fork } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from './breaking.ts'
import { ALL } from './list.ts'
import { writeLastRun, writeTables } from './tables.ts'
import type { Threat } from './threat.ts'

const LANES = 2
const root = join(import.meta.dirname, '../..')

const wanted = process.argv.slice(2)
const isWanted = ({ threat, test }: Threat) => wanted.some((word) => `${threat} ${test.file}`.includes(word))
if (wanted[0] === '--write') writeTables(root)
else await takeEachOut(wanted.length === 0 ? ALL : ALL.filter(isWanted))

async function takeEachOut(threats: Threat[]): Promise<void> {
  const began = Date.now()
  const trees = Array.from({ length: LANES }, copyOfTree)
  const outcomes: Outcome[] = []
  try {
    await Promise.all(
      trees.map((tree, lane) => run(tree, shareOf(threats, lane), (outcome) => outcomes.push(tell(outcome)))),
    )
  } finally {
    for (const tree of trees) rmSync(tree, { recursive: true })
  }
  const stands = outcomes.filter(({ stood }) => stood).length
  console.log(`\n${stands} of ${threats.length} in ${Math.round((Date.now() - began) / 1000)} s`)
  const date = new Date().toISOString().slice(0, 10)
  if (threats === ALL) writeLastRun(root, `Last run, ${date}: ${stands} of ${ALL.length} seen (\`npm run threats\`).`)
  // Also where a lane ended before it had told of all.
  if (stands !== threats.length) process.exitCode = 1
}

/** Threats of one test file stay together: it is made ready once. */
function shareOf(threats: Threat[], lane: number): Threat[] {
  const files = [...new Set(threats.map(({ test }) => test.file))]
  const mine = new Set(files.filter((_, i) => i % LANES === lane))
  return threats.filter(({ test }) => mine.has(test.file)).sort((a, b) => a.test.file.localeCompare(b.test.file))
}

function copyOfTree(): string {
  const tree = mkdtempSync(join(tmpdir(), 'dateline-threats-'))
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of files.toString().split('\0').filter(Boolean)) {
    cpSync(join(root, file), join(tree, file), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  return tree
}

function run(tree: string, threats: Threat[], told: (outcome: Outcome) => void): Promise<void> {
  const program = join(import.meta.dirname, 'breaking.ts')
  const lane = fork(program, { cwd: tree, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  lane.on('message', (outcome) => told(outcome as Outcome))
  lane.send(threats)
  return new Promise((resolve) => void lane.on('exit', () => resolve()))
}

function tell(outcome: Outcome): Outcome {
  const { threat, stood, says, seconds } = outcome
  console.log(
    `${stood ? 'seen' : 'NOT SEEN'}  ${String(Math.round(seconds)).padStart(3)} s  ${threat}\n${' '.repeat(stood ? 13 : 17)}${says}`,
  )
  return outcome
}
