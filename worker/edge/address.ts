/** The reader's address: used at the door, kept only as a salted hash. */
import type { Context } from 'hono'
import { type AppEnv, varsOf } from '../env.ts'
import { sign } from './signature.ts'

export function addressOf(c: Context<AppEnv>): string {
  return c.req.header('CF-Connecting-IP') ?? 'unknown'
}

/** One household has a whole IPv6 /64, so that is what counts as one address. */
export function hashAddress(c: Context<AppEnv>, address: string): Promise<string> {
  return sign(varsOf(c.env).SIGNING_KEY, `address:${subscriberOf(address)}`)
}

function subscriberOf(address: string): string {
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
