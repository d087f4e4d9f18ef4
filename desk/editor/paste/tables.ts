/** Tables as Markdown has them: a head, columns that are aligned, and words in the cells. */
import type { Element, ElementContent, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { element, is, isElement, mapElements, styleOf } from './tree.ts'

export function mendTables(root: Root): void {
  // Mail and old pages lay themselves out with a table of one cell.
  mapElements(root, (node) => {
    const [cell, another] = node.tagName === 'table' ? cellsOf(node) : []
    return cell && !another ? cell.children : [node]
  })
  mapElements(root, (node) => {
    if (is(node, 'td', 'th')) return [inOneLine(node)]
    if (node.tagName === 'table') headed(node)
    return [node]
  })
}

function cellsOf(table: Element): Element[] {
  const cells: Element[] = []
  visit(table, 'element', (node) => {
    if (is(node, 'td', 'th')) cells.push(node)
  })
  return cells
}

function inOneLine(cell: Element): Element {
  const align = alignOf(cell)
  const children = cell.children.flatMap((child, at): ElementContent[] => {
    if (is(child, 'br')) return [{ type: 'text', value: ' ' }]
    if (!isElement(child) || !is(child, 'p', 'div', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote'))
      return [child]
    const inside = inOneLine(child).children
    return at === 0 ? inside : [{ type: 'text', value: ' ' }, ...inside]
  })
  const { colSpan, rowSpan } = cell.properties
  return element(cell.tagName, children, {
    ...(align && { align }),
    ...(colSpan && { colSpan }),
    ...(rowSpan && { rowSpan }),
  })
}

function alignOf(node: Element): string {
  const own = String(node.properties['align'] ?? '') || styleOf(node, 'text-align')
  const first = node.children.find((child) => is(child, 'p', 'div'))
  const align = /^(?:right|end)$/.test(own) ? 'right' : own === 'center' ? 'center' : ''
  return align || (isElement(first) ? alignOf(first) : '')
}

/** A table without a head takes its first row for one; else readers would get an empty one. */
function headed(table: Element): void {
  if (cellsOf(table).some(({ tagName }) => tagName === 'th')) return
  visit(table, 'element', (node) => {
    if (node.tagName !== 'tr') return
    for (const cell of node.children) if (isElement(cell) && cell.tagName === 'td') cell.tagName = 'th'
    return false
  })
}
