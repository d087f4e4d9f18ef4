/**
 * A small reader of XML 1.0 that forgives nothing: what a browser's parser would refuse, it throws at. It takes what
 * feeds and sitemaps are made of (elements, attributes, text, CDATA, the five entities) and no more.
 */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

const NAME = String.raw`[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?`
const TOKEN = new RegExp(
  [
    String.raw`<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>`,
    String.raw`</(?<close>${NAME})\s*>`,
    String.raw`<(?<open>${NAME})(?<attributes>(?:\s+${NAME}="[^"<]*")*)\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'y',
)
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function parseXml(xml: string): XmlElement {
  const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(xml)
  if (forbidden) throw new Error(`a character that XML forbids at ${forbidden.index}`)
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
  if (!xml.startsWith(declaration)) throw new Error('no XML declaration')
  const document: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  const inside = () => open.at(-1) as XmlElement
  for (let at = declaration.length; at < xml.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const groups = TOKEN.exec(xml)?.groups
    if (!groups) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`)
    if (groups['open']) {
      const element = {
        name: groups['open'],
        attributes: attributesOf(groups['attributes'] ?? ''),
        children: [],
        text: '',
      }
      inside().children.push(element)
      if (!groups['empty']) open.push(element)
    } else if (groups['close']) {
      if (open.pop()?.name !== groups['close']) throw new Error(`</${groups['close']}> closes nothing that is open`)
    } else if (groups['cdata'] !== undefined) {
      inside().text += groups['cdata']
    } else {
      if (groups['text']?.includes(']]>')) throw new Error(']]> stands in a text')
      inside().text += decoded(groups['text'] ?? '')
    }
  }
  const [root] = document.children
  if (open.length !== 1 || !root || document.children.length !== 1) throw new Error('not one whole element')
  if (document.text.trim()) throw new Error('text outside of the root')
  assertPrefixes(root, new Set(['xml']))
  return root
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** Of the one child of that name; throws where there is not exactly one. */
export function childOf(element: XmlElement, name: string): XmlElement {
  const [child, ...more] = childrenOf(element, name)
  if (!child || more.length > 0) throw new Error(`${element.name} has ${childrenOf(element, name).length} of ${name}`)
  return child
}

export const textIn = (element: XmlElement, name: string) => childOf(element, name).text

function attributesOf(written: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of written.matchAll(/\s([^\s=]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`${name} stands twice`)
    attributes[name] = decoded(value)
  }
  return attributes
}

function decoded(text: string): string {
  return text.replace(/&([^;\s]*;)?/g, (written) => {
    const sign = ENTITIES[written.slice(1, -1)]
    if (!sign) throw new Error(`${written} is no entity of XML`)
    return sign
  })
}

/** Each prefix has been declared where it is used. */
function assertPrefixes(element: XmlElement, known: Set<string>): void {
  const names = Object.keys(element.attributes)
  const here = new Set([...known, ...names.filter((name) => name.startsWith('xmlns:')).map((name) => name.slice(6))])
  for (const name of [element.name, ...names.filter((name) => !name.startsWith('xmlns'))]) {
    const prefix = name.includes(':') ? name.split(':')[0] : undefined
    if (prefix && !here.has(prefix)) throw new Error(`${prefix}: is not declared`)
  }
  for (const child of element.children) assertPrefixes(child, here)
}
