/** Readers, as many at once as there are connections: each asks for the next thing as soon as it has the last. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import { plan, type Sent } from '../storm/readers.ts'
import type { Article, Page } from './pages.ts'

const CONDITIONAL = 0.09
const COMMENTS = 0.01
/** Of what is read: with a parameter that somebody's program has put there, and what was never here. */
const JUNK = 0.04
const ASTRAY = 0.005
/** The more, the more of what is asked is asked of the first pages. */
const SKEW = 3
const JUNK_NAMES = ['fbclid', 'utm_source', 'gclid', 'zarsrc', 'ref']

export type Kind = 'read' | 'conditional' | 'comment'

export interface Tally {
  requests: Record<Kind, number>
  /** In microseconds. */
  times: Record<Kind, RecordableHistogram>
  /** How often the cache answered what: by `CF-Cache-Status`. */
  cached: Record<string, number>
  /** Comments that the newsroom said it has. */
  taken: number
  /** What went wrong, and how often. */
  errors: Record<string, number>
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

interface Options {
  origin: string
  connections: number
  /** Grows while articles are published. */
  pages: Page[]
  /** What may be commented on. */
  open: Article[]
  isOver: () => boolean
}

export async function readAndComment({ origin, connections, pages, open, isOver }: Options): Promise<Tally> {
  const tally: Tally = {
    requests: { read: 0, conditional: 0, comment: 0 },
    times: { read: createHistogram(), conditional: createHistogram(), comment: createHistogram() },
    cached: {},
    taken: 0,
    errors: {},
  }
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(origin)
  const etags = new Map<string, string>()
  const comments = commentsOn(open)

  async function read(): Promise<void> {
    if (Math.random() < ASTRAY) return void (await ask('read', `/khong-co-${tally.requests.read}`, [404]))
    const page = anyOf(pages)
    if (Math.random() < JUNK) return junk(page)
    const answer = await ask('read', page.path, page.statuses())
    const etag = answer?.headers.etag
    if (answer?.status === 200 && etag) etags.set(page.path, etag)
  }

  /** Leads to the page without it. */
  async function junk({ path }: Page): Promise<void> {
    const name = anyOf(JUNK_NAMES)
    const answer = await ask('read', `${path}${path.includes('?') ? '&' : '?'}${name}=${Math.random()}`, [302])
    if (answer && answer.headers.location !== path) wrong(`${path} with ${name} leads elsewhere`)
  }

  async function askAgain(): Promise<void> {
    const page = anyOf(pages)
    const etag = etags.get(page.path)
    const headers = etag ? { 'if-none-match': etag } : {}
    await ask('conditional', page.path, [...page.statuses(), 304], { headers })
  }

  async function comment(): Promise<void> {
    const { path, form, address } = comments()
    const headers = { origin, 'x-forwarded-for': address, 'content-type': 'application/x-www-form-urlencoded' }
    const init = { method: 'POST', headers, body: `${new URLSearchParams(form)}` }
    if ((await ask('comment', `${path}/comments`, [303], init))?.status === 303) tally.taken++
  }

  /** Null where there was no answer; what is no answer, or not one of those expected, counts as an error. */
  async function ask(
    kind: Kind,
    path: string,
    expected: number[],
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer | null> {
    const began = performance.now()
    const answer = await exchange(path, init).catch((error: Error) => wrong(`${kind}: ${error.message}`))
    tally.requests[kind]++
    tally.times[kind].record(Math.max(1, Math.round((performance.now() - began) * 1000)))
    if (!answer) return null
    const cached = String(answer.headers['cf-cache-status'] ?? 'none')
    tally.cached[cached] = (tally.cached[cached] ?? 0) + 1
    if (!expected.includes(answer.status)) wrong(`${path.replace(/\d{4,}/, '…')}: ${answer.status}`)
    else if (isHtml(answer) && !answer.body.trimEnd().endsWith('</html>')) wrong(`${path}: cut short`)
    return answer
  }

  function exchange(path: string, { method = 'GET', headers = {}, body }: Parameters<typeof ask>[3] & object) {
    return new Promise<Answer>((resolve, reject) => {
      const asking = request({ agent, hostname, port, path, method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const { statusCode = 0, headers: given } = response
          resolve({ status: statusCode, headers: given, body: Buffer.concat(chunks).toString() })
        })
      })
      asking.on('error', reject)
      asking.end(body)
    })
  }

  function wrong(what: string): null {
    tally.errors[what] = (tally.errors[what] ?? 0) + 1
    return null
  }

  async function reader(): Promise<void> {
    while (!isOver()) {
      const chance = Math.random()
      await (chance < COMMENTS ? comment() : chance < COMMENTS + CONDITIONAL ? askAgain() : read())
    }
  }
  await Promise.all(Array.from({ length: connections }, reader))
  agent.destroy()
  return tally
}

function isHtml({ status, headers }: Answer): boolean {
  return status === 200 && String(headers['content-type']).startsWith('text/html')
}

/** The storm's comments, each sent once, from a house of its own. */
function commentsOn(open: Article[]): () => Sent {
  const A_BATCH = 1_000
  let written: Sent[] = []
  let sent = 0
  return () => {
    if (written.length === 0) {
      const round = sent / A_BATCH
      const all = new Map(plan(open, 2 * A_BATCH, 1).map((one) => [one.form.nonce, one]))
      written = [...all.values()].slice(0, A_BATCH).map((one) => rewritten(one, round))
    }
    sent++
    const one = written.pop() as Sent
    return { ...one, address: `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}` }
  }
}

/** A text and a token are new once. */
function rewritten(one: Sent, round: number): Sent {
  const { form } = one
  const token = form['cf-turnstile-response']
  const again = { body: `${form.body} (${round})`, nonce: `${form.nonce}-${round}` }
  return { ...one, form: { ...form, ...again, 'cf-turnstile-response': `${token}-${round}` } }
}

function anyOf<Item>(items: Item[]): Item {
  return items[Math.floor(items.length * Math.random() ** SKEW)] as Item
}
