/**
 * The panel of pictures below the text. With this script a picture from it comes to the cursor instead of to the end, and one
 * that is added in plain text goes up without leaving the page.
 */
import { field } from './parts.ts'

/** @param insert puts a figure's line where one is writing */
export function helpPicturePanel(form: HTMLFormElement, insert: (line: string) => void): void {
  const status = form.querySelector<HTMLElement>('[data-picture-status]')
  const upload = form.querySelector<HTMLButtonElement>('[data-upload]')
  if (!status || !upload) return
  upload.textContent = upload.dataset['upload'] ?? ''
  // They no longer send the form: Enter in one of its lines presses the first button that does, and that saves.
  for (const button of [upload, ...form.querySelectorAll<HTMLButtonElement>('button[name="place"]')])
    button.type = 'button'
  const say = (message: string | undefined) => {
    status.textContent = message ?? ''
  }

  form.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button')
    if (button?.name === 'place') {
      event.preventDefault()
      place((button.dataset['line'] ?? '').replace(/align="[^"]*"/, `align="${field(form, 'align').value}"`))
    } else if (button === upload) {
      event.preventDefault()
      send()
    }
  })

  function place(line: string) {
    insert(line)
    say(status?.dataset['inserted'])
  }

  async function send() {
    if (!status || !upload) return
    const picture = new FormData()
    for (const name of ['alt', 'caption', 'credit', 'align']) picture.set(name, field(form, name).value)
    const file = field(form, 'file').files?.[0]
    if (file) picture.set('file', file)
    upload.disabled = true
    say(status.dataset['uploading'])
    try {
      const headers = { Accept: 'application/json' }
      const response = await fetch('/admin/images', { method: 'POST', body: picture, headers })
      const { image, error } = await response.json()
      if (!image) return say(Object.values(error.fields ?? {}).join(' ') || error.message)
      for (const name of ['file', 'alt', 'caption', 'credit']) field(form, name).value = ''
      place(image.figure)
    } catch {
      say(status.dataset['offline'])
    } finally {
      upload.disabled = false
    }
  }
}
