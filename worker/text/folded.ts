/**
 * Text as it is searched: folded character by character, so that what is found in the folded form stands at the same
 * place in the real spelling. Characters are code points here, as SQLite counts them.
 */
import { fold } from './vietnamese.ts'

/** Each letter and digit folded, each line break kept, a space for everything else: as many characters as before. */
export function foldInPlace(text: string): string {
  return text.replace(CHARACTERS, foldCharacter)
}

/** The words of a folded text; in Vietnamese, its syllables. */
export function foldedWords(text: string): string[] {
  return fold(text).match(WORDS) ?? []
}

/** Ligatures and the like written out, so that each character folds to one: «ﬁ» is «fi». */
export function writtenOut(text: string): string {
  return text.replace(CHARACTERS, (character) =>
    character > '\u007f' && isLong(fold(character)) ? character.normalize('NFKC') : character,
  )
}

const WORDS = /[\p{L}\p{M}\p{N}]+/gu
const WORD = /^[\p{L}\p{M}\p{N}]$/u
const CHARACTERS = /[^a-z0-9 \n]/gu

function isLong(folded: string): boolean {
  return [...folded].length > 1 && (folded.match(WORDS) ?? []).length > 0
}

// Vietnamese has some two hundred letters, and a long article a hundred thousand of them.
const known = new Map<string, string>()
const MAX_KNOWN = 5_000

function foldCharacter(character: string): string {
  const before = known.get(character)
  if (before !== undefined) return before
  const folded = fold(character)
  // A mark that stands alone stays: the index drops it, as `fold` does.
  const kept = WORD.test(folded) ? folded : WORD.test(character) ? character : ' '
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(character, kept)
  return kept
}
