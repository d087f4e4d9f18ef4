/** The same words again, or nearly the same, under whatever article. */
import { nearRepeatsOf } from '../../text/likeness.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

export function checkRepeats(_: Checked, { repeats, says }: Context): Signal | null {
  if (repeats === 0) return null
  return { name: 'repeat', weight: repeats >= 5 ? 60 : 40, reason: says.repeat(repeats) }
}

export function checkNearRepeats({ body }: Checked, { likely, says }: Context): Signal | null {
  const near = likely.filter(nearRepeatsOf(body)).length
  if (near === 0) return null
  return { name: 'near_repeat', weight: near >= 5 ? 50 : 30, reason: says.near_repeat(near) }
}
