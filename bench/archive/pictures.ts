/** The pictures of an archive: rows without bytes, and the figures that show them. */
import { hash } from 'node:crypto'
import { sourcesOf, stillOf } from '../../worker/media/variants.ts'
import type { Image } from '../../worker/schema.ts'
import { renderMarkdown } from '../../worker/text/markdown.ts'
import { chanceOf } from './random.ts'

export type Picture = Pick<
  Image,
  'id' | 'extension' | 'name' | 'width' | 'height' | 'bytes' | 'alt' | 'caption' | 'credit' | 'colour' | 'variants'
>

/** Seven of ten articles come with a picture of their own. */
export function pictureOf(articleId: number): Picture | null {
  const { random, below } = chanceOf(articleId, 1)
  if (random() >= 0.7) return null
  return {
    id: hash('sha256', `picture ${articleId}`),
    extension: 'jpg',
    name: `anh-${articleId}.jpg`,
    width: 1600,
    height: 1067,
    bytes: 180_000 + below(400_000),
    alt: `Ảnh của bài ${articleId}`,
    caption: '',
    credit: 'Nhịp Cầu',
    colour: '#8a7d6b',
    variants: 'made',
  }
}

export interface Figure {
  markdown: string
  html: string
}

const PLACE = { id: hash('sha256', 'a picture'), name: 'anh-0.jpg', alt: 'Ảnh của bài 0' }

/** Rendered by the product once, and then with each picture's own in the place of the first one's. */
export function createFigures(): (picture: Picture, isLead: boolean) => Figure {
  const [lead, other] = [true, false].map(renderPlace) as [string, string]
  return ({ id, name, alt }, isLead) => ({
    markdown: directive(id),
    html: (isLead ? lead : other)
      .replaceAll(PLACE.id, id)
      .replaceAll(baseOf(PLACE.name), baseOf(name))
      .replaceAll(PLACE.alt, alt),
  })
}

const directive = (id: string) => `::figure{image="${id}" align="centre"}`
const baseOf = (name: string) => name.replace(/\.\w+$/, '')

function renderPlace(isLead: boolean): string {
  const picture = { ...(pictureOf(1) ?? (pictureOf(2) as Picture)), ...PLACE }
  const figure = { ...picture, src: stillOf(picture).path, sources: sourcesOf(picture) }
  const { html } = renderMarkdown(isLead ? `${directive(PLACE.id)}\n\nA.` : `A.\n\n${directive(PLACE.id)}\n\nA.`, {
    lang: 'vi',
    sourceCredit: '',
    images: new Map([[PLACE.id, figure]]),
  })
  return html.split('\n').find((line) => line.startsWith('<figure')) as string
}
