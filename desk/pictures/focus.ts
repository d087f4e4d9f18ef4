/** A point on the picture that a click moves, and crops that follow it and the fields. */
export function pointAt(figure: HTMLElement): void {
  const picture = figure.querySelector('img') as HTMLImageElement
  const [x, y] = ['x', 'y'].map((axis) => document.querySelector<HTMLInputElement>(`#f-focus_${axis}`)) as [
    HTMLInputElement,
    HTMLInputElement,
  ]
  const crops = document.querySelectorAll<HTMLImageElement>('[data-crop]')
  const mark = document.createElement('span')
  mark.className = 'focal-point'
  figure.append(mark)
  show()

  for (const field of [x, y]) field.addEventListener('input', show)
  picture.addEventListener('click', (event) => {
    const { left, top, width, height } = picture.getBoundingClientRect()
    x.value = hundredths((event.clientX - left) / width)
    y.value = hundredths((event.clientY - top) / height)
    x.dispatchEvent(new Event('input', { bubbles: true }))
  })

  function show(): void {
    const place = [x, y].map((field) => `${hundredths(field.valueAsNumber / 100)}%`)
    const [left = '', top = ''] = place
    mark.style.left = left
    mark.style.top = top
    for (const crop of crops) crop.style.objectPosition = place.join(' ')
  }
}

function hundredths(share: number): string {
  return String(Math.round(Math.min(1, Math.max(0, share || 0)) * 100))
}
