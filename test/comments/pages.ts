/** What a reader's browser makes of pages with comments, by a parser that follows the standard. */
import { type DefaultTreeAdapterTypes, html as names, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

export interface ParsedPage {
  /** Each comment once, by its id. */
  comments: Map<number, { name: string; body: string }>
  /** Where the older ones are, if there are any. */
  older: string | null
  /** What the page's own markup would be without. */
  faults: string[]
  /** What the form has kept. */
  typed: { name: string; body: string }
}

export function parsePage(html: string): ParsedPage {
  const faults: string[] = []
  const document = parse(html, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startOffset }) => {
      // A character that stands for nothing is no fault of the page: somebody wrote it.
      const isWritten = /-in-input-stream$|^unexpected-null-character$/.test(code)
      if (!isWritten) faults.push(`${code}: ${html.slice(Math.max(0, startOffset - 60), startOffset + 60)}`)
    },
  })
  const page: ParsedPage = { comments: new Map(), older: null, faults, typed: { name: '', body: '' } }
  for (const element of elementsIn(document)) {
    const id = attributeOf(element, 'id')?.match(/^c-(\d+)$/)?.[1]
    if (element.tagName === 'li' && id) {
      const who = element.childNodes.find((node) => isParagraph(node, 'who'))
      const said = element.childNodes.find((node) => isParagraph(node, 'said'))
      if (!who || !said) continue
      if (said.childNodes.some((node) => node.nodeName !== '#text')) faults.push(`markup in what comment ${id} says`)
      const [name] = who.childNodes
      page.comments.set(Number(id), { name: textOf(name), body: textOf(said) })
    }
    const href = attributeOf(element, 'href')
    if (element.tagName === 'a' && href && /\/comments\?before=/.test(href)) page.older = href
    if (attributeOf(element, 'name') === 'body') page.typed.body = textOf(element)
    if (element.tagName === 'input' && attributeOf(element, 'name') === 'name') {
      page.typed.name = attributeOf(element, 'value') ?? ''
    }
  }
  return page
}

function* elementsIn(node: DefaultTreeAdapterTypes.ParentNode): Generator<Element> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue
    if (child.namespaceURI === names.NS.HTML) yield child
    yield* elementsIn(child)
  }
}

function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value
}

function isParagraph(node: Node, className: string): node is Element {
  return 'tagName' in node && node.tagName === 'p' && attributeOf(node, 'class') === className
}

function textOf(node: Node | undefined): string {
  if (!node) return ''
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}
