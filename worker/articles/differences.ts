/** What is different between two texts, as a person would tell it: by paragraphs, and within them by words. */
import { diffArrays } from 'diff'
import { paragraphsOf } from './merging.ts'

export type Piece = { kind: 'same' | 'added' | 'removed'; text: string }

/** A paragraph of one of the texts or of both. */
export type Difference =
  | { kind: 'same' | 'added' | 'removed'; text: string }
  | { kind: 'changed'; before: string; after: string; pieces: Piece[] }

export function differencesOf(before: string, after: string): Difference[] {
  const changes = diffArrays(paragraphsOf(before), paragraphsOf(after), { maxEditLength: MAX_EDITS }) ?? [
    { removed: true, added: false, value: paragraphsOf(before) },
    { removed: false, added: true, value: paragraphsOf(after) },
  ]
  const found: Difference[] = []
  for (let n = 0; n < changes.length; n++) {
    const { added, removed, value } = changes[n] as (typeof changes)[number]
    const next = changes[n + 1]
    if (removed && next?.added) {
      found.push(...pairedParagraphs(value, next.value))
      n++
    } else found.push(...value.map((text) => ({ kind: kindOf(added, removed), text })))
  }
  return found
}

/** Past so many edits two texts have nothing in common that would be worth the time. */
const MAX_EDITS = 1000

function kindOf(added: boolean, removed: boolean): Piece['kind'] {
  return added ? 'added' : removed ? 'removed' : 'same'
}

/** Paragraphs that became others, each beside the one that it is most like, in their order. */
function pairedParagraphs(before: string[], after: string[]): Difference[] {
  const scores = likenesses(before, after)
  const found: Difference[] = []
  let [i, j] = [0, 0]
  const best = bestPairs(scores, before.length, after.length)
  while (i < before.length || j < after.length) {
    const [was, is] = [before[i], after[j]]
    if (was !== undefined && is !== undefined && best(i, j) > best(i + 1, j) && best(i, j) > best(i, j + 1)) {
      found.push({ kind: 'changed', before: was, after: is, pieces: piecesOf(was, is) })
      i++
      j++
    } else if (was !== undefined && (is === undefined || best(i + 1, j) >= best(i, j + 1))) {
      found.push({ kind: 'removed', text: was })
      i++
    } else {
      found.push({ kind: 'added', text: is as string })
      j++
    }
  }
  return found
}

/** More pairs to compare than these are not compared. */
const MAX_PAIRS = 2500
const ALIKE_FROM = 0.3

function likenesses(before: string[], after: string[]): number[][] {
  if (before.length * after.length > MAX_PAIRS) return []
  const [a, b] = [before.map(wordSet), after.map(wordSet)]
  return a.map((was) =>
    b.map((is) => {
      const shared = [...was].filter((word) => is.has(word)).length
      const likeness = (2 * shared) / Math.max(1, was.size + is.size)
      return likeness >= ALIKE_FROM ? likeness : 0
    }),
  )
}

function wordSet(text: string): Set<string> {
  return new Set(tokensOf(text.toLowerCase()).filter((token) => WORD.test(token)))
}

/** How much likeness the rest of both can still be paired to. */
function bestPairs(scores: number[][], n: number, m: number): (i: number, j: number) => number {
  if (scores.length === 0) return () => 0
  const best = Array.from({ length: n + 1 }, () => new Float64Array(m + 1))
  const at = (i: number, j: number) => best[i]?.[j] ?? 0
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const likeness = scores[i]?.[j] ?? 0
      const paired = likeness > 0 ? likeness + at(i + 1, j + 1) : 0
      ;(best[i] as Float64Array)[j] = Math.max(paired, at(i + 1, j), at(i, j + 1))
    }
  }
  return at
}

const WORD = /[\p{L}\p{N}]/u

/** Words, blanks and marks: in Vietnamese a word is a syllable, with its diacritics. */
function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? []
}

/** Within a paragraph or a line, by words. */
export function piecesOf(before: string, after: string): Piece[] {
  const changes = diffArrays(tokensOf(before), tokensOf(after), { maxEditLength: MAX_EDITS })
  const whole: Piece[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]
  const pieces = changes
    ? changes.map(({ added, removed, value }) => ({ kind: kindOf(added, removed), text: value.join('') }))
    : whole
  return readable(pieces).filter(({ text }) => text)
}

/** A blank between two changed words is changed with them: «đổi giờ» is one thing, not two. */
function readable(pieces: Piece[]): Piece[] {
  const found: Piece[] = []
  let [removed, added] = ['', '']
  const flush = () => {
    // A blank at the end of both has not changed.
    const blank = removed && added ? removed.slice(removed.trimEnd().length) : ''
    const isShared = blank !== '' && added.endsWith(blank)
    if (isShared) {
      removed = removed.slice(0, -blank.length)
      added = added.slice(0, -blank.length)
    }
    if (removed) found.push({ kind: 'removed', text: removed })
    if (added) found.push({ kind: 'added', text: added })
    if (isShared) found.push({ kind: 'same', text: blank })
    ;[removed, added] = ['', '']
  }
  pieces.forEach(({ kind, text }, n) => {
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else if (/^\s+$/.test(text) && (removed || added) && n < pieces.length - 1) {
      removed += text
      added += text
    } else {
      flush()
      found.push({ kind, text })
    }
  })
  flush()
  return found
}

/** How many words came and how many went. */
export function countChanged(differences: Difference[]): { added: number; removed: number } {
  const pieces = differences.flatMap((found) => (found.kind === 'changed' ? found.pieces : [found]))
  const count = (kind: Piece['kind']) =>
    pieces.filter((piece) => piece.kind === kind).reduce((sum, { text }) => sum + wordsIn(text), 0)
  return { added: count('added'), removed: count('removed') }
}

function wordsIn(text: string): number {
  return tokensOf(text).filter((token) => WORD.test(token)).length
}
