/** Keys as in Word, and signs that Markdown's friends type. */
import { baseKeymap, chainCommands, exitCode } from '@tiptap/pm/commands'
import { redo, undo } from '@tiptap/pm/history'
import { inputRules, textblockTypeInputRule, wrappingInputRule } from '@tiptap/pm/inputrules'
import { keymap } from '@tiptap/pm/keymap'
import { liftListItem, sinkListItem, splitListItem } from '@tiptap/pm/schema-list'
import { type Command, type Plugin, TextSelection } from '@tiptap/pm/state'
import { addRowAfter, goToNextCell, isInTable } from '@tiptap/pm/tables'
import {
  insertNote,
  isIn,
  leaveFigure,
  moveBlock,
  setParagraph,
  toggleCode,
  toggleEm,
  toggleHeading,
  toggleList,
  toggleQuote,
  toggleStrike,
  toggleStrong,
} from './commands.ts'
import { schema } from './schema.ts'

const { nodes } = schema

export interface Asked {
  link: () => void
  toolbar: () => void
  help: () => void
}

export function keys(ask: Asked): Plugin[] {
  const asking =
    (what: () => void): Command =>
    (_, dispatch) => {
      if (dispatch) what()
      return true
    }
  return [
    typedSigns,
    keymap({
      'Mod-b': toggleStrong,
      'Mod-i': toggleEm,
      'Mod-k': asking(ask.link),
      'Mod-Shift-x': toggleStrike,
      'Mod-e': toggleCode,
      'Mod-Alt-0': setParagraph,
      'Mod-Alt-1': toggleHeading(2),
      'Mod-Alt-2': toggleHeading(2),
      'Mod-Alt-3': toggleHeading(3),
      'Mod-Alt-4': toggleHeading(4),
      'Mod-Shift-7': toggleList(nodes.ordered_list),
      'Mod-Shift-8': toggleList(nodes.bullet_list),
      'Mod-Shift-9': toggleQuote,
      'Mod-Alt-f': insertNote,
      'Alt-Shift-ArrowUp': moveBlock(-1),
      'Alt-Shift-ArrowDown': moveBlock(1),
      'Alt-F10': asking(ask.toolbar),
      'Mod-/': asking(ask.help),
      'Mod-z': undo,
      'Mod-y': redo,
      'Mod-Shift-z': redo,
      'Shift-Enter': chainCommands(exitCode, breakLine),
      Enter: chainCommands(downInTable, leaveFigure, splitListItem(nodes.list_item)),
      // Elsewhere Tab goes on to the next field, as everywhere on the page.
      Tab: chainCommands(goToNextCell(1), onlyIn(sinkListItem(nodes.list_item))),
      'Shift-Tab': chainCommands(goToNextCell(-1), onlyIn(liftListItem(nodes.list_item))),
    }),
    keymap(baseKeymap),
  ]
}

const breakLine: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.type.contentMatch.matchType(nodes.hard_break)) return false
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView())
  return true
}

/** A first item cannot go deeper; the cursor stays in the list all the same. */
function onlyIn(command: Command): Command {
  return (state, dispatch, view) => isIn(state, nodes.list_item) && (command(state, dispatch, view) || true)
}

/** A cell is one line: Enter goes to the one below, and makes a row where there is none. */
const downInTable: Command = (state, dispatch) => {
  if (!isInTable(state)) return false
  const { $from } = state.selection
  const row = $from.depth - 1
  const table = row - 1
  const [column, line] = [$from.index(row), $from.index(table)]
  if (!dispatch) return true
  let { tr } = state
  if (line + 1 === $from.node(table).childCount) addRowAfter(state, (added) => (tr = added))
  const below = tr.doc.resolve($from.after(row)).nodeAfter
  let at = $from.after(row) + 1
  for (let i = 0; i < column; i++) at += below?.maybeChild(i)?.nodeSize ?? 0
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView())
  return true
}

/** Only «1. » begins a list with numbers: «2026. » is a year. */
const typedSigns = inputRules({
  rules: [
    textblockTypeInputRule(/^(#{2,4})\s$/, nodes.heading, ([, signs]) => ({ level: signs?.length ?? 2 })),
    wrappingInputRule(/^\s*[-*•]\s$/, nodes.bullet_list),
    wrappingInputRule(/^1\.\s$/, nodes.ordered_list),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
  ],
})
