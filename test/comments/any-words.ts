/** What may be written, of every kind: for tests of whatever takes, judges or shows it. */
import fc from 'fast-check'
import { LIMITS } from '../../worker/comments/comment.ts'

const DANGEROUS = [
  ...[
    '<',
    '>',
    '</p>',
    '</textarea>',
    '</title>',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<!--',
    '-->',
    ']]>',
    '<![CDATA[',
  ],
  ...[
    '&',
    '&amp;',
    '&lt;',
    '&#60;',
    '&#x3c',
    '&nbsp',
    '"',
    "'",
    '`',
    '{{1}}',
    '<%= 1 %>',
    'javascript:alert(1)',
    '" onfocus="',
  ],
  ...['**đậm**', '# Tít', '[a](javascript:1)', '![](x)', '```', '::: figure', ':figure{}', '> trích', '|a|b|', '\\'],
  ...["'; DROP TABLE comments; --", "' OR 1=1", '?1', '%00', '\\u0000', '\\x3c', '$1', '$&', '$`', "$'"],
  ...[
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200f',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u00ad',
    '\u2028',
    '\u2029',
    '\u0085',
    '\u0000',
    '\u001b[31m',
    '\u007f',
  ],
  ...['\r\n', '\r', '\n', '\n\n\n\n', '\t', '\v', '\f', '\u00a0', '\u3000'],
  ...[
    '\ud83d',
    '\udc00',
    '👨‍👩‍👧',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '❤️',
    'ﷺ',
    'ﬀ',
    '𝓪𝓫𝓬',
    'Å',
    'ệ',
    'e\u0323\u0302',
    'đ',
    'ð',
    '\uffff',
    '\u{1fffe}',
    '\u{e0001}',
  ],
  ...['lừa đảo', 'Bài hay quá', 'http://a.vn', '0912 345 678', 'AAAA', ' ', '.'],
]

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
const marks = fc.constantFrom('\u0300', '\u0301', '\u0323', '\u0336', '\u0489', '\u20dd', '\ufe0f', '\u200d', '\u034f')

const pieced = (maxLength: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(...DANGEROUS), fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength })
    .map((parts) => parts.join(''))
/** One letter under a heap of marks. */
const heaped = (maxLength: number) =>
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), marks, fc.integer({ min: 1, max: maxLength }))
    .map(([letter, mark, n]) => letter + mark.repeat(n))
/** One line, to the limit and just beyond. */
const atTheLimit = (limit: number) =>
  fc
    .tuple(
      fc.oneof(fc.constantFrom(...DANGEROUS), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 })),
      fc.integer({ min: -3, max: 3 }),
    )
    .map(([part, more]) => part.repeat(limit).slice(0, limit + more))
const blank = fc.constantFrom('', ' ', '\n\n', '\u200b', '\u202e', '\u0000', '\u3000', '\ufeff\ufeff')

const ofAnyKind = (length: number, limit: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit: 'binary', minLength: 2, maxLength: length }) },
    { weight: 6, arbitrary: fc.string({ unit: 'grapheme', minLength: 2, maxLength: length }) },
    { weight: 4, arbitrary: fc.string({ unit: codeUnit, minLength: 2, maxLength: length }) },
    { weight: 12, arbitrary: pieced(Math.ceil(length / 8)) },
    { weight: 2, arbitrary: heaped(length) },
    { weight: 1, arbitrary: atTheLimit(limit) },
    { weight: 1, arbitrary: blank },
  )

export const anyBody = ofAnyKind(160, LIMITS.body)
export const anyName = fc.oneof(
  { weight: 2, arbitrary: fc.constant('Nguyễn Thị Lan') },
  { weight: 1, arbitrary: ofAnyKind(40, LIMITS.name) },
)
