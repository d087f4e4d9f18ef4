/** What of pasted HTML is text: no styles, no scripts, nothing that an editor or a page draws for its own use. */
import type { Element, ElementContent, Parents, Root } from 'hast'
import { linkAddress } from '../../../worker/text/link-address.ts'
import { classesOf, element, is, isElement, mapElements, styleOf, textOf } from './tree.ts'

export function clean(root: Root): void {
  cleanTexts(root)
  mapElements(root, (node, parent) => {
    if (isDropped(node)) return []
    if (/^h[1-6]$/.test(node.tagName)) return [plainHeading(node)]
    if (is(node, 'ul', 'ol')) return [mendNesting(node)]
    const heading = /\b(?:Mso)?(?:Title|Heading([1-6]))\b/i.exec(is(node, 'p') ? classesOf(node) : '')
    if (heading) return [plainHeading({ ...node, tagName: `h${heading[1] ?? 1}` })]
    if (node.tagName === 'iframe') return videoLink(node)
    if (node.tagName === 'a') return linked(node)
    if (node.tagName === 'img') return isPixel(node) ? [] : [node]
    if (is(node, 'sup', 'sub', 'u', 'ins', 'small', 'big', 'font', 'center')) return node.children
    if (node.tagName.includes(':')) return node.children
    if (is(node, 'b', 'strong', 'em', 'i', 'span')) return restyled(node, parent)
    return [node]
  })
}

const NEVER =
  'script style link meta title base template noscript object embed applet svg math canvas audio video button input select textarea progress dialog nav xml head'.split(
    ' ',
  )

/** Words that another editor's picture tools leave where pictures were: «leftcenterrightdel». */
const TOOL_WORDS = /^(?:left|center|centre|right|del|delete|caption|edit|resize){3,}$/i

function isDropped(node: Element): boolean {
  const { properties: has } = node
  if (NEVER.includes(node.tagName) || /^(?:w|v|m|st1):/.test(node.tagName)) return true
  if (
    has['hidden'] ||
    has['ariaHidden'] === 'true' ||
    /^(?:toolbar|menu|button|tooltip|dialog)$/.test(String(has['role'] ?? ''))
  )
    return true
  if (
    styleOf(node, 'display') === 'none' ||
    styleOf(node, 'visibility') === 'hidden' ||
    styleOf(node, 'mso-hide') === 'all'
  )
    return true
  return TOOL_WORDS.test(textOf(node).replace(/[\s|·/]+/g, '')) && !is(node, 'body', 'html')
}

function cleanTexts(parent: Parents): void {
  parent.children = (parent.children as ElementContent[]).filter(
    (child) => child.type === 'text' || child.type === 'element',
  )
  for (const child of parent.children) {
    if (child.type === 'text') {
      // Blanks that do not break are how Word sets things apart; what is invisible is nobody's text.
      child.value = child.value.replace(/\u00a0/g, ' ').replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
      if (TOOL_WORDS.test(child.value.trim())) child.value = ''
    } else if ('children' in child) cleanTexts(child)
  }
}

/** A heading is bold as it is. */
function plainHeading(heading: Element): Element {
  mapElements(heading, (node) =>
    is(node, 'b', 'strong') ? node.children : is(node, 'br') ? [{ type: 'text', value: ' ' }] : [node],
  )
  return heading
}

/** Some put a list inside a list beside its item; it belongs into the one before. */
function mendNesting(list: Element): Element {
  const children: ElementContent[] = []
  for (const child of list.children) {
    const last = children.findLast((one): one is Element => is(one, 'li'))
    if (is(child, 'ul', 'ol') && last) last.children.push(child)
    else if (child.type !== 'text' || child.value.trim()) children.push(child)
  }
  return { ...list, children }
}

/** Google Docs says by style what is bold, and wraps all it copies in a bold that is none. */
function restyled(node: Element, parent: Parents): ElementContent[] {
  const weight = styleOf(node, 'font-weight')
  const isPlain = weight === 'normal' || weight === '400'
  const isBold = is(node, 'b', 'strong') ? !isPlain : /^(?:bold|bolder|[6-9]00)$/.test(weight)
  const isItalic = is(node, 'em', 'i')
    ? styleOf(node, 'font-style') !== 'normal'
    : styleOf(node, 'font-style') === 'italic'
  const isStruck =
    styleOf(node, 'text-decoration').includes('line-through') ||
    styleOf(node, 'text-decoration-line').includes('line-through')
  const holdsBlocks = node.children.some((child) =>
    is(child, 'p', 'div', 'ul', 'ol', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote'),
  )
  if (holdsBlocks || !textOf(node).trim() || is(parent, 'h1', 'h2', 'h3', 'h4')) return node.children
  let children = node.children
  if (isStruck) children = [element('del', children)]
  if (isBold) children = [element('strong', children)]
  if (isItalic) children = [element('em', children)]
  return children
}

/** What leads nowhere that a text may lead to leaves its words. */
function linked(node: Element): ElementContent[] {
  const written = String(node.properties['href'] ?? '')
  const url = URL.parse(written)
  const isDetour = url?.hostname === 'www.google.com' && url.pathname === '/url'
  const href = linkAddress(isDetour ? (url.searchParams.get('q') ?? '') : written)
  if (!href || href.startsWith('#') || !(textOf(node).trim() || hasPicture(node))) return node.children
  return textOf(node).trim() ? [element('a', node.children, { href })] : node.children
}

function hasPicture(node: Element): boolean {
  return node.children.some((child) => isElement(child) && (child.tagName === 'img' || hasPicture(child)))
}

function videoLink(node: Element): ElementContent[] {
  const id = /^(?:https?:)?\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/.exec(
    String(node.properties['src'] ?? ''),
  )?.[1]
  if (!id) return []
  const href = `https://www.youtube.com/watch?v=${id}`
  return [element('p', [element('a', [{ type: 'text', value: href }], { href })])]
}

/** Pictures of one point count readers, and spacers push things about. */
function isPixel(node: Element): boolean {
  const { width, height, src } = node.properties
  const size = [
    width,
    height,
    Number.parseInt(styleOf(node, 'width'), 10),
    Number.parseInt(styleOf(node, 'height'), 10),
  ]
  return !src || size.some((side) => side !== undefined && Number(side) <= 3)
}
