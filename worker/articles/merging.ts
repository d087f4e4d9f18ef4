/**
 * Two versions of a text that began from one: what only one side changed is taken over, what both changed is for a person
 * to decide. By paragraphs, so that no sentence is put together that nobody wrote.
 */
import { diff3MergeRegions } from 'node-diff3'

/** A run of paragraphs: agreed on, or still to be decided. */
export type Part = { kind: 'agreed'; text: string } | { kind: 'open'; mine: string; theirs: string }

export type Choice = 'mine' | 'theirs' | 'both'

/** @param base what both began from; null where that is not known, and then nothing is taken over. */
export function mergeTexts(base: string | null, mine: string, theirs: string): Part[] {
  const [a, b] = [paragraphsOf(mine), paragraphsOf(theirs)]
  if (joined(a) === joined(b)) return agreed(a)
  if (base === null) return [{ kind: 'open', mine: joined(a), theirs: joined(b) }]
  const regions: Region[] = diff3MergeRegions(a, paragraphsOf(base), b)
  return together(regions.flatMap(partsOf))
}

/** As the library gives them; its types say less. */
interface Region {
  stable: boolean
  bufferContent?: string[]
  aContent?: string[]
  oContent?: string[]
  bContent?: string[]
}

function partsOf({ stable, bufferContent, aContent = [], oContent = [], bContent = [] }: Region): Part[] {
  if (stable) return agreed(bufferContent ?? [])
  const [mine, before, theirs] = [aContent, oContent, bContent]
  // Neighbouring paragraphs, each changed by one side alone: nobody needs to be asked.
  if (mine.length === before.length && theirs.length === before.length)
    return before.flatMap((was, n) => one(mine[n] as string, was, theirs[n] as string))
  return one(joined(mine), joined(before), joined(theirs))
}

function one(mine: string, was: string, theirs: string): Part[] {
  if (mine === theirs || theirs === was) return agreed([mine])
  if (mine === was) return agreed([theirs])
  return [{ kind: 'open', mine, theirs }]
}

function agreed(paragraphs: string[]): Part[] {
  const text = joined(paragraphs.filter(Boolean))
  return text ? [{ kind: 'agreed', text }] : []
}

/** What stands side by side and is of one kind is one part. */
function together(parts: Part[]): Part[] {
  const merged: Part[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (last?.kind === 'agreed' && part.kind === 'agreed') last.text = joined([last.text, part.text])
    else if (last?.kind === 'open' && part.kind === 'open') {
      last.mine = joined([last.mine, part.mine].filter(Boolean))
      last.theirs = joined([last.theirs, part.theirs].filter(Boolean))
    } else merged.push({ ...part })
  }
  return merged
}

/** With what is still open decided. desk/saving/merging.ts puts a text together in the same way. */
export function textOfParts(parts: Part[], choose: (n: number) => Choice): string {
  let n = 0
  return joined(
    parts.flatMap((part) => (part.kind === 'agreed' ? [part.text] : chosen(part, choose(n++)))).filter(Boolean),
  )
}

function chosen({ mine, theirs }: { mine: string; theirs: string }, choice: Choice): string[] {
  return choice === 'both' ? [mine, theirs] : [choice === 'mine' ? mine : theirs]
}

/** Names with commas between them, in the order of mine: who adds one or takes one away is right. */
export function mergeNames(base: string, mine: string, theirs: string): string {
  const [was, a, b] = [namesIn(base), namesIn(mine), namesIn(theirs)]
  const kept = a.filter((name) => b.includes(name) || !was.includes(name))
  return [...kept, ...b.filter((name) => !was.includes(name) && !kept.includes(name))].join(', ')
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

export function paragraphsOf(text: string): string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map((paragraph) => paragraph.replace(/^\n+/, '').trimEnd())
    .filter(Boolean)
}

function joined(paragraphs: string[]): string {
  return paragraphs.join('\n\n')
}
