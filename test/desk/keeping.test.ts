import { Node } from '@tiptap/pm/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMarkdown } from '../../desk/editor/reading.ts'
import { schema } from '../../desk/editor/schema.ts'
import { writeMarkdown } from '../../desk/editor/writing.ts'
import { type FigureImage, listFigureImages, renderMarkdown } from '../../worker/text/markdown.ts'
import { anyDocument } from './any-document.ts'
import { anyMarkdown } from './any-markdown.ts'

const DEMO: Record<string, string> = import.meta.glob('../../demo/articles/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const articles = Object.entries(DEMO).map(([path, text]): [string, string] => [
  path.split('/').at(-1) ?? '',
  text.replace(/^---\n.*?\n---\n/s, '').trim(),
])

/** As readers get it. A line break inside a paragraph is a blank, there as here. */
function html(markdown: string): string {
  const images = new Map(listFigureImages(markdown).map((id) => [id, { ...picture, id }]))
  return renderMarkdown(markdown, { lang: 'vi', sourceCredit: '', images }).html.replace(/\s+/g, ' ')
}

const picture: FigureImage = {
  id: '',
  src: '/media/x.jpg',
  sources: [],
  colour: '',
  width: 3,
  height: 2,
  alt: 'Ảnh',
  caption: '',
  credit: '',
}

/** Everything written anew, nothing as it was read. */
const rewritten = (markdown: string) => writeMarkdown(readMarkdown(markdown, new WeakMap()), new WeakMap())

/** Whether a list is loose can depend on what follows it; the next test but one sees that readers get the same. */
function withoutLooseness(doc: Node) {
  return JSON.parse(JSON.stringify(doc), (key, value) => (key === 'isLoose' ? undefined : value))
}

describe('the demo’s articles', () => {
  test.each(articles)('%s reads the same when every block of it is written anew', (_, markdown) => {
    expect(readMarkdown(markdown, new WeakMap()).children.filter(({ type }) => type.name === 'opaque')).toEqual([])
    expect(html(rewritten(markdown))).toBe(html(markdown))
  })

  test.each(articles)('%s is the same to the byte where nothing was touched', (_, markdown) => {
    const sources = new WeakMap()
    expect(writeMarkdown(readMarkdown(markdown, sources), sources)).toBe(markdown)
  })
})

test('a document that was written is read as the document that it was', () => {
  fc.assert(
    fc.property(anyDocument, (doc) => {
      const markdown = writeMarkdown(doc, new WeakMap())
      const read = readMarkdown(markdown, new WeakMap())
      expect(read.toString(), markdown).toBe(doc.toString())
      expect(withoutLooseness(read), markdown).toEqual(withoutLooseness(doc))
    }),
    { numRuns: 200 },
  )
})

test('any Markdown means to a reader, written anew, what it meant', () => {
  fc.assert(
    fc.property(anyMarkdown, (markdown) => {
      const again = rewritten(markdown)
      expect(html(again), again).toBe(html(markdown))
    }),
    { numRuns: 200 },
  )
})

test('and stays as it is from then on', () => {
  fc.assert(
    fc.property(anyMarkdown, (markdown) => {
      const once = rewritten(markdown)
      expect(rewritten(once)).toBe(once)
    }),
    { numRuns: 60 },
  )
})

test('a change of one block leaves the others as they were typed', () => {
  const sources = new WeakMap()
  const doc = readMarkdown('Một __đậm__.\n\n* a\n* b\n\nHai\n===\n\n***', sources)
  const changed = doc.replace(
    1,
    1,
    schema.node('doc', null, schema.node('paragraph', null, schema.text('Số '))).slice(1, 4),
  )
  expect(changed).toBeInstanceOf(Node)
  expect(writeMarkdown(changed, sources)).toBe('Số Một **đậm**.\n\n* a\n* b\n\nHai\n===\n\n***')
})

describe('what the editor does not know is kept as it was typed', () => {
  test.each([
    '[1]: https://a.vn "Tên"',
    '> [1]: https://a.vn',
    '::figure[x]{image="abc" .lạ}',
    '::figure[x]',
    '> [^1]: trong trích dẫn',
    '[](https://a.vn)',
    'Hai\ndòng  \ntiêu đề\n===',
  ])('%s', (source) => {
    const doc = readMarkdown(`Trước.\n\n${source}\n\nSau.`, new WeakMap())
    expect(doc.child(1).type.name).toBe('opaque')
    expect(writeMarkdown(doc, new WeakMap())).toBe(`Trước.\n\n${source}\n\nSau.`)
  })
})

describe('a text is written as a person would type it', () => {
  test.each([
    ['a link to a video on a line of its own', 'https://youtu.be/abc123'],
    ['a colon before a word', 'Ảnh:ST, tỷ số 2:1, lúc 12:53'],
    ['a document', 'Chỉ thị số 07/CT-TTg ngày 21/3/2023'],
    ['a number', 'Giá 1.250.000 đ & 5% - tạm_ứng'],
  ])('%s', (_, markdown) => expect(rewritten(markdown)).toBe(markdown))
})

test('a bold that takes in the blanks around it is written without them', () => {
  const { strong, em } = schema.marks
  const words = [
    schema.text(' Nước '),
    schema.text(' rất ', [strong.create()]),
    schema.text('sớm ', [strong.create(), em.create()]),
    schema.text('về. '),
  ]
  const doc = schema.nodes.doc.create(null, schema.nodes.paragraph.create(null, words))
  expect(writeMarkdown(doc, new WeakMap())).toBe('Nước  **rất _sớm_** về.')
})
