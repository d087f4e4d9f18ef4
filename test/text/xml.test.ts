import { describe, expect, test } from 'vitest'
import { cdata, xml } from '../../worker/text/xml.ts'
import { parseXml } from '../xml.ts'

const document = (inner: unknown) => `<?xml version="1.0" encoding="utf-8"?>\n${inner}`
const AWKWARD = 'Cá & <b>"tôm"</b> \'mực\' ]]> 👩‍👩‍👧 Ỷ 𠮷 &amp; &nbsp;'

describe('any text', () => {
  test('comes back as it was, as text, attribute and CDATA', () => {
    const root = parseXml(document(xml`<a b="${AWKWARD}">${AWKWARD}<c>${cdata(AWKWARD)}</c></a>`))
    expect(root).toMatchObject({ text: AWKWARD, attributes: { b: AWKWARD }, children: [{ text: AWKWARD }] })
  })

  test('that ends or begins like the end of CDATA does too', () => {
    for (const text of [']]>', ']]]]>>', ']', ']]', '>', ']]>]]>', '<![CDATA[x]]>']) {
      expect(parseXml(document(xml`<a>${cdata(text)}</a>`)).text).toBe(text)
    }
  })

  test('loses what XML cannot hold, and nothing else', () => {
    const text = 'a\u0000b\u0008\u000B\u001F\uFFFE\uFFFF\uD800c\uDFFF\t\n\u0085\uFFFD🌸'
    for (const written of [xml`<a>${text}</a>`, xml`<a>${cdata(text)}</a>`]) {
      expect(parseXml(document(written)).text).toBe('abc\t\n\u0085\uFFFD🌸')
    }
  })
})

test('parts may be lists, may be left out, and numbers are text', () => {
  expect(String(xml`<a>${[1, 2].map((n) => xml`<n>${n}</n>`)}${false}${null}${undefined}${0}</a>`)).toBe(
    '<a><n>1</n><n>2</n>0</a>',
  )
})

describe('the reader of the tests', () => {
  test.each([
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a>&</a>',
    '<a>&nbsp;</a>',
    '<a>]]></a>',
    '<a>\u0001</a>',
    '<a b="<"/>',
    '<a b="1" b="2"/>',
    '<a b=1/>',
    '<x:a/>',
    'x<a/>',
    '<a><![CDATA[</a>',
  ])('refuses %j', (text) => {
    expect(() => parseXml(document(text))).toThrow()
  })
})
