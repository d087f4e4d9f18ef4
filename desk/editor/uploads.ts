/** Pictures on their way up: each has its place in the text, with how far it is, until it is a figure. */
import type { EditorView } from '@tiptap/pm/view'
import { bodyEnd, insertBlocks } from './commands.ts'
import { type Picture, remember } from './pictures.ts'
import type { Says } from './says.ts'
import { schema } from './schema.ts'

export interface Upload {
  key: string
  file: File
  /** From 0 to 1; null while it waits its turn. */
  sent: number | null
  /** Why it stopped. */
  failed: string | null
  request: XMLHttpRequest | null
}

const AT_ONCE = 2

export class Uploads extends EventTarget {
  #all = new Map<string, Upload>()
  #says: Says
  #view: () => EditorView
  #tell: (message: string) => void

  constructor(view: () => EditorView, says: Says, tell: (message: string) => void) {
    super()
    this.#view = view
    this.#says = says
    this.#tell = tell
    // What failed for want of a network goes on by itself.
    addEventListener('online', () => {
      for (const { key, failed } of this.#all.values()) if (failed) this.retry(key)
    })
  }

  get isBusy(): boolean {
    return [...this.#all.values()].some(({ failed }) => !failed)
  }

  /** What stopped and was not given up: its place is still in the text. */
  get isAnyStopped(): boolean {
    return [...this.#all.values()].some(({ key, failed }) => failed && placeOf(this.#view(), key) !== null)
  }

  find(key: string): Upload | undefined {
    return this.#all.get(key)
  }

  /** @param at where in the text; otherwise where the cursor is */
  add(files: File[], at?: number): void {
    const uploads = files.map((file) => this.#make(`file-${crypto.randomUUID()}`, file))
    const view = this.#view()
    const places = uploads.map(({ key }) => schema.nodes.upload.create({ key }))
    view.dispatch(insertBlocks(view.state, places, at).tr.scrollIntoView())
    this.#next()
  }

  /** Pictures that came along in what was pasted, as addresses that hold all of them. */
  fetch(pictures: Map<string, string>): void {
    for (const [key, address] of pictures) this.#make(key, fileFrom(address))
    this.#next()
  }

  retry(key: string): void {
    const upload = this.#all.get(key)
    if (!upload) return
    Object.assign(upload, { failed: null, sent: null, request: null })
    this.#changed()
    this.#next()
  }

  cancel(key: string): void {
    this.#all.get(key)?.request?.abort()
    this.#all.delete(key)
    const view = this.#view()
    const place = placeOf(view, key)
    if (place !== null) view.dispatch(view.state.tr.delete(place, place + 1))
    view.focus()
    this.#changed()
    this.#next()
  }

  /** In a text that was read anew, at its end: its places were no part of what was written down. */
  placeAgain(): void {
    const view = this.#view()
    const places = [...this.#all.keys()].map((key) => schema.nodes.upload.create({ key }))
    if (places.length > 0) view.dispatch(insertBlocks(view.state, places, bodyEnd(view.state.doc)).tr)
  }

  tellLost(lost: number): void {
    this.#tell(this.#says.lost.replace('{n}', `${lost}`))
  }

  #make(key: string, file: File): Upload {
    const upload: Upload = { key, file, sent: null, failed: null, request: null }
    this.#all.set(key, upload)
    return upload
  }

  #next(): void {
    const all = [...this.#all.values()]
    const free = AT_ONCE - all.filter(({ request }) => request).length
    const waiting = all.filter(({ request, failed }) => !request && !failed)
    for (const upload of waiting.slice(0, Math.max(0, free))) this.#send(upload)
  }

  #send(upload: Upload): void {
    const request = new XMLHttpRequest()
    Object.assign(upload, { request, sent: 0 })
    request.open('POST', '/admin/images')
    request.setRequestHeader('Accept', 'application/json')
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      upload.sent = total > 0 ? loaded / total : 0
      this.#changed()
    })
    request.addEventListener('load', () => {
      const { image, error } = request.response ?? {}
      if (image) this.#arrived(upload, image)
      else this.#fail(upload, error?.message ?? this.#says.failed)
    })
    request.addEventListener('error', () => this.#fail(upload, this.#says.offline))
    const form = new FormData()
    form.set('file', upload.file)
    request.send(form)
    this.#changed()
  }

  #arrived({ key }: Upload, picture: Picture): void {
    remember(picture)
    this.#all.delete(key)
    const view = this.#view()
    const { state } = view
    const figure = schema.nodes.figure.create(
      { image: picture.id },
      picture.caption ? schema.text(picture.caption) : null,
    )
    const place = placeOf(view, key)
    // Where its place is gone (the text was read anew) it goes to the end rather than nowhere.
    const tr =
      place === null
        ? insertBlocks(state, [figure], bodyEnd(state.doc)).tr
        : state.tr.replaceWith(place, place + 1, figure).setMeta('addToHistory', false)
    view.dispatch(tr)
    this.#tell(this.#says.uploaded)
    this.#changed()
    this.#next()
  }

  #fail(upload: Upload, why: string): void {
    Object.assign(upload, { failed: why, request: null })
    this.#tell(why)
    this.#changed()
    this.#next()
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}

function placeOf({ state }: EditorView, key: string): number | null {
  let place: number | null = null
  state.doc.descendants(({ type, attrs }, pos) => {
    if (type === schema.nodes.upload && attrs['key'] === key) place = pos
  })
  return place
}

function fileFrom(address: string): File {
  const [, type = '', data = ''] = /^data:([^;,]+);base64,(.*)$/s.exec(address) ?? []
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
  return new File([bytes], `anh.${type.split('/')[1]}`, { type })
}
