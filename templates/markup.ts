/**
 * What templates are made into: text, at once. It is the runtime that the compiler gives JSX to (`jsxImportSource`), and
 * `html` for what is better written as text. Hono's own builds a tree of nodes before any text, so that it can wait for
 * components, hand contexts down and lift tags into the head; templates here are functions of what they show, use none
 * of that, and are rendered in a third of the time. Types, names and spelling are Hono's.
 */
import type { JSX } from 'hono/jsx/jsx-runtime'

export type { JSX } from 'hono/jsx/jsx-runtime'

/** Text that is HTML already. Hono's `c.html` knows it by `isEscaped`. */
class Markup {
  readonly isEscaped = true
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

type Html = Extract<JSX.Element, { isEscaped: true }>
type Props = Record<string, unknown>

/** Takes text as HTML: only what is made here, or was sanitised when it was saved. */
export function raw(text: string): Html {
  return new Markup(text) as unknown as Html
}

/** HTML as text, in which values are escaped as they are in JSX. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  let text = strings[0] as string
  for (let i = 0; i < values.length; i++) text += textOf(values[i]) + strings[i + 1]
  return raw(text)
}

/** @param tag an element's name, or the function that makes a component */
export function jsx(tag: string | ((props: Props) => unknown), props: Props): Html {
  if (typeof tag === 'string') return raw(element(tag, props))
  const shown = tag(props)
  return shown instanceof Markup ? (shown as unknown as Html) : raw(textOf(shown))
}

export { jsx as jsxDEV, jsx as jsxs }

export function Fragment({ children }: { children?: unknown }): Html {
  return raw(textOf(children))
}

function element(tag: string, props: Props): string {
  let text = `<${tag}`
  for (const name in props) {
    if (name !== 'children') text += attribute(name, props[name])
  }
  if (EMPTY.has(tag)) return `${text}/>`
  return `${text}>${textOf(props['children'])}</${tag}>`
}

/** `aria-hidden` and its like say true or false; of HTML's own, being there is what says true. */
function attribute(name: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean' && BOOLEAN.has(name)) return value ? ` ${name}=""` : ''
  return ` ${name}="${escaped(String(value))}"`
}

/** Throws where a template shows what has no text: a promise, a function, an object. */
function textOf(child: unknown): string {
  if (typeof child === 'string') return escaped(child)
  if (child instanceof Markup) return child.text
  if (child === null || child === undefined || typeof child === 'boolean') return ''
  if (typeof child === 'number') return `${child}`
  if (!Array.isArray(child)) throw new TypeError(`a template cannot show ${Object.prototype.toString.call(child)}`)
  let text = ''
  for (const each of child) text += textOf(each)
  return text
}

const SPECIAL = /[&<>"']/
const EACH_SPECIAL = /[&<>"']/g
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (character) => ENTITIES[character] as string) : text
}

/** Source: html.spec.whatwg.org/multipage/syntax.html, «void elements». */
const EMPTY = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** Source: html.spec.whatwg.org/multipage/indices.html, «attributes», those that are boolean. */
const BOOLEAN = new Set(
  (
    'allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden inert ' +
    'ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected ' +
    'shadowrootclonable shadowrootdelegatesfocus shadowrootserializable'
  ).split(' '),
)
