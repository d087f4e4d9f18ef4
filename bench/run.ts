/**
 * `npm run bench`: what each kind of answer costs, beside two limits in the same run: a bare Worker that returns an article's
 * HTML as a constant, and one that makes the same one batch first. All of them run on the local platform, as they would
 * in production. Rounds of each follow one another, there and back, so that what else the machine does meets all alike:
 * read the ratios, not the absolute numbers.
 *
 *   npm run bench -- [--short] [--seconds 2] [--rounds 5]
 *
 * It prints what it writes: report.md and the charts beside this file, and the few lines of README. `--short` only prints.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import cliProgress from 'cli-progress'
import { bareWorker } from './bare.ts'
import { type Load, load, type Question } from './load.ts'
import { fillNewsroom, type Newsroom, openNewsroom } from './newsroom.ts'
import { CONSTANT, commentQuestion, MISS, type Questions, readingQuestions, SAME_BATCH } from './questions.ts'
import { type Answer, type Memory, type Results, writeReport } from './report.ts'
import { tripsOf } from './trips.ts'

/** The first is what tables and charts are of; it has all the rounds, the others half of them. */
const CONNECTIONS = [16, 1, 64] as const
const COMMENT = 'comment, POST'

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
  },
})
const seconds = Number(values.seconds ?? (values.short ? 1 : 2))
const rounds = Number(values.rounds ?? (values.short ? 3 : 5))

const folder = await mkdtemp(join(tmpdir(), 'dateline-bench-'))
const running: Newsroom[] = []
try {
  console.log('Building, and filling a newsroom …')
  const filled = join(folder, 'filled')
  const path = await fillNewsroom(filled)
  const open = async (...[name, options]: [string, Parameters<typeof openNewsroom>[2]?]) => {
    const newsroom = await openNewsroom(filled, name, options)
    running.push(newsroom)
    return newsroom
  }

  const dateline = await open('dateline')
  const page = await fetch(dateline.worker + path)
  const [html, etag] = [await page.text(), page.headers.get('etag') ?? '']
  const reading = readingQuestions(dateline, path, etag)
  const answers = await Promise.all(
    Object.entries(reading)
      .slice(1) // a hit is the miss once more
      .map(([name, question]) => answerTo(dateline, name, question)),
  )
  const batch = answers.find(({ name }) => name === MISS)?.trips[0]?.statements ?? []

  const batching = await open('batch', { bundle: bareWorker(html, batch) })
  const constant = await open('constant', { bundle: bareWorker(html, []) })
  const commented = await open('commented')
  const comment = commentQuestion(commented, path)
  answers.push(await answerTo(commented, COMMENT, comment))

  const memory: Memory = { before: dateline.memory().now, after: 0, peak: 0 }
  const loads: Results['loads'] = new Map()
  const limits = { [SAME_BATCH]: { url: batching.worker + path }, [CONSTANT]: { url: constant.worker + path } }
  await measure({ ...reading, ...limits }, loads)
  Object.assign(memory, { after: dateline.memory().now, peak: dateline.memory().peak })
  // Last, because what is written is checked while the next is asked.
  await measure({ [COMMENT]: comment }, loads)
  await writeReport({ loads, answers, memory, seconds, rounds, isKept: !values.short })
} finally {
  for (const { platform } of running) await platform.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measure(questions: Questions, loads: Results['loads']): Promise<void> {
  const named = Object.entries(questions)
  for (const [, question] of named) await load(question, { connections: 16, seconds: 1 }) // warm
  const bar = new cliProgress.SingleBar({ format: '{bar} {value} of {total} · {name}', clearOnComplete: true })
  bar.start(named.length * CONNECTIONS.reduce((sum, connections) => sum + roundsOf(connections), 0), 0, { name: '' })
  for (const connections of CONNECTIONS) {
    const runs = loads.get(connections) ?? new Map<string, Load[]>()
    loads.set(connections, runs)
    for (let round = 0; round < roundsOf(connections); round++) {
      for (const [name, question] of round % 2 === 0 ? named : named.toReversed()) {
        bar.increment(1, { name: `${name}, ${connections} at once` })
        runs.set(name, [...(runs.get(name) ?? []), await load(question, { connections, seconds })])
      }
    }
  }
  bar.stop()
}

function roundsOf(connections: number): number {
  return connections === CONNECTIONS[0] ? rounds : Math.ceil(rounds / 2)
}

async function answerTo({ platform, data }: Newsroom, name: string, question: Question): Promise<Answer> {
  const { status = 200, next } = question
  const { method = 'GET', headers = {}, body = null } = next?.() ?? {}
  // Run here, the bundle has another version and so other ETags: `*` is any.
  const asked = status === 304 ? { 'if-none-match': '*' } : (headers as Record<string, string>)
  const request = new Request(question.url, { method, headers: asked, body } as RequestInit)
  const trips = await tripsOf(platform, data, request, status)
  if (next || status !== 200) return { name, trips, text: '' }
  return { name, trips, text: await (await fetch(question.url)).text() }
}
