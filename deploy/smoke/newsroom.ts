/** A running newsroom as it is seen from outside: what its readers may ask, and what its desk may, where there is a token. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface Answer {
  status: number
  headers: Headers
  /** Uncompressed. */
  bytes: Buffer
  text: string
}

export interface Asked {
  method?: string
  headers?: Record<string, string>
  /** A form: as a browser sends it, or as a program does where it holds a file. */
  form?: Record<string, string> | FormData
}

export interface Newsroom {
  origin: string
  /** In the name of whatever this run makes, and in nothing else. */
  mark: string
  /** What is made here passes by itself: tokens of Turnstile, people of Access. */
  isLocal: boolean
  ask: (path: string, asked?: Asked) => Promise<Answer>
  /** As the person whose token it is; throws where there is none. Answers are JSON. */
  atDesk: (path: string, asked?: Asked) => Promise<Answer>
  token: string | null
  /** A reader's solved Turnstile, where somebody brought one. */
  turnstile: string | null
  /** Asks until there is something, and gives that; null where there was nothing in this time, or somebody pressed Ctrl-C. */
  until: <Found>(limitMs: number, look: () => Promise<Found | null>) => Promise<Found | null>
  /** What is to be done at the end, whatever happens: the last first. */
  undoLater: (what: string, undo: () => Promise<void>) => void
  /** What stays because nothing may remove it. */
  leaves: (what: string) => void
}

const TIMEOUT_MS = 20_000
const LOOK_AGAIN_MS = 250

/** Throws where nothing answers. Redirects are answers. */
export async function ask(origin: string, path: string, { method, headers, form }: Asked = {}): Promise<Answer> {
  const body = form && (form instanceof FormData ? form : new URLSearchParams(form))
  const response = await fetch(new URL(path, origin), {
    method: method ?? (form ? 'POST' : 'GET'),
    headers: { 'user-agent': 'dateline-smoke', ...headers },
    ...(body && { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() }
}

/** @param patienceMs the longest that anything is waited for, whatever it asks for itself */
export function createUntil(patienceMs: number, isStopped: () => boolean): Newsroom['until'] {
  return async (limitMs, look) => {
    const endsAt = Date.now() + Math.min(limitMs, patienceMs)
    for (;;) {
      const found = await look()
      if (found !== null || Date.now() > endsAt || isStopped()) return found
      await sleep(LOOK_AGAIN_MS)
    }
  }
}

/** What the cache in front says that it did; empty where there is none. */
export function cacheStatus({ headers }: Answer): string {
  return headers.get('cf-cache-status') ?? ''
}

/** Whether the answer came out of the cache, or went into it. */
export function isKept(answer: Answer): boolean {
  return ['HIT', 'MISS', 'EXPIRED', 'STALE', 'UPDATING', 'REVALIDATED'].includes(cacheStatus(answer))
}

/** The reason that the newsroom gives a program for a refusal. */
export function reasonOf({ text }: Answer): string | null {
  try {
    return JSON.parse(text).error?.reason ?? null
  } catch {
    return null
  }
}
