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
  const { person = '', article = '', unsaved } = line.dataset
  const status = sayer(line, document.querySelector('#writing'))
  watchDecisions(form)
  keepWriting({ form, person, article, isUnsaved: unsaved !== undefined, status })
  const key = form.querySelector<HTMLInputElement>('[name=copy]')?.value ?? ''
  watchTabs(`${person} ${article || key}`, key, (keys) => {
    status.tell(null, keys.size)
    for (const copy of document.querySelectorAll<HTMLElement>('[data-copy]'))
      copy.hidden = keys.has(copy.dataset['copy'] ?? '')
  })
  bringLeftovers(person, `/admin/articles/${article || 'new'}`, form)
} else if (listed) {
  bringLeftovers(listed.dataset['person'] ?? '', location.href, null)
}
