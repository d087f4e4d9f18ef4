/** What becomes of a call to the outside: most succeed, some fail, and of some only the answer is lost. */
import type { Chance } from './chance.ts'

/**
 * `before`: it fails and nothing has happened. `after`: it has happened, and its answer is lost. `late`: others go first.
 * `twice`: it happens again. `end`: the run is over at this point, and every call that it would still make fails.
 */
export type Fault = 'before' | 'after' | 'late' | 'twice' | 'end'

/** What a call does decides how often it is met, and by what. */
export type Kind = 'read' | 'write' | 'send'

const SHARES: Record<Kind, [Fault, number][]> = {
  read: [
    ['before', 0.025],
    ['late', 0.03],
    ['twice', 0.01],
    ['end', 0.008],
  ],
  write: [
    ['before', 0.06],
    ['after', 0.09],
    ['late', 0.06],
    ['end', 0.03],
  ],
  send: [
    ['before', 0.06],
    ['after', 0.05],
    ['late', 0.05],
    ['twice', 0.08],
    ['end', 0.03],
  ],
}

/** One run of the Worker: a request, a batch of messages, or a minute. */
export class Run {
  readonly name: string
  readonly faults: string[] = []
  /** Whether everything goes well. */
  readonly isCalm: boolean
  /** Calls that fail every other time. */
  #aim: RegExp | undefined
  #chance: Chance
  #seen = new Map<string, number>()
  #hasEnded = false

  constructor(name: string, chance: Chance, isCalm: boolean, aim?: RegExp) {
    this.#aim = aim
    this.name = name
    this.#chance = chance
    this.isCalm = isCalm
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** Makes a call, or does not. @param what it is, the same for the same call in every run of a seed */
  async through<Answer>(kind: Kind, what: string, call: () => Promise<Answer>): Promise<Answer> {
    if (this.isCalm) return call()
    if (this.#hasEnded) throw new Error(LOST)
    const fault = this.#faultOf(kind, what)
    if (fault) this.faults.push(`${fault}: ${what}`)
    if (fault === 'end') this.#hasEnded = true
    if (fault === 'before' || fault === 'end') throw new Error(LOST)
    if (fault === 'late') await new Promise((resolve) => setTimeout(resolve, 4))
    const answer = await call()
    if (fault === 'after') throw new Error(LOST)
    return fault === 'twice' ? call() : answer
  }

  #faultOf(kind: Kind, what: string): Fault | null {
    const nth = this.#seen.get(what) ?? 0
    this.#seen.set(what, nth + 1)
    if (this.#aim?.test(what) && this.#chance(`${this.name}: aimed at ${what} ${nth}`) < 0.5) return 'before'
    let at = this.#chance(`${this.name}: ${what} ${nth}`)
    for (const [fault, share] of SHARES[kind]) {
      if (at < share) return fault
      at -= share
    }
    return null
  }
}

const LOST = 'D1_ERROR: Network connection lost.'
