/** Whatever comes in, in whatever way: what readers get is made of what is allowed. Looked at as a browser reads it. */
import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { readHtml } from '../../desk/editor/pasted-html.ts'
import { readMarkdown } from '../../desk/editor/reading.ts'
import { schema } from '../../desk/editor/schema.ts'
import { writeMarkdown } from '../../desk/editor/writing.ts'
import { type FigureImage, renderMarkdown } from '../../worker/text/markdown.ts'
import { anyMarkdown } from './any-markdown.ts'
import { MARKDOWN, MUTATIONS, VECTORS } from './hostile.ts'

type ChildNode = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

const id = 'a'.repeat(64)
const PIECES = [...VECTORS, ...MUTATIONS, ...MARKDOWN]

function html(markdown: string, picture: Partial<FigureImage> = {}): string {
  const image = {
    id,
    src: `/media/${id}/do.jpg`,
    sources: [],
    colour: '',
    width: 3,
    height: 2,
    alt: '',
    caption: '',
    credit: '',
  }
  return renderMarkdown(markdown, { lang: 'vi', sourceCredit: '', images: new Map([[id, { ...image, ...picture }]]) })
    .html
}

const TAGS =
  /^(?:a|b|blockquote|br|cite|code|del|div|em|figcaption|figure|h[234]|hr|img|li|ol|p|picture|pre|section|source|span|strong|sup|table|tbody|td|th|thead|tr|ul)$/
const ATTRIBUTES =
  /^(?:href|rel|id|class|tabindex|role|src|srcset|sizes|type|alt|width|height|loading|decoding|fetchpriority|start|data-c|data-footnotes?(?:-ref|-backref)?|aria-label|aria-describedby)$/

function expectHarmless(markup: string): void {
  const walk = (node: ChildNode) => {
    expect(node.nodeName, markup).not.toBe('#comment')
    if (!('tagName' in node)) return
    const { tagName, attrs, namespaceURI, childNodes } = node as Element
    expect(tagName, markup).toMatch(TAGS)
    expect(namespaceURI).toBe('http://www.w3.org/1999/xhtml')
    for (const { name, value } of attrs) {
      expect(name, markup).toMatch(ATTRIBUTES)
      if (name === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/)
      if (name === 'src') expect(value).toMatch(/^\/media\/[0-9a-f]{64}\/[\w.-]+$/)
      if (name === 'id') expect(value).toMatch(/^(?:note-|footnote-label$)/)
      if (name === 'class')
        expect(value).toMatch(
          /^(?:document|table|left|centre|right|wide|video|sr-only|end|by|footnotes|credit-line|align-right|align-centre|data-footnote-backref)$/,
        )
    }
    childNodes.forEach(walk)
  }
  const fragment = parseFragment(markup)
  fragment.childNodes.forEach(walk)
}

/** Pasted, written down, kept, and shown. */
function pasted(markup: string): string {
  const { blocks, notes } = readHtml(unified().use(rehypeParse).parse(markup), () => 'n')
  return writeMarkdown(schema.nodes.doc.create(null, [...blocks, ...notes]), new WeakMap())
}

describe.each([
  ['a published attack', VECTORS],
  ['a mutation', MUTATIONS],
  ['Markdown that is one', MARKDOWN],
])('%s', (_, vectors) => {
  test.each(vectors)('%s', (vector) => {
    expectHarmless(html(vector))
    expectHarmless(html(`> - ${vector}\n\n| ${vector.replace(/\n/g, ' ')} |\n| - |`))
    expectHarmless(html('::figure{image="x"}'.replace('x', id), { alt: vector, caption: vector, credit: vector }))
    const quoted = vector.replace(/\s+/g, ' ').replace(/&/g, '&amp;').replace(/"/g, '&quot;')
    expectHarmless(html(`::figure[${vector.replace(/\s+/g, ' ')}]{image="${id}" alt="${quoted}" credit="${quoted}"}`))
    expectHarmless(html(pasted(vector)))
    expectHarmless(html(pasted(`<table><tr><th>${vector}</table><ul><li>${vector}</ul>`)))
    expectHarmless(html(writeMarkdown(readMarkdown(vector, new WeakMap()), new WeakMap())))
  })
})

test('what is typed as it is shows as it is: a vector written into a caption, an alt and a credit is words', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PIECES), (vector) => {
      const text = vector.replace(/[\s\0]+/g, ' ').trim()
      const { figure, doc } = schema.nodes
      const node = figure.create({ image: id, alt: text, credit: text }, schema.text(text))
      const markup = html(writeMarkdown(doc.create(null, node), new WeakMap()))
      expectHarmless(markup)
      const image = parseFragment(markup).childNodes[0] as Element
      expect(JSON.stringify((image.childNodes[0] as Element).attrs.find(({ name }) => name === 'alt')?.value)).toBe(
        JSON.stringify(text),
      )
    }),
  )
})

test('nor does anything else come of pieces thrown together', () => {
  const pieces = fc.array(fc.oneof(fc.constantFrom(...PIECES), anyMarkdown, fc.string({ maxLength: 8 })), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(pieces, fc.constantFrom('', ' ', '\n', '\n\n', '> ', '- ', '`'), (parts, between) => {
      const text = parts.join(between)
      expectHarmless(html(text))
      expectHarmless(html(pasted(text)))
    }),
    { numRuns: 120 },
  )
})
