/** The buttons above the text: one stop for Tab, arrows within (the toolbar pattern of WAI-ARIA), pressed where it holds. */
import { redo, redoDepth, undo, undoDepth } from '@tiptap/pm/history'
import type { Command, EditorState } from '@tiptap/pm/state'
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable } from '@tiptap/pm/tables'
import type { EditorView } from '@tiptap/pm/view'
import {
  alignColumn,
  insertNote,
  insertRule,
  insertTable,
  isHeading,
  isIn,
  toggleCode,
  toggleEm,
  toggleHeading,
  toggleList,
  toggleQuote,
  toggleStrike,
  toggleStrong,
} from './commands.ts'
import { schema } from './schema.ts'

const { nodes, marks } = schema

type Act = { run: Command; holds?: (state: EditorState) => boolean }

const mark = (name: keyof typeof marks) => (state: EditorState) => {
  const { from, to, empty, $from } = state.selection
  const type = marks[name]
  if (!type) return false
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type)
}

const ACTS: Record<string, Act> = {
  strong: { run: toggleStrong, holds: mark('strong') },
  em: { run: toggleEm, holds: mark('em') },
  strike: { run: toggleStrike, holds: mark('strike') },
  code: { run: toggleCode, holds: mark('code') },
  h2: { run: toggleHeading(2), holds: (state) => isHeading(state, 2) },
  h3: { run: toggleHeading(3), holds: (state) => isHeading(state, 3) },
  h4: { run: toggleHeading(4), holds: (state) => isHeading(state, 4) },
  bullets: { run: toggleList(nodes.bullet_list), holds: (state) => isIn(state, nodes.bullet_list) },
  numbers: { run: toggleList(nodes.ordered_list), holds: (state) => isIn(state, nodes.ordered_list) },
  quote: { run: toggleQuote, holds: (state) => isIn(state, nodes.blockquote) },
  note: { run: insertNote },
  table: { run: insertTable },
  rule: { run: insertRule },
  undo: { run: undo },
  redo: { run: redo },
  'row-add': { run: addRowAfter },
  'column-add': { run: addColumnAfter },
  'row-delete': { run: deleteRow },
  'column-delete': { run: deleteColumn },
  'table-delete': { run: deleteTable },
  'align-left': { run: alignColumn(null) },
  'align-center': { run: alignColumn('center') },
  'align-right': { run: alignColumn('right') },
}

export class Toolbar {
  #bar: HTMLElement
  #view: EditorView
  #ask: Record<string, () => void>

  /** @param ask what a button opens rather than does */
  constructor(bar: HTMLElement, view: EditorView, ask: Record<string, () => void>) {
    this.#bar = bar
    this.#view = view
    this.#ask = ask
    bar.addEventListener('mousedown', (event) => event.preventDefault())
    bar.addEventListener('click', ({ target }) => this.#press((target as Element).closest('button')))
    bar.addEventListener('keydown', (event) => this.#move(event))
    this.show()
  }

  focus(): void {
    this.#buttons()
      .find(({ tabIndex }) => tabIndex === 0)
      ?.focus()
  }

  show(): void {
    const { state } = this.#view
    for (const group of this.#bar.querySelectorAll<HTMLElement>('[data-in-table]'))
      group.hidden = !isIn(state, nodes.table)
    for (const button of this.#bar.querySelectorAll<HTMLButtonElement>('button[data-do]')) {
      const name = button.dataset['do'] ?? ''
      const { run, holds } = ACTS[name] ?? {}
      if (name === 'link') button.ariaPressed = `${mark('link')(state)}`
      if (holds) button.ariaPressed = `${holds(state)}`
      const can = name === 'undo' ? undoDepth(state) > 0 : name === 'redo' ? redoDepth(state) > 0 : !run || run(state)
      // Not `disabled`: that would take the focus away from who is walking along.
      button.ariaDisabled = `${!can}`
    }
    const buttons = this.#buttons()
    if (!buttons.some(({ tabIndex }) => tabIndex === 0) && buttons[0]) buttons[0].tabIndex = 0
  }

  #press(button: HTMLButtonElement | null): void {
    const name = button?.dataset['do'] ?? ''
    if (!button || button.ariaDisabled === 'true') return
    this.#stand(button)
    this.#ask[name]?.()
    if (this.#ask[name]) return
    ACTS[name]?.run(this.#view.state, this.#view.dispatch)
    // By mouse one goes on writing; by keyboard one stays until one leaves.
    if (document.activeElement !== button) this.#view.focus()
  }

  #move(event: KeyboardEvent): void {
    const buttons = this.#buttons()
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    if (event.key === 'Escape') this.#view.focus()
    if (to === undefined || at === -1) return
    event.preventDefault()
    const button = buttons.at(to % buttons.length)
    if (button) this.#stand(button)
    button?.focus()
  }

  #stand(on: HTMLButtonElement): void {
    for (const button of this.#bar.querySelectorAll('button')) button.tabIndex = button === on ? 0 : -1
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.#bar.querySelectorAll('button')].filter((button) => !button.closest('[hidden]'))
  }
}
