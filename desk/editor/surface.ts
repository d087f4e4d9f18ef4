/** Where a text is written: the library's view with all that is ours in it. */
import { dropCursor } from '@tiptap/pm/dropcursor'
import { gapCursor } from '@tiptap/pm/gapcursor'
import { history } from '@tiptap/pm/history'
import type { Node } from '@tiptap/pm/model'
import { EditorState, Plugin } from '@tiptap/pm/state'
import { tableEditing } from '@tiptap/pm/tables'
import { Decoration, DecorationSet, EditorView } from '@tiptap/pm/view'
import { linkAddress } from '../../worker/text/link-address.ts'
import { appearance } from './appearance.ts'
import { picturesIn, takePasted } from './clipboard.ts'
import { FigureView } from './figure-view.ts'
import { type Asked, keys } from './keys.ts'
import type { Says } from './says.ts'
import { upkeep, withOpenEnd } from './upkeep.ts'
import { UploadView } from './upload-view.ts'
import type { Uploads } from './uploads.ts'

export interface Surface {
  place: HTMLElement
  textarea: HTMLTextAreaElement
  uploads: Uploads
  says: Says
  ask: Asked
  /** @param isText whether words changed, and not only where the cursor is */
  changed: (isText: boolean) => void
}

export function openSurface(doc: Node, { place, textarea, uploads, says, ask, changed }: Surface): EditorView {
  const view = new EditorView(place, {
    state: stateOf(doc, ask, says),
    attributes: {
      class: 'text',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': says.label,
      lang: textarea.lang,
      ...(textarea.getAttribute('aria-describedby') && {
        'aria-describedby': textarea.getAttribute('aria-describedby') ?? '',
      }),
      ...(textarea.getAttribute('aria-invalid') && { 'aria-invalid': 'true' }),
    },
    nodeViews: {
      figure: (node, view, getPos) => new FigureView(node, view, getPos, says),
      upload: (node) => new UploadView(node, uploads, says),
    },
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr))
      changed(tr.docChanged)
    },
    handlePaste: (view, { clipboardData }) => (clipboardData ? takePasted(view, clipboardData, uploads) : false),
    handleDrop(view, event, _, isMoved) {
      const pictures = event.dataTransfer ? picturesIn(event.dataTransfer) : []
      if (isMoved || pictures.length === 0) return false
      uploads.add(pictures, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos)
      return true
    },
    handleClick(_, __, event) {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]')
      if (link && (event.ctrlKey || event.metaKey) && linkAddress(link.getAttribute('href') ?? ''))
        window.open(link.href, '_blank', 'noopener')
      return false
    },
  })
  return view
}

export function stateOf(doc: Node, ask: Asked, says: Says): EditorState {
  return EditorState.create({
    doc: withOpenEnd(doc),
    plugins: [
      ...keys(ask),
      history(),
      upkeep(),
      appearance(),
      begin(says.begin),
      tableEditing(),
      dropCursor({ class: 'drop-cursor', width: 3, color: false }),
      gapCursor(),
    ],
  })
}

/** In a text that is empty, a word on how to begin. */
function begin(words: string): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc }) =>
        doc.childCount === 1 && doc.firstChild?.isTextblock && doc.content.size === 2
          ? DecorationSet.create(doc, [Decoration.node(0, 2, { class: 'begin', 'data-placeholder': words })])
          : null,
    },
  })
}
