/** What a reader typed, as a question to the index. Any text is one: nothing in it is syntax but quotes, and those need not close. */
import { foldedWords } from '../text/folded.ts'
import { normalise } from '../text/vietnamese.ts'

/** In characters: longer than any headline is worth typing. What goes on is not asked. */
export const MAX_QUERY_LENGTH = 100
/** Each word of a question is a walk through the index. */
const MAX_WORDS = 8
/** More words than these say enough together, wherever they stand. */
const MAX_NEAR = 4

/** Words that stand next to each other, folded. A word alone is a phrase of one. */
export type Phrase = string[]

/** The one form of a question that stands in an address: NFC, one space between words, not too long. */
export function canonicalQuery(typed: string): string {
  const tidy = normalise(typed.slice(0, 20 * MAX_QUERY_LENGTH)).replace(/\s+/g, ' ')
  const short = [...tidy].slice(0, MAX_QUERY_LENGTH).join('').trim()
  // Cutting may leave half of an emoji behind, which is tidied away in turn.
  return short === typed ? short : canonicalQuery(short)
}

/** Quotes of any kind make a phrase, and so does what is typed without a space: «119/KH-UBND». Each phrase once. */
export function parseQuery(query: string): Phrase[] {
  const phrases = new Map<string, Phrase>()
  let words = 0
  for (const [, quoted, word] of query.matchAll(QUOTED_OR_WORD)) {
    const phrase = foldedWords(quoted ?? word ?? '').slice(0, MAX_WORDS - words)
    const key = phrase.join(' ')
    if (!key || phrases.has(key)) continue
    phrases.set(key, phrase)
    words += phrase.length
  }
  return [...phrases.values()]
}

const QUOTE = '"“”„«»'
const QUOTED_OR_WORD = new RegExp(`[${QUOTE}]([^${QUOTE}]*)[${QUOTE}]|([^\\s${QUOTE}]+)`, 'gu')

/** Every article with all of the words. */
export function matchAll(phrases: Phrase[]): string {
  return marked(phrases, '')
}

/** What a tier takes, and what of that the tiers before it have. */
export interface Tier {
  match: string
  without: string | null
}

/**
 * The same articles in tiers, the best first: all words in the headline; in headline and standfirst; close together,
 * because a Vietnamese word is several syllables and each alone is common; anywhere. Where there is a phrase of several
 * words, it says what belongs together.
 */
export function matchTiers(phrases: Phrase[]): Tier[] {
  const headline = marked(phrases, '#')
  const lead = marked(phrases, '^')
  const all = matchAll(phrases)
  const best = [
    { match: headline, without: null },
    { match: lead, without: headline },
  ]
  const near = matchNear(phrases)
  if (!near) return [...best, { match: all, without: lead }]
  return [...best, { match: near, without: lead }, { match: all, without: `(${lead}) OR ${near}` }]
}

/** Close is where two neighbours of the question are neighbours: the index knows without looking where each word stands. */
function matchNear(phrases: Phrase[]): string | null {
  const words = phrases.flat()
  if (words.length !== phrases.length || words.length === 1 || words.length > MAX_NEAR) return null
  const [first, second] = words
  const pairs = words.length === 2 ? [...pairsOf(words), `${second}_${first}`] : pairsOf(words)
  return `(${matchAll(phrases)} AND (${pairs.map((pair) => `"${pair}"`).join(' OR ')}))`
}

/**
 * Words hold letters, marks and digits alone, so that within quotes nothing is left to escape. Neighbours are asked for
 * as pairs, which are few where each of them is in nearly every article; a headline's too, before its words are compared.
 */
function marked(phrases: Phrase[], mark: '' | '#' | '^'): string {
  return phrases
    .flatMap((words) => [
      ...(!mark || words.length > 1 ? [pairsOf(words)] : []),
      ...(mark ? [words.map((word) => mark + word)] : []),
    ])
    .map((words) => `"${words.join(' ')}"`)
    .join(' ')
}

function pairsOf(words: Phrase): string[] {
  return words.length > 1 ? words.slice(1).map((word, i) => `${words[i]}_${word}`) : words
}
