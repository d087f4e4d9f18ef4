/** From what a newsroom does in a month to what it is billed. */
import { FREE, FREE_CPU_MS, MAX_DATABASE_GB, type Meter, PRICES, SUBSCRIPTION_DOLLARS } from './prices.ts'
import { CPU_MS_A_MISS, type Usage } from './usage.ts'

export interface BillLine {
  meter: Meter
  used: number
  dollars: number
}

export interface Bill {
  lines: BillLine[]
  /** The subscription too. */
  dollars: number
  /** Databases that the tables need. */
  databases: number
}

const METERS = Object.keys(PRICES) as Meter[]

export function billOf(usage: Usage): Bill {
  const lines = METERS.map((meter) => ({ meter, used: usage[meter], dollars: chargeOf(meter, usage[meter]) }))
  return {
    lines,
    dollars: lines.reduce((sum, { dollars }) => sum + dollars, SUBSCRIPTION_DOLLARS),
    databases: Math.max(1, Math.ceil(usage.databaseGb / MAX_DATABASE_GB)),
  }
}

export function chargeOf(meter: Meter, used: number): number {
  const { unit, dollars, included, isRounded } = PRICES[meter]
  const units = Math.max(0, used - included) / unit
  return (isRounded ? Math.ceil(units) : units) * dollars
}

const DAYS = 30

/** Why the Free plan is not enough; empty where it is. Days are taken as alike: a busy one needs more. */
export function beyondFree(usage: Usage): (keyof typeof FREE | 'cpuMs')[] {
  const meters = Object.keys(FREE) as (keyof typeof FREE)[]
  const over = meters.filter((meter) => {
    const { isDaily, upTo } = FREE[meter]
    return usage[meter] / (isDaily ? DAYS : 1) > upTo
  })
  return CPU_MS_A_MISS > FREE_CPU_MS ? [...over, 'cpuMs'] : over
}
