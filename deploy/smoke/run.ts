/** All checks in their order, each with what it needs, and afterwards everything taken back that they made. */
import { randomBytes } from 'node:crypto'
import { access, desk, findToken } from './access.ts'
import { caching, purging } from './caching.ts'
import { type Check, failed, type Outcome, skipped } from './check.ts'
import { letters, queue, turnstile } from './comments.ts'
import { cron } from './cron.ts'
import { ask, createUntil, type Newsroom } from './newsroom.ts'
import { pictures } from './pictures.ts'
import { headers, healthy, machines } from './reading.ts'

/** What needs another stands behind it. */
const CHECKS: Check[] = [
  healthy,
  headers,
  machines,
  caching,
  access,
  desk,
  turnstile,
  queue,
  purging,
  pictures,
  letters,
  cron,
]

export const NAMES = CHECKS.map(({ name }) => name)

export interface SmokeOptions {
  origin: string
  /** Of an editor, from Access. */
  token?: string | undefined
  /** A reader's solved Turnstile. */
  turnstile?: string | undefined
  /** The longest that anything is waited for. */
  patienceMs?: number
  /** When it is to end early, and still take everything back. */
  stop?: AbortSignal
  tell?: (result: Result) => void
}

export interface Result extends Outcome {
  name: string
  ms: number
}

export interface Report {
  results: Result[]
  /** What stays for good, because nothing may remove it. */
  left: string[]
  /** What could not be taken back, and why. */
  notRemoved: string[]
}

export async function runSmoke(options: SmokeOptions): Promise<Report> {
  const { stop, tell } = options
  const undos: { what: string; undo: () => Promise<void> }[] = []
  const report: Report = { results: [], left: [], notRemoved: [] }
  try {
    const newsroom = await openNewsroom(options, { undos, left: report.left })
    for (const check of CHECKS) {
      const startedAt = Date.now()
      const excused = stop?.aborted ? INTERRUPTED : excuse(check, report.results)
      const found = excused ?? (await runOne(check, newsroom))
      // What it did not wait for is not missing.
      const outcome = stop?.aborted && found.verdict === 'failed' ? INTERRUPTED : found
      const result = { name: check.name, ...outcome, ms: Date.now() - startedAt }
      report.results.push(result)
      tell?.(result)
    }
  } finally {
    for (const { what, undo } of undos.reverse()) {
      await undo().catch((error) => report.notRemoved.push(`${what}: ${messageOf(error)}`))
    }
  }
  return report
}

const INTERRUPTED = skipped('interrupted')

/** Why a check is not run at all, if it is not: its failure would only be another's in other words. */
function excuse({ needs = [], after = [] }: Check, results: Result[]): Outcome | null {
  const [first] = results
  if (first && first.verdict !== 'passed') return skipped('there is no newsroom')
  const verdictOn = (name: string) => results.find((result) => result.name === name)?.verdict
  const missing =
    needs.find((name) => verdictOn(name) !== 'passed') ?? after.find((name) => verdictOn(name) === 'failed')
  return missing ? skipped(`nothing to be proved before ${missing} is well`) : null
}

async function runOne(check: Check, newsroom: Newsroom): Promise<Outcome> {
  try {
    return await check.run(newsroom)
  } catch (error) {
    return failed(`${newsroom.origin} did not answer as it should: ${messageOf(error)}.`)
  }
}

type Kept = { undos: { what: string; undo: () => Promise<void> }[]; left: string[] }

async function openNewsroom(options: SmokeOptions, { undos, left }: Kept): Promise<Newsroom> {
  const { origin, patienceMs = Number.POSITIVE_INFINITY, stop } = options
  const asReader: Newsroom['ask'] = (path, asked) => ask(origin, path, asked)
  const front = await asReader('/healthz').catch(() => null)
  const isLocal = front?.headers.get('server') === 'cloudflare (local)'
  const token = await findToken(asReader, { brought: options.token, isLocal })
  return {
    origin,
    mark: `smoke-${randomBytes(4).toString('hex')}`,
    isLocal,
    token,
    turnstile: options.turnstile || null,
    ask: asReader,
    async atDesk(path, { headers = {}, ...asked } = {}) {
      if (!token) throw new Error('nobody is signed in')
      const signedIn = { accept: 'application/json', 'cf-access-token': token, ...headers }
      return asReader(path, { ...asked, headers: signedIn })
    },
    until: createUntil(patienceMs, () => stop?.aborted ?? false),
    undoLater: (what, undo) => void undos.push({ what, undo }),
    leaves: (what) => void left.push(what),
  }
}

/** The reason that fetch hides behind «fetch failed». */
function messageOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message
}
