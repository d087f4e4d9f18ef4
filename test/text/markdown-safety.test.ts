import { describe, expect, test } from 'vitest'
import { type FigureImage, renderMarkdown } from '../../worker/text/markdown.ts'

const ferry: FigureImage = {
  id: 'a'.repeat(64),
  src: `/media/${'a'.repeat(64)}/ben-do.12.jpg`,
  sources: [{ type: 'image/webp', srcset: '/media/a/ben-do.12.webp 12w' }],
  colour: '#8a7d6b',
  width: 12,
  height: 7,
  alt: '"><script>alert(1)</script>',
  caption: '<img src=x onerror=alert(1)>',
  credit: '"><svg onload=alert(1)>',
}

function html(markdown: string, sourceCredit = ''): string {
  return renderMarkdown(markdown, { lang: 'vi', sourceCredit, images: new Map([[ferry.id, ferry]]) }).html
}

/** Every element of the markup, with its attributes, as the browser's own tokenizer sees them. */
async function elements(markup: string): Promise<{ tag: string; attributes: Record<string, string> }[]> {
  const seen: { tag: string; attributes: Record<string, string> }[] = []
  const rewriter = new HTMLRewriter().on('*', {
    element: ({ tagName, attributes }) => {
      seen.push({ tag: tagName, attributes: Object.fromEntries(attributes) })
    },
  })
  await rewriter.transform(new Response(markup)).arrayBuffer()
  return seen
}

async function expectHarmless(markup: string): Promise<void> {
  for (const { tag, attributes } of await elements(markup)) {
    expect([
      'p',
      'a',
      'em',
      'strong',
      'b',
      'picture',
      'source',
      'img',
      'figure',
      'figcaption',
      'span',
      'code',
      'pre',
      'ul',
      'ol',
      'li',
      'h2',
      'h3',
      'blockquote',
      'br',
      'hr',
      'del',
      'sup',
      'section',
      'div',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
    ]).toContain(tag)
    for (const [name, value] of Object.entries(attributes)) {
      expect(name).not.toMatch(/^(?:on|style$|srcdoc$|xmlns)/i)
      if (name === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i)
      if (name === 'src') expect(value).toMatch(/^\/media\/[0-9a-f]{64}\/[\w.-]+$/)
      if (name === 'srcset') expect(value).toMatch(/^\/media\/[\w./, -]+$/)
      if (name === 'id') expect(value).toMatch(/^(?:note-|footnote-label$)/)
    }
  }
}

describe('raw HTML is shown as the text it is', () => {
  test.each([
    '<script>alert(1)</script>',
    '<ScRiPt src=//x></ScRiPt>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)" onclick=alert(1)>x</a>',
    '<style>body{display:none}</style>',
    '<!-- <script>alert(1)</script> -->',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<p class="end" id="x" style="x">',
    '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<base href="//x"><meta http-equiv=refresh content=0>',
    '</p></article><h1>x',
    'a <b onmouseover=alert(1)>b</b>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ])('%s', async (raw) => {
    const markup = html(raw)
    await expectHarmless(markup)
    expect((await elements(markup)).map(({ tag }) => tag).filter((tag) => tag !== 'a')).toEqual(['p'])
    expect(markup).toMatch(/&#x3C;/)
  })
})

describe('an address that is not one leaves its words', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java&#x09;script:alert(1)',
    'java&Tab;script:alert(1)',
    'java&NewLine;script:alert(1)',
    '&#106;&#97;vascript:alert(1)',
    '&#x1;javascript:alert(1)',
    'javascript&colon;alert(1)',
    'javascript\\:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'DATA:text/html;base64,x',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://x/y',
    '//evil.example',
    '/\\evil.example',
    '/&Tab;/evil.example',
    '\\\\evil.example',
    'evil',
    '?x',
    'https:evil.example',
  ])('%s', async (address) => {
    for (const markdown of [
      `[lời](<${address}>)`,
      `[lời](${address})`,
      `[lời][1]\n\n[1]: <${address}>`,
      `<${address}>`,
      `![lời](<${address}>)`,
    ]) {
      const markup = html(markdown)
      await expectHarmless(markup)
      const links = (await elements(markup)).filter(
        ({ tag, attributes }) => tag === 'a' && !attributes['href']?.startsWith('/%09'),
      )
      expect(links).toEqual([])
    }
    expect(html(`[lời](<${address}>)`)).toContain('lời')
  })
})

