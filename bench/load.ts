/** One round of load on one address, and what it cost. */
import { readdirSync, readFileSync } from 'node:fs'
import autocannon from 'autocannon'

export interface Load {
  perSecond: number
  p50: number
  p99: number
  /** Of workerd, a request: the Worker and its database. NaN where the system does not tell. */
  cpuMs: number
  errors: number
}

interface Question {
  url: string
  headers?: Record<string, string>
  connections: number
  seconds: number
}

export async function load({ url, headers = {}, connections, seconds }: Question): Promise<Load> {
  const before = cpuOfWorkerdMs()
  const result = await autocannon({ url, headers, connections, duration: seconds })
  const requests = result.requests.total
  return {
    perSecond: requests / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMs: (cpuOfWorkerdMs() - before) / requests,
    errors: result.errors + result.timeouts + result['4xx'] + result['5xx'],
  }
}

export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

const TICKS_A_SECOND = 100

/** What the workerd processes of this one have used. Only the one under load does anything. Linux tells, proc(5). */
function cpuOfWorkerdMs(): number {
  if (process.platform !== 'linux') return Number.NaN
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [name, fields] = statOf(pid)
    if (name === 'workerd' && Number(fields[1]) === process.pid) ticks += Number(fields[11]) + Number(fields[12])
  }
  return (ticks * 1000) / TICKS_A_SECOND
}

function statOf(pid: string): [name: string, fields: string[]] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')')
    return [stat.slice(stat.indexOf('(') + 1, end), stat.slice(end + 2).split(' ')]
  } catch {
    return ['', []] // It ended while the list was read.
  }
}
