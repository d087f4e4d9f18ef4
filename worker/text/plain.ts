/** An article's Markdown as words alone, a paragraph a line: what is searched and what a result quotes. */
import type { Node, Root } from 'mdast'
import { visit } from 'unist-util-visit'

const BLOCKS = ['paragraph', 'heading', 'tableCell', 'code', 'leafDirective']

/** Captions count as text; a picture's own alternative text does not. */
export function plainTextOf(root: Root): string {
  const lines: string[] = []
  visit(root, (node) => {
    if (!BLOCKS.includes(node.type)) return
    const line = wordsOf(node).replace(/\s+/g, ' ').trim()
    if (line) lines.push(line)
  })
  return lines.join('\n')
}

function wordsOf(node: Node): string {
  if (node.type === 'break') return ' '
  if ('value' in node) return String(node.value)
  return 'children' in node ? (node.children as Node[]).map(wordsOf).join('') : ''
}
