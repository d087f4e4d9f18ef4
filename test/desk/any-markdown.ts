/** Markdown as people type it, and as nobody would: lines of every construct, thrown together. */
import fc, { type Arbitrary } from 'fast-check'

const id = 'a'.repeat(64)
const words = fc.constantFrom(
  'Chữ thường.',
  'Lúc 12:53 **đậm** và *nghiêng*, ~~bỏ~~, `mã`.',
  '***cả hai*** rồi **một *trong* hai**',
  '_gạch_ dưới a_b_c',
  '[lời](https://a.vn "tên") và [lời](/x)',
  '[tham chiếu][r] và [r]',
  '<https://a.vn> và www.b.vn và a@b.vn',
  'https://youtu.be/abc',
  `![Đò](/media/${id}/do.jpg) trong dòng`,
  '![ngoài](https://x.vn/a.png)',
  'có chú thích[^1] và nữa[^hai]',
  'Chỉ thị số 07/CT-TTg ngày 21/3/2023',
  'hai  \nngắt\\\nngắt',
  'hai\nmềm',
  '<b>thẻ</b> &amp; &lt; \\* \\# 1\\. 5 < 6',
  '*hở ** _lệch`',
  '10 * 20 * 30, [x] (y), a|b',
  '**Hỏi:**Trả và*dính*liền',
)

const block: Arbitrary<string> = fc.oneof(
  words,
  fc
    .tuple(fc.constantFrom('#', '##', '###', '####', '######'), words)
    .map(([sign, text]) => `${sign} ${oneLine(text)}`),
  words.map((text) => `${oneLine(text)}\n---`),
  fc.constantFrom('---', '***', '* * *'),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((items) => items.map((text) => `- ${oneLine(text)}`).join('\n')),
  fc
    .array(words, { minLength: 1, maxLength: 3 })
    .map((items) => items.map((text) => `* ${oneLine(text)}`).join('\n\n')),
  fc
    .tuple(fc.nat(200), fc.array(words, { minLength: 1, maxLength: 3 }))
    .map(([from, items]) => items.map((text, at) => `${from + at}. ${oneLine(text)}`).join('\n')),
  fc
    .tuple(words, words, words)
    .map(([a, b, c]) => `- ${oneLine(a)}\n  - ${oneLine(b)}\n\n    ${oneLine(c)}\n- [ ] việc`),
  words.map((text) => `> ${text.replaceAll('\n', '\n> ')}\n>\n> — Ông Sáu`),
  words.map((text) => `- > ${oneLine(text)}\n- \n- 1) trong`),
  fc.tuple(words, words).map(([a, b]) => `| ${cell(a)} | ${cell(b)} |\n| :-- | --: |\n| ${cell(b)} | |`),
  fc.constantFrom('```js\nlet x\n\n# y\n```', '~~~\n```\n~~~', '```\nkhông đóng'),
  fc
    .tuple(words, fc.constantFrom('left', 'wide'))
    .map(
      ([text, align]) =>
        `::figure[${oneLine(text).replace(/[[\]]/g, '')}]{image="${id}" align="${align}" alt="a &quot;b&quot;"}`,
    ),
  fc.constantFrom(`::figure{image="${id}"}`, '::video[x]{y="z"}', ':::note\nx\n:::', ':a[b]', '::figure[x]'),
  fc.constantFrom(
    '[r]: https://r.vn',
    '[^1]: Chú thích **một**.',
    '[^hai]: Hai.\n\n    Đoạn sau.',
    '    thụt vào',
    '<div>\n\nx',
  ),
)

export const anyMarkdown: Arbitrary<string> = fc
  .array(fc.tuple(block, fc.constantFrom('\n\n', '\n\n', '\n')), { minLength: 1, maxLength: 7 })
  .map((blocks) => blocks.map(([text, after]) => text + after).join(''))

function oneLine(text: string): string {
  return text.replace(/\\?\n/g, ' ')
}

function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|')
}
