/** The checks of a running newsroom, against one where all is well and against those where a piece of it is missing. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exitCodeOf } from '../../deploy/smoke/report.ts'
import { NAMES, type Report, runSmoke } from '../../deploy/smoke/run.ts'
import type { Piece } from '../../local/pieces.ts'
import type { Platform } from '../../local/platform.ts'
import { difference, openNewsrooms, standingIn } from './newsrooms.ts'

let newsrooms: Awaited<ReturnType<typeof openNewsrooms>>
let whole: Platform

beforeAll(async () => {
  newsrooms = await openNewsrooms()
  // Its runs are the test's to make.
  whole = await newsrooms.open({ without: ['cron'] })
}, 120_000)
afterAll(() => newsrooms?.close(), 60_000)

const SLOW = 240_000
const MINUTE_MS = 60_000
/** For what does not come: what does is waited for as long as it takes. */
const IMPATIENT_MS = 20_000
const failuresOf = ({ results }: Report) => results.filter(({ verdict }) => verdict === 'failed')
const named = ({ results }: Report, verdict: string) =>
  results.filter((result) => result.verdict === verdict).map(({ name }) => name)
const saysOf = ({ results }: Report, name: string) => results.find((result) => result.name === name)?.says

async function runIn(ms: number): Promise<void> {
  const worker = await whole.mf.getWorker()
  await worker.scheduled({ cron: '* * * * *', scheduledTime: new Date(Date.now() + ms) })
}

describe('where all is well', () => {
  test(
    'every piece is proved, and nothing stays but what the record keeps',
    async () => {
      // The first comment makes the salt that addresses are hashed with, and the first run finds that no other was.
      const early = await runSmoke({ origin: whole.origin, patienceMs: IMPATIENT_MS })
      expect(failuresOf(early)).toEqual([expect.objectContaining({ name: 'cron' })])
      expect(saysOf(early, 'cron')).toMatch(/No minute’s run/)
      await runIn(20 * MINUTE_MS)
      await runIn(0)

      const before = await standingIn(whole.resources)
      const report = await runSmoke({ origin: whole.origin })
      expect(report.results.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
      expect(report.results.map(({ name }) => name)).toEqual(NAMES)
      expect(report.notRemoved).toEqual([])
      // What a deleted picture may have left in the bucket is looked for once more.
      await runIn(20 * MINUTE_MS)
      await runIn(0)

      const after = await standingIn(whole.resources)
      const { audit_events: record, comments, moderation_events: decisions, ...rest } = difference(before, after)
      expect(Object.keys(rest).filter((name) => !OF_THE_MOMENT.includes(name))).toEqual([])
      expect(comments?.more.map((row) => JSON.parse(row))).toEqual([
        expect.objectContaining({ status: 'erased', name: '', email: '', body: '', address_hash: '' }),
      ])
      expect(decisions?.more.map((row) => JSON.parse(row).to_status)).toEqual(['held', 'erased'])
      expect(record?.more.map((row) => JSON.parse(row).action).sort()).toEqual([
        'image_added',
        'image_deleted',
        'person_erased',
        'redirect_added',
        'redirect_removed',
      ])
      expect([...(record?.less ?? []), ...(comments?.less ?? []), ...(decisions?.less ?? [])]).toEqual([])
      expect(report.left).toHaveLength(3)
    },
    SLOW,
  )

  test(
    'a token that is none is told apart from a desk that is shut, and the command ends as a program expects',
    async () => {
      const { code, stdout } = await command([whole.origin, '--patience', '3'], { DATELINE_SMOKE_TOKEN: 'no token' })
      expect(stdout).toMatch(/✗ desk .*cloudflared access login/)
      expect(stdout).toMatch(/– purging .*before desk is well/)
      expect(code).toBe(1)
      const wrongly = await command(['localhost'])
      expect([wrongly.code, wrongly.stderr]).toEqual([2, expect.stringContaining('Name one origin')])
    },
    SLOW,
  )

  test(
    'Ctrl-C takes everything back before it ends',
    async () => {
      const before = await standingIn(whole.resources)
      const pictures = async () => (await standingIn(whole.resources))['images'] ?? []
      const child = spawn(NODE, [COMMAND, whole.origin], { stdio: ['ignore', 'pipe', 'ignore'] })
      const printed = text(child.stdout)
      const ended = once(child, 'exit')
      await expect.poll(pictures, { timeout: 30_000, interval: 20 }).not.toEqual(before['images'])
      child.kill('SIGINT')
      expect(await ended).toEqual([130, null])
      expect(await printed).toMatch(/– letters +interrupted[^✗]+$/)
      const { redirects, images, comments } = difference(before, await standingIn(whole.resources))
      expect({ redirects, images }).toEqual({ redirects: undefined, images: undefined })
      expect(comments?.more.map((row) => JSON.parse(row).status)).toEqual(['erased'])
    },
    SLOW,
  )
})

/** Which piece, and what then cannot be proved. */
const MISSING: [piece: Piece, skipped: string[], says: RegExp][] = [
  ['caching', ['purging'], /\[cache\] enabled = true/],
  ['purging', [], /still comes from the cache/],
  ['queue', ['purging', 'pictures'], /dateline-comments does not deliver/],
  ['access', ['desk', 'purging', 'pictures'], /Access does not stand in front of the desk/],
  ['turnstile', [], /No TURNSTILE_SITEKEY.*made-up token was not refused/],
]

describe.concurrent('where somebody left a piece out', () => {
  test.each(MISSING)(
    '%s is named, and nothing else is blamed',
    async (piece, skipped, says) => {
      const { origin } = await newsrooms.open({ without: [piece] })
      const report = await runSmoke({ origin, patienceMs: IMPATIENT_MS })
      expect(failuresOf(report)).toEqual([expect.objectContaining({ name: piece })])
      expect(saysOf(report, piece)).toMatch(says)
      expect(named(report, 'skipped')).toEqual(skipped)
      expect(report.notRemoved).toEqual([])
    },
    SLOW,
  )
})

test('a desk that was not asked for want of a token is neither well nor broken', () => {
  const desk = (verdict: 'passed' | 'failed' | 'skipped', notRemoved: string[] = []) =>
    exitCodeOf({ results: [{ name: 'desk', verdict, says: '', ms: 0 }], left: [], notRemoved })
  expect([desk('passed'), desk('failed'), desk('skipped'), desk('passed', ['the picture'])]).toEqual([0, 1, 3, 1])
})

test('where nothing answers, one check says so', async () => {
  const report = await runSmoke({ origin: 'http://localhost:9' })
  expect(named(report, 'failed')).toEqual(['health'])
  expect(named(report, 'skipped')).toEqual(NAMES.slice(1))
})

/** Counters; and the pages of the index of pictures' words, where what is taken out is noted as taken out. */
const OF_THE_MOMENT = ['heartbeats', 'purge_calls', 'sqlite_sequence', 'image_search_data', 'image_search_idx']

const NODE = join(import.meta.dirname, '../../node_modules/.bin/node')
const COMMAND = join(import.meta.dirname, '../../deploy/smoke.ts')

async function command(args: string[], env: Record<string, string> = {}) {
  const options = { env: { ...process.env, ...env } }
  const {
    code = 0,
    stdout,
    stderr,
  } = await promisify(execFile)(NODE, [COMMAND, ...args], options).catch((error) => error)
  return { code, stdout, stderr } as { code: number; stdout: string; stderr: string }
}
