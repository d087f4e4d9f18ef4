/** While an article is written: whether there is one like it already, and whose the address is. Nothing needs it. */

const WAIT_MS = 400
const ASKED = ['headline', 'section', 'slug']

const form = document.querySelector<HTMLFormElement>('form#article')
const place = form?.querySelector<HTMLElement>('[data-duplicates]')
if (form && place) watch(form, place)

function watch(form: HTMLFormElement, place: HTMLElement): void {
  const id = /\/(\d+)$/.exec(new URL(form.action).pathname)?.[1]
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null
  let asked = question()

  for (const kind of ['input', 'change']) {
    form.addEventListener(kind, ({ target }) => {
      if (!ASKED.includes((target as Partial<HTMLInputElement>).name ?? '')) return
      clearTimeout(timer)
      timer = setTimeout(ask, WAIT_MS)
    })
  }

  function question(): string {
    const typed = new FormData(form)
    const query = new URLSearchParams(ASKED.map((name) => [name, String(typed.get(name) ?? '')]))
    if (id) query.set('id', id)
    return `${query}`
  }

  async function ask() {
    const next = question()
    if (next === asked) return
    asked = next
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    try {
      const response = await fetch(`/admin/articles/duplicates?${asked}`, {
        signal: mine.signal,
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
        redirect: 'manual',
      })
      if (!response.ok) return
      const { says } = (await response.json()) as { says: string }
      const found = new DOMParser().parseFromString(says, 'text/html')
      // What has not changed is not read out once more.
      if (found.body.innerHTML !== place.innerHTML) place.replaceChildren(...found.body.childNodes)
    } catch {
      // No network, or a newer question: what stands there is what is known.
    }
  }
}
