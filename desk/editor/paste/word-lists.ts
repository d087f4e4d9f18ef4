/** Word copies a list as paragraphs that look like one: `mso-list:l0 level2 lfo1`, and the sign itself as text. */
import type { Element, ElementContent, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { classesOf, element, isElement, mapElements, styleOf, textOf } from './tree.ts'

interface Item {
  level: number
  ordered: boolean
  start: number
  children: ElementContent[]
}

export function mendWordLists(root: Root): void {
  visit(root, (node) => {
    if (!('children' in node) || !node.children.some((child) => isElement(child) && levelOf(child))) return
    const children: ElementContent[] = []
    let items: Item[] = []
    const close = () => {
      if (items.length > 0) children.push(...nested(items))
      items = []
    }
    for (const child of node.children as ElementContent[]) {
      const level = isElement(child) ? levelOf(child) : 0
      if (isElement(child) && level) items.push(itemOf(child, level))
      else if (items.length === 0 || !isBetween(child)) {
        close()
        children.push(child)
      }
    }
    close()
    node.children = children
  })
}

function levelOf(node: Element): number {
  if (!/^(?:p|div|h[1-6])$/.test(node.tagName)) return 0
  return Number(/\blevel(\d)/.exec(styleOf(node, 'mso-list'))?.[1] ?? 0)
}

/** Blanks and conditional comments stand between the paragraphs of one list. */
function isBetween(node: ElementContent): boolean {
  return node.type === 'comment' || (node.type === 'text' && !node.value.trim())
}

function itemOf(node: Element, level: number): Item {
  let sign = ''
  mapElements(node, (child) => {
    if (styleOf(child, 'mso-list') !== 'ignore') return [child]
    sign = textOf(child).replace(/\s/g, '')
    return []
  })
  const number = /^\(?(\d{1,4}|[a-zđ]|[ivxlc]+)[.)]/i.exec(sign)?.[1]
  const start = Number(number)
  const isHeading = /^h\d/.test(node.tagName) || /heading/i.test(classesOf(node))
  const children = isHeading ? [element('strong', node.children)] : node.children
  return { level, ordered: number !== undefined, start: Number.isInteger(start) ? start : 1, children }
}

function nested(items: Item[]): Element[] {
  const lists: Element[] = []
  for (let at = 0; at < items.length; ) {
    const first = items[at] as Item
    const list = element(
      first.ordered ? 'ol' : 'ul',
      [],
      first.ordered && first.start !== 1 ? { start: first.start } : {},
    )
    for (; at < items.length && (items[at] as Item).level >= first.level; ) {
      const item = items[at] as Item
      if (item.level === first.level && item.ordered !== first.ordered) break
      if (item.level === first.level) {
        list.children.push(element('li', item.children))
        at += 1
        continue
      }
      const end = items.findIndex((other, i) => i > at && other.level <= first.level)
      const deeper = items.slice(at, end === -1 ? items.length : end)
      const last = list.children.at(-1)
      if (isElement(last)) last.children.push(...nested(deeper))
      at += deeper.length
    }
    lists.push(list)
  }
  return lists
}