test('an address that is one stays; another site’s gets no hold of our window', () => {
  expect(html('[a](/doi-song/x) [b](#note-1) [c](mailto:a@b.vn) [d](tel:+84)')).toContain(
    '<a href="/doi-song/x">a</a> <a href="#note-1">b</a> <a href="mailto:a@b.vn">c</a> <a href="tel:+84">d</a>',
  )
  expect(html('[a](HTTPS://a.vn "t") www.b.vn')).toContain(
    '<a href="https://a.vn" rel="noopener">a</a> <a href="http://www.b.vn" rel="noopener">www.b.vn</a>',
  )
})

const OF_PICTURES = 'src alt width height data-c fetchpriority decoding type srcset sizes'.split(' ')

describe('a figure passes on nothing but what figures have', () => {
  test.each([
    `::figure[x]{image="${ferry.id}" onclick="alert(1)" style="x" src="x" onerror="alert(1)" href="javascript:x"}`,
    `::figure[x]{image="${ferry.id}" .evil #id class="evil" id="evil" name="evil"}`,
    `::figure[x]{image="${ferry.id}" align="left onclick=alert(1)"}`,
    `::figure[<script>alert(1)</script> <b onclick=alert(1)>x</b>]{image="${ferry.id}"}`,
    `::figure[[x](javascript:alert(1)) ![x](javascript:alert(1))]{image="${ferry.id}"}`,
    `::figure{image="${ferry.id}" credit="<script>alert(1)</script>" alt="&quot; onload=&quot;alert(1)"}`,
    `::figure{image="${ferry.id}"}`,
    `::figure{image="__proto__"} ::figure{image="constructor"}`,
  ])('%s', async (markdown) => {
    const markup = html(markdown)
    await expectHarmless(markup)
    for (const { tag, attributes } of await elements(markup)) {
      expect(Object.keys(attributes).filter((name) => !OF_PICTURES.includes(name))).toEqual(
        tag === 'p' && attributes['class'] === 'end' ? ['class'] : [],
      )
    }
  })
})

test('the source credit is text', async () => {
  await expectHarmless(html('Chữ.', '<script>alert(1)</script>'))
  expect(html('Chữ.', '<b>')).toContain('(&#x3C;b>)')
})

describe('no text makes it throw', () => {
  test.each([
    ['quotes', '> '.repeat(3_000)],
    ['lists', '- '.repeat(3_000)],
    ['numbered lists', '1. '.repeat(3_000)],
    ['all of them', '> - 1. '.repeat(1_000)],
    ['emphasis', '*a '.repeat(300)],
    ['brackets', '[![('.repeat(300)],
    ['directives', '::figure[{'.repeat(300)],
    ['control characters', '\u0000\u0008\uD800\uFFFF'],
  ])('%s', async (_, nested) => expectHarmless(html(`${nested}x`)))

  test('a rule of many dashes is still a rule', () => expect(html('- '.repeat(40))).toBe('<hr>'))

  test('or pass what is not allowed: pieces of markup, thrown together', async () => {
    const pieces = [
      '<',
      '>',
      '"',
      "'",
      '`',
      '[',
      ']',
      '(',
      ')',
      '{',
      '}',
      '::figure',
      '!',
      'javascript:',
      'onclick=x',
      '<script>',
      '\n\n',
      '\n',
      ' ',
      '&lt;',
      '\\',
      '*',
      '|',
      '[^1]',
      '[^1]: ',
      '/media/',
      ferry.id,
      '<!--',
      '-->',
      'https://',
      '07/CT-TTg',
      '#',
    ]
    let state = 26_02_2024
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return Math.floor((state / 2 ** 31) * below)
    }
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 1 + random(25) }, () => pieces[random(pieces.length)]).join('')
      const markup = html(text, pieces[random(pieces.length)])
      for (const { tag, attributes } of await elements(markup)) {
        expect(tag).toMatch(
          /^(?:p|a|em|strong|b|picture|source|img|figure|figcaption|span|code|pre|h[234]|blockquote|br|hr|cite|sup|section|ol|ul|li|div|table|thead|tbody|tr|th|td)$/,
        )
        expect(Object.keys(attributes).filter((name) => name.startsWith('on'))).toEqual([])
        if (attributes['href']) expect(attributes['href']).toMatch(/^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i)
      }
    }
  })
})
