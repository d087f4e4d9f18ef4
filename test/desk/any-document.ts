/** Documents as the editor may hold them, all that the schema allows and Markdown can say. */
import type { Mark, Node } from '@tiptap/pm/model'
import fc, { type Arbitrary } from 'fast-check'
import { ALIGNS, schema } from '../../desk/editor/schema.ts'

const { nodes, marks } = schema

/** Words, and much that Markdown would take for something else. */
const SIGNS = '* _ ` [ ] ( ) # + - . ! > < & | ~ : :: ::figure{ \\ 1. 2) --- === [^1] &amp; https:// @ $ ^ " \''.split(
  ' ',
)
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('Hội', 'sen', 'đường', 'ở', 'năm', '2026', '07/CT-TTg', 'a_b') },
  { weight: 1, arbitrary: fc.constantFrom(...SIGNS) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom(...'aế*_`[]()#!<>&|~:\\') }) },
)
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(' '))

const anyMarks: Arbitrary<readonly Mark[]> = fc
  .record({
    strong: fc.boolean(),
    em: fc.boolean(),
    strike: fc.boolean(),
    link: fc.option(fc.constantFrom('https://nhipcau.vn/a?b=c&d', '/doi-song/x', 'mailto:a@b.vn', 'https://a.vn/(x)'), {
      freq: 5,
    }),
  })
  .map(({ link, ...on }) =>
    (['strong', 'em', 'strike'] as const)
      .filter((name) => on[name])
      .reduce<readonly Mark[]>(
        (set, name) => marks[name].create().addToSet(set),
        link ? [marks.link.create({ href: link })] : [],
      ),
  )

const phrase: Arbitrary<Node> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(words, anyMarks).map(([text, set]) => schema.text(text, set)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('a', 'x | y', '`', 'a ` b', '<b>')
      .map((text) => schema.text(text, [marks.code.create()])),
  },
  { weight: 1, arbitrary: fc.constantFrom('1', 'ghi-chú').map((label) => nodes.note_reference.create({ label })) },
  {
    weight: 1,
    arbitrary: words.map((alt) => nodes.image.create({ src: `/media/${'a'.repeat(64)}/anh.jpg`, alt })),
  },
)
/** Something between two pieces, so that marks that touch are not one mark. */
const phrases = fc.array(phrase, { minLength: 1, maxLength: 4 }).map(apart)
const lines = fc
  .array(phrases, { minLength: 1, maxLength: 2 })
  .map((all) => all.flatMap((line, at) => (at === 0 ? line : [nodes.hard_break.create(), ...line])))

function apart(pieces: Node[]): Node[] {
  return pieces.flatMap((piece, at) => (at === 0 ? [piece] : [schema.text(' '), piece]))
}

const paragraph = lines.map((content) => nodes.paragraph.create(null, content))
const heading = fc
  .tuple(fc.constantFrom(2, 3, 4), phrases)
  .map(([level, content]) => nodes.heading.create({ level }, content))
const code = fc
  .tuple(fc.constantFrom(null, 'js'), fc.constantFrom('a\n\n  b', '```', '~~~', '<b>'))
  .map(([lang, text]) => nodes.code_block.create({ lang }, schema.text(text)))
const rule = fc.constant(nodes.horizontal_rule.create())
const figure = fc
  .record({
    align: fc.constantFrom(...ALIGNS),
    alt: fc.oneof(fc.constant(''), words),
    credit: fc.oneof(fc.constant(''), words),
  })
  .chain((attrs) =>
    fc
      .oneof(fc.constant([]), phrases)
      .map((caption) => nodes.figure.create({ image: 'a'.repeat(64), ...attrs }, caption)),
  )
const table = fc
  .array(fc.constantFrom(null, 'left', 'center', 'right'), { minLength: 1, maxLength: 3 })
  .chain((columns) =>
    fc
      .array(fc.tuple(...columns.map(() => fc.oneof(fc.constant([] as Node[]), phrases))), {
        minLength: 1,
        maxLength: 3,
      })
      .map((rows) =>
        nodes.table.create(
          null,
          rows.map((cells, row) =>
            nodes.table_row.create(
              null,
              cells.map((content, at) =>
                nodes[row === 0 ? 'table_header' : 'table_cell'].create({ align: columns[at] }, content),
              ),
            ),
          ),
        ),
      ),
  )

const { block } = fc.letrec<{ block: Node; quote: Node; list: Node }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'block' },
    { weight: 5, arbitrary: paragraph },
    { weight: 1, arbitrary: heading },
    { weight: 1, arbitrary: code },
    { weight: 1, arbitrary: rule },
    { weight: 1, arbitrary: figure },
    { weight: 1, arbitrary: table },
    { weight: 1, arbitrary: tie('quote') },
    { weight: 2, arbitrary: tie('list') },
  ),
  quote: fc
    .array(tie('block'), { minLength: 1, maxLength: 3, depthIdentifier: 'block' })
    .map((content) => nodes.blockquote.create(null, content)),
  list: fc
    .tuple(
      fc.constantFrom('bullet_list' as const, 'ordered_list' as const),
      fc.constantFrom(1, 3, 2026),
      fc.array(
        fc.tuple(paragraph, fc.array(tie('block').filter(mayBeInItem), { maxLength: 1, depthIdentifier: 'block' })),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([type, start, items]) => {
      const isLoose = items.some(
        ([, [more]]) => more && !['bullet_list', 'ordered_list', 'code_block'].includes(more.type.name),
      )
      return nodes[type].create(
        type === 'ordered_list' ? { start, isLoose } : { isLoose },
        items.map(([first, more]) => nodes.list_item.create(null, [first, ...more])),
      )
    }),
}))

function mayBeInItem(node: Node): boolean {
  return node.type.name !== 'figure'
}

/** A reference is one only to a note that is there. */
const notes = fc.tuple(...['1', 'ghi-chú'].map((label) => paragraph.map((text) => nodes.note.create({ label }, text))))

/** Lists side by side are told apart, so here are some. */
export const anyDocument: Arbitrary<Node> = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 6 }), notes)
  .map(([blocks, notes]) => nodes.doc.create(null, [...blocks, ...notes]))
