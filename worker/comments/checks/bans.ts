/** Somebody who may not comment for a time, and whom the door did not know as such: the ban was made since. */
import type { Checked, Context, Signal } from '../moderation.ts'

export function checkBans(_: Checked, { banned, says }: Context): Signal | null {
  return banned ? { name: 'banned', weight: 50, reason: says.banned[banned] } : null
}
