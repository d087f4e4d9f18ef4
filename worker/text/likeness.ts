/**
 * How alike two texts are: the share of pairs of neighbouring syllables that both have (Jaccard). Marks, case and
 * punctuation make no difference, and any number is like any other. Source of the bands: Broder, «On the resemblance and
 * containment of documents», 1997.
 */
import { fold } from './vietnamese.ts'

export const BANDS = 4
const HASHES_A_BAND = 2
// Shorter ones are alike without anybody having copied: «Bài viết rất hay và bổ ích».
const MIN_PAIRS = 7
const NEAR = 0.6

/**
 * Numbers to find like texts by: of texts that share 80 % of their pairs, nearly all have one of these in common, of
 * unrelated ones hardly any. Null for a text too short to be compared.
 */
export function bandsOf(text: string): number[] | null {
  const pairs = pairsOf(text)
  if (pairs.size < MIN_PAIRS) return null
  const least = new Uint32Array(BANDS * HASHES_A_BAND).fill(0xffffffff)
  for (const pair of pairs) {
    const hash = hashOf(pair)
    for (const [n, smallest] of least.entries()) {
      const other = mix(hash ^ Math.imul(n + 1, 0x9e3779b1))
      if (other < smallest) least[n] = other
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    const first = band * HASHES_A_BAND
    return mix((least[first] ?? 0) ^ Math.imul(least[first + 1] ?? 0, 0x85ebca6b))
  })
}

export function isNearRepeat(text: string, other: string): boolean {
  return nearRepeatsOf(text)(other)
}

/** For many others: the text itself is taken apart once. */
export function nearRepeatsOf(text: string): (other: string) => boolean {
  const one = pairsOf(text)
  return (other) => {
    const two = pairsOf(other)
    return Math.min(one.size, two.size) >= MIN_PAIRS && shared(one, two) >= NEAR
  }
}

const MIN_PAIRS_OF_A_LINE = 3

/** Of lines as short as headlines, where the first few words may already say it all. */
export function isNearLine(line: string, other: string): boolean {
  const [one, two] = [pairsOf(line), pairsOf(other)]
  return Math.min(one.size, two.size) >= MIN_PAIRS_OF_A_LINE && shared(one, two) >= NEAR
}

function shared(one: Set<string>, two: Set<string>): number {
  let both = 0
  for (const pair of one) if (two.has(pair)) both++
  return both / (one.size + two.size - both)
}

function pairsOf(text: string): Set<string> {
  const syllables = (fold(text).match(SYLLABLES) ?? []).map((syllable) => syllable.replace(NUMBERS, '#'))
  return new Set(syllables.slice(1).map((syllable, n) => `${syllables[n]} ${syllable}`))
}

/** A number is one however its digits are grouped; one with letters to it (500k, 5h15) is a word. */
const SYLLABLES = /\p{N}+(?:[ .,/-]{1,2}\p{N}+){0,40}(?![\p{L}\p{M}\p{N}])|[\p{L}\p{M}\p{N}]+/gu
const NUMBERS = /\p{N}[\p{N} .,/-]*/gu

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193)
  return hash >>> 0
}

/** Spreads a number over all 32 bits (the finaliser of MurmurHash3). */
function mix(hash: number): number {
  let mixed = hash
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
