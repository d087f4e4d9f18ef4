/**
 * A text's Markdown as the document that is edited. It is parsed as the server parses it, by the same code, so that the
 * editor and the page cannot differ in what they take a line for.
 */
import { Fragment, type Mark, type Node } from '@tiptap/pm/model'
import type { Definition, Nodes, Parents, RootContent, Table, TableRow } from 'mdast'
import { visit } from 'unist-util-visit'
import { boundNesting, parseMarkdown } from '../../worker/text/markdown-syntax.ts'
import { ALIGNS, schema } from './schema.ts'

/** The Markdown that a block was read from, while it is as it was read. */
export type Sources = WeakMap<Node, string>

export function readMarkdown(given: string, sources: Sources): Node {
  const markdown = boundNesting(given)
  const root = parseMarkdown(markdown)
  const blocks = readBlocks(root, (block, node) => {
    const source = markdown.slice(node.position?.start.offset, node.position?.end.offset)
    if (!block) return schema.nodes.opaque.create({ source })
    if (mayKeep(node)) sources.set(block, source)
    return block
  })
  return schema.nodes.doc.create(null, blocks.length > 0 ? blocks : schema.nodes.paragraph.create())
}

/** @param finish says what stands in the document for a block, or for one that it cannot hold */
export function readBlocks(root: Parents, finish: (block: Node | null, from: RootContent) => Node | null): Node[] {
  const definitions = definitionsIn(root)
  return (root.children as RootContent[]).flatMap((node) => finish(readOne(node, definitions), node) ?? [])
}

/** A reference would lose what it refers to when that goes, and a fence left open would take in whatever comes after it. */
function mayKeep(node: RootContent): boolean {
  let is = node.type !== 'code'
  visit(node, (within) => {
    if (within.type === 'linkReference' || within.type === 'imageReference') is = false
  })
  return is
}

type Definitions = Map<string, Definition>

function definitionsIn(root: Parents): Definitions {
  const definitions: Definitions = new Map()
  visit(root, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  return definitions
}

class Unknown extends Error {}

function readOne(node: RootContent, definitions: Definitions): Node | null {
  try {
    const block = new Reader(definitions).block(node, true)
    block.check()
    return block
  } catch (error) {
    if (error instanceof Unknown || error instanceof RangeError) return null
    throw error
  }
}

class Reader {
  #definitions: Definitions

  constructor(definitions: Definitions) {
    this.#definitions = definitions
  }

  block(node: Nodes, isTop = false): Node {
    const { nodes } = schema
    switch (node.type) {
      case 'paragraph':
        return nodes.paragraph.create(null, this.#inline(node))
      case 'heading':
        return nodes.heading.create({ level: Math.min(4, Math.max(2, node.depth)) }, this.#inline(node))
      case 'blockquote':
        return nodes.blockquote.create(null, this.#blocks(node))
      case 'list': {
        const isLoose = node.spread || node.children.some(({ spread }) => spread)
        const items = node.children.map((item) => nodes.list_item.create(null, this.#blocks(item)))
        return node.ordered
          ? nodes.ordered_list.create({ isLoose, start: node.start ?? 1 }, items)
          : nodes.bullet_list.create({ isLoose }, items)
      }
      case 'code': {
        const { lang, meta, value } = node
        return nodes.code_block.create({ lang, meta }, value ? schema.text(value) : null)
      }
      case 'thematicBreak':
        return nodes.horizontal_rule.create()
      case 'table':
        return this.#table(node)
      case 'leafDirective':
        return this.#figure(node)
      case 'footnoteDefinition':
        if (!isTop) break
        return nodes.note.create({ label: node.label ?? node.identifier }, this.#blocks(node))
    }
    throw new Unknown(node.type)
  }

  #blocks(parent: Parents): Fragment {
    const blocks = parent.children.map((child) => this.block(child))
    return Fragment.from(blocks.length > 0 ? blocks : schema.nodes.paragraph.create())
  }

  #table({ align, children }: Table): Node {
    const columns = children[0]?.children.length ?? 0
    const row = ({ children }: TableRow, type: 'table_header' | 'table_cell') =>
      Array.from({ length: columns }, (_, at) => {
        const cell = children[at]
        return schema.nodes[type].create({ align: align?.[at] ?? null }, cell && this.#inline(cell))
      })
    return schema.nodes.table.create(
      null,
      children.map((cells, at) =>
        schema.nodes.table_row.create(null, row(cells, at === 0 ? 'table_header' : 'table_cell')),
      ),
    )
  }

  #figure(node: Extract<RootContent, { type: 'leafDirective' }>): Node {
    const { image, align = '', alt = '', credit = '', ...more } = node.attributes ?? {}
    const isAlign = !align || ALIGNS.some((known) => known === align)
    if (!image || !isAlign || Object.keys(more).length > 0) throw new Unknown(node.name)
    return schema.nodes.figure.create({ image, align, alt, credit }, this.#inline(node))
  }

  #inline(parent: Parents, marks: readonly Mark[] = []): Node[] {
    return parent.children.flatMap((child) => this.#phrase(child, marks))
  }

  #phrase(node: Nodes, marks: readonly Mark[]): Node[] {
    const marked = (mark: Mark) => mark.addToSet(marks)
    switch (node.type) {
      case 'text':
        return node.value ? [schema.text(node.value.replace(/\n/g, ' '), marks)] : []
      case 'strong':
        return this.#inline(node, marked(schema.marks.strong.create()))
      case 'emphasis':
        return this.#inline(node, marked(schema.marks.em.create()))
      case 'delete':
        return this.#inline(node, marked(schema.marks.strike.create()))
      case 'inlineCode':
        return [schema.text(node.value.replace(/\n/g, ' '), marked(schema.marks.code.create()))]
      case 'break':
        return [schema.nodes.hard_break.create(null, null, marks)]
      case 'link':
      case 'linkReference': {
        const to = node.type === 'link' ? node : this.#definition(node)
        const words = this.#inline(node, marked(schema.marks.link.create({ href: to.url, title: to.title ?? null })))
        if (words.length === 0) throw new Unknown('a link without words')
        return words
      }
      case 'image':
      case 'imageReference': {
        const { url, title = null } = node.type === 'image' ? node : this.#definition(node)
        return [schema.nodes.image.create({ src: url, alt: node.alt ?? '', title }, null, marks)]
      }
      case 'footnoteReference':
        return [schema.nodes.note_reference.create({ label: node.label ?? node.identifier }, null, marks)]
    }
    throw new Unknown(node.type)
  }

  #definition({ identifier }: { identifier: string }): Definition {
    const definition = this.#definitions.get(identifier)
    if (!definition) throw new Unknown('a reference to nothing')
    return definition
  }
}
