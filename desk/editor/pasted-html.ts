/**
 * HTML from elsewhere (Word, Google Docs, LibreOffice, a web page) as blocks of a text. Only what a text may be made of comes
 * through: the rest leaves its words, or nothing. Needs no browser: the tree is given.
 */
import type { Node } from '@tiptap/pm/model'
import type { Element, Root as Html } from 'hast'
import type { FootnoteDefinition, Image, Root, RootContent } from 'mdast'
import rehypeRemark from 'rehype-remark'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { clean } from './paste/cleaning.ts'
import { pairNotes } from './paste/notes.ts'
import { mendTables } from './paste/tables.ts'
import { mendWordLists } from './paste/word-lists.ts'
import { readBlocks } from './reading.ts'
import { schema } from './schema.ts'

export interface Pasted {
  blocks: Node[]
  /** Of the footnotes; they stand at the end of a text. */
  notes: Node[]
  /** Pictures that came along, as `data:` addresses, by the key of the place that waits for them. */
  pictures: Map<string, string>
  /** How many pictures were only addresses elsewhere, and stayed there. */
  lost: number
}

/** @param noteLabel gives each footnote a label that is free in the text */
export function readHtml(html: Html, noteLabel: () => string): Pasted {
  mendWordLists(html)
  pairNotes(html, noteLabel)
  clean(html)
  mendTables(html)
  const root = toMarkdown.runSync(html) as Root
  tighten(root)
  const pasted: Pasted = { blocks: [], notes: [], pictures: new Map(), lost: 0 }
  readBlocks(root, (block, from) => {
    if (!block) {
      const words = wordsOf(from).trim()
      if (words) pasted.blocks.push(schema.nodes.paragraph.create(null, schema.text(words)))
    } else if (block.type.name === 'note') pasted.notes.push(block)
    else pasted.blocks.push(...withoutImages(block, pasted))
    return null
  })
  return pasted
}

const toMarkdown = unified()
  .use(rehypeRemark, {
    handlers: {
      'note-reference': (_, { properties }: Element) => {
        const label = String(properties['label'])
        return { type: 'footnoteReference', identifier: label, label }
      },
      note: (state, node: Element) => {
        const label = String(node.properties['label'])
        return {
          type: 'footnoteDefinition',
          identifier: label,
          label,
          children: state.toFlow(state.all(node)),
        } as FootnoteDefinition
      },
    },
  })
  .freeze()

/** Whether there is air between the items of a list says nothing where it comes from. */
function tighten(root: Root): void {
  visit(root, (node) => {
    if (node.type === 'list' || node.type === 'listItem') node.spread = false
  })
}

/** Pictures stand between paragraphs here, never in one: each comes after the block in which it stood. */
function withoutImages(block: Node, pasted: Pasted): Node[] {
  const places: Node[] = []
  block.descendants(({ type, attrs }) => {
    if (type.name !== 'image') return
    const place = placeOf(attrs as { src: string; alt: string }, pasted)
    if (place) places.push(place)
    else pasted.lost += 1
  })
  if (!hasImage(block)) return [block]
  const rest = without(block)
  return rest.textContent.trim() ? [rest, ...places] : places
}

function placeOf({ src, alt }: { src: string; alt: string }, pasted: Pasted): Node | null {
  const ours = /\/media\/([0-9a-f]{64})\/[\w.-]+$/.exec(src)?.[1]
  if (ours) return schema.nodes.figure.create({ image: ours, alt })
  if (!/^data:image\/(?:png|jpeg|gif|webp|avif);base64,/.test(src)) return null
  const key = `pasted-${crypto.randomUUID()}`
  pasted.pictures.set(key, src)
  return schema.nodes.upload.create({ key })
}

function hasImage(node: Node): boolean {
  let has = false
  node.descendants(({ type }) => {
    if (type.name === 'image') has = true
  })
  return has
}

function without(node: Node): Node {
  if (node.isText || node.isLeaf) return node
  const kept = node.children.filter(({ type }) => type.name !== 'image').map(without)
  return node.type.createChecked(
    node.attrs,
    kept.length > 0
      ? kept
      : node.type.contentMatch.defaultType?.isTextblock
        ? node.type.contentMatch.defaultType.create()
        : kept,
    node.marks,
  )
}

function wordsOf(node: RootContent | Image): string {
  if ('value' in node) return node.value
  return 'children' in node ? (node.children as RootContent[]).map(wordsOf).join('') : ''
}
