import { describe, expect, test } from 'vitest'
import { toMarkdown } from '../../transfer/wordpress/markdown.ts'
import { plainOf } from '../../transfer/wordpress/plain.ts'
import { renderMarkdown } from '../../worker/text/markdown.ts'

const HOSTS = new Set(['baolang.example'])
const ID = 'a'.repeat(64)

async function convert(html: string, more: Partial<Parameters<typeof toMarkdown>[1]> = {}) {
  const notes: string[] = []
  const markdown = await toMarkdown(html, {
    hosts: HOSTS,
    footnotes: new Map(),
    gallery: () => [],
    place: async ({ src, attachment, alt, caption }) =>
      src.startsWith('https://xa.example') ? null : { id: `${attachment || ID}`, alt, caption },
    ...more,
    notes,
  })
  return { markdown, notes }
}

describe('a text of WordPress becomes Markdown', () => {
  test.each<[string, string, string]>([
    ['lines and empty lines', 'Một\nhai\n\nBa', 'Một\\\nhai\n\nBa'],
    [
      'blocks as they are',
      '<!-- wp:paragraph -->\n<p>Một\nhai</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Ba</p>\n<!-- /wp:paragraph -->',
      'Một hai\n\nBa',
    ],
    [
      'emphasis',
      '<b>đậm</b>, <i>nghiêng</i>, <strong><em>cả hai</em></strong>, <del>bỏ</del>, <u>gạch</u>',
      '**đậm**, *nghiêng*, **_cả hai_**, ~~bỏ~~, *gạch*',
    ],
    ['headings', '<h1>Một</h1><h3 style="text-align:center">Ba</h3>', '# Một\n\n### Ba'],
    ['lists', '<ul>\n<li>Một\n<ol><li>a</li></ol></li>\n<li>Hai</li>\n</ul>', '- Một\n  1. a\n- Hai'],
    [
      'tables',
      '<table><tbody><tr><td>Xã</td><td>Số hộ</td></tr><tr><td>Vạn</td><td>26 | 27</td></tr></tbody></table>',
      '| Xã  | Số hộ    |\n| --- | -------- |\n| Vạn | 26 \\| 27 |',
    ],
    ['quotes', '<blockquote>Nước lên.\n\n<cite>— Bà Tươm</cite></blockquote>', '> Nước lên.\n>\n> — Bà Tươm'],
    ['code', '<pre>a\n  b</pre>', '```\na\n  b\n```'],
    [
      'links within the old site',
      '<a href="https://www.baolang.example/2020/05/cho-noi/?x=1#a" target="_blank">chợ</a>',
      '[chợ](/2020/05/cho-noi/?x=1#a)',
    ],
    ['links elsewhere', '<a href="https://xa.example/a" onclick="x()">xa</a>', '[xa](https://xa.example/a)'],
    [
      'what is no mark of ours',
      '12:53, *sao*, # không, 1. một, :tên, [1]',
      '12:53, \\*sao\\*, # không, 1. một, :tên, \\[1]',
    ],
    ['what looks like a figure', `::figure{image="${ID}"}`, `:\\:figure{image="${ID}"}`],
    [
      'a caption of the older editor',
      '[caption id="attachment_5" align="alignleft" width="300"]<a href="x"><img class="wp-image-5 size-medium" src="/wp-content/uploads/a-300x200.jpg" alt="Chợ" /></a> Chợ <em>nổi</em>[/caption]',
      '::figure[Chợ nổi]{image="5" align="left" alt="Chợ"}',
    ],
    [
      'an image block',
      '<!-- wp:image {"id":9,"align":"wide"} -->\n<figure class="wp-block-image alignwide size-large"><img src="/wp-content/uploads/b.jpg" alt="" class="wp-image-9"/><figcaption class="wp-element-caption">Bến đò. Ảnh: ST</figcaption></figure>\n<!-- /wp:image -->',
      '::figure[Bến đò.]{image="9" align="wide" credit="ST"}',
    ],
    [
      'a picture within words',
      'Trước <img src="/wp-content/uploads/c.jpg" class="alignright wp-image-7"> sau',
      'Trước\n\n::figure{image="7" align="right"}\n\nsau',
    ],
    [
      'a picture in a list',
      '<ul><li>Một <img src="/wp-content/uploads/c.jpg" class="wp-image-7"></li></ul>',
      '- Một\n\n::figure{image="7" align="centre"}',
    ],
    [
      'a gallery of blocks',
      '<!-- wp:gallery --><figure class="wp-block-gallery"><figure class="wp-block-image"><img class="wp-image-1" src="/wp-content/uploads/1.jpg"><figcaption>Một</figcaption></figure><figure class="wp-block-image"><img class="wp-image-2" src="/wp-content/uploads/2.jpg"></figure><figcaption>Cả hai</figcaption></figure><!-- /wp:gallery -->',
      '::figure[Một]{image="1" align="centre"}\n\n::figure{image="2" align="centre"}\n\nCả hai',
    ],
    [
      'a gallery by numbers',
      'Trước\n\n[gallery ids="3,4" columns="2"]\n\nSau',
      'Trước\n\n::figure{image="3" align="centre"}\n\n::figure{image="4" align="centre"}\n\nSau',
    ],
    ['a picture of another site, by its words', '<img src="https://xa.example/a.jpg" alt="Ở xa">', '*Ở xa*'],
    [
      'a picture that loads late',
      '<img src="data:image/gif;base64,R0" data-src="/wp-content/uploads/d.jpg" class="wp-image-8">',
      '::figure{image="8" align="centre"}',
    ],
    [
      'a video’s address on its own line',
      'Xem\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\nHết',
      'Xem\n\n<https://www.youtube.com/watch?v=dQw4w9WgXcQ>\n\nHết',
    ],
    [
      'an embed block',
      '<!-- wp:embed {"url":"x"} --><figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/dQw4w9WgXcQ\n</div></figure><!-- /wp:embed -->',
      '<https://youtu.be/dQw4w9WgXcQ>',
    ],
    [
      'a frame with a video',
      '<iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0"></iframe>',
      '<https://www.youtube.com/watch?v=dQw4w9WgXcQ>',
    ],
    [
      '[embed] and [youtube]',
      '[embed]https://vimeo.com/12345[/embed]\n\n[youtube dQw4w9WgXcQ]',
      '<https://vimeo.com/12345>\n\n<https://www.youtube.com/watch?v=dQw4w9WgXcQ>',
    ],
    [
      'a note of the older kind',
      'Nước lên[efn_note]Theo <em>trạm</em> đo.[/efn_note] nhanh.',
      'Nước lên[^s1] nhanh.\n\n[^s1]: Theo *trạm* đo.',
    ],
    ['a mark with words in it', 'Trước [box color="red"]trong [b2 x=1]sâu[/b2][/box] sau', 'Trước trong sâu sau'],
    ['a mark that is spoken of', '[[gallery ids="1"]]', '\\[gallery ids="1"]'],
    ['words in brackets', 'Nguyên văn [sic] và [Hà Nội]', 'Nguyên văn \\[sic] và \\[Hà Nội]'],
    [
      'what an editor left behind',
      '<p>leftcenterrightdel</p><!--more--><p>&nbsp;</p><p>Một&nbsp;hai</p>',
      'leftcenterrightdel\n\nMột\u00a0hai',
    ],
  ])('%s', async (_, html, markdown) => {
    expect((await convert(html)).markdown).toBe(markdown)
  })

  test('a note of the newer editor', async () => {
    const html =
      '<!-- wp:paragraph --><p>Lũ<sup data-fn="k1" class="fn"><a href="#k1">1</a></sup></p><!-- /wp:paragraph -->'
    const { markdown } = await convert(html, {
      footnotes: new Map([['k1', 'Xem <a href="https://xa.example/">đây</a>']]),
    })
    expect(markdown).toBe('Lũ[^k1]\n\n[^k1]: Xem [đây](https://xa.example/)')
  })

  test.each<[string, RegExp]>([
    ['[contact-form-7 id="1"]', /mark that is not known.*contact-form-7/],
    ['[su_box title="x"]a[/su_box]', /su_box/],
    ['<script>alert(1)</script>', /<script>/],
    ['<form><input></form>', /<form>/],
    ['<iframe src="https://maps.example/x"></iframe>', /<iframe>: https:\/\/maps.example\/x/],
    ['<!-- wp:latest-posts {"a":1} /-->', /latest-posts/],
    ['<video src="https://baolang.example/wp-content/uploads/a.mp4"></video>', /<video>/],
  ])('%s is told of', async (html, says) => {
    expect((await convert(html)).notes.join('\n')).toMatch(says)
  })

  test.each([
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">a</a><a href=" jav&#x09;ascript:alert(1)">b</a>',
    '<svg/onload=alert(1)><math><mi xlink:href="data:x,<script>alert(1)</script>">',
    '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    '<figure><img src="/wp-content/uploads/a.jpg" alt="&quot;}&#10;&#10;<script>alert(1)</script>"><figcaption>]{image="x"} <b onclick=alert(1)>x</b></figcaption></figure>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  ])('nothing of %s can run', async (html) => {
    const { markdown } = await convert(html)
    const made = renderMarkdown(markdown, { lang: 'vi', sourceCredit: '', images: new Map() }).html
    expect(made).not.toMatch(/<(?:script|svg|math|iframe|noscript)|\son\w+=|javascript:/i)
  })

  test('every word comes through to the reader, whatever stands around it', async () => {
    const words = [
      '*a*',
      '_b_',
      '`c`',
      '<d>',
      '&amp;',
      '# e',
      '> f',
      '- g',
      '1. h',
      '| i |',
      '~~j~~',
      '[k](l)',
      '![m](n)',
      '::o',
      ':::p',
      ':q[r]',
      '[^s]',
      'https://t.example',
      '***',
      '---',
      '\\u',
      '2 * 3 * 4',
      '{v}',
    ]
    const html = words.map((word) => `<p>${word.replaceAll('&', '&amp;').replaceAll('<', '&lt;')} x</p>`).join('')
    const { markdown } = await convert(html)
    const { plain } = renderMarkdown(markdown, { lang: 'vi', sourceCredit: '', images: new Map() })
    expect(plain.split('\n')).toEqual(words.map((word) => `${word} x`))
  })
})

describe('a comment of WordPress becomes words', () => {
  test.each([
    ['Hay <b>quá</b>!<br />Cảm ơn\nbạn', 'Hay quá!\nCảm ơn\nbạn'],
    ['<p>Một</p><p>Hai</p>', 'Một\n\nHai'],
    [
      'Xem <a href="https://xa.example/a" rel="nofollow">đây</a> và <a href="https://xa.example/b">https://xa.example/b</a>',
      'Xem đây (https://xa.example/a) và https://xa.example/b',
    ],
    ['5 &lt; 6 &amp; 7 <script>alert(1)</script>', '5 < 6 & 7'],
    ['<a href="javascript:alert(1)">bấm</a>', 'bấm'],
  ])('%s', (html, plain) => {
    expect(plainOf(html)).toBe(plain)
  })
})
