/** Two versions to be made one: what is chosen goes into its field at once, where it can be seen and worked on. */
import { fill } from './form.ts'

export function watchDecisions(form: HTMLFormElement): void {
  const decisions = [...document.querySelectorAll<HTMLFieldSetElement>('[data-decision]')]
  for (const decision of decisions) {
    for (const radio of decision.querySelectorAll<HTMLInputElement>('input[type=radio]')) {
      radio.disabled = false
      radio.checked = false
    }
    decision.querySelector('.choices')?.removeAttribute('hidden')
  }
  const choose = mergedBody(form, decisions)
  addEventListener('change', (event) => {
    const radio = event.target as HTMLInputElement
    const decision = radio.closest?.<HTMLFieldSetElement>('[data-decision]')
    if (!decision) return
    const field = decision.dataset['decision'] ?? ''
    if (field === 'body') choose(decision, radio.value)
    else fill(form, field, textOf(decision, radio.value))
  })
}

/** The text's parts are put together anew with each choice; once it was edited by hand, what is chosen takes the place of what stood there. */
function mergedBody(form: HTMLFormElement, all: HTMLFieldSetElement[]) {
  const decisions = all.filter((decision) => decision.dataset['decision'] === 'body')
  const body = form.querySelector<HTMLTextAreaElement>('textarea[name=body]')
  const after = document.querySelector<HTMLElement>('[data-merged-body]')?.dataset['after'] ?? ''
  const chosen = new Map(decisions.map((decision) => [decision, 'mine']))
  const together = () =>
    [...decisions.flatMap((decision) => [decision.dataset['before'], textOf(decision, chosen.get(decision))]), after]
      .filter(Boolean)
      .join('\n\n')
  let expected = body?.value ?? ''
  return (decision: HTMLFieldSetElement, choice: string): void => {
    if (!body) return
    const before = textOf(decision, chosen.get(decision))
    const isEdited = body.value.trim() !== expected.trim()
    const parts = before ? body.value.split(before) : []
    const said = decision.querySelector('.wrong')
    if (isEdited && parts.length !== 2) {
      if (said) said.textContent = decision.dataset['edited'] ?? ''
      return
    }
    if (said) said.textContent = ''
    chosen.set(decision, choice)
    const text = isEdited ? parts.join(textOf(decision, choice)) : together()
    if (!isEdited) expected = text
    fill(form, 'body', text)
  }
}

function textOf({ dataset: { mine = '', theirs = '' } }: HTMLElement, choice = 'mine'): string {
  if (choice === 'both') return [mine, theirs].filter(Boolean).join('\n\n')
  return choice === 'mine' ? mine : theirs
}
