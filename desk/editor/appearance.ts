/** What a text shows that is not in it: documents, the numbers of footnotes, who a quotation is by, a video’s card. */
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { findCitations } from '../../worker/text/citations.ts'
import { videoSite } from '../../worker/text/video-links.ts'
import { schema } from './schema.ts'

const { nodes, marks } = schema
const key = new PluginKey<DecorationSet>('appearance')

/** While an input method composes a word nothing is drawn anew around it: that would break the word off. */
export function appearance(): Plugin {
  let view: EditorView | null = null
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, { doc }) => decorate(doc),
      apply: (tr, old) => {
        if (view?.composing) return old.map(tr.mapping, tr.doc)
        return tr.docChanged || tr.getMeta(key) ? decorate(tr.doc) : old
      },
    },
    view: (mounted) => {
      view = mounted
      return {}
    },
    props: {
      decorations(state) {
        const set = key.getState(state) ?? DecorationSet.empty
        return view?.composing ? set : set.add(state.doc, activeFigure(state))
      },
      handleDOMEvents: {
        compositionend: (composed) => {
          // The library ends its own composing right after this event.
          setTimeout(() => composed.isDestroyed || composed.dispatch(composed.state.tr.setMeta(key, true)), 60)
        },
      },
    },
  })
}

function decorate(doc: Node): DecorationSet {
  const decorations: Decoration[] = []
  const numbers = numberNotes(doc)
  doc.descendants((node, pos, parent) => {
    const of = (attrs: Record<string, string>) => decorations.push(Decoration.node(pos, pos + node.nodeSize, attrs))
    if (node.type === nodes.note_reference) of({ 'data-number': numbers.get(node.attrs['label']) ?? '?' })
    if (node.type === nodes.note) {
      const number = numbers.get(node.attrs['label'])
      of(number ? { 'data-number': number } : { 'data-number': '–', class: 'unused' })
    }
    if (node.type === nodes.paragraph && parent?.type === nodes.blockquote && isAttribution(node, parent))
      of({ class: 'by' })
    if (node.type === nodes.paragraph && parent === doc) {
      const site = videoOf(node)
      if (site) of({ class: 'video', 'data-host': site.host })
    }
    if (node.isTextblock) {
      for (const [from, to] of citationsIn(node))
        decorations.push(Decoration.inline(pos + 1 + from, pos + 1 + to, { class: 'document', nodeName: 'cite' }))
    }
  })
  return DecorationSet.create(doc, decorations)
}

/** As the page numbers them: by the first place that leads to each. */
function numberNotes(doc: Node): Map<string, string> {
  const numbers = new Map<string, string>()
  doc.descendants(({ type, attrs }) => {
    if (type === nodes.note_reference && !numbers.has(attrs['label']))
      numbers.set(attrs['label'], `${numbers.size + 1}`)
  })
  return numbers
}

/** As setQuotesApart in worker/text/markdown-layout.ts has it. */
function isAttribution(paragraph: Node, quote: Node): boolean {
  return quote.lastChild === paragraph && quote.childCount > 1 && /^[—–]\s*\S/.test(paragraph.textContent)
}

function videoOf(paragraph: Node): { host: string } | null {
  const [words, ...more] = paragraph.children
  const link = more.length === 0 && words?.marks.find(({ type }) => type === marks.link)
  return link ? videoSite(link.attrs['href']) : null
}

const found = new WeakMap<Node, [from: number, to: number][]>()

/** Looked for again only in the paragraph that changed. */
function citationsIn(block: Node): [from: number, to: number][] {
  const known = found.get(block)
  if (known) return known
  const ranges: [number, number][] = []
  block.forEach((node, offset) => {
    if (
      !node.isText ||
      block.type.spec.code ||
      node.marks.some(({ type }) => type === marks.link || type === marks.code)
    )
      return
    for (const { start, end } of findCitations(node.text ?? '')) ranges.push([offset + start, offset + end])
  })
  found.set(block, ranges)
  return ranges
}

/** The picture in which the cursor is shows what can be done with it. */
function activeFigure({ selection, doc }: EditorState): Decoration[] {
  const active: Decoration[] = []
  doc.nodesBetween(selection.from, selection.to, (node, pos) => {
    if (node.type === nodes.figure) active.push(Decoration.node(pos, pos + node.nodeSize, { class: 'active' }))
  })
  return active.length === 1 ? active : []
}
