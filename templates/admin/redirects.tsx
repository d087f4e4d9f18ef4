/** Redirects: the list, one to add, many to paste. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { RedirectField } from '../../worker/admin/redirects.tsx'
import type { Typed, Wrong } from '../../worker/admin/typed.ts'
import type { Redirected } from '../../worker/newsroom/redirects.ts'
import { NewsroomPage, SaveOrBack } from './newsroom-page.tsx'
import { Field, timeText } from './parts.tsx'

interface Props {
  desk: Desk
  redirects: Redirected[]
  /** The address that the next page begins after, null on the last. */
  more: string | null
  asked: { find: string; after: string }
  typed: Typed<RedirectField>
  wrong?: Wrong<RedirectField>
  /** Lines that were not taken, and why. */
  left?: { line: string; wrong: string }[]
  told?: string | null
}

export function RedirectsPage({ desk, redirects, more, asked, typed, wrong = {}, left = [], told = null }: Props) {
  const says = desk.words.desk.newsroom.redirects
  return (
    <NewsroomPage
      desk={desk}
      place="redirects"
      title={says.title}
      intro={says.intro}
      told={told}
      wrong={wrong}
      fields={['from_path', 'to_path', 'lines']}
    >
      <form class="settings" method="post" action="/admin/redirects">
        <Field name="from_path" label={says.from_path} hint={says.fromHint} error={wrong.from_path}>
          {(described) => <input {...described} maxlength={600} value={typed.from_path} autocomplete="off" required />}
        </Field>
        <Field name="to_path" label={says.to_path} hint={says.toHint} error={wrong.to_path}>
          {(described) => <input {...described} maxlength={600} value={typed.to_path} autocomplete="off" required />}
        </Field>
        <SaveOrBack desk={desk} label={says.add} />
      </form>
      <details open={wrong.lines !== undefined}>
        <summary>{says.lines}</summary>
        <form class="settings" method="post" action="/admin/redirects/lines">
          {left.length > 0 && (
            <ul class="left">
              {left.map(({ line, wrong }) => (
                <li>{says.line(line, wrong)}</li>
              ))}
            </ul>
          )}
          <Field name="lines" label={says.lines} hint={says.linesHint} error={wrong.lines}>
            {(described) => (
              <textarea {...described} rows={8} spellcheck={false} required>
                {typed.lines}
              </textarea>
            )}
          </Field>
          <SaveOrBack desk={desk} label={says.import} />
        </form>
      </details>
      <form class="find" method="get" action="/admin/redirects">
        <label for="f-find">{says.find}</label>
        <input id="f-find" name="find" value={asked.find} autocomplete="off" />
        <button type="submit">{says.search}</button>
        {asked.find && <a href="/admin/redirects">{says.all}</a>}
      </form>
      {redirects.length === 0 && <p class="empty">{asked.find ? says.noneFound : says.none}</p>}
      <ul class="rows">
        {redirects.map(({ from_path, to_path, created_at, by }) => (
          <li class="entry">
            <div>
              <p class="paths">
                <b>{from_path}</b> → <a href={to_path}>{to_path}</a>
              </p>
              <p class="about">{says.by(by || says.automatic, timeText(created_at, desk))}</p>
            </div>
            <form method="post" action="/admin/redirects">
              <input type="hidden" name="_method" value="DELETE" />
              <input type="hidden" name="from_path" value={from_path} />
              <button type="submit" class="quiet" aria-label={says.removeOf(from_path)}>
                {says.remove}
              </button>
            </form>
          </li>
        ))}
      </ul>
      {(more !== null || asked.after !== '') && (
        <p class="pages">
          {asked.after && <a href={pagePath(asked.find, '')}>{desk.words.desk.newest}</a>}
          {more !== null && (
            <a href={pagePath(asked.find, more)} rel="next">
              {desk.words.desk.older}
            </a>
          )}
        </p>
      )}
    </NewsroomPage>
  )
}

function pagePath(find: string, after: string): string {
  const query = new URLSearchParams({ ...(find && { find }), ...(after && { after }) })
  return query.size > 0 ? `/admin/redirects?${query}` : '/admin/redirects'
}
