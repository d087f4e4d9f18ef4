/** For how long what is known of readers is kept. The privacy page tells these numbers, and the daily work obeys them. */

export const PRIVACY_PATH = '/privacy'

export const DAY_MS = 24 * 60 * 60_000

export const KEPT_DAYS = {
  /** A comment's hash of the address that it came from. */
  address: 30,
  /** A ban that has run out. */
  lapsed_ban: 30,
  /** That a letter was sent: its link to unsubscribe works as long. */
  notice: 365,
  /** What somebody of the newsroom was writing and neither saved nor threw away. */
  working_copy: 90,
  /** When a purge was asked for. */
  purge_call: 1,
} as const
