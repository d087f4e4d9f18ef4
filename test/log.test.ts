import { createExecutionContext, createMessageBatch, createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import runbook from '../docs/runbook.md?raw'
import { app } from '../worker/app.ts'
import { moderateLater } from '../worker/comments/consumer.ts'
import { purgeLater } from '../worker/edge/page-cache.ts'
import worker from '../worker/index.ts'
import { postLetter } from '../worker/letters/letter.ts'
import { withoutWords } from '../worker/log.ts'
import log from '../worker/log.ts?raw'
import { averageColour } from '../worker/media/colour.ts'
import { makeVariantsLater } from '../worker/media/consumer.ts'
import { commentFrom, lan, lotusFestival, ORIGIN, on, published, TODAY } from './newsroom.ts'

const ADDRESS = '203.0.113.77'
const TOKEN = '0.zW3xTurnstileTokenOfLan-9Q8s7R6t5U4v3'
const SOUGHT = 'bệnh án của ông Sáu'
const PERSONAL = [lan.name, lan.email, lan.body, ADDRESS, TOKEN, SOUGHT, 'Lan', 'docgia']

/** In the ways that SQLite, JSON.parse, a database's client and a service say what they stumbled over. */
const failures = [
  `D1_ERROR: fts5: syntax error near "${SOUGHT}": SQLITE_ERROR`,
  `Unexpected token 'N', "${lan.name} <${lan.email}>" is not valid JSON`,
  `near ${lan.body}: ${lan.email} from ${ADDRESS}, token ${TOKEN}`,
]
let at = 0
const failing = () => {
  throw new Error(failures[at++ % failures.length])
}
const broken = new Proxy({}, { get: () => failing })

let said: { event: string }[]
beforeEach(() => {
  said = []
  for (const method of ['log', 'info', 'debug', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void said.push(...(words as typeof said)))
  }
})
const expectNobodyIn = (text: string) => {
  for (const value of PERSONAL) expect(text).not.toContain(value)
}

test('whatever fails, no log tells of a person', async () => {
  const article = await published(lotusFestival)
  const comment = await commentFrom(lan, on(article))
  const names = ['DB', 'MEDIA', 'IMAGES', 'COMMENTS', 'IMAGE_VARIANTS', 'PURGES', 'COMMENT_LIMIT', 'EMAIL']
  const hostile = { ...env, ...Object.fromEntries(names.map((name) => [name, broken])) } as unknown as Env
  const headers = { Origin: ORIGIN, 'CF-Connecting-IP': ADDRESS, 'CF-Ray': '8a1b2c3d-HAN' }

  for (let turn = 0; turn < failures.length; turn++) {
    const form = new URLSearchParams({ ...lan, nonce: 'n', 'cf-turnstile-response': TOKEN })
    const path = `/van-hoa/${article.slug}/comments`
    await app.request(path, { method: 'POST', headers, body: form }, hostile)
    await app.request(`/search?q=${encodeURIComponent(SOUGHT)}`, { headers }, hostile)
    await app.request(`/van-hoa/${article.slug}`, { headers }, hostile)
    await app.request(`/letters/${TOKEN}`, { headers }, hostile)
    await app.request(`${path}/7-${TOKEN}`, { headers }, hostile)
    await app.request(`/van-hoa/${encodeURIComponent(lan.email)}`, { headers }, hostile)
    await app.request(
      '/admin',
      { headers: { ...headers, 'Cf-Access-Jwt-Assertion': `${btoa(lan.email)}.${TOKEN}.x` } },
      env,
    )
    await moderateLater(broken as Queue, comment.id)
    await makeVariantsLater(broken as Queue, { id: 'a'.repeat(64) })
    await purgeLater(broken as Queue, ['article-1'])
    await averageColour(broken as ImagesBinding, new Uint8Array(1))
    await postLetter(hostile, {
      from: 'Nhịp Cầu',
      to: lan.email,
      subject: lan.name,
      text: lan.body,
      html: '',
      stopUrl: ORIGIN,
    })
    for (const queue of [
      'dateline-comments',
      'dateline-comments-dead',
      'dateline-images',
      'dateline-purges',
      'another',
    ]) {
      const messages = [
        { id: 'a', timestamp: new Date(TODAY), attempts: 1, body: { commentId: comment.id, tags: ['front'] } },
      ]
      const batch = createMessageBatch(queue, messages)
      const thrown = await worker.queue(batch, hostile, createExecutionContext()).catch(String)
      expectNobodyIn(String(thrown))
    }
    const minute = createScheduledController({ scheduledTime: TODAY, cron: '* * * * *' })
    expectNobodyIn(await worker.scheduled(minute, hostile).then(() => 'nothing failed', String))
  }

  expectNobodyIn(JSON.stringify(said))
  const events = new Set(said.map(({ event }) => event))
  expect([...events]).toEqual(
    expect.arrayContaining([
      'access_token_refused',
      'batch_failed',
      'comment_not_queued',
      'image_not_queued',
      'letter_not_sent',
      'no_colour',
      'purge_not_queued',
      'request_failed',
      'run_failed',
    ]),
  )
  expect(said).toContainEqual(
    expect.objectContaining({ event: 'request_failed', ray: '8a1b2c3d-HAN', path: `/van-hoa/${article.slug}` }),
  )
  expect(said).toContainEqual(expect.objectContaining({ event: 'run_failed', part: 'privacy' }))
})

test('what helps to find a fault stays in the log', () => {
  for (const told of [
    'D1_ERROR: UNIQUE constraint failed: comments.submission: SQLITE_CONSTRAINT_UNIQUE',
    'no answer within 5000 ms',
    'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
    'JWTExpired: the claim timestamp check failed',
  ]) {
    expect(withoutWords(told)).toBe(told)
  }
})

test('every event stands in the runbook, and the runbook knows no other', () => {
  const events = [...log.matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, event]) => event)
  const explained = [...runbook.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, event]) => event)
  expect(events.length).toBeGreaterThan(20)
  expect(explained.toSorted()).toEqual(events.toSorted())
})

test('nothing but the log writes to the log', () => {
  const sources = import.meta.glob('../worker/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true })
  const writing = Object.keys(sources).filter((path) => /\bconsole\b/.test(sources[path] ?? ''))
  expect(writing).toEqual(['../worker/log.ts'])
  const all = Object.entries(sources).filter(([path]) => path !== '../worker/log.ts')
  const events = [...log.matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, event]) => event ?? '')
  const unused = events.filter((event) => !all.some(([, text]) => text.includes(`'${event}'`)))
  // Made of a name: `${name}_not_held`.
  expect(unused).toEqual(['overdue_not_held'])
})
