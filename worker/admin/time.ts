/** A time as an editor or a program gives it. */
import type { EpochMs } from '../env.ts'
import { offsetMs } from '../text/dates.ts'

/** Thirteen digits: ten would be seconds, and a time in January 1970. */
const EPOCH_MS = /^\d{13}$/
const WITH_OFFSET = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/i
/** What `<input type="datetime-local">` gives: the newsroom's wall clock. */
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/

const DAY_MS = 86_400_000

/**
 * @returns null where it is not a time. A wall clock's hour that a change of clocks skips is the one after, and of one that
 * it brings twice the first is meant: as Temporal's `compatible` has it.
 */
export function parseTime(typed: string, timeZone: string): EpochMs | null {
  if (EPOCH_MS.test(typed)) return Number(typed)
  if (WITH_OFFSET.test(typed)) return orNull(Date.parse(typed))
  if (!LOCAL.test(typed)) return null
  const asUtc = orNull(Date.parse(`${typed}Z`))
  // Date.parse takes the 31st of February for the 3rd of March.
  if (asUtc === null || !new Date(asUtc).toISOString().startsWith(typed.slice(0, 16))) return null
  const before = asUtc - offsetMs(asUtc - DAY_MS, timeZone)
  const after = asUtc - offsetMs(asUtc + DAY_MS, timeZone)
  const isShown = (ms: EpochMs) => ms + offsetMs(ms, timeZone) === asUtc
  return isShown(before) || !isShown(after) ? before : after
}

/** For the value of an `<input type="datetime-local">`. */
export function wallClock(ms: EpochMs, timeZone: string): string {
  return new Date(ms + offsetMs(ms, timeZone)).toISOString().slice(0, 16)
}

function orNull(ms: number): EpochMs | null {
  return Number.isNaN(ms) ? null : ms
}
