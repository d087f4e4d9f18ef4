/** What is different, in words and marks: never by colour alone, and said to who does not see it. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Difference, Piece } from '../../worker/articles/differences.ts'
import { attributesOf, type FigureLine, figureIn } from './figure-line.ts'

export function Pieces({ pieces, desk }: { pieces: Piece[]; desk: Desk }) {
  const says = desk.words.desk.saving.differences
  return (
    <>
      {pieces.map(({ kind, text }) => {
        if (kind === 'same') return text
        const Tag = kind === 'added' ? 'ins' : 'del'
        return (
          <Tag>
            <span class="unseen"> [{says[kind]} </span>
            {text}
            <span class="unseen"> {says.end}] </span>
          </Tag>
        )
      })}
    </>
  )
}

/** Unchanged paragraphs beyond the neighbours of a change are behind a click. */
export function Differences({ differences, desk }: { differences: Difference[]; desk: Desk }) {
  return (
    <div class="differences">
      {runsOf(differences).map((run) =>
        run.isFolded ? (
          <details>
            <summary>{desk.words.desk.saving.differences.same(run.items.length)}</summary>
            {run.items.map((item) => (
              <Paragraph difference={item} desk={desk} />
            ))}
          </details>
        ) : (
          run.items.map((item) => <Paragraph difference={item} desk={desk} />)
        ),
      )}
    </div>
  )
}

function Paragraph({ difference, desk }: { difference: Difference; desk: Desk }) {
  const says = desk.words.desk.saving.differences
  const figure = figureWords(difference, desk)
  if (figure) return <p class={difference.kind}>{figure}</p>
  if (difference.kind === 'same') return <p class="same">{difference.text}</p>
  const pieces = difference.kind === 'changed' ? difference.pieces : [difference]
  return (
    <p class={difference.kind}>
      <small>{says.paragraph[difference.kind]}</small>
      <Pieces pieces={pieces} desk={desk} />
    </p>
  )
}

/** A picture's line is told, not shown. */
function figureWords(difference: Difference, desk: Desk): string | null {
  const says = desk.words.desk.saving.differences.figure
  const name = nameIn(desk)
  if (difference.kind !== 'changed') {
    const { kind } = difference
    const figure = figureIn(difference.text)
    return figure && says[kind](name(figure))
  }
  const [before, after] = [figureIn(difference.before), figureIn(difference.after)]
  if (!before || !after) return null
  const shown = valueIn(desk)
  const changes = attributesOf(before, after).map(
    (attribute) =>
      `${says.attributes[attribute]}: ${shown(attribute, before[attribute])} → ${shown(attribute, after[attribute])}`,
  )
  const replaced = before.image === after.image ? [] : [says.replaced]
  return says.changed([name(after), ...replaced, ...changes].join('; '))
}

/** A text with its pictures told, all that is said of them; null where it has none. */
export function withFiguresTold(text: string, desk: Desk): string | null {
  const says = desk.words.desk.saving.differences.figure
  const paragraphs = text.split('\n\n')
  if (!paragraphs.some(figureIn)) return null
  const told = (figure: FigureLine) =>
    [
      says.same(nameIn(desk)(figure)),
      ...(['align', 'alt', 'credit'] as const).map(
        (attribute) => `${says.attributes[attribute]}: ${valueIn(desk)(attribute, figure[attribute])}`,
      ),
    ].join('; ')
  const say = (paragraph: string) => {
    const figure = figureIn(paragraph)
    return figure ? told(figure) : paragraph
  }
  return paragraphs.map(say).join('\n\n')
}

function nameIn(desk: Desk) {
  return ({ caption, alt }: FigureLine) => caption || alt || desk.words.desk.saving.differences.figure.untitled
}

function valueIn(desk: Desk) {
  const aligns: Record<string, string> = desk.words.desk.pictures.aligns
  return (attribute: string, value: string) => (attribute === 'align' && aligns[value]) || value || '–'
}

interface Run {
  isFolded: boolean
  items: Difference[]
}

const FOLDED_FROM = 3

function runsOf(differences: Difference[]): Run[] {
  const runs: Run[] = []
  differences.forEach((item, n) => {
    const isNear = [n - 1, n, n + 1].some((at) => differences[at] && differences[at].kind !== 'same')
    const last = runs.at(-1)
    if (last && last.isFolded === !isNear) last.items.push(item)
    else runs.push({ isFolded: !isNear, items: [item] })
  })
  return runs.map((run) => ({ ...run, isFolded: run.isFolded && run.items.length >= FOLDED_FROM }))
}
