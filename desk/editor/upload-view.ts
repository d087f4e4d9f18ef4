/** The place of a picture on its way: its name, how far it is, and what can be done about it. */
import type { Node } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'
import { cloneOf, part } from './parts.ts'
import type { Says } from './says.ts'
import type { Uploads } from './uploads.ts'

export class UploadView implements NodeView {
  dom = cloneOf('editor-upload')
  #uploads: Uploads
  #says: Says
  #key: string

  constructor(node: Node, uploads: Uploads, says: Says) {
    this.#key = node.attrs['key']
    this.#uploads = uploads
    this.#says = says
    this.dom.contentEditable = 'false'
    part(this.dom, 'cancel').addEventListener('click', () => uploads.cancel(this.#key))
    part(this.dom, 'retry').addEventListener('click', () => uploads.retry(this.#key))
    uploads.addEventListener('change', this.#show)
    this.#show()
  }

  #show = () => {
    const upload = this.#uploads.find(this.#key)
    const progress = part<HTMLProgressElement>(this.dom, 'progress')
    const { sent = null, failed = null, file } = upload ?? {}
    part(this.dom, 'name').textContent = file?.name ?? ''
    progress.hidden = failed !== null
    if (sent === null) progress.removeAttribute('value')
    else progress.value = sent
    part(this.dom, 'state').textContent =
      failed ?? (sent === null ? this.#says.waiting : this.#says.sending.replace('{n}', `${Math.round(sent * 100)}`))
    this.dom.classList.toggle('failed', failed !== null)
    part(this.dom, 'retry').hidden = failed === null
  }

  stopEvent(): boolean {
    return true
  }

  ignoreMutation(): boolean {
    return true
  }

  destroy(): void {
    this.#uploads.removeEventListener('change', this.#show)
  }
}
