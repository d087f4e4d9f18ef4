/*
 * Nothing that somebody writes is lost. On an article's page what is typed is kept as it is typed; on every page that
 * lists articles, what this browser still holds is brought to the server.
 */
import { bringLeftovers } from './saving/leftovers.ts'
import { watchDecisions } from './saving/merging.ts'
import { sayer } from './saving/status.ts'
import { watchTabs } from './saving/tabs.ts'
import { keepWriting } from './saving/writing.ts'

const line = document.querySelector<HTMLElement>('.saving')
const form = line?.closest('form')
const listed = document.querySelector<HTMLElement>('#copies[data-person]')

document.addEventListener('click', (event) => {
  const question = (event.target as Element).closest<HTMLElement>('[data-discard]')?.dataset['discard']
  if (question && !confirm(question)) event.preventDefault()
})

if (line && form) {
  const { person = '', article = '', unsaved, readOnly } = line.dataset
  const status = sayer(line, document.querySelector('#writing'))
  watchDecisions(form)
  // What was typed before an editor took the article can still be read and copied.
  if (readOnly === undefined) keepWriting({ form, person, article, isUnsaved: unsaved !== undefined, status })
  const key = form.querySelector<HTMLInputElement>('[name=copy]')?.value ?? ''
  let inOtherTabs = new Set<string>()
  const hide = () => {
    for (const copy of document.querySelectorAll<HTMLElement>('[data-copy]'))
      copy.hidden = inOtherTabs.has(copy.dataset['copy'] ?? '')
  }
  watchTabs(`${person} ${article || key}`, key, (keys) => {
    inOtherTabs = keys
    status.tell(null, keys.size)
    hide()
  })
  bringLeftovers(person, `/admin/articles/${article || 'new'}`, form).then(hide)
} else if (listed) {
  bringLeftovers(listed.dataset['person'] ?? '', location.href, null)
}
