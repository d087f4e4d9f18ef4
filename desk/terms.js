// @ts-check
/*
 * What a term would have caught, while it is typed. Nothing needs it: the button beside the field shows the same.
 */

const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-terms]'))
const field = /** @type {HTMLInputElement} */ (form.querySelector('#f-term'))
const place = /** @type {HTMLElement} */ (document.querySelector('#preview'))
const WAIT_MS = 250

/** @type {AbortController | null} */
let asking = null
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

field.addEventListener('input', () => {
  clearTimeout(timer)
  // What is still on its way is about an older word.
  asking?.abort()
  timer = setTimeout(preview, WAIT_MS)
})

// Typed before this script was there.
if (field.value.trim() && !place.hasChildNodes()) preview()

form.addEventListener('submit', (event) => {
  if (!event.submitter?.hasAttribute('data-try')) return
  event.preventDefault()
  clearTimeout(timer)
  preview()
})

function askToSignIn() {
  const link = document.createElement('a')
  link.href = '/admin'
  link.target = '_blank'
  link.textContent = place.dataset.signIn ?? ''
  place.replaceChildren(place.dataset.signedOut ?? '', ' ', link)
}

async function preview() {
  const term = field.value.trim()
  asking?.abort()
  if (!term) return place.replaceChildren()
  const mine = new AbortController()
  asking = mine
  place.setAttribute('aria-busy', 'true')
  if (!place.hasChildNodes()) place.textContent = place.dataset.searching ?? ''
  try {
    const response = await fetch(`/admin/comments/terms?${new URLSearchParams({ term })}`, {
      signal: mine.signal,
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
      redirect: 'manual',
    })
    // Access answers a program with 401, where a person would be sent to sign in.
    if (response.type === 'opaqueredirect' || response.status === 401) return askToSignIn()
    if (!response.ok) throw new Error(`${response.status}`)
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    place.replaceChildren(...(page.querySelector('#preview')?.childNodes ?? []))
  } catch {
    if (!mine.signal.aborted) place.textContent = place.dataset.failed ?? ''
  } finally {
    if (asking === mine) place.removeAttribute('aria-busy')
  }
}
