/**
 * An article's Markdown as readers get it. Made once, at every save; what comes out is sanitised and is all that reaches
 * a page. Sources: CommonMark 0.31, GFM (tables, footnotes, strikethrough), and one leaf directive for figures.
 */
import type { Root as HtmlRoot } from 'hast'
import type { Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import rehypeSanitize from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { DocumentReference } from './citations.ts'
import { figureElement, figureImage } from './figure.ts'
import { markCitations } from './markdown-citations.ts'
import { alignCells, closeText, levelHeadings, openWithCredit, setQuotesApart, wrapTables } from './markdown-layout.ts'
import { checkAddresses } from './markdown-links.ts'
import { parseMarkdown } from './markdown-syntax.ts'
import { cardVideos } from './markdown-videos.ts'
import { plainTextOf } from './plain.ts'
import { allowedHtml } from './sanitised-html.ts'

export interface FigureImage {
  /** SHA-256 of the bytes, in hexadecimal. */
  id: string
  /** Its address, for a browser that can read none of `sources`. */
  src: string
  /** Each with a width and an address for a place; empty where there is but the one file. */
  sources: { type: string; srcset: string }[]
  /** `#8a7d6b`, or empty. */
  colour: string
  width: number
  height: number
  alt: string
  caption: string
  credit: string
}

export interface MarkdownOptions {
  lang: 'vi' | 'en'
  /** «Nhịp Cầu» opens the text as «(Nhịp Cầu) – »; empty for none. */
  sourceCredit: string
  images: ReadonlyMap<string, FigureImage>
}

export interface RenderedMarkdown {
  html: string
  /** Syllables in Vietnamese; without captions. */
  words: number
  /** The words alone, a paragraph a line. */
  plain: string
  /** The first picture's id. */
  leadImage: string | null
  /** Each document once, in order. */
  citations: DocumentReference[]
  /** Ids that the text asks for and `images` lacks; readers see nothing in their place. */
  missing: string[]
}

export function renderMarkdown(markdown: string, options: MarkdownOptions): RenderedMarkdown {
  const root = parseMarkdown(markdown)
  const words = countWords(root)
  const plain = plainTextOf(root)
  const found = { missing: new Set<string>(), shown: new Set<string>() }
  const citations = new Map<string, DocumentReference>()

  const html = unified()
    .use(remarkRehype, {
      handlers: { leafDirective: figureElement({ ...options, ...found, first: root.children[0] }) },
      clobberPrefix: NOTE_PREFIX,
      ...NOTE_LABELS[options.lang],
    })
    .use(() => (tree: HtmlRoot) => {
      checkAddresses(tree, { ...options, ...found })
      cardVideos(tree, options.lang)
      levelHeadings(tree)
      markCitations(tree, citations)
      openWithCredit(tree, options.sourceCredit)
      closeText(tree)
      setQuotesApart(tree)
      alignCells(tree)
      wrapTables(tree, options.lang)
    })
    .use(rehypeSanitize, allowedHtml)
    .use(rehypeStringify)

  return {
    html: html.stringify(html.runSync(root)),
    words,
    plain,
    leadImage: [...found.shown][0] ?? null,
    citations: [...citations.values()],
    missing: [...found.missing],
  }
}

/** The ids of the images that a text shows, in order, each once: what `images` must hold to render it. */
export function listFigureImages(markdown: string): string[] {
  const ids = new Set<string>()
  visit(parseMarkdown(markdown), (node) => {
    const id = figureImage(node)
    if (id) ids.add(id)
  })
  return [...ids]
}

function countWords(root: Root): number {
  let words = 0
  visit(root, (node) => {
    if (['paragraph', 'heading', 'tableCell', 'code'].includes(node.type)) {
      words += (textOf(node, { includeImageAlt: false }).match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length
    }
  })
  return words
}

const NOTE_PREFIX = 'note-'

const NOTE_LABELS = {
  vi: {
    footnoteLabel: 'Chú thích',
    footnoteBackLabel: (index: number) => `Trở lại chỗ có chú thích ${index + 1}`,
  },
  en: {
    footnoteLabel: 'Notes',
    footnoteBackLabel: (index: number) => `Back to where note ${index + 1} stands`,
  },
}
