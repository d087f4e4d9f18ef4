/** A picture's line in a text, `::figure[caption]{image="…" align="left"}`, as a person would be told of it. */
export interface FigureLine {
  image: string
  align: string
  alt: string
  credit: string
  caption: string
}

const LINE = /^::figure(?:\[((?:\\.|[^\]\\])*)\])?\{([^}]*)\}$/

export function figureIn(paragraph: string): FigureLine | null {
  const [, caption = '', attributes] = LINE.exec(paragraph.trim()) ?? []
  if (attributes === undefined) return null
  const attribute = (name: string) =>
    (new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
  return {
    image: attribute('image'),
    align: attribute('align'),
    alt: attribute('alt'),
    credit: attribute('credit'),
    caption: caption.replace(/\\(.)/g, '$1'),
  }
}

/** What is said differently of two pictures. */
export function attributesOf(before: FigureLine, after: FigureLine) {
  return (['caption', 'align', 'alt', 'credit'] as const).filter((attribute) => before[attribute] !== after[attribute])
}
