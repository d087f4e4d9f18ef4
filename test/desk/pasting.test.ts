import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { type Pasted, readHtml } from '../../desk/editor/pasted-html.ts'
import { schema } from '../../desk/editor/schema.ts'
import { writeMarkdown } from '../../desk/editor/writing.ts'
import { DOCS, LIBRE, OURS, WEB, WORD } from './clipboards.ts'

function pasted(html: string): Pasted {
  let label = 0
  return readHtml(unified().use(rehypeParse).parse(html), () => `${++label}`)
}

function markdown(html: string): string {
  const { blocks, notes } = pasted(html)
  return writeMarkdown(schema.nodes.doc.create(null, [...blocks, ...notes]), new WeakMap())
}

test('from Word: headings, marks, lists, a table, a link and a footnote', () => {
  expect(markdown(WORD)).toBe(`## Mùa nước nổi

Theo **Chỉ thị số 07/CT-TTg** ngày 21/3/2023, *nước về sớm* hơn mọi năm[^1].

- Cá linh
  - Đầu mùa
- Bông điên điển

Năm 2026. Lũ về.

1. Chuẩn bị
2. Lên đường

| **Tháng** | **Mực nước** |
| - | -: |
| 8 | 3,2 m |

[Báo Chính phủ](https://baochinhphu.vn/x?a=1\\&b=2) đưa tin.

[^1]: Theo *Đài Khí tượng*.`)
  expect(pasted(WORD).lost).toBe(1)
})

test('from Google Docs: what is bold by style is bold, and not the whole of it', () => {
  expect(markdown(DOCS)).toBe(`## Mùa nước nổi

Nước về **rất sớm**, *ông Sáu nói*~~, hôm qua~~. [Xem thêm](https://vnexpress.net/lu)

- Cá linh
  - Đầu mùa
- Bông điên điển

| **Tháng** | **Mực nước** |
| - | -: |
| 8 | 3,2 m |`)
  expect(pasted(DOCS).lost).toBe(1)
})

test('from LibreOffice: a picture comes along, to be uploaded where it stood', () => {
  const { blocks, pictures, lost } = pasted(LIBRE)
  expect(markdown(LIBRE)).toBe(
    '## Mùa nước nổi\n\nNước về **sớm**[^1] hơn mọi năm.\n\n1. Chuẩn bị\n2. Lên đường\n\n[^1]: Theo đài.',
  )
  expect(blocks.at(-1)?.type.name).toBe('upload')
  expect([...pictures.keys()]).toEqual([blocks.at(-1)?.attrs['key']])
  expect([...pictures.values()][0]).toMatch(/^data:image\/png;base64,iVBOR/)
  expect(lost).toBe(0)
})

test('from a web page: its words, and nothing that the page draws for itself', () => {
  expect(markdown(WEB)).toBe(`## Mùa nước nổi

Nước về sớm.

Đò ngang. Ảnh: ST

Điền bấm và [đọc](https://b.vn/y).

https://www.youtube.com/watch?v=dQw4w9WgXcQ`)
  expect(pasted(WEB).lost).toBe(1)
})

test('from our own pages: pictures that are here already, and footnotes', () => {
  expect(markdown(OURS)).toBe(
    `Lúa[^1] chín.\n\n::figure{image="${'b'.repeat(64)}" align="centre" alt="Ruộng lúa"}\n\n[^1]: Giống cũ.`,
  )
})

describe('nothing pasted brings', () => {
  test.each([
    ['a script', '<p>a<script>alert(1)</script><img src=x onerror=alert(1)>b</p>', 'ab'],
    ['a style', '<style>p{}</style><p style="color:red" class="x">a</p>', 'a'],
    ['an address that runs', '<a href="JaVa&#10;script:alert(1)">a</a>', 'a'],
    ['a frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe>a', 'a'],
    ['a form', '<form action=/x><input value=a><button>b</button>c</form>', 'c'],
    ['what was hidden', '<p>a<span style="display:none">b</span><span hidden>c</span></p>', 'a'],
    ['a drawing that hides markup', '<svg><style><img src=x onerror=alert(1)></style></svg>a', 'a'],
    [
      'HTML that would be read as such once it is text',
      '<p>&lt;img src=x onerror=alert(1)&gt;</p>',
      '\\<img src=x onerror=alert(1)>',
    ],
    ['Markdown that nobody meant', '<p># *x* [y](z)</p>', '\\# \\*x\\* \\[y]\\(z)'],
  ])('%s', (_, html, expected) => expect(markdown(html)).toBe(expected))
})

describe('shapes that are not quite HTML', () => {
  test.each([
    ['a table that only lays things out', '<table><tr><td><p>a</p><p>b</p></td></tr></table>', 'a\n\nb'],
    ['a table without a head', '<table><tr><td>a</td></tr><tr><td>b</td></tr></table>', '| a |\n| - |\n| b |'],
    [
      'cells that were joined',
      '<table><tr><th colspan=2>a</th></tr><tr><td>b<td>c</table>',
      '| a | |\n| - | - |\n| b | c |',
    ],
    [
      'a list in a cell',
      '<table><tr><th>a<th>b</tr><tr><td><ul><li>x<li>y</ul><td>c</table>',
      '| a | b |\n| - | - |\n| x y | c |',
    ],
    ['words without a paragraph', 'a<br>b', 'a\\\nb'],
    ['lines in their own boxes', '<div><div>a</div><div>b</div></div>', 'a\n\nb'],
    ['deep headings', '<h6>a</h6>', '#### a'],
    ['a bold heading', '<h2><b>a</b></h2>', '## a'],
    [
      'one line of Google Docs',
      '<b style="font-weight:normal;" id="docs-internal-guid-1"><span style="font-weight:400">a</span></b>',
      'a',
    ],
    ['an empty bold', '<p>a<b> </b>b</p>', 'a b'],
    ['nothing', '<p>&nbsp;</p>', ''],
  ])('%s', (_, html, expected) => expect(markdown(html)).toBe(expected))
})
