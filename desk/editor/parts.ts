/** Pieces of the page that the editor uses more than once are templates in it. */
export function cloneOf(template: string): HTMLElement {
  const piece = document.querySelector<HTMLTemplateElement>(`#${template}`)?.content.firstElementChild
  if (!piece) throw new Error(`the page has no template ${template}`)
  return piece.cloneNode(true) as HTMLElement
}

export function part<E extends HTMLElement = HTMLElement>(of: ParentNode, name: string): E {
  const piece = of.querySelector<E>(`[data-part="${name}"]`)
  if (!piece) throw new Error(`there is no part ${name}`)
  return piece
}

export function field(form: ParentNode, name: string): HTMLInputElement {
  const found = form.querySelector<HTMLInputElement>(`#f-${name}`)
  if (!found) throw new Error(`there is no field ${name}`)
  return found
}
