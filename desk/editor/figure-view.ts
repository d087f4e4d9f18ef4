/** A picture in the text, its caption written where readers will see it, and below it what else it says. */
import type { Node } from '@tiptap/pm/model'
import { NodeSelection } from '@tiptap/pm/state'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { moveBlock } from './commands.ts'
import { cloneOf, part } from './parts.ts'
import { addressInText, findPicture, type Picture } from './pictures.ts'
import type { Says } from './says.ts'

export class FigureView implements NodeView {
  dom = cloneOf('editor-figure')
  contentDOM = part(this.dom, 'caption')
  #node: Node
  #view: EditorView
  #getPos: () => number | undefined
  #picture: Picture | null = null
  #image = part<HTMLImageElement>(this.dom, 'image')
  #alt = part<HTMLInputElement>(this.dom, 'alt')
  #credit = part<HTMLInputElement>(this.dom, 'credit')

  constructor(node: Node, view: EditorView, getPos: () => number | undefined, says: Says) {
    this.#node = node
    this.#view = view
    this.#getPos = getPos
    this.contentDOM.dataset['placeholder'] = says.caption
    const tools = part(this.dom, 'tools')
    tools.contentEditable = 'false'
    part(this.dom, 'picture').contentEditable = 'false'
    for (const [name, field] of [
      ['alt', this.#alt],
      ['credit', this.#credit],
    ] as const) {
      // At every key, so that it is kept as any other word is.
      field.addEventListener('input', () => this.#set({ [name]: field.value.trim() }))
      field.addEventListener('keydown', this.#onKey)
    }
    this.#image.addEventListener('click', () => this.#select())
    tools.addEventListener('click', ({ target }) => this.#press((target as Element).closest('button')))
    this.#show()
    findPicture(node.attrs['image']).then((picture) => {
      this.#picture = picture
      if (picture)
        Object.assign(this.#image, { src: addressInText(picture), width: picture.width, height: picture.height })
      else this.#image.alt = says.noPicture
      this.#show()
    })
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type || node.attrs['image'] !== this.#node.attrs['image']) return false
    this.#node = node
    this.#show()
    return true
  }

  #show(): void {
    const { align, alt, credit } = this.#node.attrs
    this.dom.dataset['align'] = align || 'centre'
    this.contentDOM.toggleAttribute('data-empty', this.#node.content.size === 0)
    if (document.activeElement !== this.#alt) this.#alt.value = alt || this.#picture?.alt || ''
    if (document.activeElement !== this.#credit) this.#credit.value = credit || this.#picture?.credit || ''
    if (this.#picture) this.#image.alt = this.#alt.value
    part(this.dom, 'ask').hidden = this.#alt.value !== '' || !this.#picture
    part(this.dom, 'by').textContent =
      this.#credit.value && ` ${part(this.dom, 'by').dataset['before']} ${this.#credit.value}`
    for (const button of this.dom.querySelectorAll<HTMLButtonElement>('button[data-align]'))
      button.ariaPressed = `${button.dataset['align'] === (align || 'centre')}`
  }

  #press(button: HTMLButtonElement | null): void {
    if (!button) return
    const { align, act } = button.dataset
    if (align) this.#set({ align })
    if (act === 'up' || act === 'down') {
      this.#select()
      moveBlock(act === 'up' ? -1 : 1)(this.#view.state, this.#view.dispatch)
      this.#view.focus()
    }
    if (act === 'remove') {
      this.#select()
      this.#view.dispatch(this.#view.state.tr.deleteSelection())
      this.#view.focus()
    }
  }

  /** What is the picture's own is left to the picture. */
  #set(attrs: Record<string, string>): void {
    const pos = this.#getPos()
    if (pos === undefined) return
    for (const name of ['alt', 'credit'] as const) if (attrs[name] === this.#picture?.[name]) attrs[name] = ''
    this.#view.dispatch(this.#view.state.tr.setNodeMarkup(pos, null, { ...this.#node.attrs, ...attrs }))
  }

  #select(): void {
    const pos = this.#getPos()
    if (pos === undefined) return
    const { state } = this.#view
    this.#view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, pos)))
    this.#view.focus()
  }

  /** Enter would send the form, and is how one is done with a field. */
  #onKey = (event: KeyboardEvent) => {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    ;(event.target as HTMLInputElement).blur()
    this.#select()
  }

  stopEvent({ target, type }: Event): boolean {
    return part(this.dom, 'tools').contains(target as globalThis.Node) && !type.startsWith('drag')
  }

  ignoreMutation(record: ViewMutationRecord): boolean {
    return record.type !== 'selection' && !this.contentDOM.contains(record.target)
  }
}
