/** Official documents cited in the text become `<cite class="document">`, and lead to the document's page. */
import type { Element, ElementContent, Parents, Root, Text } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import { type Citation, type DocumentReference, findCitations } from './citations.ts'
import { documentPath, documentSlug } from './document-number.ts'

/** @param found each document once, in order, with a date as soon as any citation tells it. */
export function markCitations(tree: Root, found: Map<string, DocumentReference>): void {
  markWithin(tree, found, true)
}

/** @param linked false in headings: who goes through a page's links goes through its headings too. */
function markWithin(tree: Parents, found: Map<string, DocumentReference>, linked: boolean): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'element' && ['a', 'code', 'pre'].includes(node.tagName)) return SKIP
    if (node.type === 'element' && linked && /^h[1-6]$/.test(node.tagName)) {
      markWithin(node, found, false)
      return SKIP
    }
    if (node.type !== 'text' || !parent || index === undefined) return
    const citations = findCitations(node.value)
    if (citations.length === 0) return
    for (const { start, end, ...reference } of citations) {
      const known = found.get(reference.number)
      if (!known || (!known.date && reference.date)) found.set(reference.number, reference)
    }
    const parts = split(node, citations, linked)
    parent.children.splice(index, 1, ...parts)
    return [SKIP, index + parts.length]
  })
}

function split(node: Text, citations: Citation[], linked: boolean): ElementContent[] {
  const parts: ElementContent[] = []
  let at = 0
  for (const { start, end, text, number } of citations) {
    const words: Text = { type: 'text', value: text }
    if (start > at) parts.push({ type: 'text', value: node.value.slice(at, start) })
    parts.push({
      type: 'element',
      tagName: 'cite',
      properties: { className: ['document'] },
      children: [linked ? linkTo(documentPath(documentSlug(number)), words) : words],
    })
    at = end
  }
  if (at < node.value.length) parts.push({ type: 'text', value: node.value.slice(at) })
  return parts
}

function linkTo(href: string, words: Text): Element {
  return { type: 'element', tagName: 'a', properties: { href }, children: [words] }
}
