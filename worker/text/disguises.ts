/**
 * How people write a word so that a list does not know it, undone: letters set apart («l ừ a», «l.ừ.a»), letters
 * repeated («lừaaa»), teencode («lừa zảo»), digits for letters («lua d4o»). What comes out is only compared with terms.
 */
import { isSyllable, partSyllables, splitTones } from './syllables.ts'

/** A text as its syllables, each with its tones after it. */
export interface Reading {
  syllables: string[]
  /** Places of syllables whose marks cannot be known: a digit has none, nor have letters that were spelt out without. */
  guesses: Set<number>
}

/** @param plain lower case, NFC @returns what else the text may say; nothing where nothing in it is disguised */
export function readingsOf(plain: string): Reading[] {
  const words = join(wordsOf(asDigits(plain)))
  const isMarked = MARKED.test(plain.normalize('NFD'))
  const readings = [READ_AS_VIETNAMESE, READ_AS_WRITTEN].map((way) => read(words, way, isMarked))
  return readings.filter((reading) => reading !== null)
}

export function tonesLast(syllable: string): string {
  const { base, tones } = splitTones(syllable)
  return base + tones
}

const MARKED = /[\u0300-\u036Fđ]/

// @ and $ inside a word are digits like the others.
function asDigits(plain: string): string {
  return plain.replace(/(?<=[\p{L}\p{M}])[@$]/gu, (sign) => (sign === '@' ? '4' : '5'))
}

interface Word {
  text: string
  /** Made of letters that stood apart. */
  isJoined: boolean
}

interface Piece {
  text: string
  /** What stands between it and the piece before. */
  gap: string
}

function wordsOf(plain: string): Piece[] {
  let end = 0
  return Array.from(plain.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ 0: text, index }) => {
    const gap = plain.slice(end, index)
    end = index + text.length
    return { text, gap }
  })
}

/** Letters set apart by one and the same gap, as one word. */
function join(pieces: Piece[]): Word[] {
  const words: Word[] = []
  for (let from = 0; from < pieces.length; ) {
    let to = from + 1
    const gap = pieces[to]?.gap ?? ''
    const isSpaced = /\s/.test(gap)
    const fits = (piece: Piece | undefined) => piece && LETTERS.test(piece.text) && (!isSpaced || isLetter(piece.text))
    if (fits(pieces[from])) while (to < pieces.length && pieces[to]?.gap === gap && fits(pieces[to])) to++
    const run = pieces.slice(from, to).map((piece) => piece.text)
    if (isSpeltOut(run, isSpaced)) words.push({ text: run.join(''), isJoined: true })
    else words.push(...run.map((text) => ({ text, isJoined: false })))
    from = to
  }
  return words
}

const LETTERS = /^[\p{L}\p{M}]+$/u

function isLetter(text: string): boolean {
  return text.normalize('NFC').length === 1
}

// «hay.Tôi» is two words with a dot too close; «l.ừa» and «lồ.n» are one.
function isSpeltOut(run: string[], isSpaced: boolean): boolean {
  if (isSpaced) return run.length >= 3
  return run.length >= 2 && run.some((text) => isLetter(text) || !isSyllable(splitTones(text).base))
}

/** Two ways of reading cover what is ambiguous: which letter a sign stands for, one word or several. */
interface Way {
  isParted: boolean
  /** What a letter three times or more becomes, where that makes no syllable once. */
  repeats: 1 | 2
  z: 'd' | 'đ'
  one: 'i' | 'l'
}

const READ_AS_VIETNAMESE: Way = { isParted: true, repeats: 1, z: 'd', one: 'l' }
const READ_AS_WRITTEN: Way = { isParted: false, repeats: 2, z: 'đ', one: 'i' }

function read(words: Word[], way: Way, isMarked: boolean): Reading | null {
  const syllables: string[] = []
  const guesses = new Set<number>()
  let isOther = false
  for (const { text, isJoined } of words) {
    const parts = isJoined && way.isParted ? (partSyllables(text) ?? [text]) : [text]
    for (const part of parts) {
      const isCoded = DIGITS_AS_LETTERS.test(part) && !NUMBERED.test(part)
      const letters = isCoded ? part.replace(/[013-9]/g, (digit) => LETTER_OF[digit] ?? way.one) : part
      const { base, tones } = splitTones(letters)
      const forms = [way.repeats, 1].map((repeats) => fromTeencode(squeeze(base, repeats, isMarked), way))
      const plain = forms.find(isSyllable) ?? forms[0] ?? base
      if (isCoded || (isJoined && !MARKED.test(part.normalize('NFD')))) guesses.add(syllables.length)
      isOther ||= isJoined || isCoded || plain !== base
      syllables.push(plain + [...new Set(tones)].join(''))
    }
  }
  return isOther ? { syllables, guesses } : null
}

const DIGITS_AS_LETTERS = /^(?=[013-9]*\p{L})(?=\p{L}*[013-9])[\p{L}\p{M}013-9]+$/u
// A number with its unit or its class (5h15, 100k, 7b), or a letter with its number (A4, c2): no word at all.
const NUMBERED = /^(?:\d+(?:[a-zđ]|kg|km|cm|mm|m2|m3|tr|ty|tỷ|tỉ|gb|mb|tb|kw|hz|ph|st|nd|rd|th)\d*|[a-zđ]\d+)$/u
const LETTER_OF: Record<string, string> = { 0: 'o', 3: 'e', 4: 'a', 5: 's', 6: 'g', 7: 't', 8: 'b', 9: 'g' }

// In English a letter may stand twice; in Vietnamese only o does, and hardly ever.
function squeeze(base: string, repeats: number, isMarked: boolean): string {
  const long = base.replace(/(.)\1{2,}/gu, (_, letter: string) => letter.repeat(repeats))
  return isMarked && repeats === 1 ? long.replace(/([^o])\1/gu, '$1') : long
}

/** Only what is no syllable as it stands: «fim» is «phim», and «phim» stays. */
function fromTeencode(base: string, { z }: Way): string {
  if (isSyllable(base)) return base
  const plain = base
    .replace(/^(?:dz|z)(?=.)/, z)
    .replace(/^f/, 'ph')
    .replace(/^ji?(?=.)/, 'gi')
    .replace(/^gii/, 'gi')
    .replace(/^k?w/, 'qu')
    .replace(/^k(?=[aăâoôơuư])/, 'c')
    .replace(/nk$/, 'nh')
    .replace(/(?<=[aăâeêioôơuư])k$/, 'c')
  return isSyllable(plain) ? plain : base
}
