/** A WordPress text as our Markdown. Whatever is in it, only what our Markdown can say comes out. */
import type { Element, Root as HtmlRoot } from 'hast'
import type { Nodes, PhrasingContent, Root } from 'mdast'
import { directiveToMarkdown } from 'mdast-util-directive'
import rehypeParse from 'rehype-parse'
import rehypeRemark from 'rehype-remark'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { type Processor, unified } from 'unified'
import { FIGURE, type PictureInText, setFigures } from './figures.ts'
import { NOTE, setParagraphs } from './paragraphs.ts'
import { readShortcodes } from './shortcodes.ts'
import { tidy } from './tidying.ts'

/** A picture that is here now; null is one that could not be brought. */
export type Placed = { id: string; alt: string; caption: string } | null

export interface Conversion {
  hosts: ReadonlySet<string>
  /** Of the newer editor, by their id. */
  footnotes: ReadonlyMap<string, string>
  /** The ids of a post's own pictures. */
  gallery: () => number[]
  /** Brings a picture, or tells why not. */
  place: (picture: Omit<PictureInText, 'element'>) => Promise<Placed>
  notes: string[]
}

export async function toMarkdown(content: string, conversion: Conversion): Promise<string> {
  const { hosts, gallery, place, notes } = conversion
  const read = readShortcodes(content, gallery)
  notes.push(...read.notes)
  const footnotes = new Map([...conversion.footnotes, ...read.footnotes])
  const tree = parser.parse(read.html)
  tidy(tree, { hosts, footnotes, notes })
  if (!/<!-- wp:/.test(content)) setParagraphs(tree)
  // Once more: lines of their own are paragraphs only now.
  tidy(tree, { hosts, footnotes, notes: [] })
  for (const { element, ...picture } of setFigures(tree)) {
    const placed = await place(picture)
    element.properties = placed ? { ...placed, align: picture.align } : { words: picture.caption || picture.alt }
  }
  const root = mdastOf(tree)
  for (const key of referredTo(root)) {
    const note = parser.parse(footnotes.get(key) ?? '')
    tidy(note, { hosts, footnotes: new Map(), notes })
    const { children } = mdastOf(note)
    root.children.push({ type: 'footnoteDefinition', identifier: key, label: key, children: children as never })
  }
  return writer.stringify(root).trim()
}

const parser = unified().use(rehypeParse, { fragment: true })

function mdastOf(tree: HtmlRoot): Root {
  return unified()
    .use(rehypeRemark, { handlers: { [FIGURE]: figure, [NOTE]: note } })
    .runSync(tree) as Root
}

/** `::figure[…]{…}`, or its words where the picture could not be brought. */
function figure(_: unknown, { properties }: Element): Nodes | undefined {
  const { id, alt, align, caption, words } = properties as Record<string, string>
  if (!id) return words ? { type: 'paragraph', children: [{ type: 'emphasis', children: text(words) }] } : undefined
  const [, said = '', credit = ''] = CREDIT.exec(caption ?? '') ?? ['', caption, '']
  return {
    type: 'leafDirective',
    name: 'figure',
    attributes: { image: id, align: align || 'centre', ...(alt && { alt }), ...(credit && { credit }) },
    children: text(said),
  }
}

/** «Chợ nổi lúc năm giờ sáng. Ảnh: Hạnh Lê» */
const CREDIT = /^(.*?)(?:^|[\s(–—-]+)(?:Nguồn ảnh|Ảnh|Photo)\s*:\s*([^:]{2,80}?)[\s).]*$/su

function note(_: unknown, { properties }: Element): Nodes {
  const identifier = String(properties['note'])
  return { type: 'footnoteReference', identifier, label: identifier }
}

function text(value: string): PhrasingContent[] {
  return value ? [{ type: 'text', value }] : []
}

function referredTo(root: Root): string[] {
  const keys = new Set<string>()
  const walk = (node: Nodes) => {
    if (node.type === 'footnoteReference') keys.add(node.identifier)
    if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(root)
  return [...keys]
}

const { unsafe, ...directives } = directiveToMarkdown()
// Of directives we speak only those on lines of their own: «12:53» stays as it is.
const leaf = {
  ...directives,
  unsafe: (unsafe ?? []).filter(({ atBreak, inConstruct }) => atBreak || inConstruct?.includes('leafDirectiveLabel')),
}

const writer = unified()
  .use(remarkStringify, { bullet: '-', emphasis: '*', rule: '-', listItemIndent: 'one' })
  .use(remarkGfm, { singleTilde: false })
  .use(function figures(this: Processor) {
    const data = this.data()
    data.toMarkdownExtensions = [...(data.toMarkdownExtensions ?? []), leaf]
  })
  .freeze()
