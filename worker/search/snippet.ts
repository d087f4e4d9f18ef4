/** A piece of text with the words that were looked for marked, in their real spelling. */
import { foldInPlace } from '../text/folded.ts'
import type { Phrase } from './query.ts'

export interface Part {
  text: string
  isMarked: boolean
}

export function markPhrases(text: string, phrases: Phrase[]): Part[] {
  const characters = [...text]
  const words = wordsIn([...foldInPlace(text)])
  const longestFirst = phrases.toSorted((a, b) => b.length - a.length)
  const parts: Part[] = []
  let end = 0
  const add = (to: number, isMarked: boolean) => {
    if (to > end) parts.push({ text: characters.slice(end, to).join(''), isMarked })
    end = Math.max(end, to)
  }
  for (let i = 0; i < words.length; i++) {
    const phrase = longestFirst.find((phrase) => phrase.every((word, n) => words[i + n]?.word === word))
    if (!phrase) continue
    const from = words[i] as Word
    i += phrase.length - 1
    const to = words[i] as Word
    const last = parts.at(-1)
    // What stands side by side is one mark: «Đà Nẵng».
    if (last?.isMarked && from.start === end + 1 && characters[end] === ' ') {
      last.text += characters.slice(end, to.end).join('')
      end = to.end
    } else {
      add(from.start, false)
      add(to.end, true)
    }
  }
  add(characters.length, false)
  return parts
}

/** What a page can show of a long text: from a place on, cut between words. @param isWhole whether nothing follows */
export function trimExcerpt(text: string, { isStart, isWhole }: { isStart: boolean; isWhole: boolean }): string {
  const line = text.replace(/\s+/g, ' ')
  const begun = isStart ? line : `… ${line.replace(/^\S{0,40} /, '')}`
  return isWhole ? begun.trimEnd() : `${begun.replace(/ \S{0,40}$/, '')} …`
}

interface Word {
  word: string
  start: number
  end: number
}

function wordsIn(folded: string[]): Word[] {
  const words: Word[] = []
  let start = 0
  for (let i = 0; i <= folded.length; i++) {
    const character = folded[i]
    if (character !== undefined && character !== ' ' && character !== '\n') continue
    if (i > start) words.push({ word: folded.slice(start, i).join(''), start, end: i })
    start = i + 1
  }
  return words
}
