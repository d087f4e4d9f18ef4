/**
 * Blocked terms, found in a text by whole syllables, so that «các» is not «cặc». A term holds a comment, it does not
 * reject it. Source: DESIGN.md, «Vietnamese text».
 */
import { readingsOf, tonesLast } from './disguises.ts'
import { dropAllInvisible } from './invisible.ts'
import { withoutMarks } from './syllables.ts'
import { type Node, search, trieOf } from './trie.ts'

/** The terms of an editor's list that stand in the text, as the editor spelt them. */
export function matchTerms(text: string, terms: readonly string[] | CompiledTerms): string[] {
  const compiled = 'asWritten' in terms ? terms : compileTerms(terms)
  const plain = comparable(text)
  const isBare = isWithoutMarks(plain)
  const trie = isBare ? compiled.withoutMarks : compiled.asWritten
  const found = new Set<number>()
  search(trie, syllablesOf(plain), found)
  for (const { syllables, guesses } of readingsOf(plain)) {
    search(trie, syllables, found)
    if (!isBare && guesses.size > 0) search(compiled.withoutMarks, syllables.map(withoutMarks), found, guesses)
  }
  for (const [index, symbols] of compiled.symbols) if (plain.includes(symbols)) found.add(index)
  return [...new Set([...found].sort((a, b) => a - b).map((index) => compiled.terms[index] ?? ''))]
}

/** A list ready to be searched for: make it once for many texts. */
export interface CompiledTerms {
  terms: readonly string[]
  asWritten: Node
  withoutMarks: Node
  /** Terms without any syllable, such as an emoji. */
  symbols: [index: number, symbols: string][]
}

export function compileTerms(terms: readonly string[]): CompiledTerms {
  const spelt: [index: number, syllables: string[]][] = []
  const symbols: CompiledTerms['symbols'] = []
  for (const [index, term] of terms.entries()) {
    const plain = comparable(term)
    const syllables = syllablesOf(plain)
    if (syllables.length > 0) spelt.push([index, syllables])
    else if (plain.trim()) symbols.push([index, plain.trim()])
  }
  return {
    terms,
    asWritten: trieOf(spelt),
    withoutMarks: trieOf(spelt.map(([index, syllables]) => [index, syllables.map(withoutMarks)])),
    symbols,
  }
}

/**
 * NFKC, lower case, nothing invisible and nothing struck through; the look-alikes of đ, which come from older encodings,
 * as đ, and those that other alphabets have of Latin letters as Latin, in a word that has Latin ones too.
 */
function comparable(text: string): string {
  return dropAllInvisible(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(OVERLAYS, '')
    .replace(/[ðɖ]/g, 'đ')
    .replace(MIXED_WORD, (word) => word.replace(/[а-яіѕј]/g, (letter) => LATIN[letter] ?? letter))
}

const OVERLAYS = /[\u0305\u0332-\u0338\u035C-\u0362\u20D0-\u20FF]/g
const MIXED_WORD = /(?<![\p{L}\p{M}])(?=[а-яіѕј]*[\p{Script=Latin}])(?=\p{Script=Latin}*[а-яіѕј])[\p{L}\p{M}]+/gu
const LATIN: Record<string, string> = {
  ...{ а: 'a', в: 'b', е: 'e', і: 'i', ј: 'j', к: 'k', м: 'm', н: 'h', о: 'o' },
  ...{ р: 'p', с: 'c', ѕ: 's', т: 't', у: 'y', х: 'x' },
}

/** Whatever stands between syllables, spaces or punctuation, does not count. */
function syllablesOf(plain: string): string[] {
  return (plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(tonesLast)
}

function isWithoutMarks(plain: string): boolean {
  return !/[\u0300-\u036Fđ]/.test(plain.normalize('NFD'))
}
