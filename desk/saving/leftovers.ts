/**
 * What was typed here before and did not reach the server: it is sent now, and the page shows it as any unsaved writing.
 * What the server does not take is offered from this browser.
 */
import { restore } from './form.ts'
import { send } from './sending.ts'
import { dropFromBrowser, forgetOld, type KeptCopy, keptInBrowser } from './store.ts'

/** @param path of the page whose list of unsaved writing is shown */
export async function bringLeftovers(person: string, path: string, form: HTMLFormElement | null): Promise<void> {
  forgetOld(Date.now())
  const article = form?.querySelector<HTMLElement>('[data-article]')?.dataset['article']
  let isAnyNew = false
  for (const copy of keptInBrowser(person)) {
    // This form's own is not left over.
    if (copy.key === form?.querySelector<HTMLInputElement>('[name=copy]')?.value) continue
    const outcome = await send(copy)
    if (outcome.ok) {
      dropFromBrowser(copy)
      isAnyNew ||= !outcome.stored.copy.saved
    } else if (form && copy.article === article) offer(form, copy)
  }
  if (isAnyNew) await showAnew(path, form)
}

async function showAnew(path: string, form: HTMLFormElement | null): Promise<void> {
  const place = document.querySelector('#copies')
  const response = await fetch(path, { redirect: 'manual' }).catch(() => null)
  if (!place || !response?.ok) return
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const continued = form?.querySelector<HTMLInputElement>('[name=continues]')?.value ?? ''
  const fresh = [...(page.querySelector('#copies')?.children ?? [])].filter(
    (copy) => !continued.includes(copy.getAttribute('data-copy') ?? '-'),
  )
  place.replaceChildren(...place.querySelectorAll('[data-in-browser]'), ...fresh)
}

function offer(form: HTMLFormElement, copy: KeptCopy): void {
  const template = document.querySelector<HTMLTemplateElement>('#copy-in-browser')
  const notice = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined
  if (!notice) return
  const written = new Date(copy.written_at)
  const isToday = written.toDateString() === new Date().toDateString()
  const time = written.toLocaleString(document.documentElement.lang, {
    timeStyle: 'short',
    hourCycle: 'h23',
    ...(!isToday && { dateStyle: 'short' }),
  })
  const said = notice.querySelector('p')
  if (said) said.textContent = (said.textContent ?? '').replace('{time}', time)
  notice.querySelector('[data-go]')?.addEventListener('click', () => {
    restore(form, copy)
    notice.remove()
  })
  notice.querySelector('[data-discard]')?.addEventListener('click', (event) => {
    if (event.defaultPrevented) return
    dropFromBrowser(copy)
    notice.remove()
  })
  document.querySelector('#copies')?.append(notice)
}
