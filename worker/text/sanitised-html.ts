/**
 * All the HTML that a text may be made of. The last gate: whatever went wrong before it, nothing else passes.
 * Ids are only those of footnotes, which already carry a prefix of ours, so they are not prefixed again.
 */
import type { Options } from 'rehype-sanitize'
import { ALIGNMENTS } from './figure.ts'

export const allowedHtml: Options = {
  tagNames:
    'a b blockquote br cite code del div em figcaption figure h2 h3 h4 hr img li ol p picture pre section source span strong sup table tbody td th thead tr ul'.split(
      ' ',
    ),
  attributes: {
    a: [
      'href',
      ['rel', 'noopener'],
      'id',
      'dataFootnoteRef',
      'dataFootnoteBackref',
      'ariaDescribedBy',
      'ariaLabel',
      ['className', 'data-footnote-backref'],
    ],
    cite: [['className', 'document']],
    div: [['className', 'table'], ['tabIndex', 0], ['role', 'region'], 'ariaLabel'],
    figure: [['className', ...ALIGNMENTS, 'video']],
    h2: [['className', 'sr-only'], 'id'],
    img: [
      'src',
      'alt',
      'width',
      'height',
      ['loading', 'lazy'],
      ['decoding', 'async'],
      ['fetchPriority', 'high'],
      ['dataC', /^#[0-9a-f]{6}$/],
    ],
    li: ['id'],
    ol: ['start'],
    p: [['className', 'end', 'by']],
    section: ['dataFootnotes', ['className', 'footnotes']],
    source: [['type', 'image/avif', 'image/webp'], ['srcSet', /^\/media\/[\w./, -]+$/], 'sizes'],
    span: [['className', 'credit-line']],
    td: [['className', 'align-right', 'align-centre']],
    th: [['className', 'align-right', 'align-centre']],
  },
  ancestors: {
    source: ['picture'],
    li: ['ol', 'ul'],
    tbody: ['table'],
    td: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  clobber: [],
  strip: ['script', 'style'],
}
