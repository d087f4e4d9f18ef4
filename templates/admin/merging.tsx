/** Two people saved one article: what was merged, and what its writer has to decide, side by side. */
import type { ArticleField, TypedArticle } from '../../worker/admin/article-form.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Conflict } from '../../worker/admin/editing.tsx'
import type { OpenField, OpenPart, Taken } from '../../worker/admin/merged.ts'
import type { Choices } from '../../worker/admin/queries.ts'
import type { Piece } from '../../worker/articles/differences.ts'
import { timeText } from './parts.tsx'
import { Differences, Pieces, withFiguresTold } from './pieces.tsx'

interface Props {
  desk: Desk
  conflict: Conflict
  authors: Choices['authors']
}

export function Merging({ desk, conflict, authors }: Props) {
  const { edit, saving } = desk.words.desk
  const { merged, by, at } = conflict
  const { open, openParts, taken, parts } = merged
  const isOpen = open.length + openParts.length > 0
  const last = parts.at(-1)
  return (
    <section class="merging" aria-labelledby="merging">
      <div class="summary" role="alert" tabindex={-1} autofocus>
        <h2 id="merging">{edit.conflict.title}</h2>
        <p>
          {edit.conflict.theirs(by, timeText(at, desk))}. {isOpen ? saving.merge.hint : saving.merge.done}
        </p>
      </div>
      {open.map((field) => (
        <Decision desk={desk} by={by} open={shownField(field, desk, authors)} field={field.field} />
      ))}
      <div data-merged-body data-after={last?.kind === 'agreed' ? last.text : ''}>
        {openParts.map((part, n) => (
          <Decision desk={desk} by={by} open={part} place={n + 1} before={part.before} />
        ))}
      </div>
      {taken.length > 0 && (
        <details open={!isOpen}>
          <summary>{saving.merge.taken(by)}</summary>
          {taken.map((one) => (
            <TakenField desk={desk} taken={one} />
          ))}
        </details>
      )}
      {openParts.length > 0 && (
        <details>
          <summary>{saving.merge.whole(by)}</summary>
          <textarea readonly rows={12} aria-label={saving.merge.whole(by)}>
            {conflict.theirs.body}
          </textarea>
        </details>
      )}
    </section>
  )
}

interface DecisionProps {
  desk: Desk
  by: string
  open: Omit<OpenPart, 'before'>
  /** Of the article; none is a part of the text. */
  field?: ArticleField
  place?: number
  before?: string
}

/** The radios are for the script, which puts what is chosen into its field; without it both texts are there to copy. */
function Decision({ desk, by, open: { mine, theirs, texts }, field, place = 0, before }: DecisionProps) {
  const { edit, saving } = desk.words.desk
  const says = saving.merge
  const name = `merge-${field ?? place}`
  const choices = [
    ['mine', says.keepMine],
    ['theirs', says.takeTheirs(by)],
    ...(field ? [] : [['both', says.keepBoth]]),
  ]
  return (
    <fieldset
      class="decision"
      data-decision={field ?? 'body'}
      data-mine={texts.mine}
      data-theirs={texts.theirs}
      data-before={before}
      data-edited={says.edited}
    >
      <legend>{field ? edit[field] : says.place(place)}</legend>
      <div class="sides">
        <Side title={says.mine} pieces={mine} text={texts.mine} desk={desk} />
        <Side title={says.theirs(by)} pieces={theirs} text={texts.theirs} desk={desk} />
      </div>
      <p class="choices" hidden>
        {choices.map(([value, label]) => (
          <label class="tick">
            <input type="radio" form="article" name={name} value={value} required disabled /> {label}
          </label>
        ))}
      </p>
      <p class="wrong" role="status" />
    </fieldset>
  )
}

function Side({ title, pieces, text, desk }: { title: string; pieces: Piece[]; text: string; desk: Desk }) {
  return (
    <div>
      <h3>{title}</h3>
      <blockquote>
        {pieces.length === 0
          ? desk.words.desk.saving.merge.gone
          : (withFiguresTold(text, desk) ??
            pieces.map(({ kind, text }) => (kind === 'same' ? text : <mark>{text}</mark>)))}
      </blockquote>
    </div>
  )
}

/** What people call it: a section's name, not its address. */
function shownField(field: OpenField, desk: Desk, authors: Choices['authors']): Omit<OpenPart, 'before'> {
  const shown = (value: string): Piece[] => [{ kind: 'same', text: nameOfValue(field.field, value, desk, authors) }]
  if (!['section', 'author', 'lang'].includes(field.field)) return field
  return { texts: field.texts, mine: shown(field.texts.mine), theirs: shown(field.texts.theirs) }
}

export function nameOfValue(
  field: keyof TypedArticle,
  value: string,
  desk: Desk,
  authors: Choices['authors'] = [],
): string {
  const { langs } = desk.words.desk.edit
  if (field === 'section') return desk.site.sections.find(({ slug }) => slug === value)?.name ?? value
  if (field === 'author') return authors.find(({ slug }) => slug === value)?.name ?? value
  return field === 'lang' ? (langs[value as keyof typeof langs] ?? value) : value
}

function TakenField({ desk, taken }: { desk: Desk; taken: Taken }) {
  return (
    <div class="taken">
      <h3>{desk.words.desk.edit[taken.field]}</h3>
      {'pieces' in taken ? (
        <p>
          <Pieces pieces={taken.pieces} desk={desk} />
        </p>
      ) : (
        <Differences differences={taken.differences} desk={desk} />
      )}
    </div>
  )
}
