/** The list of terms, with what a term would have caught. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { TypedTerm } from '../../worker/admin/terms.tsx'
import type { Preview, Term } from '../../worker/comments/terms.ts'
import { CommentPlaces } from './comment-places.tsx'
import { DeskLayout } from './layout.tsx'
import { Choice, ErrorSummary, Field, Notice, Time, timeText } from './parts.tsx'

interface Props {
  desk: Desk
  terms: Term[]
  typed: TypedTerm
  preview: Preview | null
  told?: { added: string | undefined; removed: string | undefined }
  wrong?: Partial<Record<keyof TypedTerm, string>>
}

export function TermList({ desk, terms, typed, preview, told, wrong = {} }: Props) {
  const { terms: says, told: tells } = desk.words.desk.comments
  return (
    <DeskLayout desk={desk} title={says.title} place="comments" scripts={['terms']}>
      <header class="head">
        <h1>{says.title}</h1>
      </header>
      <CommentPlaces desk={desk} place="terms" />
      {told?.added && (
        <Notice>
          <p>{says.added(told.added)}</p>
        </Notice>
      )}
      {told?.removed && (
        <Notice>
          <p>{says.removed(told.removed)}</p>
        </Notice>
      )}
      <p class="intro">{says.intro}</p>
      <ErrorSummary title={says.errors.summary} errors={wrong} fields={['term', 'kind']} />
      <form class="term" method="post" action="/admin/comments/terms" data-terms>
        <Field name="term" label={says.term} error={wrong.term}>
          {(described) => <input {...described} maxlength={100} value={typed.term} autocomplete="off" required />}
        </Field>
        <Field name="kind" label={says.kind} error={wrong.kind}>
          {(described) => (
            <Choice
              described={described}
              chosen={typed.kind}
              options={[
                ['blocked', says.kinds.blocked],
                ['suspect', says.kinds.suspect],
              ]}
            />
          )}
        </Field>
        <div class="decide">
          <button type="submit" class="plain" formmethod="get" data-try>
            {says.preview}
          </button>
          <button type="submit" class="main">
            {says.add}
          </button>
        </div>
      </form>
      <div
        id="preview"
        aria-live="polite"
        data-searching={says.searching}
        data-failed={says.failed}
        data-signed-out={says.signedOut}
        data-sign-in={tells.signIn}
      >
        {preview && <PreviewOf desk={desk} term={typed.term} preview={preview} />}
      </div>
      <h2 class="bar">{says.list(terms.length)}</h2>
      {terms.length === 0 ? (
        <p class="empty">{says.none}</p>
      ) : (
        <ul class="rows">
          {terms.map(({ term, kind, added_at, added_by }) => (
            <li class="entry">
              <p>
                <b>{term}</b> <span class="mark">{says.kindNames[kind]}</span>{' '}
                <span class="hint">{says.by(added_by, timeText(added_at, desk))}</span>
              </p>
              <form method="post" action="/admin/comments/terms">
                <input type="hidden" name="_method" value="DELETE" />
                <input type="hidden" name="term" value={term} />
                <button type="submit" class="quiet" aria-label={says.removeOf(term)}>
                  {says.remove}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </DeskLayout>
  )
}

function PreviewOf({ desk, term, preview }: { desk: Desk; term: string; preview: Preview }) {
  const says = desk.words.desk.comments
  const { of, caught, approved, newest } = preview
  return (
    <section class="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{says.terms.previewTitle(term)}</h2>
      <p>
        <b>{caught > 0 ? says.terms.caught(caught, of) : says.terms.caughtNone(of)}</b>
      </p>
      {approved > 0 && <p class="wrong">{says.terms.caughtShown(approved)}</p>}
      {caught > newest.length && <p class="hint">{says.terms.caughtSome(newest.length)}</p>}
      <ul class="rows">
        {newest.map(({ id, name, status, created_at, excerpt }) => (
          <li>
            <p class="about">
              <a href={`/admin/comments/${id}`}>{name || `#${id}`}</a>
              <span class={`status ${status}`}>{says.statuses[status]}</span>
              <Time ms={created_at} desk={desk} />
              {!excerpt && <span>{says.terms.inName}</span>}
            </p>
            {excerpt && (
              <p class="said">
                {excerpt.before}
                <mark>{excerpt.hit}</mark>
                {excerpt.after}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
