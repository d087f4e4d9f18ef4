/** A paragraph that is only a link to a video becomes a card: it leads there, and loads nothing by itself. */
import type { Element, Root } from 'hast'
import { toString as textOf } from 'mdast-util-to-string'
import { videoSite } from './video-links.ts'
import { wordsFor } from './words.ts'

export function cardVideos(tree: Root, lang: 'vi' | 'en'): void {
  tree.children = tree.children.map((node) => {
    const link = node.type === 'element' && node.tagName === 'p' ? onlyLink(node) : null
    const href = String(link?.properties['href'] ?? '')
    const site = link && videoSite(href)
    if (!site) return node
    const written = textOf(link).trim()
    // An address that was only pasted is no title.
    const title =
      !written || URL.canParse(written) || href.endsWith(written) ? wordsFor(lang).article.watchOn(site.name) : written
    return element('figure', { className: ['video'] }, [
      element('a', link.properties, [
        element('b', {}, [{ type: 'text', value: title }]),
        { type: 'text', value: ' ' },
        element('span', {}, [{ type: 'text', value: site.host }]),
      ]),
    ])
  })
}

function onlyLink(paragraph: Element): Element | null {
  const [link, ...more] = paragraph.children.filter((node) => node.type !== 'text' || node.value.trim())
  return more.length === 0 && link?.type === 'element' && link.tagName === 'a' ? link : null
}

function element(tagName: string, properties: Element['properties'], children: Element['children']): Element {
  return { type: 'element', tagName, properties, children }
}
