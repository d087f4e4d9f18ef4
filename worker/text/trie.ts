/**
 * A trie of syllables with links to the longest suffix that also begins a term (Aho and Corasick, 1975): a text is
 * read once, whatever the number and length of the terms.
 */
export interface Node {
  next: Map<string, Node>
  /** Of the terms that end here, their places in the list. */
  terms: number[]
  /** How many syllables lead here: the length of those terms. */
  depth: number
  suffix: Node | null
}

export function trieOf(terms: Iterable<[index: number, syllables: string[]]>): Node {
  const root = node(0)
  for (const [index, syllables] of terms) plant(root, syllables, index)
  link(root)
  return root
}

/**
 * Adds to `found` the terms that stand in the syllables.
 * @param guesses where given, only terms with at least one of these among their syllables
 */
export function search(root: Node, syllables: string[], found: Set<number>, guesses?: ReadonlySet<number>): void {
  // A node met before has told its terms that reach as far back, and those of its suffixes.
  const told = new Map<Node, number>()
  let at = root
  let sinceGuess = guesses ? Number.POSITIVE_INFINITY : -1
  for (const [place, syllable] of syllables.entries()) {
    if (guesses) sinceGuess = guesses.has(place) ? 0 : sinceGuess + 1
    at = step(root, at, syllable)
    for (let node: Node | null = at; node && node.depth > sinceGuess; node = node.suffix) {
      if ((told.get(node) ?? Number.POSITIVE_INFINITY) <= sinceGuess) break
      told.set(node, sinceGuess)
      for (const index of node.terms) found.add(index)
    }
  }
}

function node(depth: number): Node {
  return { next: new Map(), terms: [], depth, suffix: null }
}

function plant(root: Node, syllables: string[], index: number): void {
  let at = root
  for (const syllable of syllables) {
    const next = at.next.get(syllable) ?? node(at.depth + 1)
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
