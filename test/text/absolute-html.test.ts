import { expect, test } from 'vitest'
import { withAbsoluteUrls } from '../../worker/text/absolute-html.ts'
import { renderMarkdown } from '../../worker/text/markdown.ts'

const ORIGIN = 'https://nhipcau.test'
const PAGE = `${ORIGIN}/van-hoa/hoi-sen`
const absolute = (html: string) => withAbsoluteUrls(html, ORIGIN, PAGE)

test.each([
  ['<a href="/van-hoa">x</a>', `<a href="${ORIGIN}/van-hoa">x</a>`],
  ['<a id="n" href="#note-1">1</a>', `<a id="n" href="${PAGE}#note-1">1</a>`],
  ['<img src="/media/a/b.webp" alt="">', `<img src="${ORIGIN}/media/a/b.webp" alt="">`],
  [
    '<source srcset="/media/a 400w, /media/b 800w"/>',
    `<source srcset="${ORIGIN}/media/a 400w, ${ORIGIN}/media/b 800w"/>`,
  ],
  ['<a href="/tim?q=a, /b">x</a>', `<a href="${ORIGIN}/tim?q=a, /b">x</a>`],
])('%s becomes whole', (html, whole) => {
  expect(absolute(html)).toBe(whole)
})

test.each([
  '<a href="https://example.com/a">x</a>',
  '<a href="mailto:a@b.test">x</a>',
  '<p>viết href="/a" hay src="#b" trong câu</p>',
  `<img alt=' href="/a"' src="https://example.com/x">`.replaceAll("'", '"').replace('" href="/a""', '"x > href=/a"'),
  '<section data-footnotes class="footnotes"><ol start="3"></ol></section>',
])('%s stays as it is', (html) => {
  expect(absolute(html)).toBe(html)
})

test('of an article’s own HTML every address is whole, and every word the same', async () => {
  const id = 'a'.repeat(64)
  const image = {
    id,
    src: `/media/${id}/sen.1200.jpg`,
    sources: [{ type: 'image/webp', srcset: `/media/${id}/sen.240.webp 240w,/media/${id}/sen.480.webp 480w` }],
    colour: '#8a7d6b',
    width: 3,
    height: 2,
    alt: 'a > b <a href="/x"> "c"',
    caption: '',
    credit: '',
  }
  const { html } = renderMarkdown(
    `Xem [mục](/van-hoa), [ngoài](https://example.com/a?b=1&c=2), chú[^1] và \`<a href="/y">\`.\n\n::figure{image="${id}"}\n\n[^1]: Lời.`,
    { lang: 'vi', sourceCredit: '', images: new Map([[id, image]]) },
  )
  const made = absolute(html)
  const found: string[] = []
  const words: string[] = []
  await new HTMLRewriter()
    .on('[href], [src], [srcset]', {
      element: (element) =>
        void found.push(...['href', 'src', 'srcset'].flatMap((name) => element.getAttribute(name) ?? [])),
    })
    .onDocument({ text: (chunk) => void words.push(chunk.text) })
    .transform(new Response(made))
    .text()
  expect(found).toEqual([
    `${ORIGIN}/van-hoa`,
    'https://example.com/a?b=1&#x26;c=2',
    `${PAGE}#note-fn-1`,
    `${ORIGIN}/media/${id}/sen.240.webp 240w,${ORIGIN}/media/${id}/sen.480.webp 480w`,
    `${ORIGIN}/media/${id}/sen.1200.jpg`,
    `${PAGE}#note-fnref-1`,
  ])
  expect(words.join('')).toContain('&#x3C;a href="/y">')
  expect(made).toContain('alt="a > b <a href=&#x22;/x&#x22;> &#x22;c&#x22;"')
})
