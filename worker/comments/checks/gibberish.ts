/**
 * Text that says nothing in any language: fingers over the keys, one letter held down. Names, numbers, foreign words,
 * emoji, teencode and laughter are none of it.
 */
import { isSyllable, splitTones } from '../../text/syllables.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

export function checkGibberish({ body }: Checked, { says }: Context): Signal | null {
  const words =
    body
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const spoken = words.filter((word) => !LAUGHTER.test(word))
  const letters = lengthOf(spoken)
  if (letters < MIN_LETTERS) return null
  const mash = lengthOf(spoken.filter(isMash))
  const broken = spoken.filter(isBrokenVietnamese)
  if (mash < letters / 2 && !(broken.length >= 4 && broken.length > spoken.length * 0.6)) return null
  return { name: 'gibberish', weight: 20, reason: says.gibberish }
}

const MIN_LETTERS = 8
const LAUGHTER = /^(?:(?:ha|he|hi|ho|hu|ka|ke|ki|ah|kh|hj|hh|kk)+[hk]?[aeiou]?|k+|h+a+)$/

function lengthOf(words: string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0)
}

function isMash(word: string): boolean {
  if (!LATIN.test(word) || word.length < 5) return false
  const { base } = splitTones(word)
  const plain = base.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
  // A stretched word is still a word: «quááááá», «đâyyyy», «nooooo».
  const short = plain.replace(/(.)\1{2,}/g, '$1')
  if (short.length < 5) return plain.length >= 8 && new Set(plain).size === 1
  return (
    KEYS.test(short) || CONSONANTS.test(short) || (short.length >= 8 && new Set(short).size <= 3 && !isSpoken(short))
  )
}

const LATIN = /^\p{Script=Latin}+$/u
/** Neighbours on the keyboard, in a row. */
const KEYS =
  /qwert|werty|asdf|sdfg|dfgh|fghj|ghjk|hjkl|zxcv|xcvb|cvbn|vbnm|lkjh|kjhg|jhgf|hgfd|gfds|fdsa|poiu|oiuy|uytr|ytre|trewq/
/** Six on end: «strengths» has five. */
const CONSONANTS = /[bcdfghjklmnpqrstvwxz]{6}/

/** «blabla», «cocacola»: few letters, but syllables. */
function isSpoken(word: string): boolean {
  return SPOKEN.test(word.slice(0, 40))
}

const CONSONANT = '[bcdfghjklmnpqrstvwxz]'
/**
 * Two consonants at most begin a syllable, and one of a few may end it. Said as runs between the vowels, because there is
 * but one way to part a word into those: into syllables there are millions, and all would be tried.
 */
const SPOKEN = new RegExp(`^${CONSONANT}{0,2}[aeiouy]+(?:(?:[nmhctp]?${CONSONANT})?${CONSONANT}[aeiouy]+)*[nmhctp]?$`)

/** Marked as Vietnamese, and no syllable of it, also with letters stretched or in teencode. */
function isBrokenVietnamese(word: string): boolean {
  if (!/[\u0300-\u036Fđ]/.test(word.normalize('NFD')) || word.length < 3) return false
  const { base, tones } = splitTones(word)
  const short = base
    .replace(/(.)\1+/gu, '$1')
    .replace(/^(?:dz|z)/, 'd')
    .replace(/^f/, 'ph')
    .replace(/^j/, 'gi')
    .replace(/^k?w/, 'qu')
  return new Set(tones).size > 1 || ![base, short].some((form) => isSyllable(form) || isSyllable(form.slice(0, -1)))
}
