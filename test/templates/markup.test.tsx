import fc from 'fast-check'
import { html as honoHtml } from 'hono/html'
import { jsxDEV as honoJsx } from 'hono/jsx/jsx-dev-runtime'
import { describe, expect, test } from 'vitest'
import { html, jsx, raw } from '../../templates/markup.ts'

describe('markup is what Hono makes of the same', () => {
  test('elements with any attributes and children, however deep', () => {
    fc.assert(
      fc.property(tree, (node) => {
        expect(String(made(node, jsx as never))).toBe(String(made(node, honoJsx)))
      }),
      { numRuns: 300 },
    )
  })

  test('text with any values in it', () => {
    fc.assert(
      fc.property(shown, shown, (one, other) => {
        expect(String(html`<p class="${one}">${[other, [one]]}</p>`)).toBe(
          String(honoHtml`<p class="${one}">${[other, [one]]}</p>`),
        )
      }),
    )
  })
})

describe('what is escaped', () => {
  test('is what a person wrote, once, wherever it stands', () => {
    const said = `<b> & "quotes" & 'others'`
    const there = '&lt;b&gt; &amp; &quot;quotes&quot; &amp; &#39;others&#39;'
    expect(String(<p title={said}>{html`${said}`}</p>)).toBe(`<p title="${there}">${there}</p>`)
  })

  test('is not what is HTML already', () => {
    const Both = ({ children }: { children: unknown }) => <>{children as string}</>
    expect(String(<Both>{[raw('<b>1</b>'), <i>2</i>]}</Both>)).toBe('<b>1</b><i>2</i>')
  })
})

test('a component that shows nothing is no text', () => {
  const Nothing = () => null
  expect(String(<Nothing />)).toBe('')
})

test('a template that shows what has no text fails, where Hono’s would wait or leave a gap', () => {
  expect(() => <p>{Promise.resolve('later')}</p>).toThrow('a template cannot show [object Promise]')
  expect(() => html`${() => 'a function'}`).toThrow(TypeError)
})

type Shown = string | number | boolean | null | undefined
type Tree = Shown | { tag: string; attributes: Record<string, Shown>; children: Tree[] }

const words = fc.oneof(fc.string(), fc.constantFrom(`"><script>alert('x')</script>`, 'đ & Đ', '\n <'))
const shown: fc.Arbitrary<Shown> = fc.oneof(words, fc.integer(), fc.boolean(), fc.constantFrom(null, undefined))
const attributes = fc.dictionary(
  fc.constantFrom('class', 'hidden', 'checked', 'aria-hidden', 'data-now', 'value', 'tabindex', 'autofocus', 'href'),
  shown,
)
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    shown,
    fc.record({
      tag: fc.constantFrom('p', 'a', 'ol', 'input', 'br', 'img', 'button', 'form', 'textarea', 'svg', 'path'),
      attributes,
      children: fc.array(tie('tree'), { maxLength: 4 }),
    }),
  ),
}))

const EMPTY = ['input', 'br', 'img']

function made(node: Tree, make: typeof honoJsx): unknown {
  if (typeof node !== 'object' || node === null) return make('span', { children: node })
  const children = EMPTY.includes(node.tag)
    ? {}
    : { children: node.children.map((child) => made(child, make)) as never }
  return make(node.tag, { ...node.attributes, ...children })
}
