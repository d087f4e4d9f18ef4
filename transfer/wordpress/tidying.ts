/** A text's HTML without what only WordPress, or nobody, can use; what that was is told of where it was something. */
import type { Element, Root } from 'hast'
import { toString as textOf } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import { allOf, classesOf, paragraph } from './figures.ts'
import { NOTE } from './paragraphs.ts'

export interface Tidying {
  /** The hosts at which the old site stood. */
  hosts: ReadonlySet<string>
  /** What the text's own footnotes say, as HTML; those that are referred to come in that order. */
  footnotes: ReadonlyMap<string, string>
  notes: string[]
}

/** What has no words for readers, and what would run. */
const AWAY = ['script', 'style', 'noscript', 'template', 'link', 'meta', 'title', 'svg', 'math']
const TOLD = ['form', 'object', 'embed', 'applet', 'canvas', 'script', 'input', 'button', 'select', 'textarea']

export function tidy(tree: Root, { hosts, footnotes, notes }: Tidying): void {
  const told = new Set<string>()
  const tell = (says: string) => {
    if (!told.has(says)) notes.push(says)
    told.add(says)
  }
  visit(tree, (node, index, parent) => {
    if (!parent || index === undefined) return
    const replace = (...by: Root['children']): [typeof SKIP, number] => {
      parent.children.splice(index, 1, ...(by as typeof parent.children))
      return [SKIP, index + by.length]
    }
    if (node.type === 'comment' || node.type === 'doctype') {
      const block = node.type === 'comment' ? /^\s*wp:([\w/-]+).*\/\s*$/s.exec(node.value)?.[1] : null
      if (block && !QUIET.includes(block)) tell(`A block that is made by WordPress itself: ${block}`)
      return replace()
    }
    if (node.type !== 'element') return
    if (TOLD.includes(node.tagName)) tell(`Left out of the text: <${node.tagName}>`)
    if (AWAY.includes(node.tagName) || TOLD.includes(node.tagName)) return replace()
    if (node.tagName === 'iframe') return replace(linkTo(embedded(node), 'iframe', tell))
    if (node.tagName === 'video' || node.tagName === 'audio') return replace(linkTo(sourceIn(node), node.tagName, tell))
    if (/\bwp-block-(?:embed|video|audio|file)\b/.test(classesOf(node))) {
      const address = /https?:\/\/[^\s<"]+/.exec(textOf(node))?.[0] ?? sourceIn(node)
      if (address) return replace(linkTo(address, '', tell))
    }
    const note = node.properties['dataFn']
    if (node.tagName === 'sup' && typeof note === 'string' && footnotes.has(note)) {
      return replace({ type: 'element', tagName: NOTE, properties: { note }, children: [] })
    }
    if (node.tagName === 'a') tidyLink(node, hosts)
    if (node.tagName === 'table') headTable(node)
    return
  })
  // An address alone on its line is what WordPress embeds.
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'p' || node.children.some((child) => child.type !== 'text')) return
    const address = /^\s*(https?:\/\/\S+)\s*$/.exec(textOf(node))?.[1]
    if (address) node.children = linkTo(address, '', tell).children
  })
}

/** They say nothing that readers would miss. */
const QUIET = ['more', 'nextpage', 'separator', 'spacer', 'footnotes', 'paragraph']

/** A table of ours begins with the names of its columns: without such a row its first is taken for it. */
function headTable(table: Element): void {
  if (allOf(table, 'th').length > 0) return
  for (const cell of allOf(table, 'tr')[0]?.children ?? []) if (cell.type === 'element') cell.tagName = 'th'
}

/** Addresses of the old site begin at its root: the redirects that come along know them. */
function tidyLink(node: Element, hosts: ReadonlySet<string>): void {
  const href = String(node.properties['href'] ?? '').trim()
  const url = URL.parse(href)
  node.properties = { href: url && hosts.has(bare(url.host)) ? `${url.pathname}${url.search}${url.hash}` : href }
}

export function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, '')
}

function linkTo(address: string, what: string, tell: (says: string) => void): Element {
  if (what) tell(`Now a link, was <${what}>: ${address || 'without an address'}`)
  if (!/^(?:https?:)?\/\//.test(address)) return paragraph('')
  const href = address.startsWith('//') ? `https:${address}` : address
  const link: Element = {
    type: 'element',
    tagName: 'a',
    properties: { href },
    children: [{ type: 'text', value: href }],
  }
  return { ...paragraph(''), children: [link] }
}

/** The page of what is embedded, where that is known. */
function embedded(node: Element): string {
  const src = String(node.properties['src'] ?? node.properties['dataSrc'] ?? '')
  const youtube = /youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,})/.exec(src)?.[1]
  if (youtube) return `https://www.youtube.com/watch?v=${youtube}`
  const vimeo = /player\.vimeo\.com\/video\/(\d+)/.exec(src)?.[1]
  return vimeo ? `https://vimeo.com/${vimeo}` : src
}

function sourceIn(node: Element): string {
  let found = String(node.properties['src'] ?? node.properties['href'] ?? '')
  visit(node, 'element', ({ properties: { src, href } }) => {
    found ||= String(src ?? href ?? '')
  })
  return found
}
