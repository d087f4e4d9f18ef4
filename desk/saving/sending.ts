/** A copy on its way to the server, and what became of it. */
import type { KeptCopy } from './store.ts'

export interface Stored {
  copy: {
    step: number
    /** That the next save is made from. */
    version: number
    /** Whether a save has it already. */
    saved: boolean
    time: string
  }
  others: { name: string; time: string }[]
  newer: { by: string; time: string } | null
}

export type Outcome =
  | { ok: true; stored: Stored }
  | { ok: false; reason: 'offline' | 'busy' | 'signed_out' | 'refused' }

const PATIENCE_MS = 20_000
/** Browsers let a page that is being left send no more than 64 KB. */
const MAX_LAST_BYTES = 60_000

export async function send(copy: KeptCopy): Promise<Outcome> {
  try {
    const response = await fetch(pathOf(copy), { ...requestOf(copy), signal: AbortSignal.timeout(PATIENCE_MS) })
    // Access answers a program with 401, and may send it to where people sign in.
    if (response.type === 'opaqueredirect' || response.status === 401) return { ok: false, reason: 'signed_out' }
    if (response.status === 429 || response.status >= 500) return { ok: false, reason: 'busy' }
    if (!response.ok) return { ok: false, reason: 'refused' }
    return { ok: true, stored: await response.json() }
  } catch {
    return { ok: false, reason: navigator.onLine ? 'busy' : 'offline' }
  }
}

/** While the page is being left: nobody will hear the answer. */
export function sendLast(copy: KeptCopy): void {
  const request = requestOf(copy)
  if (new Blob([request.body.toString()]).size > MAX_LAST_BYTES) return
  fetch(pathOf(copy), { ...request, keepalive: true }).catch(() => {})
}

/** What stood there before stands there again: there is nothing to keep. */
export async function takeBack(copy: KeptCopy): Promise<void> {
  const { headers, redirect } = requestOf(copy)
  await fetch(pathOf(copy), { method: 'DELETE', headers, redirect }).catch(() => {})
}

function pathOf({ key }: KeptCopy): string {
  return `/admin/working-copies/${key}`
}

function requestOf(copy: KeptCopy) {
  const { person, article, version, step, written_at, continues, fields } = copy
  const body = new URLSearchParams({
    person,
    article,
    version: `${version}`,
    step: `${step}`,
    written_at: `${written_at}`,
    continues,
    fields: JSON.stringify(fields),
  })
  const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' }
  return { method: 'POST', body, headers, redirect: 'manual' } as const
}
