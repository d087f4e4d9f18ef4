/** Where a link leads: asked for in a window of its own. */
import type { EditorView } from '@tiptap/pm/view'
import { linkAddress } from '../../worker/text/link-address.ts'
import { part } from './parts.ts'
import { schema } from './schema.ts'

const { link } = schema.marks

export function openLinkDialog(view: EditorView): void {
  const dialog = document.querySelector<HTMLDialogElement>('#editor-link')
  if (!dialog || dialog.open) return
  const range = linkRange(view)
  const address = part<HTMLInputElement>(dialog, 'address')
  const words = part<HTMLInputElement>(dialog, 'words')
  const wrong = part(dialog, 'wrong')
  const isOnWords = range.from === range.to
  address.value = range.href
  words.value = ''
  part(dialog, 'words-field').hidden = !isOnWords
  part(dialog, 'remove').hidden = !range.href
  wrong.hidden = true
  address.removeAttribute('aria-invalid')
  dialog.returnValue = ''
  dialog.onclose = () => view.focus()
  dialog.onsubmit = (event) => {
    const act = event.submitter?.dataset['part']
    if (act === 'cancel') return
    const { tr } = view.state
    tr.removeMark(range.from, range.to, link)
    if (act !== 'remove') {
      const href = addressOf(address.value)
      if (!href) {
        event.preventDefault()
        wrong.hidden = false
        address.setAttribute('aria-invalid', 'true')
        address.focus()
        return
      }
      const mark = link.create({ href })
      if (isOnWords) tr.replaceRangeWith(range.from, range.to, schema.text(words.value.trim() || href, [mark]))
      else tr.addMark(range.from, range.to, mark)
    }
    view.dispatch(tr.scrollIntoView())
  }
  dialog.showModal()
  address.select()
}

/** The selection, or all of the link in which the cursor stands. */
function linkRange({ state }: EditorView): { from: number; to: number; href: string } {
  const { from, to, $from } = state.selection
  const mark =
    link.isInSet($from.marksAcross($from) ?? $from.marks()) ?? $from.nodeAfter?.marks.find(({ type }) => type === link)
  if (!mark) return { from, to, href: '' }
  if (from !== to) return { from, to, href: mark.attrs['href'] }
  let [start, end] = [from, to]
  $from.parent.forEach((node, offset) => {
    const at = $from.start() + offset
    if (mark.isInSet(node.marks) && at <= from && at + node.nodeSize >= from) [start, end] = [at, at + node.nodeSize]
  })
  return { from: start, to: end, href: mark.attrs['href'] }
}

/** As people type addresses: without the beginning, and a letter's without saying so. */
function addressOf(typed: string): string | null {
  const written = typed.trim()
  if (/^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(written)) return `mailto:${written}`
  if (/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#].*)?$/u.test(written)) return linkAddress(`https://${written}`)
  return written ? linkAddress(written) : null
}
