/** All threats, by what they are against, and how their tests are found. */
import type { Threats } from './threat.ts'
import { commenting } from './threats/comments.ts'
import { acting, entering } from './threats/desk.ts'
import { importing, uploading } from './threats/files.ts'
import { privacy, reading } from './threats/readers.ts'
import { availability, laptop, supply } from './threats/running.ts'

/** In the order of docs/security.md, by the name of each table there. */
export const THREATS: Threats = {
  entering,
  acting,
  reading,
  privacy,
  commenting,
  uploading,
  importing,
  availability,
  supply,
  laptop,
}

export const ALL = Object.values(THREATS).flat()

/** What a title says in a file, as the name that a run gives it: `%s` and `$name` are each case's own. */
export function namePattern(title: string): RegExp {
  const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(
    title
      .split(/%[sijdo]|\$\w+/)
      .map(literal)
      .join('.*'),
  )
}
