/** What can be done to a text, whether by a button or by a key. */
import { lift, setBlockType, toggleMark, wrapIn } from '@tiptap/pm/commands'
import { Fragment, type Node, type NodeType, type ResolvedPos, Slice } from '@tiptap/pm/model'
import { liftListItem, wrapInList } from '@tiptap/pm/schema-list'
import { type Command, type EditorState, NodeSelection, TextSelection } from '@tiptap/pm/state'
import { schema } from './schema.ts'

const { nodes, marks } = schema

export const toggleStrong = toggleMark(marks.strong)
export const toggleEm = toggleMark(marks.em)
export const toggleStrike = toggleMark(marks.strike)
export const toggleCode = toggleMark(marks.code)
export const setParagraph = setBlockType(nodes.paragraph)

/** Pressed once more it is a paragraph again, as in Word. */
export function toggleHeading(level: number): Command {
  return (state, dispatch) =>
    isHeading(state, level) ? setParagraph(state, dispatch) : setBlockType(nodes.heading, { level })(state, dispatch)
}

export function isHeading({ selection }: EditorState, level: number): boolean {
  return selection.$from.parent.hasMarkup(nodes.heading, { level })
}

export function toggleList(type: NodeType): Command {
  return (state, dispatch) => {
    const around = ancestor(state.selection.$from, (node) => node.type.isInGroup('list'))
    if (!around) return wrapInList(type)(state, dispatch)
    if (around.node.type === type) return liftListItem(nodes.list_item)(state, dispatch)
    dispatch?.(state.tr.setNodeMarkup(around.pos, type))
    return true
  }
}

export const toggleQuote: Command = (state, dispatch) =>
  isIn(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch)

export function isIn({ selection }: EditorState, type: NodeType): boolean {
  return ancestor(selection.$from, (node) => node.type === type) !== null
}

export function ancestor(
  $pos: ResolvedPos,
  is: (node: Node) => boolean,
): { node: Node; pos: number; depth: number } | null {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth)
    if (is(node)) return { node, pos: $pos.before(depth), depth }
  }
  return null
}

/** Beside the block of the whole text in which the cursor is; in place of that block where it is empty. */
export function insertBlocks(state: EditorState, blocks: Node[], at?: number) {
  const { tr } = state
  const $at = at === undefined ? state.selection.$to : state.doc.resolve(at)
  const index = $at.index(0)
  const block = state.doc.maybeChild(index)
  const isEmpty = block?.type === nodes.paragraph && block.content.size === 0
  const from = posOf(state.doc, index)
  const after = Math.min(isEmpty ? from : $at.depth > 0 ? $at.after(1) : $at.pos, bodyEnd(state.doc))
  if (isEmpty) tr.replaceWith(from, from + 2, blocks)
  else tr.insert(after, blocks)
  const end = after + Fragment.from(blocks).size
  if (end >= tr.doc.content.size || tr.doc.resolve(end).nodeAfter?.type === nodes.note)
    tr.insert(end, nodes.paragraph.create())
  return { tr, from: after, end }
}

function posOf(doc: Node, index: number): number {
  let pos = 0
  for (let at = 0; at < index; at++) pos += doc.child(at).nodeSize
  return pos
}

/** Where the footnotes begin. */
export function bodyEnd(doc: Node): number {
  let end = doc.content.size
  for (let at = doc.childCount - 1; at >= 0 && doc.child(at).type === nodes.note; at--) end -= doc.child(at).nodeSize
  return end
}

export const insertRule: Command = (state, dispatch) => {
  if (!dispatch) return true
  const { tr, end } = insertBlocks(state, [nodes.horizontal_rule.create()])
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(end))).scrollIntoView())
  return true
}

export const insertTable: Command = (state, dispatch) => {
  if (isIn(state, nodes.table)) return false
  if (!dispatch) return true
  const row = (type: NodeType) =>
    nodes.table_row.create(
      null,
      [1, 2, 3].map(() => type.create()),
    )
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)])
  const { tr, from } = insertBlocks(state, [table])
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1))).scrollIntoView())
  return true
}

/** Of the whole column: Markdown knows no other. */
export function alignColumn(align: string | null): Command {
  return (state, dispatch) => {
    const cell = ancestor(state.selection.$from, ({ type }) => /cell/.test(type.spec['tableRole'] ?? ''))
    const table = ancestor(state.selection.$from, ({ type }) => type === nodes.table)
    if (!cell || !table) return false
    const column = state.selection.$from.index(cell.depth - 1)
    const tr = state.tr
    table.node.forEach((row, offset) => {
      let at = table.pos + offset + 2
      row.forEach((each, _, index) => {
        if (index === column) tr.setNodeMarkup(at, null, { ...each.attrs, align })
        at += each.nodeSize
      })
    })
    dispatch?.(tr)
    return true
  }
}

/** A reference where the cursor is, and its note at the end of the text, where one goes on writing. */
export const insertNote: Command = (state, dispatch) => {
  const { $to } = state.selection
  if (!$to.parent.type.contentMatch.matchType(nodes.note_reference) || isIn(state, nodes.note)) return false
  if (!dispatch) return true
  const label = freeLabel(state.doc)()
  const { tr } = state
  tr.insert($to.pos, nodes.note_reference.create({ label }))
  tr.insert(tr.doc.content.size, nodes.note.create({ label }, nodes.paragraph.create()))
  dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)).scrollIntoView())
  return true
}

export function freeLabel(doc: Node): () => string {
  const taken = new Set<string>()
  doc.descendants(({ type, attrs }) => {
    if (type === nodes.note || type === nodes.note_reference) taken.add(attrs['label'])
  })
  let label = 0
  return () => {
    do label += 1
    while (taken.has(`${label}`))
    return `${label}`
  }
}

/** The block of the text in which the cursor is changes places with its neighbour, as in Word. */
export function moveBlock(by: -1 | 1): Command {
  return (state, dispatch) => {
    const { selection, doc } = state
    const index = selection.$from.index(0)
    const block = doc.maybeChild(index)
    const other = doc.maybeChild(index + by)
    if (!block || !other || block.type === nodes.note || other.type === nodes.note) return false
    if (!dispatch) return true
    const first = posOf(doc, Math.min(index, index + by))
    const pair = by === -1 ? [block, other] : [other, block]
    const tr = state.tr.replace(first, first + block.nodeSize + other.nodeSize, new Slice(Fragment.from(pair), 0, 0))
    const offset = by * other.nodeSize
    const moved =
      selection instanceof NodeSelection
        ? NodeSelection.create(tr.doc, selection.from + offset)
        : TextSelection.create(tr.doc, selection.anchor + offset, selection.head + offset)
    dispatch(tr.setSelection(moved).scrollIntoView())
    return true
  }
}

/** From a caption on to the text below it. */
export const leaveFigure: Command = (state, dispatch) => {
  const figure = ancestor(state.selection.$from, ({ type }) => type === nodes.figure)
  const selected = state.selection instanceof NodeSelection && state.selection.node.type === nodes.figure
  const after = figure ? figure.pos + figure.node.nodeSize : selected ? state.selection.to : null
  if (after === null) return false
  const tr = state.tr.insert(after, nodes.paragraph.create())
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView())
  return true
}
