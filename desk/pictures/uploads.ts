/** Several uploads, two at a time; each tells how far it is, can be stopped, and can be tried again. */
import { describe } from './descriptions.ts'

type Says = Record<
  | 'waiting'
  | 'sending'
  | 'checking'
  | 'taken'
  | 'cancelled'
  | 'offline'
  | 'signedOut'
  | 'too_large'
  | 'cancel'
  | 'retry'
  | 'progress'
  | 'all',
  string
>

interface Upload {
  file: File
  item: HTMLLIElement
  bar: HTMLProgressElement
  told: HTMLElement
  button: HTMLButtonElement
  request: XMLHttpRequest | null
  state: 'waiting' | 'sending' | 'taken' | 'failed'
}

const AT_ONCE = 2
const MAX_BYTES = 20 * 1024 * 1024

export function takeUploads(form: HTMLFormElement): void {
  const says = JSON.parse(form.dataset['uploads'] ?? '{}') as Says
  const input = form.querySelector<HTMLInputElement>('[type=file]') as HTMLInputElement
  const credit = form.querySelector<HTMLInputElement>('[name=credit]') as HTMLInputElement
  const list = form.querySelector('[data-queue]') as HTMLElement
  const told = form.querySelector('[data-told]') as HTMLElement
  const uploads: Upload[] = []
  const submit = form.querySelector<HTMLButtonElement>('[type=submit]')
  if (submit) submit.hidden = true

  input.addEventListener('change', () => {
    take([...(input.files ?? [])])
    input.value = ''
  })
  form.addEventListener('submit', (event) => event.preventDefault())
  for (const name of ['dragenter', 'dragover'] as const) {
    form.addEventListener(name, (event) => {
      event.preventDefault()
      form.classList.add('over')
    })
  }
  form.addEventListener('dragleave', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) form.classList.remove('over')
  })
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    form.classList.remove('over')
    take([...(event.dataTransfer?.files ?? [])])
  })
  addEventListener('beforeunload', (event) => {
    if (uploads.some(({ state }) => state === 'waiting' || state === 'sending')) event.preventDefault()
  })

  function take(files: File[]): void {
    for (const file of files) uploads.push(rowFor(file))
    next()
  }

  function next(): void {
    const sending = uploads.filter(({ state }) => state === 'sending').length
    for (const upload of uploads.filter(({ state }) => state === 'waiting').slice(0, AT_ONCE - sending)) send(upload)
    const done = uploads.filter(({ state }) => state === 'taken').length
    const isBusy = uploads.some(({ state }) => state === 'waiting' || state === 'sending')
    if (!isBusy) told.textContent = says.all.replace('{done}', `${done}`).replace('{all}', `${uploads.length}`)
  }

  function rowFor(file: File): Upload {
    const item = document.createElement('li')
    const name = document.createElement('b')
    const bar = document.createElement('progress')
    const said = document.createElement('span')
    const button = document.createElement('button')
    name.textContent = file.name
    bar.max = 1
    bar.value = 0
    bar.setAttribute('aria-label', `${says.progress}: ${file.name}`)
    button.type = 'button'
    button.className = 'plain'
    item.append(name, bar, said, button)
    list.append(item)
    const upload: Upload = { file, item, bar, told: said, button, request: null, state: 'waiting' }
    button.addEventListener('click', () => (upload.state === 'failed' ? again(upload) : cancel(upload)))
    say(upload, 'waiting', says.waiting, says.cancel)
    return upload
  }

  function say(upload: Upload, state: Upload['state'], text: string, action: string): void {
    upload.state = state
    upload.item.className = state
    upload.told.textContent = text
    upload.button.textContent = action
    upload.button.hidden = action === ''
    upload.button.setAttribute('aria-label', `${action}: ${upload.file.name}`)
    upload.bar.hidden = state === 'failed' || state === 'taken'
  }

  function again(upload: Upload): void {
    say(upload, 'waiting', says.waiting, says.cancel)
    next()
  }

  function cancel(upload: Upload): void {
    upload.request?.abort()
    fail(upload, says.cancelled)
  }

  function fail(upload: Upload, message: string): void {
    upload.request = null
    say(upload, 'failed', message, says.retry)
    next()
  }

  function send(upload: Upload): void {
    if (upload.file.size > MAX_BYTES) {
      fail(upload, says.too_large)
      return
    }
    const fields = new FormData()
    fields.set('file', upload.file)
    fields.set('credit', credit.value)
    const request = new XMLHttpRequest()
    upload.request = request
    say(upload, 'sending', says.sending, says.cancel)
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      upload.bar.value = total > 0 ? loaded / total : 0
    })
    request.upload.addEventListener('load', () => {
      upload.bar.removeAttribute('value')
      upload.told.textContent = says.checking
    })
    request.addEventListener('error', () => fail(upload, says.offline))
    request.addEventListener('load', () => {
      const { image, error } = read(request.responseText)
      if (image) {
        upload.request = null
        say(upload, 'taken', says.taken, '')
        describe(image)
        next()
      } else fail(upload, error?.message ?? (request.status === 401 ? says.signedOut : says.offline))
    })
    request.open('POST', form.action)
    request.setRequestHeader('Accept', 'application/json')
    request.send(fields)
  }
}

function read(text: string) {
  try {
    return JSON.parse(text) as { image?: Parameters<typeof describe>[0]; error?: { message: string } }
  } catch {
    return {}
  }
}
