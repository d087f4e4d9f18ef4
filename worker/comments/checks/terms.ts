/** Words that the newsroom does not want unseen: blocked ones, and ones that are only suspect. */
import { type CompiledTerms, compileTerms, matchTerms } from '../../text/vietnamese.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

export function checkTerms({ name, body }: Checked, { terms, says }: Context): Signal | null {
  const found = termsIn([name, body], compiled('blocked', terms))
  return found.length > 0 ? { name: 'blocked_term', weight: 50, reason: says.blocked_term(found) } : null
}

export function checkSuspectTerms({ name, body }: Checked, { suspectTerms, says }: Context): Signal | null {
  const found = termsIn([name, body], compiled('suspect', suspectTerms))
  return found.length > 0 ? { name: 'suspect_term', weight: 20, reason: says.suspect_term(found) } : null
}

// Each by itself: people write their names with marks who write everything else without.
export function termsIn(texts: string[], terms: CompiledTerms): string[] {
  return [...new Set(texts.flatMap((text) => matchTerms(text, terms)))]
}

// Of the last list only: it changes a few times a month, and making it ready costs more than any comment.
const ready = new Map<'blocked' | 'suspect', CompiledTerms>()

function compiled(kind: 'blocked' | 'suspect', terms: readonly string[]): CompiledTerms {
  const before = ready.get(kind)
  if (before && before.terms.length === terms.length && before.terms.every((term, n) => term === terms[n]))
    return before
  const list = compileTerms([...terms])
  ready.set(kind, list)
  return list
}
