/** The queues between the Worker and its consumers: at least once, in any order, and now and then not at all. */
import type { Chance } from './chance.ts'
import type { Run } from './weather.ts'

interface Waiting {
  queue: string
  id: string
  body: unknown
  sentAt: number
  dueAt: number
  attempts: number
}

/** As wrangler.toml has them. */
const RULES: Record<string, { batch: number; retries: number; dead?: string; mayLose: boolean }> = {
  'dateline-comments': { batch: 100, retries: 5, dead: 'dateline-comments-dead', mayLose: true },
  'dateline-comments-dead': { batch: 100, retries: 10, mayLose: false },
  'dateline-images': { batch: 1, retries: 10, mayLose: true },
  // What is lost here nothing sends again: pages' lifetime makes them right.
  'dateline-purges': { batch: 100, retries: 20, mayLose: false },
}

const LATEST_MS = 40_000

export type Consume = (batch: MessageBatch, run: Run) => Promise<void>

export class Queues {
  #chance: Chance
  #now: () => number
  #waiting: Waiting[] = []
  #count = 0

  constructor(chance: Chance, now: () => number) {
    this.#chance = chance
    this.#now = now
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  get nextDueAt(): number {
    return Math.min(...this.#waiting.map(({ dueAt }) => dueAt))
  }

  /** The producer's side of a queue. @param onTaken hears of what the queue has taken */
  producer(queue: string, run: Run, onTaken: (body: unknown) => void = () => {}) {
    const take = (body: unknown) => {
      onTaken(body)
      const at = this.#now()
      const id = `${queue} ${++this.#count}`
      const isLost = !run.isCalm && RULES[queue]?.mayLose && this.#chance(`lost ${id}`) < 0.05
      const isLate = !run.isCalm && this.#chance(`late ${id}`) < 0.2
      if (isLost) run.faults.push(`lost: ${id}`)
      else this.#waiting.push({ queue, id, body, sentAt: at, dueAt: isLate ? at + LATEST_MS : at, attempts: 0 })
    }
    return {
      send: (body: unknown) => run.through('send', `send to ${queue}`, async () => take(body)),
      sendBatch: (messages: { body: unknown }[]) =>
        run.through('send', `sendBatch to ${queue}`, async () => {
          for (const { body } of messages) take(body)
        }),
    }
  }

  /** Brings what is due to its consumers, once each. */
  async deliver(begin: (queue: string) => Run, consume: Consume): Promise<void> {
    for (const [queue, rules] of Object.entries(RULES)) {
      const due = this.#waiting.filter((one) => one.queue === queue && one.dueAt <= this.#now())
      due.sort((one, other) => this.#chance(`order ${one.id}`) - this.#chance(`order ${other.id}`))
      for (let from = 0; from < due.length; from += rules.batch) {
        await this.#consume(queue, due.slice(from, from + rules.batch), begin(queue), consume)
      }
    }
  }

  async #consume(queue: string, some: Waiting[], run: Run, consume: Consume): Promise<void> {
    const told = new Map<string, number | 'ack'>()
    for (const one of some) one.attempts++
    const messages = some.map(({ id, body, sentAt, attempts }) => ({
      id,
      body,
      attempts,
      timestamp: new Date(sentAt),
      ack: () => void (told.has(id) || told.set(id, 'ack')),
      retry: ({ delaySeconds = 0 }: { delaySeconds?: number } = {}) =>
        void (told.has(id) || told.set(id, delaySeconds)),
    }))
    const ackAll = () => {
      for (const message of messages) message.ack()
    }
    const failed = await consume({ queue, messages, ackAll, retryAll() {} } as unknown as MessageBatch, run).then(
      () => false,
      () => true,
    )
    for (const one of some) {
      // Of a run that ends nothing was heard, and without a word a message counts as taken.
      const word = failed || run.hasEnded ? 0 : (told.get(one.id) ?? 'ack')
      if (word === 'ack') this.#waiting = this.#waiting.filter((other) => other !== one)
      else this.#again(one, word)
    }
  }

  #again(one: Waiting, delaySeconds: number): void {
    const { retries, dead } = RULES[one.queue] as (typeof RULES)[string]
    one.dueAt = this.#now() + delaySeconds * 1000
    if (one.attempts <= retries) return
    this.#waiting = this.#waiting.filter((other) => other !== one)
    if (dead) this.#waiting.push({ ...one, queue: dead, attempts: 0 })
  }
}
