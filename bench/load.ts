/** One round of load on one address, and what it cost. */
import { readdirSync, readFileSync } from 'node:fs'
import autocannon from 'autocannon'

export interface Load {
  perSecond: number
  p50: number
  p90: number
  p99: number
  max: number
  /** Of workerd, a request: the Worker, its database and what Miniflare puts between. NaN where the system does not tell. */
  cpuMs: number
  /** Answers of another status than the one that was expected, and none at all. */
  errors: number
}

export interface Question {
  url: string
  /** What is right; 200 unless said otherwise. */
  status?: number
  headers?: Record<string, string>
  /** For what is written, and must not be asked twice: makes each request anew. */
  next?: () => Pick<autocannon.Request, 'method' | 'headers' | 'body'>
}

/**
 * So many seconds; or, of what is written, so many requests, all of which are waited for: a write goes on when nobody
 * waits for it any more, and what one round leaves undone would take the time of the next.
 */
export async function load(
  { url, status = 200, headers = {}, next }: Question,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  await untilIdle()
  const before = cpuOfWorkerdMs()
  const requests = next && [{ setupRequest: (request: autocannon.Request) => ({ ...request, ...next() }) }]
  const extent = requests
    ? { requests, amount: Math.max(WRITES, 2 * connections), sampleInt: 50 }
    : { duration: seconds }
  const result = await autocannon({ url, headers, connections, ...extent })
  const { latency } = result
  const answered = result.requests.total
  const expected = result.statusCodeStats?.[`${status}`]?.count ?? 0
  return {
    perSecond: answered / result.duration,
    p50: latency.p50,
    p90: latency.p90,
    p99: latency.p99,
    max: latency.max,
    cpuMs: (cpuOfWorkerdMs() - before) / answered,
    errors: result.errors + result.timeouts + (answered - expected) + (answered === 0 ? connections : 0),
  }
}

const WRITES = 32
const IDLE_MS = 100
const IDLE_WITHIN_MS = 10_000

/** What the end of a round cuts off is made all the same, and would be in the way of the next one. */
async function untilIdle(): Promise<void> {
  const until = Date.now() + IDLE_WITHIN_MS
  for (let before = -1, now = cpuOfWorkerdMs(); now > before && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
    before = now
    now = cpuOfWorkerdMs()
  }
}

export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

const TICKS_A_SECOND = 100

/** What the workerd processes of this one have used. Only the one under load does anything. Linux tells, proc(5). */
function cpuOfWorkerdMs(): number {
  if (process.platform !== 'linux') return Number.NaN
  const ticks = workerds().reduce((sum, { fields }) => sum + Number(fields[11]) + Number(fields[12]), 0)
  return (ticks * 1000) / TICKS_A_SECOND
}

/** Memory of a process, in MiB: what it holds now, and the most it ever held. Linux tells. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = process.platform === 'linux' ? readFileSync(`/proc/${pid}/status`, 'utf8') : ''
  const mib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024
  return { now: mib('VmRSS'), peak: mib('VmHWM') }
}

/** That a process has started, the oldest first; none where the system does not tell. */
export function workerds(parent = process.pid): { pid: number; fields: string[] }[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid: Number(pid), ...statOf(pid) }))
    .filter(({ name, fields }) => name === 'workerd' && Number(fields[1]) === parent)
    .toSorted((a, b) => Number(a.fields[19]) - Number(b.fields[19]))
}

function statOf(pid: string): { name: string; fields: string[] } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')')
    return { name: stat.slice(stat.indexOf('(') + 1, end), fields: stat.slice(end + 2).split(' ') }
  } catch {
    return { name: '', fields: [] } // It ended while the list was read.
  }
}
