/**
 * Blocked terms, found in a text by whole syllables, so that «các» is not «cặc». A term holds a comment, it does not
 * reject it. Source: DESIGN.md, «Vietnamese text».
 */
import { dropAllInvisible } from './invisible.ts'

/** The terms of an editor's list that stand in the text, as the editor spelt them. */
export function matchTerms(text: string, terms: readonly string[] | CompiledTerms): string[] {
  const compiled = 'asWritten' in terms ? terms : compileTerms(terms)
  const plain = comparable(text)
  const syllables = syllablesOf(plain)
  const found = new Set<number>()
  if (isWithoutMarks(plain)) search(compiled.withoutMarks, syllables, found)
  else search(compiled.asWritten, syllables, found)
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
  const compiled: CompiledTerms = { terms, asWritten: node(), withoutMarks: node(), symbols: [] }
  for (const [index, term] of terms.entries()) {
    const plain = comparable(term)
    const syllables = syllablesOf(plain)
    if (syllables.length > 0) {
      plant(compiled.asWritten, syllables, index)
      plant(compiled.withoutMarks, syllables.map(dropMarks), index)
    } else if (plain.trim()) compiled.symbols.push([index, plain.trim()])
  }
  link(compiled.asWritten)
  link(compiled.withoutMarks)
  return compiled
}

/** NFKC, lower case, nothing invisible; the look-alikes of đ, which come from older encodings, as đ. */
function comparable(text: string): string {
  return dropAllInvisible(text).normalize('NFKC').toLowerCase().replace(/[ðɖ]/g, 'đ')
}

/** Whatever stands between syllables, spaces or punctuation, does not count. */
function syllablesOf(plain: string): string[] {
  return (plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(tonesLast)
}

// The tone's letter is a matter of school (hoà, hòa), never of meaning. After the syllable both are one.
function tonesLast(syllable: string): string {
  let tones = ''
  const toneless = syllable.normalize('NFD').replace(/[\u0300\u0301\u0303\u0309\u0323]/g, (tone) => {
    tones += tone
    return ''
  })
  return toneless.normalize('NFC') + tones
}

function isWithoutMarks(plain: string): boolean {
  return !/[\u0300-\u036Fđ]/.test(plain.normalize('NFD'))
}

function dropMarks(syllable: string): string {
  return syllable
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .replaceAll('đ', 'd')
    .normalize('NFC')
}

/**
 * A trie of syllables with links to the longest suffix that also begins a term (Aho and Corasick, 1975): a text is
 * read once, whatever the number and length of the terms.
 */
interface Node {
  next: Map<string, Node>
  terms: number[]
  suffix: Node | null
}

function node(): Node {
  return { next: new Map(), terms: [], suffix: null }
}

function plant(root: Node, syllables: string[], index: number): void {
  let at = root
  for (const syllable of syllables) {
    const next = at.next.get(syllable) ?? node()
    at.next.set(syllable, next)
    at = next
  }
  at.terms.push(index)
}

function link(root: Node): void {
  const queue = [root]
  for (const parent of queue) {
    for (const [syllable, child] of parent.next) {
      child.suffix = parent === root ? root : step(root, parent.suffix ?? root, syllable)
      queue.push(child)
    }
  }
}

function step(root: Node, from: Node, syllable: string): Node {
  let at: Node | null = from
  while (at) {
    const next = at.next.get(syllable)
    if (next) return next
    at = at.suffix
  }
  return root
}

function search(root: Node, syllables: string[], found: Set<number>): void {
  const seen = new Set<Node>()
  let at = root
  for (const syllable of syllables) {
    at = step(root, at, syllable)
    // A node met before has told its terms, and those of its suffixes.
    for (let node: Node | null = at; node && !seen.has(node); node = node.suffix) {
      seen.add(node)
      for (const index of node.terms) found.add(index)
    }
  }
}
