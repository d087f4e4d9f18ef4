import { describe, expect, test } from 'vitest'
import { type FigureImage, listFigureImages, type MarkdownOptions, renderMarkdown } from '../../worker/text/markdown.ts'

const ferry: FigureImage = {
  id: 'a'.repeat(64),
  src: `/media/${'a'.repeat(64)}/ben-do.1200.jpg`,
  sources: [{ type: 'image/avif', srcset: '/media/a/ben-do.480.avif 480w,/media/a/ben-do.1200.avif 1200w' }],
  colour: '#8a7d6b',
  width: 1200,
  height: 720,
  alt: 'Con đò lúc bình minh',
  caption: 'Chuyến đầu ngày',
  credit: 'ST',
}
const bank: FigureImage = {
  ...ferry,
  id: 'b'.repeat(64),
  src: `/media/${'b'.repeat(64)}/bo-song.gif`,
  sources: [],
  colour: '',
  width: 60,
  height: 40,
  caption: '',
  credit: '',
}
const images = new Map([ferry, bank].map((image) => [image.id, image]))
const nowhere = 'c'.repeat(64)

const WITHIN = '(min-width:46rem) 41rem,95vw'
const BESIDE = '(min-width:68rem) 22rem,(min-width:46rem) 19rem,95vw'
const pictureOf = (sizes: string) =>
  `<picture><source type="image/avif" srcset="/media/a/ben-do.480.avif 480w,/media/a/ben-do.1200.avif 1200w" sizes="${sizes}">`

function render(markdown: string, options: Partial<MarkdownOptions> = {}) {
  return renderMarkdown(markdown, { lang: 'vi', sourceCredit: '', images, ...options })
}

function html(markdown: string, options: Partial<MarkdownOptions> = {}): string {
  return render(markdown, options).html.replace(/ class="end"/g, '')
}

describe('a figure', () => {
  test('that opens the text is waited for, and has the image’s own words where it has none', () => {
    expect(html(`::figure{image="${ferry.id}"}`)).toBe(
      `<figure>${pictureOf(WITHIN)}<img src="/media/${ferry.id}/ben-do.1200.jpg" width="1200" height="720" alt="Con đò lúc bình minh" data-c="#8a7d6b" fetchpriority="high" decoding="async"></picture>` +
        '<figcaption><b>Chuyến đầu ngày</b> Ảnh: ST</figcaption></figure>',
    )
  })

  test('further down is lazy; its own words come before the image’s', () => {
    const given = `Chữ.\n\n::figure[Bến *đò* lúc 12:53]{image="${ferry.id}" align="left" credit="Lan" alt="Đò"}`
    expect(html(given)).toContain(
      `<figure class="left">${pictureOf(BESIDE)}<img src="/media/${ferry.id}/ben-do.1200.jpg" width="1200" height="720" alt="Đò" data-c="#8a7d6b" loading="lazy" decoding="async"></picture>` +
        '<figcaption><b>Bến <em>đò</em> lúc 12:53</b> Ảnh: Lan</figcaption></figure>',
    )
    expect(html(given, { lang: 'en' })).toContain('</b> Photo: Lan</figcaption>')
  })

  test.each(['left', 'centre', 'right', 'wide'])('can be set %s', (align) => {
    expect(html(`::figure{image="${bank.id}" align="${align}"}`)).toContain(`<figure class="${align}">`)
  })

  test('has no caption where there is nothing to say, and only the credit where there is only that', () => {
    expect(html(`::figure{image="${bank.id}"}`)).not.toContain('figcaption')
    expect(html(`::figure{image="${bank.id}" credit="ST"}`)).toContain('<figcaption>Ảnh: ST</figcaption>')
  })

  test('of an image that is not there leaves nothing, and is told', () => {
    const { html, missing, leadImage } = render(`Trước.\n\n::figure[Mất]{image="${nowhere}"}\n\nSau.`)
    expect(html).toBe('<p>Trước.</p>\n<p class="end">Sau.</p>')
    expect(missing).toEqual([nowhere])
    expect(leadImage).toBeNull()
  })

  test('the first that is there leads, in lists too', () => {
    const text = `::figure{image="${nowhere}"}\n\n::figure{image="${bank.id}"}\n\n![](/media/${ferry.id}/ben-do.jpg)\n\n::figure{image="${bank.id}"}`
    expect(render(text).leadImage).toBe(bank.id)
    expect(listFigureImages(text)).toEqual([nowhere, bank.id, ferry.id])
  })
})

