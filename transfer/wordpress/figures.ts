/** Where a text shows pictures: found, and set as figures between its blocks, where ours stand. */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { toString as textOf } from 'mdast-util-to-string'
import { EXIT, SKIP, visit } from 'unist-util-visit'
import { isPhrase } from './paragraphs.ts'

/** A picture as a text asks for it. */
export interface PictureInText {
  src: string
  /** Of WordPress's library; 0 where it does not say. */
  attachment: number
  alt: string
  caption: string
  align: string
  element: Element
}

export const FIGURE = 'dateline-figure'

/** Puts a mark in the place of each picture, at the top of the tree, and tells of them in order. */
export function setFigures(tree: Root): PictureInText[] {
  const pictures: PictureInText[] = []
  const mark = (img: Element, caption: string, classes: string): Element => {
    const element: Element = { type: 'element', tagName: FIGURE, properties: {}, children: [] }
    const id =
      /\bwp-image-(\d+)\b/.exec(classesOf(img))?.[1] ?? img.properties['dataAttachment'] ?? img.properties['dataId']
    pictures.push({
      src: sourceOf(img),
      attachment: Number(id ?? 0),
      alt: String(img.properties['alt'] ?? '').trim(),
      caption,
      align: alignOf(`${classes} ${classesOf(img)}`),
      element,
    })
    return element
  }
  visit(tree, 'element', (node, index, parent) => {
    if (!parent || index === undefined) return
    const isFigure = node.tagName === 'figure' || /\bwp-caption\b/.test(classesOf(node))
    const images = isFigure ? allOf(node, 'img') : []
    if (images.length > 0) {
      // A gallery has figures of its own, and words below all of them.
      const inner = allOf(node, 'figure').filter((one) => one !== node && allOf(one, 'img').length > 0)
      if (inner.length > 0) {
        const words = captionOf({ ...node, children: node.children.filter(isCaption) })
        parent.children.splice(index, 1, ...inner, ...(words ? [paragraph(words)] : []))
        return [SKIP, index]
      }
      const marks = images.map((img, n) => mark(img, n === images.length - 1 ? captionOf(node) : '', classesOf(node)))
      parent.children.splice(index, 1, ...marks)
      return [SKIP, index + marks.length]
    }
    if (node.tagName === 'img') parent.children[index] = mark(node, '', '')
    return
  })
  tree.children = tree.children.flatMap(hoisted) as RootContent[]
  return pictures
}

/** A block with pictures in it: what stands before and after each, where it can be divided there, and else all of it first. */
function hoisted(block: RootContent): ElementContent[] {
  if (block.type !== 'element') return block.type === 'text' ? [block] : []
  const marks = allOf(block, FIGURE)
  if (block.tagName === FIGURE || marks.length === 0) return [block]
  if (block.tagName === 'p' || block.tagName === 'div' || isPhrase(block)) return dividedAt(block)
  visit(block, 'element', (node, index, parent) => {
    if (node.tagName !== FIGURE || !parent || index === undefined) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
  return textOf(block).trim() ? [block, ...marks] : marks
}

function dividedAt(block: Element): ElementContent[] {
  const parts: ElementContent[] = []
  let open: ElementContent[] = []
  const close = () => {
    while (isBreak(open[0])) open.shift()
    while (isBreak(open.at(-1))) open.pop()
    if (open.some((node) => textOf(node).trim() || holdsNote(node))) parts.push({ ...block, children: open })
    open = []
  }
  for (const child of block.children) {
    const isHolder = child.type === 'element' && allOf(child, FIGURE).length > 0
    if (!isHolder) {
      open.push(child)
      continue
    }
    close()
    parts.push(...hoisted(child))
  }
  close()
  return parts.map((part) => (isPhrase(part as Element) ? { ...paragraph(''), children: [part] } : part))
}

function holdsNote(node: ElementContent): boolean {
  return node.type === 'element' && (node.tagName === 'sup' || allOf(node, 'sup').length > 0)
}

export function allOf(node: Element | Root, tagName: string): Element[] {
  const found: Element[] = []
  visit(node, 'element', (element) => {
    if (element.tagName === tagName) found.push(element)
  })
  return found
}

export function classesOf(node: Element): string {
  const { className } = node.properties
  return Array.isArray(className) ? className.join(' ') : String(className ?? '')
}

/** What loads a picture late keeps its address elsewhere. */
function sourceOf(img: Element): string {
  const { src, dataSrc, dataLazySrc, dataOriginal } = img.properties
  const late = dataSrc ?? dataLazySrc ?? dataOriginal
  return String((!src || String(src).startsWith('data:') ? late : src) ?? '').trim()
}

function alignOf(classes: string): string {
  if (/\balign(?:wide|full)\b/.test(classes)) return 'wide'
  return /\balign(left|right)\b/.exec(classes)?.[1] ?? 'centre'
}

function captionOf(node: Element): string {
  const [caption] = findCaption(node)
  return caption ? lineOf(caption) : ''
}

function findCaption(node: Element): Element[] {
  const found: Element[] = []
  visit(node, 'element', (element) => {
    if (!isCaption(element)) return
    found.push(element)
    return EXIT
  })
  return found
}

function isCaption(node: ElementContent): boolean {
  return (
    node.type === 'element' &&
    (node.tagName === 'figcaption' || /\b(?:wp-caption-text|gallery-caption)\b/.test(classesOf(node)))
  )
}

/** Its words in one line: a break is a space. */
export function lineOf(node: Element | Root): string {
  const words = (one: ElementContent | RootContent): string => {
    if (one.type === 'text') return one.value
    if (one.type !== 'element') return ''
    const inner = one.children.map(words).join('')
    return one.tagName === 'br' || !isPhrase(one) ? ` ${inner} ` : inner
  }
  return node.children.map(words).join('').replace(/\s+/g, ' ').trim()
}

function isBreak(node?: ElementContent): boolean {
  return (
    node !== undefined &&
    ((node.type === 'element' && node.tagName === 'br') || (node.type === 'text' && !node.value.trim()))
  )
}

export function paragraph(text: string): Element {
  return { type: 'element', tagName: 'p', properties: {}, children: text ? [{ type: 'text', value: text }] : [] }
}
