/** Official documents cited in the text become `<cite class="document">`. */
import type { ElementContent, Root, Text } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import { type Citation, type DocumentReference, findCitations } from './citations.ts'

/** @param found each document once, in order, with a date as soon as any citation tells it. */
export function markCitations(tree: Root, found: Map<string, DocumentReference>): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'element' && ['a', 'code', 'pre'].includes(node.tagName)) return SKIP
    if (node.type !== 'text' || !parent || index === undefined) return
    const citations = findCitations(node.value)
    if (citations.length === 0) return
    for (const { start, end, ...reference } of citations) {
      const known = found.get(reference.number)
      if (!known || (!known.date && reference.date)) found.set(reference.number, reference)
    }
    const parts = split(node, citations)
    parent.children.splice(index, 1, ...parts)
    return [SKIP, index + parts.length]
  })
}

function split(node: Text, citations: Citation[]): ElementContent[] {
  const parts: ElementContent[] = []
  let at = 0
  for (const { start, end, text } of citations) {
    if (start > at) parts.push({ type: 'text', value: node.value.slice(at, start) })
    parts.push({
      type: 'element',
      tagName: 'cite',
      properties: { className: ['document'] },
      children: [{ type: 'text', value: text }],
    })
    at = end
  }
  if (at < node.value.length) parts.push({ type: 'text', value: node.value.slice(at) })
  return parts
}
