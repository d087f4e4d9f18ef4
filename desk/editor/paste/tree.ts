/** Walking through HTML that is a tree and not a page. */
import type { Element, ElementContent, Nodes, Parents, Root } from 'hast'
import { visit } from 'unist-util-visit'

export function element(tagName: string, children: ElementContent[], properties: Element['properties'] = {}): Element {
  return { type: 'element', tagName, properties, children }
}

export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** `mso-list:l0 level1 lfo1` of an element's own style; empty where it says nothing of it. */
export function styleOf(node: Element, name: string): string {
  const style = String(node.properties['style'] ?? '')
  for (const declaration of style.split(';')) {
    const at = declaration.indexOf(':')
    if (declaration.slice(0, at).trim().toLowerCase() === name)
      return declaration
        .slice(at + 1)
        .trim()
        .toLowerCase()
  }
  return ''
}

export function classesOf(node: Element): string {
  return [node.properties['className'] ?? ''].flat().join(' ')
}

export function isElement(node: Nodes | undefined): node is Element {
  return node?.type === 'element'
}

export function is(node: Nodes | undefined, ...names: string[]): boolean {
  return isElement(node) && names.includes(node.tagName)
}

/** Each element gives what stands in its place: itself, others, or nothing. Children come before their parents. */
export function mapElements(parent: Parents, map: (node: Element, parent: Parents) => ElementContent[]): void {
  const children: ElementContent[] = []
  for (const child of parent.children as ElementContent[]) {
    if (child.type !== 'element') {
      children.push(child)
      continue
    }
    mapElements(child, map)
    children.push(...map(child, parent))
  }
  parent.children = children
}

export function parentsIn(root: Root): Map<Nodes, Parents> {
  const parents = new Map<Nodes, Parents>()
  visit(root, (node, _, parent) => {
    if (parent) parents.set(node, parent)
  })
  return parents
}
