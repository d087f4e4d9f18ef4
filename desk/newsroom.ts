/**
 * Sections put in order by dragging a row, or by Alt and an arrow on it. Nothing needs it: the buttons of each row do the
 * same, and with this they do it without a new page.
 */
export {}

const form = document.querySelector<HTMLFormElement>('form[data-order]')
if (form) enhance(form)

function enhance(form: HTMLFormElement) {
  const list = form.querySelector('ol') as HTMLOListElement
  const told = form.querySelector('[data-order-told]') as HTMLElement
  const seen = form.elements.namedItem('seen') as HTMLInputElement
  const said = JSON.parse(form.dataset['said'] ?? '[]') as string[]
  const names = JSON.parse(form.dataset['names'] ?? '{}') as Record<string, string>
  const rows = () => [...list.querySelectorAll<HTMLLIElement>('li')]
  let dragged: HTMLLIElement | null = null
  let saving = Promise.resolve()

  form.querySelector('[data-order-hint]')?.removeAttribute('hidden')
  for (const row of rows()) {
    row.draggable = true
    row.tabIndex = 0
    row.addEventListener('dragstart', () => {
      dragged = row
      row.classList.add('dragged')
    })
    row.addEventListener('dragend', () => {
      row.classList.remove('dragged')
      if (dragged) settle(dragged)
      dragged = null
    })
    row.addEventListener('dragover', (event) => {
      if (!dragged || dragged === row) return
      event.preventDefault()
      const { top, height } = row.getBoundingClientRect()
      event.clientY < top + height / 2 ? row.before(dragged) : row.after(dragged)
    })
    row.addEventListener('drop', (event) => event.preventDefault())
    row.addEventListener('keydown', (event) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
      event.preventDefault()
      move(row, event.key === 'ArrowUp' ? -1 : 1, event.target as HTMLElement)
    })
  }
  form.addEventListener('submit', (event) => {
    const by = Number(event.submitter?.dataset['by'])
    const row = event.submitter?.closest('li')
    if (!by || !row) return
    event.preventDefault()
    move(row, by, event.submitter as HTMLElement)
  })

  function move(row: HTMLLIElement, by: number, focused: HTMLElement) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling
    if (!other) return
    by < 0 ? other.before(row) : other.after(row)
    settle(row)
    // Moving an element takes the focus from it; a button at the end of its way cannot have it back.
    ;((focused as HTMLButtonElement).disabled ? row : focused).focus()
  }

  function settle(row: HTMLLIElement) {
    const all = rows()
    for (const [place, { children }] of all.entries()) {
      for (const button of children[1]?.querySelectorAll('button') ?? []) {
        button.disabled = place === (button.dataset['by'] === '-1' ? 0 : all.length - 1)
      }
    }
    const order = all.map((row) => row.dataset['slug'] ?? '')
    if (order.join() === seen.value) return
    const sentence = (said[all.indexOf(row)] ?? '').replace('{name}', names[row.dataset['slug'] ?? ''] ?? '')
    // One after another: each order is made from the one before.
    saving = saving.then(() => save(order, sentence))
  }

  async function save(order: string[], sentence: string) {
    try {
      const response = await fetch(form?.action ?? '', {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams({ seen: seen.value, order: order.join() }),
      })
      // It leads on to the list: what stands there now is what was done. A page to sign in at is no such thing.
      const { sections } = (await response.json()) as { sections?: { slug: string }[] }
      if (sections?.map(({ slug }) => slug).join() !== order.join()) throw new Error(`${response.status}`)
      seen.value = order.join()
      told.textContent = sentence
    } catch {
      told.textContent = form?.dataset['failed'] ?? ''
    }
  }
}
