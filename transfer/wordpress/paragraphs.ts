/**
 * A text without paragraphs, as WordPress's older editor keeps it: an empty line ends one, a line's end is a line's end.
 * Done on the parsed text, so that what stands inside of a table or a list is not torn.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast'

const PHRASES = new Set(
  `a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark q s samp small span strike strong sub
   sup time tt u var wbr`.split(/\s+/),
)
/** Where a note is referred to. */
export const NOTE = 'dateline-note'
const HOLDERS = ['div', 'blockquote', 'section', 'article', 'center', 'main', 'aside']

export function setParagraphs(tree: Root): void {
  tree.children = divided(tree.children) as RootContent[]
}

export function isPhrase(node: { type: string; tagName?: string }): boolean {
  return node.type === 'text' || (node.type === 'element' && (PHRASES.has(node.tagName ?? '') || node.tagName === NOTE))
}

function divided(children: (ElementContent | RootContent)[]): ElementContent[] {
  const blocks: ElementContent[] = []
  let open: ElementContent[] = []
  const close = () => {
    const isSomething = open.some((node) => node.type !== 'text' || node.value.trim())
    if (isSomething) blocks.push({ type: 'element', tagName: 'p', properties: {}, children: withBreaks(trimmed(open)) })
    open = []
  }
  for (const node of children) {
    if (node.type === 'text') {
      const [first = '', ...more] = node.value.split(/\n[ \t]*\n\s*/)
      open.push({ type: 'text', value: first })
      for (const value of more) {
        close()
        open.push({ type: 'text', value })
      }
    } else if (isPhrase(node)) open.push(node as Element)
    else if (node.type === 'element') {
      close()
      if (HOLDERS.includes(node.tagName)) node.children = divided(node.children)
      else if (node.tagName === 'p') node.children = withBreaks(trimmed(node.children))
      blocks.push(node)
    }
  }
  close()
  return blocks
}

function withBreaks(children: ElementContent[]): ElementContent[] {
  return children.flatMap((node): ElementContent[] => {
    if (node.type === 'element' && node.tagName !== 'code') node.children = withBreaks(node.children)
    if (node.type !== 'text') return [node]
    return node.value
      .split(/[ \t]*\n[ \t]*/)
      .flatMap((value, n): ElementContent[] => [
        ...(n > 0 ? [{ type: 'element' as const, tagName: 'br', properties: {}, children: [] }] : []),
        ...(value ? [{ type: 'text' as const, value }] : []),
      ])
  })
}

/** A line's end beside a break that is written is no second one, nor is one at either end. */
function trimmed(children: ElementContent[]): ElementContent[] {
  const isBreak = (node?: ElementContent) => node?.type === 'element' && node.tagName === 'br'
  return children.map((node, n) => {
    if (node.type !== 'text') return node
    let { value } = node
    if (n === 0 || isBreak(children[n - 1])) value = value.replace(/^\s*\n\s*/, '')
    if (n === children.length - 1 || isBreak(children[n + 1])) value = value.replace(/\s*\n\s*$/, '')
    if (n === 0) value = value.trimStart()
    if (n === children.length - 1) value = value.trimEnd()
    return { ...node, value }
  })
}
