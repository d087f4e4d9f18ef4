/** Where a reader's request comes from: used at the door, and kept nowhere. */
import type { Context } from 'hono'
import type { AppEnv } from '../env.ts'

export function addressOf(c: Context<AppEnv>): string {
  return c.req.header('CF-Connecting-IP') ?? 'unknown'
}

/** One household has a whole IPv6 /64, so that is what counts as one address. */
export function subscriberOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail !== undefined) {
    const rest = tail.split(':').filter(Boolean)
    while (groups.length + rest.length < 8) groups.push('0')
    groups.push(...rest)
  }
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
