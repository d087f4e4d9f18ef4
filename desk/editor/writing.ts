/**
 * The document as Markdown. A block that was not touched is written as it was read, to the byte: a change of one paragraph
 * is a change of one paragraph in the revisions too.
 */
import type { Node } from '@tiptap/pm/model'
import type {
  AlignType,
  BlockContent,
  Html,
  List,
  ListItem,
  PhrasingContent,
  Root,
  RootContent,
  TableCell,
} from 'mdast'
import type { LeafDirective } from 'mdast-util-directive'
import type { Handle } from 'mdast-util-to-markdown'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { type Processor, unified } from 'unified'
import { parseMarkdown } from '../../worker/text/markdown-syntax.ts'
import { writeInline } from './inline.ts'
import type { Sources } from './reading.ts'

/** @param sources takes what is written too, so that each block is written once */
export function writeMarkdown(doc: Node, sources: Sources): string {
  const parts: string[] = []
  for (let at = 0; at < doc.childCount; ) {
    const run = listsFrom(doc, at)
    parts.push(run.length > 1 ? stringify(run) : writeBlock(doc.child(at), sources))
    at += Math.max(1, run.length)
  }
  return parts.filter(Boolean).join('\n\n')
}

/** Lists that follow one another need different signs, or they would be one. */
function listsFrom(doc: Node, from: number): Node[] {
  const run: Node[] = []
  for (let at = from; at < doc.childCount && doc.child(at).type.isInGroup('list'); at++) run.push(doc.child(at))
  return run
}

function writeBlock(block: Node, sources: Sources): string {
  const written = sources.get(block) ?? stringify([block])
  sources.set(block, written)
  return written
}

function stringify(blocks: Node[]): string {
  return writer.stringify({ type: 'root', children: blocks.flatMap(writeOne) } as Root).trim()
}

const figure: Handle = (node: LeafDirective, _, state, info) => {
  const exits = [state.enter('label'), state.enter('phrasing')]
  const label = state.containerPhrasing(node as never, { ...info, before: '[', after: ']' })
  for (const exit of exits.reverse()) exit()
  const attributes = Object.entries(node.attributes ?? {}).filter(([, value]) => value)
  return `::figure${label && `[${label}]`}{${attributes.map(([name, value]) => `${name}="${quoted(value ?? '')}"`).join(' ')}}`
}

function quoted(value: string): string {
  return value.replace(/\s+/g, ' ').trim().replace(/&/g, '&amp;').replace(/"/g, '&quot;')
}

const writer = unified()
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    rule: '-',
    listItemIndent: 'one',
    fences: true,
    handlers: { leafDirective: figure },
    // At the beginning of a line two colons would open a figure; anywhere else they are colons.
    unsafe: [{ atBreak: true, character: ':', after: ':' }],
  })
  .use(plainly)
  .freeze()

/** An address in a text is a link however it is escaped: a backslash in it would only be in a person's way. */
function plainly(this: Processor) {
  for (const { extensions } of this.data().toMarkdownExtensions ?? []) {
    for (const extension of extensions ?? [])
      extension.unsafe = extension.unsafe?.filter(({ character }) => !'@.:'.includes(character)) ?? []
  }
}

function writeOne(node: Node): RootContent[] {
  const { attrs } = node
  switch (node.type.name) {
    case 'paragraph':
      return writeParagraph(node)
    case 'heading':
      return node.content.size > 0 ? [{ type: 'heading', depth: attrs['level'], children: writeInline(node) }] : []
    case 'blockquote': {
      const children = writeAll(node)
      return children.length > 0 ? [{ type: 'blockquote', children }] : []
    }
    case 'bullet_list':
      return [writeList(node, { ordered: false })]
    case 'ordered_list':
      return [writeList(node, { ordered: true, start: attrs['start'] })]
    case 'code_block':
      return [{ type: 'code', lang: attrs['lang'], meta: attrs['meta'], value: node.textContent }]
    case 'horizontal_rule':
      return [{ type: 'thematicBreak' }]
    case 'figure': {
      const { image, align, credit, alt } = attrs
      const attributes = { image, align, credit, alt }
      return [{ type: 'leafDirective', name: 'figure', attributes, children: writeInline(node) }]
    }
    case 'table':
      return [writeTable(node)]
    case 'opaque':
      return [asItIs(attrs['source'])]
    case 'note':
      return [
        { type: 'footnoteDefinition', identifier: attrs['label'], label: attrs['label'], children: writeAll(node) },
      ]
  }
  return []
}

function writeAll(parent: Node): BlockContent[] {
  return parent.children.flatMap(writeOne) as BlockContent[]
}

function writeParagraph(node: Node): RootContent[] {
  const children = writeInline(node)
  if (children.length === 0) return []
  const bare = bareAddress(children)
  return [bare ? { type: 'paragraph', children: [asItIs(bare) as PhrasingContent] } : { type: 'paragraph', children }]
}

/** A line that is only an address is how a video is put into a text: it stays one that a person would type. */
function bareAddress([link, ...more]: PhrasingContent[]): string | null {
  if (more.length > 0 || link?.type !== 'link' || link.title) return null
  const [words] = link.children
  if (link.children.length !== 1 || words?.type !== 'text' || words.value !== link.url) return null
  const [paragraph] = parseMarkdown(link.url).children
  if (paragraph?.type !== 'paragraph' || paragraph.children.length !== 1) return null
  const [read] = paragraph.children
  return read?.type === 'link' && read.url === link.url ? link.url : null
}

/** Of all that may be in a text, only this is handed on as it is; HTML as such there is none. */
function asItIs(value: string): Html {
  return { type: 'html', value }
}

function writeList(node: Node, kind: Pick<List, 'ordered' | 'start'>): List {
  const items = node.children.map((item) => writeAll(item))
  const isLoose = node.attrs['isLoose'] || items.some((blocks) => blocks.filter(isText).length > 1)
  const children = items.map((children): ListItem => ({ type: 'listItem', spread: isLoose, children }))
  return { type: 'list', ...kind, spread: isLoose, children }
}

/** Two of these stay two only with an empty line between them. */
function isText({ type }: BlockContent): boolean {
  return type !== 'list' && type !== 'code'
}

function writeTable(node: Node): RootContent {
  const rows = node.children.map((row) =>
    row.children.map((cell): TableCell => ({ type: 'tableCell', children: writeInline(cell) })),
  )
  const align = node.firstChild?.children.map((cell) => cell.attrs['align'] as AlignType) ?? []
  return { type: 'table', align, children: rows.map((children) => ({ type: 'tableRow', children })) }
}
