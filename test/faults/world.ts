/** One seed's newsroom, its clock and its weather: who is there, what comes in, and what was promised them. */
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { createTurnstile } from '../../local/turnstile.ts'
import worker from '../../worker/index.ts'
import { type Desk, type Fields, formOf, PEOPLE, TODAY, tokenFor } from '../newsroom.ts'
import { inWeather } from './bindings.ts'
import { type Chance, chanceOf, pick } from './chance.ts'
import { openNewsroom } from './newsroom.ts'
import { Queues } from './queues.ts'
import { Run } from './weather.ts'

/** Whom Access lets in, and the newsroom does not. */
const STRANGER = 'stranger@dateline.test'
const DAY_MS = 24 * 60 * 60_000

export interface Answer {
  status: number
  location: string
  body: string
}

export interface Letter {
  to: string
  subject: string
  text: string
}

export class World {
  readonly seed: number
  readonly chance: Chance
  readonly queues: Queues
  /** What was done and what befell it, line by line. */
  readonly log: string[] = []
  readonly breaches: string[] = []
  readonly post: Letter[] = []
  /** Tags on their way to a purge, tags that were purged, and times at which the queue refused some. */
  readonly taken: { tag: string; at: number }[] = []
  readonly purged: { tag: string; at: number }[] = []
  readonly refusedPurges: number[] = []
  readonly runs: Run[] = []
  readonly began: number
  #now: number
  #names = 0
  #tokens = new Map<string, Promise<string>>()
  #turnstile = createTurnstile({
    secret: env.TURNSTILE_SECRET,
    hostname: new URL(env.ORIGIN).hostname,
    now: () => this.#now,
  })
  /** Of comments: those whose writer Turnstile has vouched for, by the token. */
  readonly vouched = new Set<string>()

  constructor(seed: number) {
    this.seed = seed
    this.chance = chanceOf(seed)
    // Each a day later, so that no seed depends on what the one before has left in the Worker's memory.
    this.began = TODAY + (seed % 3000) * DAY_MS
    this.#now = this.began
    this.queues = new Queues(this.chance, () => this.#now)
  }

  static async open(seed: number): Promise<World> {
    const world = new World(seed)
    vi.setSystemTime(world.began)
    await openNewsroom(world.began)
    return world
  }

  get faults(): number {
    return this.runs.reduce((sum, { faults }) => sum + faults.length, 0)
  }

  get now(): number {
    return this.#now
  }

  wait(ms: number): void {
    this.#now += ms
    vi.setSystemTime(this.#now)
  }

  /** A number in [0, 1) for a question that is asked once in so many words. */
  roll(question: string): number {
    return this.chance(question)
  }

  /** Another of the same name each time. */
  next(name: string): string {
    return `${name}-${++this.#names}`
  }

  one<Item>(items: readonly Item[], question: string): Item | undefined {
    return items.length > 0 ? pick(items, this.roll(question)) : undefined
  }

  note(line: string): void {
    this.log.push(line)
  }

  breach(line: string): void {
    this.breaches.push(line)
    this.note(`BREACH: ${line}`)
  }

  begin(name: string, isCalm: boolean, aim?: RegExp): Run {
    const run = new Run(`${name} #${this.runs.length}`, this.chance, isCalm, aim)
    this.runs.push(run)
    return run
  }

  #bindings(run: Run): Env {
    const { queues } = this
    const tell = (body: unknown) => {
      for (const tag of (body as { tags: string[] }).tags) this.taken.push({ tag, at: this.#now })
    }
    const purges = queues.producer('dateline-purges', run, tell)
    return inWeather(env, run, {
      COMMENTS: queues.producer('dateline-comments', run),
      IMAGE_VARIANTS: queues.producer('dateline-images', run),
      PURGES: {
        send: (body: unknown) =>
          purges.send(body).catch((error) => {
            this.refusedPurges.push(this.#now)
            throw error
          }),
      },
      COMMENT_LIMIT: { limit: () => run.through('read', 'rate limit', async () => ({ success: true })) },
      EMAIL: {
        send: (letter: Letter) =>
          run.through('send', `letter «${letter.subject}» to ${letter.to}`, async () => void this.post.push(letter)),
      },
      LETTERS_FROM: 'toasoan@nhipcau.test',
    })
  }

  /** What stands outside: Access's keys and Turnstile. */
  async #outside(request: Request, run: Run): Promise<Response> {
    const url = new URL(request.url)
    const text = await request.clone().text()
    if (url.origin === env.TURNSTILE_ORIGIN && this.#isOut(run)) return new Response('', { status: 500 })
    const answer = await run.through('send', `fetch ${url.pathname}`, async () => {
      const own = url.origin === env.TURNSTILE_ORIGIN ? await this.#turnstile(request.clone()) : null
      return own ?? inner(request.clone())
    })
    if (url.origin === env.TURNSTILE_ORIGIN) {
      const { success } = (await answer.clone().json()) as { success: boolean }
      if (success) this.vouched.add((JSON.parse(text) as { response: string }).response)
    }
    return answer
  }

  /** Turnstile, for as long as a request asks. */
  #isOut(run: Run): boolean {
    const isOut = !run.isCalm && this.roll(`outage ${run.name}`) < 0.15
    const fault = 'Turnstile is out'
    if (isOut && !run.faults.includes(fault)) run.faults.push(fault)
    return isOut
  }

  /** One request, whatever becomes of it; null where its answer never arrives. */
  async request(run: Run, asked: Request): Promise<Answer | null> {
    // Two requests at once have one `fetch`: what it brings is then the one's or the other's weather.
    globalThis.fetch = (input, init) => this.#outside(new Request(input as RequestInfo, init), run)
    const waits: Promise<unknown>[] = []
    const ctx = { waitUntil: (promise: Promise<unknown>) => void waits.push(promise), passThroughOnException() {} }
    const response = await worker.fetch(asked, this.#bindings(run), ctx as unknown as ExecutionContext)
    await Promise.allSettled(waits)
    const body = await response.text()
    const answer = { status: response.status, location: response.headers.get('Location') ?? '', body }
    const isLost = run.hasEnded || (!run.isCalm && this.roll(`${run.name} answer`) < 0.04)
    if (isLost) run.faults.push('its answer was lost')
    return isLost ? null : answer
  }

  async read(path: string): Promise<Answer> {
    const answer = await this.request(this.begin(`GET ${path}`, true), new Request(`${env.ORIGIN}${path}`))
    return answer as Answer
  }

  async form(
    who: Desk | 'stranger' | 'reader',
    path: string,
    fields: Fields | FormData,
    address = '192.0.2.1',
  ): Promise<Request> {
    const body = fields instanceof FormData ? fields : formOf(fields)
    const headers = new Headers({ Origin: env.ORIGIN, 'CF-Connecting-IP': address })
    if (who !== 'reader') headers.set('Cf-Access-Jwt-Assertion', await this.#token(who))
    // As bytes: the same form is sent again and again, and its length is said.
    const encoded = new Response(body)
    const bytes = await encoded.arrayBuffer()
    headers.set('Content-Type', encoded.headers.get('Content-Type') ?? '')
    headers.set('Content-Length', String(bytes.byteLength))
    return new Request(`${env.ORIGIN}${path}`, { method: 'POST', headers, body: bytes, redirect: 'manual' })
  }

  #token(who: Desk | 'stranger'): Promise<string> {
    const known = this.#tokens.get(who)
    if (known) return known
    const made = tokenFor({ email: who === 'stranger' ? STRANGER : PEOPLE[who].email, expiresInS: 60 * 86_400 })
    this.#tokens.set(who, made)
    return made
  }

  /** The run of a minute. */
  async minute(isCalm = false): Promise<void> {
    const run = this.begin('minute', isCalm)
    const controller = { scheduledTime: this.#now, cron: '* * * * *', noRetry() {} }
    const error = await worker.scheduled(controller, this.#bindings(run)).then(
      () => null,
      (thrown: unknown) => String(thrown),
    )
    this.note(`minute ${faultsOf(run)}`)
    if (error && run.faults.length === 0) this.breach(`the minute's run fails in fair weather: ${error}`)
  }

  /** What the queues hold and is due. */
  async deliver(isCalm = false): Promise<void> {
    await this.queues.deliver(
      (queue) => this.begin(queue, isCalm),
      async (batch, run) => {
        globalThis.fetch = (input, init) => this.#outside(new Request(input as RequestInfo, init), run)
        const cache = {
          purge: ({ tags }: { tags: string[] }) =>
            run.through('send', 'purge', async () => {
              const isRefused = !isCalm && this.roll(`${run.name} refused`) < 0.1
              if (!isRefused) for (const tag of tags) this.purged.push({ tag, at: this.#now })
              return { success: !isRefused, errors: [] }
            }),
        }
        try {
          await worker.queue(batch, this.#bindings(run), { cache, waitUntil() {} } as unknown as ExecutionContext)
        } finally {
          this.note(`${batch.queue}: ${batch.messages.length} messages ${faultsOf(run)}`)
        }
      },
    )
  }
}

export function faultsOf({ faults }: Run): string {
  return faults.length > 0 ? `[${faults.join(' · ')}]` : ''
}

const inner = globalThis.fetch
