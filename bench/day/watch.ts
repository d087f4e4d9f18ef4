/** Looks again and again whether a page says what it should by now, and how long that took. */
import { RIGHT_WITHIN_MS } from './pages.ts'

export interface Look {
  status: number
  text: string
}

/** @param what should be true of the page, in words */
export type Watch = (path: string, what: string, isRight: (page: Look) => boolean) => void

const EVERY_MS = 500

interface Waiting {
  path: string
  what: string
  since: number
  isRight: (page: Look) => boolean
}

export interface Watching {
  watch: Watch
  /** Of what came right, in milliseconds. */
  delays: number[]
  /** Until nothing is looked for. */
  settled: () => Promise<void>
  stop: () => Promise<void>
}

/** One look at a page serves all who wait for it. */
export function startWatching(origin: string, wrong: (what: string) => void): Watching {
  const waiting = new Set<Waiting>()
  const delays: number[] = []
  let isOver = false

  const looking = (async () => {
    while (!isOver) {
      for (const [path, all] of Map.groupBy(waiting, ({ path }) => path)) await look(path, all)
      await pause(EVERY_MS)
    }
  })()

  async function look(path: string, all: Waiting[]): Promise<void> {
    const page = await fetch(origin + path, { redirect: 'manual' })
      .then(async (answer) => ({ status: answer.status, text: await answer.text() }))
      .catch((error: Error) => ({ status: 0, text: error.message }))
    for (const one of all) {
      const tookMs = Date.now() - one.since
      if (one.isRight(page)) delays.push(tookMs)
      else if (tookMs > RIGHT_WITHIN_MS) wrong(`late: ${one.what}`)
      else continue
      waiting.delete(one)
    }
  }

  return {
    watch: (path, what, isRight) => waiting.add({ path, what, since: Date.now(), isRight }),
    delays,
    async settled() {
      while (waiting.size > 0) await pause(EVERY_MS)
    },
    async stop() {
      isOver = true
      await looking
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
