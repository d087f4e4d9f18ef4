/**
 * What a text may be made of while it is written: just what its Markdown can say, so that nothing on the screen is lost in
 * the saving. Needs no browser.
 */
import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from '@tiptap/pm/model'

export const ALIGNS = ['left', 'centre', 'right', 'wide'] as const

const nodes = {
  doc: { content: '(block | note)+' },
  paragraph: { group: 'block', content: 'inline*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
  /** Under the page's own `h1`; readers get no more than these three levels. */
  heading: {
    group: 'block',
    content: 'phrase*',
    defining: true,
    attrs: { level: { default: 2 } },
    parseDOM: [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: ({ attrs }) => [`h${attrs['level']}`, 0],
  },
  blockquote: {
    group: 'block',
    content: 'block+',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  bullet_list: {
    group: 'block list',
    content: 'list_item+',
    attrs: { isLoose: { default: false } },
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    group: 'block list',
    content: 'list_item+',
    attrs: { isLoose: { default: false }, start: { default: 1 } },
    parseDOM: [{ tag: 'ol', getAttrs: (list) => ({ start: Number(list.getAttribute('start') ?? 1) }) }],
    toDOM: ({ attrs }) => ['ol', { start: attrs['start'] }, 0],
  },
  list_item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  code_block: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    attrs: { lang: { default: null }, meta: { default: null } },
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: () => ['pre', ['code', 0]],
  },
  horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  /** Its content is the caption. Alt and credit that are empty are the picture's own. */
  figure: {
    group: 'block',
    content: 'phrase*',
    defining: true,
    isolating: true,
    draggable: true,
    attrs: { image: {}, align: { default: 'centre' }, alt: { default: '' }, credit: { default: '' } },
    parseDOM: [
      {
        tag: 'figure[data-image]',
        contentElement: 'figcaption',
        getAttrs: ({ dataset: { image, align, alt, credit } }) => ({ image, align, alt, credit }),
      },
    ],
    toDOM: ({ attrs: { image, align, alt, credit } }) => [
      'figure',
      { 'data-image': image, 'data-align': align, 'data-alt': alt, 'data-credit': credit },
      ['figcaption', 0],
    ],
  },
  /** Where a picture will stand that is on its way up. Never written into the text. */
  upload: { group: 'block', attrs: { key: {} }, selectable: true, toDOM: () => ['div', { class: 'upload-place' }] },
  table: {
    group: 'block',
    content: 'table_row+',
    isolating: true,
    tableRole: 'table',
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: cell('td', 'cell'),
  table_header: cell('th', 'header_cell'),
  /** What this editor does not know: shown and kept as it was typed. */
  opaque: {
    group: 'block',
    atom: true,
    attrs: { source: {} },
    parseDOM: [{ tag: 'pre[data-source]', getAttrs: ({ dataset }) => ({ source: dataset['source'] }), priority: 60 }],
    toDOM: ({ attrs: { source } }) => ['pre', { class: 'opaque', 'data-source': source }, source],
  },
  /** The text of a footnote; readers get all of them at the end. */
  note: {
    content: 'block+',
    defining: true,
    isolating: true,
    attrs: { label: {} },
    parseDOM: [{ tag: 'aside[data-note]', getAttrs: ({ dataset }) => ({ label: dataset['note'] }) }],
    toDOM: ({ attrs: { label } }) => ['aside', { 'data-note': label }, 0],
  },
  text: { group: 'inline phrase' },
  hard_break: { group: 'inline', inline: true, selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  image: {
    group: 'inline phrase',
    inline: true,
    draggable: true,
    attrs: { src: {}, alt: { default: '' }, title: { default: null } },
    parseDOM: [
      { tag: 'img[data-src]', getAttrs: ({ dataset: { src, alt, title = null } }) => ({ src, alt, title }) },
      { tag: 'span[data-src]', getAttrs: ({ dataset: { src, alt, title = null } }) => ({ src, alt, title }) },
    ],
    toDOM: imageDom,
  },
  note_reference: {
    group: 'inline phrase',
    inline: true,
    attrs: { label: {} },
    parseDOM: [{ tag: 'sup[data-note-ref]', getAttrs: ({ dataset }) => ({ label: dataset['noteRef'] }) }],
    toDOM: ({ attrs: { label } }) => ['sup', { 'data-note-ref': label }],
  },
} satisfies Record<string, NodeSpec>

/** In the order in which one stands inside another where both reach equally far; code is always the innermost. */
const marks = {
  link: {
    attrs: { href: {}, title: { default: null } },
    inclusive: false,
    parseDOM: [{ tag: 'a[href]', getAttrs: (a) => ({ href: a.getAttribute('href'), title: a.getAttribute('title') }) }],
    toDOM: ({ attrs: { href, title } }) => ['a', { href, title }, 0],
  },
  em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  strong: {
    parseDOM: [
      // Google Docs wraps all it copies in a bold that is none.
      { tag: 'b', getAttrs: (b) => b.style.fontWeight !== 'normal' && null },
      { tag: 'strong' },
    ],
    toDOM: () => ['strong', 0],
  },
  strike: { parseDOM: [{ tag: 'del' }, { tag: 's' }], toDOM: () => ['del', 0] },
  code: { parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0], inclusive: false },
} satisfies Record<string, MarkSpec>

export const schema: Schema<keyof typeof nodes, keyof typeof marks> = new Schema({ nodes, marks })

function cell(tag: string, tableRole: string): NodeSpec {
  return {
    content: 'phrase*',
    isolating: true,
    tableRole,
    attrs: { align: { default: null }, colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    parseDOM: [{ tag, getAttrs: ({ dataset }) => ({ align: dataset['align'] ?? null }) }],
    toDOM: ({ attrs: { align } }) => [tag, { 'data-align': align }, 0],
  }
}

/** Only our own store shows pictures; of any other readers get the words. */
function imageDom({ attrs: { src, alt, title } }: { attrs: Record<string, string | null> }): DOMOutputSpec {
  const data = { 'data-src': src, 'data-alt': alt, 'data-title': title }
  if (src?.startsWith('/media/')) return ['img', { ...data, src, alt }]
  return ['span', { ...data, class: 'no-image' }, alt || '🖼']
}
