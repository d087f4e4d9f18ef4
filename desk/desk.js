// @ts-check
/*
 * Nothing needs it: a picture comes to the cursor instead of to the end of the text, and goes up without leaving the page.
 */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form.editor'))
if (form?.querySelector('[data-upload]')) write(form)

for (const line of document.querySelectorAll('[data-copy]')) {
  line.addEventListener('focus', () => /** @type {HTMLInputElement} */ (line).select())
}

/** @param {HTMLFormElement} form */
function write(form) {
  const body = /** @type {HTMLTextAreaElement} */ (form.querySelector('#f-body'))
  const status = /** @type {HTMLElement} */ (form.querySelector('[data-picture-status]'))
  const upload = /** @type {HTMLButtonElement} */ (form.querySelector('[data-upload]'))
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement} */ (form.querySelector(`#f-${name}`))
  upload.textContent = upload.dataset.upload ?? ''

  form.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest('button')
    if (button?.name === 'place') {
      event.preventDefault()
      insert((button.dataset.line ?? '').replace(/align="[^"]*"/, `align="${field('align').value}"`))
    } else if (button === upload) {
      event.preventDefault()
      send()
    }
  })

  // A word processor puts one line break between paragraphs, where Markdown needs a blank line.
  body.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.getData('text/plain').replaceAll('\r\n', '\n') ?? ''
    if (!/\S\n\S/.test(pasted) || /\n\s*\n/.test(pasted)) return
    event.preventDefault()
    type(
      pasted
        .split('\n')
        .map(paragraph)
        .join('\n\n')
        .replace(/(^- .*)\n\n(?=- )/gm, '$1\n'),
    )
  })

  /** One pasted line as Markdown that shows it as it is: bullets are a list, a year is not. @param {string} line */
  function paragraph(line) {
    const text = line.trim().replace(/[*_]/g, '\\$&')
    if (/^[•·▪◦‣o]\s/.test(text)) return `- ${text.slice(1).trim()}`
    return text.replace(/^(\d+)\. /, '$1\\. ').replace(/^([-+#>])\s/, '\\$1 ')
  }

  async function send() {
    const picture = new FormData()
    for (const name of ['alt', 'caption', 'credit', 'align']) {
      picture.set(name, field(name).value)
    }
    const file = field('file').files?.[0]
    if (file) picture.set('file', file)
    upload.disabled = true
    say(status.dataset.uploading)
    try {
      const headers = { Accept: 'application/json' }
      const response = await fetch('/admin/images', { method: 'POST', body: picture, headers })
      const { image, error } = await response.json()
      if (image) placed(image.figure)
      else say(Object.values(error.fields ?? {}).join(' ') || error.message)
    } catch {
      say(status.dataset.offline)
    } finally {
      upload.disabled = false
    }
  }

  /** @param {string} line */
  function placed(line) {
    insert(line)
    for (const name of ['file', 'alt', 'caption', 'credit']) {
      field(name).value = ''
    }
  }

  /** As a paragraph of its own, where the cursor was. @param {string} line */
  function insert(line) {
    const before = body.value.slice(0, body.selectionEnd).trimEnd()
    const after = body.value.slice(body.selectionEnd).trimStart()
    const text = `${before ? '\n\n' : ''}${line}\n\n`
    body.focus()
    body.setSelectionRange(before.length, body.value.length - after.length)
    type(text)
    say(status.dataset.inserted)
  }

  /** In place of what is selected, and so that the browser's own undo knows of it. @param {string} text */
  function type(text) {
    if (!document.execCommand('insertText', false, text))
      body.setRangeText(text, body.selectionStart, body.selectionEnd, 'end')
    body.dispatchEvent(new Event('change', { bubbles: true }))
  }

  /** @param {string | undefined} message */
  function say(message) {
    status.textContent = message ?? ''
  }
}
