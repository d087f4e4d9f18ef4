/** An article's form, as far as saving is concerned. */
import type { KeptCopy } from './store.ts'

/** What goes along with the form and is not typed. */
const BESIDE = ['copy', 'copy_step', 'continues', 'version']

export function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && /^[a-z_]{1,40}$/.test(entry[0]) && !BESIDE.includes(entry[0]),
  )
  return Object.fromEntries(entries)
}

/** Whether a field says something else than the page brought. What an editor draws inside the form has no name. */
export function wasTyped(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TYPED)].some(
    ({ value, defaultValue }) => value !== defaultValue,
  )
}

const TYPED = 'textarea[name], input[name]:not([type=hidden], [type=file], [type=radio], [type=checkbox])'

/** Puts a text where a person would type it, and says so to whoever shows it. */
export function fill(form: HTMLFormElement, name: string, text: string): void {
  const control = form.elements.namedItem(name)
  if (control === null || !('value' in control) || control.value === text) return
  control.value = text
  if (control instanceof Element) control.dispatchEvent(new Event('change', { bubbles: true }))
}

export function hidden(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`)
}

/** Into the form as it was typed, over the version that it was typed over: a save will tell if there is a newer one. */
export function restore(form: HTMLFormElement, copy: KeptCopy): void {
  const continues = hidden(form, 'continues')
  if (continues) continues.value = [continues.value, copy.continues, `${copy.key}.${copy.step}`].filter(Boolean).join()
  const version = hidden(form, 'version')
  if (version) version.value = `${copy.version}`
  for (const [name, text] of Object.entries(copy.fields)) fill(form, name, text)
}
