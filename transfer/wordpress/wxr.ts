/**
 * A WordPress export, as its file is read: in pieces, whatever its size. Entities that a file defines itself are not
 * expanded and nothing outside of it is fetched: the parser knows the five of XML, and we add the space that WordPress
 * writes.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { SaxesParser } from 'saxes'

export interface Element {
  name: string
  attributes: Record<string, string>
  text: string
  children: Element[]
}

/** What an export is made of, in the order in which it stands there. */
export interface WxrPart {
  /** `item`, or what the channel itself says: `wp:author`, `wp:category`, `wp:base_blog_url`, `language` … */
  name: string
  element: Element
}

/** @param problem is told of what is not as XML should be; reading goes on */
export async function* readWxr(file: string, problem: (says: string) => void): AsyncGenerator<WxrPart> {
  const parser = new SaxesParser()
  parser.ENTITIES['nbsp'] = '\u00a0'
  const parts: WxrPart[] = []
  const path: Element[] = []
  const problems = new Set<string>()
  parser.on('error', ({ message }) => {
    // One for each kind: a broken file has thousands.
    const [kind = ''] = message.replace(/^[\d:]+\s*/, '').split(':')
    if (!problems.has(kind)) problem(message)
    problems.add(kind)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, text: '', children: [] }
    // Below `channel` each part is let go of as soon as it has been read.
    if (path.length > 2) path.at(-1)?.children.push(element)
    path.push(element)
  })
  const addText = (text: string) => {
    const element = path.at(-1)
    if (element && path.length > 2) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const element = path.pop()
    if (element && path.length === 2) parts.push({ name: element.name, element })
  })

  for await (const text of decoded(file)) {
    parser.write(text)
    yield* parts.splice(0)
  }
  parser.close()
  yield* parts.splice(0)
}

/** Without what XML cannot hold, which WordPress writes all the same. */
const NOT_XML = /(?![\t\n\r])\p{Cc}(?<![\u0080-\u009f])|[\ufffe\uffff]/gu

async function* decoded(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(await encodingOf(file))
  for await (const bytes of createReadStream(file)) {
    yield decoder.decode(bytes as Uint8Array, { stream: true }).replace(NOT_XML, '')
  }
  yield decoder.decode()
}

/** By its first bytes, or by what it says in its first line. */
async function encodingOf(file: string): Promise<string> {
  const handle = await open(file)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0)
  await handle.close()
  const start = buffer.subarray(0, bytesRead)
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const said = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding=["']([\w.-]+)["']/.exec(start.toString('latin1'))?.[1]
  try {
    return new TextDecoder(said ?? 'utf-8').encoding
  } catch {
    return 'utf-8'
  }
}

export function textIn(element: Element, name: string): string {
  return element.children.find((child) => child.name === name)?.text ?? ''
}

export function allIn(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name)
}