test('a plain image is shown only from our own store', () => {
  expect(html(`![Đò](/media/${ferry.id}/ben-do.jpg)`)).toContain(
    `width="1200" height="720" alt="Đò" data-c="#8a7d6b" loading="lazy"`,
  )
  expect(html(`![Đò][1]\n\n[1]: /media/${ferry.id}/ben-do.jpg`)).toContain('<img src="/media/')
  expect(html('![Đò](https://nơi.khác/x.png)![](//x/y.png)')).toBe('<p>Đò</p>')
  expect(html(`![Đò](/media/${nowhere}/x.png)`)).toBe('<p>Đò</p>')
})

describe('what was typed with colons comes out as it was typed', () => {
  test.each([
    'Lúc 12:53 ngày 26/02/2024',
    'Ảnh:ST và tỷ số 2:1',
    'dùng :foo[bar]{.x} trong câu',
    ':smile: và a:b:c',
    '::video[Xem *x*]{src="y"}',
    ':::ghi-chú',
    '::figure thiếu ngoặc',
    '::',
  ])('«%s»', (text) => expect(html(text)).toBe(`<p>${text}</p>`))

  test('a container too, with what is in it', () => {
    expect(html(':::note\n**trong** hộp\n:::')).toBe('<p>:::note\n<strong>trong</strong> hộp\n:::</p>')
  })

  test('and so do a tilde, a box to tick, and a line that Word set in', () => {
    expect(html('~10 và ~20, ~~bỏ~~')).toBe('<p>~10 và ~20, <del>bỏ</del></p>')
    expect(html('- [ ] việc')).toContain('<li>[ ] việc</li>')
    expect(html('    Thụt vào\n\n\tvà nữa')).toBe('<p>Thụt vào</p>\n<p>và nữa</p>')
    expect(html('leftcenterrightdel')).toBe('<p>leftcenterrightdel</p>')
  })
})

describe('headings', () => {
  test('begin under the headline and end at the fourth level', () => {
    expect(html('# Một\n\n## Hai\n\n### Ba\n\n#### Bốn\n\n###### Sáu')).toBe(
      '<h2>Một</h2>\n<h2>Hai</h2>\n<h3>Ba</h3>\n<h4>Bốn</h4>\n<h4>Sáu</h4>',
    )
  })

  test('skip no level on the way down', () => {
    expect(html('### Ba\n\n##### Năm\n\n# Một\n\n#### Bốn')).toBe(
      '<h2>Ba</h2>\n<h3>Năm</h3>\n<h2>Một</h2>\n<h3>Bốn</h3>',
    )
  })
})

describe('the source credit', () => {
  const credit = { sourceCredit: 'Nhịp <Cầu> & bạn' }
  const written = '<span class="credit-line">(Nhịp &#x3C;Cầu> &#x26; bạn)</span>'

  test('opens the first paragraph, wherever that stands', () => {
    expect(html('**Năm** giờ.', credit)).toBe(`<p>${written} – <strong>Năm</strong> giờ.</p>`)
    expect(html('## Đầu\n\n- mục\n\nNăm giờ.\n\nHết.', credit)).toContain(
      `</ul>\n<p>${written} – Năm giờ.</p>\n<p>Hết.</p>`,
    )
  })

  test('stands by itself where there is no paragraph', () => {
    expect(html('- mục', credit)).toContain(`<p>${written}</p>`)
    expect(html('', credit)).toBe(`<p>${written}</p>`)
  })

  test('has its brackets once', () => {
    expect(html('Năm giờ.', { sourceCredit: '(Nhịp Cầu)' })).toContain('>(Nhịp Cầu)</span> – Năm')
    expect(html('Năm giờ.', { sourceCredit: ' ' })).toBe('<p>Năm giờ.</p>')
  })
})

test('the paragraph that ends the text carries the end sign, before a picture and footnotes too', () => {
  const end = render(`Một.\n\nHai.[^1]\n\n::figure{image="${ferry.id}"}\n\n[^1]: Ghi.`).html
  expect(end).toContain('<p>Một.</p>\n<p class="end">Hai.')
  expect(end.match(/class="end"/g)).toHaveLength(1)
})

