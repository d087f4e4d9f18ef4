/** A late comment under an old article: readers seldom write one, machines do. */
import type { Checked, Context, Signal } from '../moderation.ts'

const DAY_MS = 24 * 60 * 60_000
const OLD_AFTER_DAYS = 90

export function checkAge(_: Checked, { articleAgeMs, says }: Context): Signal | null {
  const days = Math.floor((articleAgeMs ?? 0) / DAY_MS)
  return days > OLD_AFTER_DAYS ? { name: 'old_article', weight: 5, reason: says.old_article(days) } : null
}
