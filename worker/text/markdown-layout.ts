/** How a text opens, closes and is divided on the page. */
import type { Element, Root } from 'hast'
import { CONTINUE, SKIP, visit } from 'unist-util-visit'

/**
 * The page's `h1` is the headline, so a text begins with `h2` and goes no deeper than `h4`. No level is skipped on the
 * way down, because readers who go from heading to heading would look for what is missing (WCAG 1.3.1, H42).
 */
export function levelHeadings(tree: Root): void {
  let above = 1
  visit(tree, 'element', (node) => {
    if (!/^h[1-6]$/.test(node.tagName)) return
    const written = Math.min(4, Math.max(2, Number(node.tagName[1])))
    above = Math.min(written, above + 1)
    node.tagName = `h${above}`
  })
}

/** «(Nhịp Cầu) – » before the first words of the first paragraph. */
export function openWithCredit(tree: Root, sourceCredit: string): void {
  const name = sourceCredit
    .trim()
    .replace(/^\(([^()]*)\)$/, '$1')
    .trim()
  if (!name) return
  const credit: Element = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['credit-line'] },
    children: [{ type: 'text', value: `(${name})` }],
  }
  const first = paragraphs(tree)[0]
  if (first) first.children.unshift(credit, { type: 'text', value: ' – ' })
  else tree.children.unshift({ type: 'element', tagName: 'p', properties: {}, children: [credit] })
}

/** The paragraph that ends the text carries the sign that it is over; a text that ends with a list or a table has none. */
export function closeText(tree: Root): void {
  const last = tree.children.findLast(
    (node): node is Element => node.type === 'element' && node.tagName !== 'figure' && node.tagName !== 'section',
  )
  if (last?.tagName === 'p') last.properties['className'] = ['end']
}

/** «— Ông Sáu Thẹo» below what he said: who said it is not said itself. */
export function setQuotesApart(tree: Root): void {
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'blockquote') return
    const [last, ...before] = node.children.filter((child): child is Element => child.type === 'element').reverse()
    const [opening] = last?.children ?? []
    const isAttribution = last?.tagName === 'p' && opening?.type === 'text' && /^[—–]\s*\S/.test(opening.value)
    if (isAttribution && before.length > 0) last.properties['className'] = ['by']
  })
}

function paragraphs(tree: Root): Element[] {
  return tree.children.filter((node): node is Element => node.type === 'element' && node.tagName === 'p')
}

/** GFM aligns cells by an attribute that HTML has given up, and a style would break the page's policy. */
export function alignCells(tree: Root): void {
  visit(tree, 'element', (node) => {
    const align = node.properties['align']
    if (align === 'right') node.properties['className'] = ['align-right']
    if (align === 'center') node.properties['className'] = ['align-centre']
  })
}

/** A wide table scrolls by itself, by keyboard too, and says what it is (axe: scrollable-region-focusable). */
export function wrapTables(tree: Root, lang: 'vi' | 'en'): void {
  let count = 0
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'table' || !parent || index === undefined) return CONTINUE
    count += 1
    parent.children[index] = {
      type: 'element',
      tagName: 'div',
      properties: {
        className: ['table'],
        tabIndex: 0,
        role: 'region',
        ariaLabel: `${lang === 'vi' ? 'Bảng' : 'Table'} ${count}`,
      },
      children: [node],
    }
    return SKIP
  })
}