test('a text that ends with a list has no end sign in its middle', () => {
  expect(render('Một.\n\n- mục').html).not.toContain('class="end"')
})

test('a table scrolls by itself and has a name', () => {
  const table = '| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |'
  expect(html(table)).toMatch(
    /^<div class="table" tabindex="0" role="region" aria-label="Bảng 1"><table>[\s\S]*<\/table><\/div>$/,
  )
  expect(html(table)).toContain('<td>1</td>\n<td class="align-centre">2</td>\n<td class="align-right">3</td>')
  expect(html(`${table}\n\nx\n\n${table}`, { lang: 'en' })).toContain('aria-label="Table 2"')
})

test('a footnote and the place it belongs to lead to each other', () => {
  const vi = html('Chữ.[^Ấy]\n\n[^Ấy]: Ghi.')
  const [, to, from] =
    /<sup><a href="#([^"]+)" id="([^"]+)" data-footnote-ref aria-describedby="footnote-label">1<\/a>/.exec(vi) ?? []
  expect(to).toMatch(/^note-fn-/)
  expect(vi).toContain(`<li id="${to}">`)
  expect(vi).toContain(`<a href="#${from}" data-footnote-backref="" aria-label="Trở lại chỗ có chú thích 1"`)
  expect(vi).toContain('<h2 class="sr-only" id="footnote-label">Chú thích</h2>')
  expect(html('Chữ.[^1]\n\n[^1]: Ghi.', { lang: 'en' })).toContain('id="footnote-label">Notes</h2>')
})

describe('citations', () => {
  test('lead from the text to the document, are only marked in headings, and are told once each, with the date that any of them has', () => {
    const { html, citations } = render(
      '## Chỉ thị số 07/CT-TTg\n\nTheo **Chỉ thị số 07/CT-TTg ngày 21/3/2023** & Nghị định 30/2020/NĐ-CP, 7/CT-TTg.',
    )
    const cite = (slug: string, text: string) =>
      `<cite class="document"><a href="/documents/${slug}">${text}</a></cite>`
    expect(html).toBe(
      '<h2><cite class="document">Chỉ thị số 07/CT-TTg</cite></h2>\n' +
        `<p class="end">Theo <strong>${cite('07-ct-ttg', 'Chỉ thị số 07/CT-TTg ngày 21/3/2023')}</strong>` +
        ` &#x26; ${cite('30-2020-nd-cp', 'Nghị định 30/2020/NĐ-CP')}, ${cite('07-ct-ttg', '7/CT-TTg')}.</p>`,
    )
    expect(citations.map(({ number, date }) => `${number} ${date}`)).toEqual([
      '07/CT-TTg 2023-03-21',
      '30/2020/NĐ-CP undefined',
    ])
  })

  test('lead there from notes, tables, lists and captions too', () => {
    const { html } = render(
      `Chữ.[^1]\n\n[^1]: Luật số 11/2022/QH15.\n\n| a |\n|---|\n| Luật số 12/2022/QH15 |\n\n- Luật số 13/2022/QH15\n\n` +
        `::figure[Luật số 14/2022/QH15]{image="${ferry.id}"}`,
    )
    for (const n of [11, 12, 13, 14])
      expect(html).toContain(`<a href="/documents/${n}-2022-qh15">Luật số ${n}/2022/QH15</a>`)
  })

  test('are let be in links and code', () => {
    const { html, citations } = render('[Luật số 11/2022/QH15](/luat) `07/CT-TTg`\n\n```\n30/2020/NĐ-CP\n```')
    expect(html).not.toContain('<cite')
    expect(citations).toEqual([])
  })
})

test('words are counted as syllables, without captions, marks and addresses', () => {
  const text = `::figure[Không đếm]{image="${ferry.id}"}\n\n# Bến đò\n\nNăm **giờ** mười – (lăm)… [đò](https://a.vn)\n\n- một\n- hai\n\n| a | b |\n|---|---|\n| 1 | 2 |`
  expect(render(text, { sourceCredit: 'Nhịp Cầu' }).words).toBe(2 + 5 + 2 + 4)
})

test('who is quoted stands apart below the quotation, and a quotation that opens with a dash does not', () => {
  expect(html('> Nó quay không công.\n>\n> — Ông Sáu Thẹo')).toContain('<p class="by">— Ông Sáu Thẹo</p>')
  expect(html('> – Anh đi đâu?')).not.toContain('class="by"')
})
