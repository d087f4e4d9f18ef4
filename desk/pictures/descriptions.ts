/** The words of pictures that came a moment ago, a row for each. */
interface Described {
  id: string
  thumbnail: string
  width: number
  height: number
  alt: string
  caption: string
  credit: string
  figure: string
}

const form = document.querySelector<HTMLFormElement>('[data-descriptions]')
const list = form?.querySelector('[data-described]')
const template = form?.querySelector<HTMLTemplateElement>('[data-description]')
const sameCredit = form?.querySelector<HTMLButtonElement>('[data-same-credit]')

sameCredit?.addEventListener('click', () => {
  const credits = [...(list?.querySelectorAll<HTMLInputElement>('[name^="credit."]') ?? [])]
  const first = credits.find(({ value }) => value.trim())
  for (const credit of credits) credit.value = first?.value ?? ''
})

/** Once, however often it was uploaded. */
export function describe(image: Described): void {
  if (!form || !list || !template || list.querySelector(`[value="${image.id}"]`)) return
  const row = template.content.cloneNode(true) as DocumentFragment
  const field = (name: string) => row.querySelector<HTMLInputElement>(`[name="${name}"]`)
  const id = field('id')
  if (id) id.value = image.id
  for (const name of ['alt', 'caption', 'credit'] as const) {
    const input = field(`${name}.`)
    if (!input) continue
    input.name = `${name}.${image.id}`
    input.value = image[name]
  }
  const line = row.querySelector<HTMLInputElement>('[data-copy]')
  if (line) line.value = image.figure
  const picture = document.createElement('img')
  Object.assign(picture, { src: image.thumbnail, width: image.width, height: image.height, alt: '' })
  row.querySelector('[data-thumbnail]')?.replaceWith(picture)
  list.append(row)
  form.hidden = false
  if (sameCredit) sameCredit.hidden = list.children.length < 2
}
