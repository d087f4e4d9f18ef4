/** What of Markdown an article is written in. What is not spoken here stays the text that was typed. */
import type { Root } from 'mdast'
import type { LeafDirective } from 'mdast-util-directive'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { type Processor, unified } from 'unified'
import { visit } from 'unist-util-visit'

/** Where nodes stand is counted in `boundNesting(given)`, which is `given` in all but absurd texts. */
export function parseMarkdown(given: string): Root {
  const markdown = boundNesting(given)
  const root = parser.parse(markdown)
  visit(root, 'leafDirective', (node, index, parent) => {
    if (node.name === 'figure' || !parent || index === undefined) return
    parent.children[index] = { type: 'paragraph', children: [{ type: 'text', value: sourceOf(node, markdown) }] }
  })
  return root
}

export function boundNesting(markdown: string): string {
  return markdown.replace(TOO_DEEP, '$<nesting> \\')
}

// The parser calls itself for each quote and list inside another, and a few thousand would break it.
const TOO_DEEP =
  /^(?![ \t]*([-*])(?:[ \t]*\1)+[ \t]*$)(?<nesting>(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){20})[ \t]*(?=[>*+\d-])/gm

const COLON = 58

const parser = unified()
  .use(remarkParse)
  // One tilde is «about» in many a text; two strike it through.
  .use(remarkGfm, { singleTilde: false })
  .use(remarkDirective)
  .use(plainly)
  .freeze()

/**
 * Raw HTML is text, so that nothing typed is lost and nothing of it is markup. Lines set in by Word are paragraphs, not
 * code. Of directives only the leaf remains: the others would eat the colon of «12:53» and of «Ảnh:ST».
 */
function plainly(this: Processor) {
  const extensions = this.data().micromarkExtensions ?? []
  for (const { flow, text } of extensions) {
    const directives = flow?.[COLON]
    if (!flow || !directives) continue
    flow[COLON] = [directives].flat().filter((construct) => !construct.concrete)
    if (text) delete text[COLON]
  }
  extensions.push({ disable: { null: ['htmlFlow', 'htmlText', 'codeIndented', 'tasklistCheck'] } })
}

function sourceOf(node: LeafDirective, markdown: string): string {
  return markdown.slice(node.position?.start.offset, node.position?.end.offset)
}
