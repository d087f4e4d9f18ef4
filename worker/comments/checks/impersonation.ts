/** A name that readers would take for the newsroom's own: anybody can type one. */
import { fold } from '../../text/vietnamese.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

const OFFICES = ['toa soan', 'ban bien tap', 'bien tap vien', 'newsroom', 'editorial']

export function checkImpersonation({ name }: Checked, { newsroom, says }: Context): Signal | null {
  const said = wordsOf(name)
  const isMeant = [...OFFICES, wordsOf(newsroom)].some((office) => office !== '' && ` ${said} `.includes(` ${office} `))
  return isMeant ? { name: 'impersonation', weight: 50, reason: says.impersonation } : null
}

function wordsOf(text: string): string {
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}
