/** A picture of a list, in the forms and widths it comes in. Those of a text are made with it: worker/text/figure.ts. */
import type { ShownImage } from '../worker/articles/article.ts'
import { cropOf } from '../worker/media/focus.ts'
import { sourcesOf, stillOf } from '../worker/media/variants.ts'
import { html, raw } from './markup.ts'

/**
 * How wide a picture stands, as look/ lays it out, and the widest file that such a place can use. Small ones are cut to
 * their frame: what counts is the width before the cut.
 */
const PLACES = {
  /** The first story of the front page. */
  top: { sizes: '(min-width:78rem) 45rem,(min-width:60rem) 60vw,95vw', upTo: 1200 },
  /** The first of a band, beside others. */
  half: { sizes: '(min-width:76rem) 41rem,(min-width:44rem) 56vw,95vw', upTo: 1200 },
  /** Above the list of a page. */
  page: { sizes: '(min-width:54rem) 50rem,95vw', upTo: 1200 },
  /** In a row of three or four; a line of a list where there is no room for columns. */
  column: { sizes: '(min-width:76rem) 23rem,(min-width:44rem) 32vw,8.4rem', upTo: 800 },
  /** A line of a page's list. */
  line: { sizes: '(min-width:44rem) 14rem,8.4rem', upTo: 480 },
  /** Beside an author's name. */
  portrait: { sizes: '9.5rem', upTo: 480 },
  /** A line anywhere else. */
  thumb: { sizes: '8.4rem', upTo: 480 },
}

export type Place = keyof typeof PLACES

interface Props {
  image: ShownImage
  place: Place
  /** The page's first picture: asked for at once. */
  first?: boolean | undefined
}

/** Written as text, because a page holds many: `html` escapes what is put into it, as JSX does. */
export function Picture({ image, place, first }: Props) {
  const { sizes, upTo } = PLACES[place]
  const colour = image.colour ? html` data-c="${image.colour}"` : ''
  const crop = cropOf(image)
  const focus = crop ? html` data-f="${crop}"` : ''
  const when = first ? FIRST : LATER
  const img = html`<img src="${stillOf(image).path}" alt="${image.alt}" width="${image.width}" height="${image.height}"${colour}${focus}${when}>`
  const sources = sourcesOf(image, upTo)
  if (sources.length === 0) return img
  return html`<picture>${sources.map(
    ({ type, srcset }) => html`<source type="${type}" srcset="${srcset}" sizes="${sizes}">`,
  )}${img}</picture>`
}

const FIRST = raw(' fetchpriority="high"')
const LATER = raw(' loading="lazy" decoding="async"')
