/** Writing in plain Markdown: the text area, with a hand for what is pasted and for figures. */
import { fromPlainText } from './plain-text.ts'

export function helpPlainText(body: HTMLTextAreaElement): void {
  body.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.getData('text/plain') ?? ''
    const text = fromPlainText(pasted)
    if (text === pasted.replaceAll('\r\n', '\n')) return
    event.preventDefault()
    type(body, text)
  })
}

/** As a paragraph of its own, where the cursor was. */
export function insertLine(body: HTMLTextAreaElement, line: string): void {
  const before = body.value.slice(0, body.selectionEnd).trimEnd()
  const after = body.value.slice(body.selectionEnd).trimStart()
  body.focus()
  body.setSelectionRange(before.length, body.value.length - after.length)
  type(body, `${before ? '\n\n' : ''}${line}\n\n`)
}

/** In place of what is selected, and so that the browser's own undo knows of it. */
function type(body: HTMLTextAreaElement, text: string): void {
  if (document.execCommand('insertText', false, text)) return
  body.setRangeText(text, body.selectionStart, body.selectionEnd, 'end')
  body.dispatchEvent(new Event('input', { bubbles: true }))
}
