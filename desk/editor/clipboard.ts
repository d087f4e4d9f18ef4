/** What is pasted or dropped into a text. */
import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import type { ElementContent, Root } from 'hast'
import { freeLabel } from './commands.ts'
import { readHtml } from './pasted-html.ts'
import { fromPlainText } from './plain-text.ts'
import { readMarkdown } from './reading.ts'
import { schema } from './schema.ts'
import type { Uploads } from './uploads.ts'

const { nodes } = schema

/** @returns whether it was taken; what was copied from a text of ours the library takes itself */
export function takePasted(view: EditorView, data: DataTransfer, uploads: Uploads): boolean {
  if (view.state.selection.$from.parent.type.spec.code) return false
  const html = data.getData('text/html')
  if (html.includes('data-pm-slice')) return false
  const page = html ? new DOMParser().parseFromString(html, 'text/html') : null
  const pictures = picturesIn(data)
  // Word lays a picture of the text beside the text; a browser lays the picture's address beside the picture.
  if (pictures.length > 0 && !page?.body.textContent?.trim()) {
    uploads.add(pictures)
    return true
  }
  if (page) {
    const { blocks, notes, pictures, lost } = readHtml(fromPage(page), freeLabel(view.state.doc))
    if (blocks.length === 0 && lost === 0) return false
    insert(view, blocks, notes)
    uploads.fetch(pictures)
    if (lost > 0) uploads.tellLost(lost)
    return true
  }
  const text = data.getData('text/plain')
  if (!text.trim()) return false
  const read = readMarkdown(fromPlainText(text), new WeakMap()).children
  insert(
    view,
    read.filter(({ type }) => type !== nodes.note),
    read.filter(({ type }) => type === nodes.note),
  )
  return true
}

export function picturesIn(data: DataTransfer): File[] {
  return [...data.files].filter(({ type }) => type.startsWith('image/'))
}

function insert(view: EditorView, blocks: Node[], notes: Node[]): void {
  const { tr, selection } = view.state
  const isOneLine = selection.$from.parent.type !== nodes.paragraph && selection.$from.parent.isTextblock
  if (isOneLine) {
    const words = blocks.flatMap((block, at) => [...(at > 0 ? [schema.text(' ')] : []), ...phrases(block)])
    tr.replaceWith(selection.from, selection.to, words)
  } else {
    const open = (block: Node | undefined) => (block?.type === nodes.paragraph ? 1 : 0)
    const slice = new Slice(Fragment.from(blocks), open(blocks[0]), open(blocks.at(-1)))
    if (blocks.length > 0) tr.replaceRange(selection.from, selection.to, slice)
  }
  tr.insert(tr.doc.content.size, notes)
  view.dispatch(tr.setMeta('paste', true).setMeta('uiEvent', 'paste').scrollIntoView())
}

function phrases(block: Node): Node[] {
  const words: Node[] = []
  block.descendants((node, _, parent) => {
    if (node.isInline && node.type !== nodes.hard_break) words.push(node)
    else if (words.length > 0 && parent !== block) words.push(schema.text(' '))
    return !node.isInline
  })
  if (block.isTextblock) return block.children.map((node) => (node.type === nodes.hard_break ? schema.text(' ') : node))
  return words
}

/** The browser's own parser, in a page that runs and loads nothing, as the tree that is cleaned. */
function fromPage(page: Document): Root {
  return { type: 'root', children: [...page.body.childNodes].flatMap(fromNode) }
}

function fromNode(node: globalThis.Node): ElementContent[] {
  if (node instanceof Text) return [{ type: 'text', value: node.data }]
  if (!(node instanceof Element)) return []
  const properties = Object.fromEntries(
    [...node.attributes].map(({ name, value }) => [PROPERTIES[name] ?? name, value]),
  )
  const children = [...node.childNodes].flatMap(fromNode)
  return [{ type: 'element', tagName: node.localName, properties, children }]
}

/** As hast names the few that are asked for. */
const PROPERTIES: Record<string, string> = {
  class: 'className',
  colspan: 'colSpan',
  rowspan: 'rowSpan',
  'aria-hidden': 'ariaHidden',
}
