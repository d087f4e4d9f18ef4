/** Words and their marks as Markdown has them: one mark inside another, the one that reaches farthest outside. */
import type { Mark, Node } from '@tiptap/pm/model'
import type { PhrasingContent } from 'mdast'

export function writeInline(parent: Node): PhrasingContent[] {
  return nest(trimmed(unmarkBlanks(parent.children.flatMap(inPieces))))
}

/** A piece is blank, or has no blank at its ends. */
interface Piece {
  node: Node
  text: string
  marks: readonly Mark[]
}

function inPieces(node: Node): Piece[] {
  const { marks, text } = node
  if (!text || isCode(marks)) return [{ node, text: text ?? '', marks }]
  return text
    .split(/^(\s+)|(\s+)$/)
    .filter(Boolean)
    .map((text) => ({ node, text, marks }))
}

/** `**bold **` is not bold: a blank carries only marks that both its neighbours carry. */
function unmarkBlanks(pieces: Piece[]): Piece[] {
  return pieces.map((piece, at) => {
    if (!isBlank(piece)) return piece
    const before = pieces.slice(0, at).findLast((other) => !isBlank(other))
    const after = pieces.slice(at + 1).find((other) => !isBlank(other))
    const carry = (other: Piece | undefined, mark: Mark) => other?.marks.some((one) => one.eq(mark))
    return { ...piece, marks: piece.marks.filter((mark) => carry(before, mark) && carry(after, mark)) }
  })
}

/** Blanks at the ends of a line would have to be written as references, and no reader sees them. */
function trimmed(pieces: Piece[]): Piece[] {
  const isEdge = (piece: Piece | undefined) => !piece || piece.node.type.name === 'hard_break'
  const kept: Piece[] = []
  for (const piece of pieces) if (!(isBlank(piece) && isEdge(kept.at(-1)))) kept.push(piece)
  const lines = kept.filter(
    (piece, at) => !(isBlank(piece) && isEdge(kept.slice(at + 1).find((next) => !isBlank(next)))),
  )
  while (isEdge(lines.at(-1)) && lines.length > 0) lines.pop()
  while (isEdge(lines[0]) && lines.length > 0) lines.shift()
  return lines
}

function nest(pieces: Piece[], open: readonly Mark[] = []): PhrasingContent[] {
  const written: PhrasingContent[] = []
  for (let at = 0; at < pieces.length; ) {
    const reach = (mark: Mark) => {
      const end = pieces.findIndex((piece, i) => i > at && !mark.isInSet(piece.marks))
      return end === -1 ? pieces.length : end
    }
    const mark = (pieces[at]?.marks ?? [])
      .filter((mark) => mark.type.name !== 'code' && !mark.isInSet(open))
      .reduce<Mark | null>((widest, mark) => (widest && reach(widest) >= reach(mark) ? widest : mark), null)
    const end = mark ? reach(mark) : at + 1
    const inside = pieces.slice(at, end)
    if (mark) written.push(wrapped(mark, nest(inside, mark.addToSet(open))))
    else add(written, inside[0] && leaf(inside[0]))
    at = end
  }
  return written
}

function wrapped(mark: Mark, children: PhrasingContent[]): PhrasingContent {
  switch (mark.type.name) {
    case 'strong':
      return { type: 'strong', children }
    case 'em':
      return { type: 'emphasis', children }
    case 'strike':
      return { type: 'delete', children }
    default:
      return { type: 'link', url: mark.attrs['href'], title: mark.attrs['title'], children: children as never }
  }
}

function leaf({ node, text, marks }: Piece): PhrasingContent {
  const { attrs } = node
  if (isCode(marks)) return { type: 'inlineCode', value: text }
  switch (node.type.name) {
    case 'hard_break':
      return { type: 'break' }
    case 'image':
      return { type: 'image', url: attrs['src'], alt: attrs['alt'], title: attrs['title'] }
    case 'note_reference':
      return { type: 'footnoteReference', identifier: attrs['label'], label: attrs['label'] }
  }
  return { type: 'text', value: text }
}

function add(written: PhrasingContent[], next: PhrasingContent | undefined): void {
  const last = written.at(-1)
  if (last?.type === 'text' && next?.type === 'text') last.value += next.value
  else if (next) written.push(next)
}

function isBlank({ node, text, marks }: Piece): boolean {
  return node.isText && !isCode(marks) && text.trim() === ''
}

function isCode(marks: readonly Mark[]): boolean {
  return marks.some((mark) => mark.type.name === 'code')
}
