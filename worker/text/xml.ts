/** XML 1.0 from any text: what is put into it is escaped, and what XML cannot hold is left out. */

export class Xml {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** Null, undefined and false are nothing, so that a part may be left out with `&&`. */
type Value = Xml | string | number | null | undefined | false | Value[]

/** `xml`<title>${headline}</title>``: a value's text is escaped; other Xml, and lists of it, go in as they are. */
export function xml(parts: TemplateStringsArray, ...values: Value[]): Xml {
  return new Xml(parts.reduce((before, part, i) => before + written(values[i - 1]) + part))
}

/** Markup for another reader, carried as text. The sign that would end it is divided between two sections. */
export function cdata(text: string): Xml {
  return new Xml(`<![CDATA[${dropForbidden(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`)
}

function written(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Xml) return value.text
  if (Array.isArray(value)) return value.map(written).join('')
  const text = String(value)
  return PLAIN.test(text) ? text : dropForbidden(text).replace(/[&<>"]/g, (sign) => ESCAPED[sign] as string)
}

/** Most of what is written, and all of a sitemap: nothing in it to escape or to leave out. */
const PLAIN = /^[ !#-%'-;=?-\uD7FF\uE000-\uFFFD]*$/

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters, halves of a surrogate pair and the two that are never characters. Source: XML 1.0, 2.2 «Char». */
function dropForbidden(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
