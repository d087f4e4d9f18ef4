/**
 * Footnotes are known by leading there and back: a link to a place whose own link leads back to where it came from. So they
 * are in Word (`_ftn1`, `_ftnref1`), Google Docs (`ftnt1`), LibreOffice (`sdfootnote1sym`), Wikipedia and on our own pages.
 */
import type { Element, ElementContent, Nodes, Parents, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { classesOf, element, is, isElement, mapElements, parentsIn, styleOf, textOf } from './tree.ts'

export function pairNotes(root: Root, noteLabel: () => string): void {
  const parents = parentsIn(root)
  const order = new Map<Nodes, number>()
  const named = new Map<string, Element>()
  const links: Element[] = []
  visit(root, 'element', (node) => {
    order.set(node, order.size)
    for (const name of [node.properties['id'], node.properties['name']]) if (name) named.set(String(name), node)
    if (node.tagName === 'a' && hashOf(node)) links.push(node)
  })
  const notes: Element[] = []
  const labels = new Map<Element, string>()
  for (const reference of links) {
    const target = named.get(hashOf(reference))
    const back =
      target && links.find((link) => isWithin(link, bodyOf(target, parents), parents) && leadsTo(link, reference))
    if (!target || !back || (order.get(reference) ?? 0) >= (order.get(back) ?? 0)) continue
    const body = bodyOf(target, parents)
    if (isWithin(reference, body, parents)) continue
    const label = labels.get(body) ?? noteLabel()
    if (!labels.has(body)) notes.push(element('note', body.tagName === 'p' ? [body] : body.children, { label }))
    labels.set(body, label)
    Object.assign(reference, element('note-reference', [], { label }))
  }

  function leadsTo(link: Element, reference: Element): boolean {
    const to = named.get(hashOf(link))
    return (
      to !== undefined &&
      (isWithin(reference, to, parents) ||
        isWithin(to, reference, parents) ||
        parents.get(to) === parents.get(reference))
    )
  }
  if (notes.length === 0) return
  const bodies = new Set(labels.keys())
  mapElements(root, (node) => (bodies.has(node) || isNotesRule(node) ? [] : [node]))
  for (const note of notes) mapElements(note, (node) => (isBackLink(node) ? [] : [node]))
  for (const note of notes) trimStart(note)
  root.children.push(...notes)
}

/** Word gives the whole path of a file, of which only the end is a place in the text. */
function hashOf(link: Element): string {
  const href = String(link.properties['href'] ?? '')
  return /^(?:#|file:|about:)/.test(href) ? (/#(.+)$/.exec(href)?.[1] ?? '') : ''
}

function bodyOf(target: Element, parents: Map<Nodes, Parents>): Element {
  let body = target
  for (let node: Nodes | undefined = target; isElement(node); node = parents.get(node)) {
    if (is(node, 'li') || (is(node, 'div') && isNote(node))) return node
    if (is(node, 'p') && !is(body, 'p')) body = node
  }
  return body
}

function isNote(node: Element): boolean {
  return (
    styleOf(node, 'mso-element') === 'footnote' ||
    /^(?:ftn|edn|sdfootnote|sdendnote)\d+$/.test(String(node.properties['id'] ?? ''))
  )
}

function isWithin(node: Nodes, ancestor: Nodes, parents: Map<Nodes, Parents>): boolean {
  for (let at: Nodes | undefined = node; at; at = parents.get(at)) if (at === ancestor) return true
  return false
}

function isBackLink(node: Element): boolean {
  return is(node, 'a') && (hashOf(node) !== '' || /backref/.test(classesOf(node)))
}

/** The line above the notes, and their heading where it is only for a screen reader. */
function isNotesRule(node: Element): boolean {
  return (
    (is(node, 'hr') &&
      (node.properties['width'] === '33%' || textOf(node) === '') &&
      node.properties['align'] !== undefined) ||
    node.properties['id'] === 'footnote-label'
  )
}

function trimStart(note: Element): void {
  let at: ElementContent | undefined = note
  while (at && 'children' in at) {
    const first: ElementContent | undefined = at.children.find(
      (child) => child.type !== 'comment' && textOf(child).trim() !== '',
    )
    at.children = first ? at.children.slice(at.children.indexOf(first)) : at.children
    at = first
  }
  if (at?.type === 'text') at.value = at.value.trimStart()
}
