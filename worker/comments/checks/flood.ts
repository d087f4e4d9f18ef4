/** Many comments in ten minutes, from one network address or in the name of one email. */
import type { Checked, Context, Signal } from '../moderation.ts'

// A family, or a class, shares an address.
const MANY = 5
const VERY_MANY = 30

export function checkFlood(_: Checked, { fromAddress, says }: Context): Signal | null {
  if (fromAddress < MANY) return null
  return { name: 'flood', weight: fromAddress >= VERY_MANY ? 60 : 40, reason: says.flood(fromAddress) }
}

export function checkFloodByEmail(_: Checked, { fromEmail, says }: Context): Signal | null {
  if (fromEmail < MANY) return null
  return { name: 'flood_email', weight: fromEmail >= VERY_MANY ? 60 : 40, reason: says.flood_email(fromEmail) }
}
