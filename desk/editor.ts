/*
 * The article page's text, written as it will look. `textarea[name=body]` stays what is sent: this writes Markdown into it at
 * every change, and reads it anew when another script says `change`. Without this the text area is all there is, and enough.
 */
import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { insertBlocks } from './editor/commands.ts'
import { openLinkDialog } from './editor/link-dialog.ts'
import { part } from './editor/parts.ts'
import { helpPicturePanel } from './editor/picture-panel.ts'
import { helpPlainText, insertLine } from './editor/plain.ts'
import { readMarkdown, type Sources } from './editor/reading.ts'
import { saysOf } from './editor/says.ts'
import { openSurface, stateOf } from './editor/surface.ts'
import { Toolbar } from './editor/toolbar.ts'
import { Uploads } from './editor/uploads.ts'
import { writeMarkdown } from './editor/writing.ts'

/** Under which a browser remembers who prefers plain Markdown. */
const MEMORY = 'dateline-editor'

const form = document.querySelector<HTMLFormElement>('form#article')
const body = form?.querySelector<HTMLTextAreaElement>('textarea[name="body"]')
const room = form?.querySelector<HTMLElement>('[data-rich]')
if (form && body && room) write(form, body, room)

function write(form: HTMLFormElement, body: HTMLTextAreaElement, room: HTMLElement) {
  const says = saysOf(room)
  const place = part(room, 'text')
  const told = part(room, 'told')
  const words = part(room, 'words')
  const help = document.querySelector<HTMLDialogElement>('#editor-help')
  let sources: Sources = new WeakMap()
  let isRich = false
  let isOurs = false
  let resend: HTMLElement | null = null

  const tell = (message: string) => {
    told.textContent = message
  }
  const uploads = new Uploads(() => view, says, tell)
  const ask = {
    link: () => openLinkDialog(view),
    toolbar: () => toolbar.focus(),
    help: () => help?.showModal(),
  }
  const view: EditorView = openSurface(readMarkdown('', sources), {
    place,
    textarea: body,
    uploads,
    says,
    ask,
    changed: (isText) => {
      toolbar.show()
      if (isText && isRich) mirror()
    },
  })
  const toolbar = new Toolbar(part(room, 'tools'), view, { ...ask, picture: choosePictures })

  helpPlainText(body)
  helpPicturePanel(form, (line) => (isRich ? insertFigure(line) : insertLine(body, line)))
  keepLinesWhole(form, () => (isRich ? view.focus() : body.focus()))
  part(room, 'rich').addEventListener('click', () => show(true))
  part(room, 'plain').addEventListener('click', () => {
    // In plain text a picture that is not there yet has no place.
    if (isAnyLeft()) askForPictures()
    else show(false)
  })
  form.querySelector('label[for="f-body"]')?.addEventListener('click', () => isRich && view.focus())
  document.addEventListener('click', ({ target }) => {
    if (isRich && (target as Element).closest?.('a[href="#f-body"]')) view.focus()
  })

  // Whoever sets the text by script says so; what a person types in plain text is theirs.
  body.addEventListener('change', () => isRich && !isOurs && read())
  form.addEventListener('input', () => count())
  form.addEventListener('submit', (event) => {
    // A look at it costs nothing.
    if (!isAnyLeft() || event.submitter?.getAttribute('formtarget') === '_blank') return
    // What is still on its way, or did not get there, would be missing from what is sent.
    event.preventDefault()
    if (!uploads.isBusy) return askForPictures()
    resend = event.submitter
    tell(says.stillSending)
  })
  uploads.addEventListener('change', () => {
    if (!resend || uploads.isBusy) return
    const submitter = resend
    resend = null
    if (uploads.isAnyStopped) queueMicrotask(askForPictures)
    else form.requestSubmit(submitter)
  })
  addEventListener('beforeunload', (event) => isAnyLeft() && event.preventDefault())
  show(remembered() !== 'plain')

  /** Between the text as it looks and the text as it is written down. */
  function show(rich: boolean) {
    const had = isRich ? view.hasFocus() || room.contains(document.activeElement) : document.activeElement === body
    const upTo = body.selectionEnd
    isRich = rich
    remember(rich ? 'rich' : 'plain')
    body.hidden = rich
    place.hidden = !rich
    part(room, 'tools').hidden = !rich
    part(room, 'rich').hidden = rich
    part(room, 'plain').hidden = !rich
    room.hidden = false
    form.classList.toggle('is-rich', rich)
    if (rich) read()
    else if (had) body.focus()
    if (rich && had) {
      const at = Math.min(
        readMarkdown(body.value.slice(0, upTo), new WeakMap()).content.size,
        view.state.doc.content.size,
      )
      view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at), -1)).scrollIntoView())
      view.focus()
    }
    count()
  }

  function read() {
    sources = new WeakMap()
    view.updateState(stateOf(readMarkdown(body.value, sources), ask, says))
    uploads.placeAgain()
    toolbar.show()
    count()
  }

  function mirror() {
    const written = writeMarkdown(view.state.doc, sources)
    if (written === body.value) return
    isOurs = true
    body.value = written
    body.dispatchEvent(new Event('input', { bubbles: true }))
    isOurs = false
  }

  /** Pictures that would be lost with the page. */
  function isAnyLeft() {
    return uploads.isBusy || uploads.isAnyStopped
  }

  function askForPictures() {
    tell(says.notUp)
    const stopped = place.querySelector<HTMLElement>('.uploading.failed')
    stopped?.scrollIntoView({ block: 'center' })
    stopped?.querySelector('button')?.focus({ preventScroll: true })
  }

  function insertFigure(line: string) {
    const { tr, end } = insertBlocks(view.state, readMarkdown(line, new WeakMap()).children.slice())
    view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(end))).scrollIntoView())
    view.focus()
  }

  function choosePictures() {
    const input = document.createElement('input')
    Object.assign(input, {
      type: 'file',
      multiple: true,
      accept: 'image/jpeg,image/png,image/webp,image/avif,image/gif',
    })
    input.addEventListener('change', () => input.files?.length && uploads.add([...input.files]))
    input.click()
  }

  function count() {
    const n = (body.value.replace(/^::figure.*$/gm, '').match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length
    words.textContent = says.words.replace('{n}', n.toLocaleString(document.documentElement.lang))
  }
}

/** A headline has one line: Enter goes on to what comes next. */
function keepLinesWhole(form: HTMLFormElement, intoText: () => void): void {
  const standfirst = form.querySelector<HTMLElement>('#f-standfirst')
  const onward = (from: string, go: () => void) =>
    form.querySelector<HTMLElement>(from)?.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      go()
    })
  onward('#f-headline', () => standfirst?.focus())
  onward('#f-standfirst', intoText)
}

function remembered(): string | null {
  try {
    return localStorage.getItem(MEMORY)
  } catch {
    return null
  }
}

function remember(mode: 'rich' | 'plain'): void {
  try {
    localStorage.setItem(MEMORY, mode)
  } catch {
    // A window that keeps nothing asks again next time.
  }
}
