/** Where links lead and pictures come from. What may not be an address becomes the text it stood on. */
import type { Element, Root } from 'hast'
import { CONTINUE, visit } from 'unist-util-visit'
import { imageElement, mediaId } from './figure.ts'
import { linkAddress } from './link-address.ts'
import type { MarkdownOptions } from './markdown.ts'

export interface AddressContext extends MarkdownOptions {
  missing: Set<string>
  shown: Set<string>
}

export function checkAddresses(tree: Root, context: AddressContext): void {
  visit(tree, 'element', (node, index, parent) => {
    if (!parent || index === undefined) return CONTINUE
    if (node.tagName === 'a' && !checkLink(node)) {
      parent.children.splice(index, 1, ...node.children)
      return index
    }
    if (node.tagName === 'img') {
      const alt = String(node.properties['alt'] ?? '')
      const id = mediaId(String(node.properties['src']))
      const image = context.images.get(id ?? '')
      if (image) {
        context.shown.add(image.id)
        // A figure has made its own already.
        if (!node.properties['decoding']) parent.children[index] = imageElement(image, alt || image.alt)
        return CONTINUE
      }
      if (id) context.missing.add(id)
      parent.children.splice(index, 1, ...(alt ? [{ type: 'text' as const, value: alt }] : []))
      return index
    }
    return CONTINUE
  })
}

function checkLink(node: Element): boolean {
  const href = linkAddress(String(node.properties['href'] ?? ''))
  if (!href) return false
  node.properties['href'] = href
  if (/^https?:/.test(href)) node.properties['rel'] = ['noopener']
  return true
}
