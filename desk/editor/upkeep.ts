/** What a text must be after every change, so that what is seen can be written down. */
import type { Node } from '@tiptap/pm/model'
import { Plugin, type Transaction } from '@tiptap/pm/state'
import { bodyEnd } from './commands.ts'
import { schema } from './schema.ts'

const { nodes } = schema

export function upkeep(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _, { tr, doc }) => {
      if (!transactions.some(({ docChanged }) => docChanged)) return null
      alignTables(tr, doc)
      dropReferences(tr, doc)
      openEnd(tr)
      return tr.docChanged ? tr : null
    },
  })
}

/** A table has one head, its first row, and a column one alignment. */
function alignTables(tr: Transaction, doc: Node): void {
  doc.descendants((table, tablePos) => {
    if (table.type !== nodes.table) return
    const columns = table.firstChild?.children.map(({ attrs }) => attrs['align']) ?? []
    table.forEach((row, rowOffset, line) => {
      row.forEach((cell, offset, column) => {
        const type = line === 0 ? nodes.table_header : nodes.table_cell
        const align = columns[column] ?? null
        if (cell.type === type && cell.attrs['align'] === align) return
        tr.setNodeMarkup(tablePos + 1 + rowOffset + 1 + offset, type, { ...cell.attrs, align })
      })
    })
    return false
  })
}

/** Where a note is gone its number would be left as a few odd signs. */
function dropReferences(tr: Transaction, doc: Node): void {
  const labels = new Set(doc.children.filter(({ type }) => type === nodes.note).map(({ attrs }) => attrs['label']))
  doc.descendants((node, pos) => {
    if (node.type !== nodes.note_reference || labels.has(node.attrs['label'])) return
    const at = tr.mapping.map(pos)
    tr.delete(at, at + 1)
  })
}

/** Below a picture or a table there is a line to go on in. */
function openEnd(tr: Transaction): void {
  const end = bodyEnd(tr.doc)
  const last = tr.doc.resolve(end).nodeBefore
  if (last?.type !== nodes.paragraph) tr.insert(end, nodes.paragraph.create())
}

export function withOpenEnd(doc: Node): Node {
  const isNote = ({ type }: Node) => type === nodes.note
  const body = doc.children.filter((node) => !isNote(node))
  if (body.at(-1)?.type === nodes.paragraph) return doc
  // Notes in the middle of a text stay where they are written.
  const at = doc.children.findLastIndex((node) => !isNote(node)) + 1
  return doc.type.create(null, [...doc.children.slice(0, at), nodes.paragraph.create(), ...doc.children.slice(at)])
}
