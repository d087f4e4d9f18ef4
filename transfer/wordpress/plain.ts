/** HTML as the words in it: for what has no Markdown here, standfirsts and comments. */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { isPhrase } from './paragraphs.ts'

const parser = unified().use(rehypeParse, { fragment: true })

export function asHtml(text: string): Root {
  return parser.parse(text)
}

/** A comment's text: lines stay lines, and a link is its words and its address. */
export function plainOf(html: string): string {
  return written(asHtml(html).children)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function written(nodes: (RootContent | ElementContent)[]): string {
  return nodes.map(one).join('')
}

function one(node: RootContent | ElementContent): string {
  if (node.type === 'text') return node.value
  if (node.type !== 'element' || ['script', 'style'].includes(node.tagName)) return ''
  if (node.tagName === 'br') return '\n'
  const inner = written(node.children)
  if (node.tagName === 'a') return linked(node, inner)
  if (node.tagName === 'li') return `\n- ${inner.trim()}`
  return isPhrase(node) ? inner : `\n\n${inner.trim()}\n\n`
}

function linked({ properties: { href } }: Element, words: string): string {
  const address = String(href ?? '').trim()
  if (!/^https?:\/\//.test(address) || words.includes(address)) return words
  return words.trim() ? `${words} (${address})` : address
}
