/**
 * A photo set in the text: `::figure[Caption]{image="<sha256>" align="left" credit="ST" alt="…"}`. Caption, credit and
 * alt fall back to the image's own. Attributes not named here are nothing.
 */
import type { Element, ElementContent } from 'hast'
import type { Node, RootContent } from 'mdast'
import type { LeafDirective } from 'mdast-util-directive'
import type { State } from 'mdast-util-to-hast'
import type { FigureImage, MarkdownOptions } from './markdown.ts'

export const ALIGNMENTS = ['left', 'centre', 'right', 'wide']

/** How wide a figure stands, as templates/look/article.css lays it: beside the text, in its measure, or beyond it. */
const BESIDE = '(min-width:68rem) 22rem,(min-width:46rem) 19rem,95vw'
const WITHIN = '(min-width:46rem) 41rem,95vw'
const SIZES: Record<string, string> = { left: BESIDE, right: BESIDE, wide: '(min-width:66rem) 62rem,100vw' }

export interface FigureContext extends MarkdownOptions {
  first: RootContent | undefined
  missing: Set<string>
  shown: Set<string>
}

/** A handler for remark-rehype. An image that is not there leaves nothing. */
export function figureElement(context: FigureContext) {
  return (state: State, node: LeafDirective): Element | undefined => {
    const { image: id = '', align, alt, credit } = node.attributes ?? {}
    const image = context.images.get(id ?? '')
    if (!image) {
      context.missing.add(id ?? '')
      return undefined
    }
    const isLead = node === context.first
    return element('figure', ALIGNMENTS.includes(align ?? '') ? { className: [align ?? ''] } : {}, [
      imageElement(image, alt || image.alt, SIZES[align ?? ''], isLead),
      ...figureCaption(state, node, image, credit || image.credit, context.lang),
    ])
  }
}

/** The id of the image that a node shows or leads to, known or not. */
export function figureImage(node: Node | LeafDirective): string | null {
  if (node.type === 'leafDirective' && 'attributes' in node) return node.attributes?.['image'] || null
  const url = ['image', 'definition', 'link'].includes(node.type) && 'url' in node ? String(node.url) : ''
  return mediaId(url)
}

/** The id in `/media/<id>/<name>`. */
export function mediaId(path: string): string | null {
  return /^\/media\/([0-9a-f]{64})\/[\w.-]+$/.exec(path)?.[1] ?? null
}

/** What templates/picture.tsx is for the lists. */
export function imageElement(image: FigureImage, alt: string, sizes = WITHIN, isLead = false): Element {
  const { src, sources, width, height, colour } = image
  const img = element('img', {
    src,
    width,
    height,
    alt,
    ...(colour && { dataC: colour }),
    // The lead picture is what the page is waited for; the others can wait for the reader.
    ...(isLead ? { fetchPriority: 'high' } : { loading: 'lazy' }),
    decoding: 'async',
  })
  if (sources.length === 0) return img
  const choices = sources.map(({ type, srcset }) => element('source', { type, srcSet: srcset, sizes }))
  return element('picture', {}, [...choices, img])
}

function figureCaption(
  state: State,
  node: LeafDirective,
  image: FigureImage,
  credit: string,
  lang: MarkdownOptions['lang'],
): Element[] {
  const caption = node.children.length > 0 ? (state.all(node) as ElementContent[]) : text(image.caption)
  const parts: ElementContent[] = []
  if (caption.length > 0) parts.push(element('b', {}, caption))
  if (credit) parts.push(...text(`${caption.length > 0 ? ' ' : ''}${lang === 'vi' ? 'Ảnh' : 'Photo'}: ${credit}`))
  return parts.length > 0 ? [element('figcaption', {}, parts)] : []
}

function text(value: string): ElementContent[] {
  return value ? [{ type: 'text', value }] : []
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children }
}
