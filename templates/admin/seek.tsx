/** How articles are looked for: the ways to see them, and a form of questions that all of those ways keep. */
import type { Sought } from '../../worker/admin/board.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Article } from '../../worker/schema.ts'
import { Choice, Field, Tabs } from './parts.tsx'

export interface SeekProps {
  desk: Desk
  /** Null on the board. */
  status: Article['status'] | null
  sought: Sought
  /** Of the headline, as typed. */
  words: string
  /** None where a person sees only what they wrote. */
  writers: { email: string; name: string }[]
}

const PATH = '/admin/articles'

/** The same questions asked of another status. */
export function pathOf({ sought, words, writers }: Omit<SeekProps, 'desk'>, status: Article['status'] | null): string {
  const query = new URLSearchParams()
  if (status !== null) query.set('status', status)
  if (words.trim()) query.set('q', words)
  if (sought.section !== null) query.set('section', sought.section)
  if (sought.writer !== null && writers.length > 0) query.set('writer', sought.writer)
  return query.size > 0 ? `${PATH}?${query}` : PATH
}

export function isSeeking({ sought, words, writers }: SeekProps): boolean {
  return words.trim() !== '' || sought.section !== null || (sought.writer !== null && writers.length > 0)
}

export function Seek(props: SeekProps) {
  const { desk, status, sought, words, writers } = props
  const { list, statuses, overview, workflow } = desk.words.desk
  const says = workflow.board
  const tabs = [null, ...(Object.keys(statuses) as Article['status'][])].map((tab) => ({
    path: pathOf(props, tab),
    label: tab ? statuses[tab] : says.board,
    isCurrent: tab === status,
  }))
  return (
    <>
      <header class="head">
        <h1>{list.title}</h1>
        <a class="button main" href={`${PATH}/new`}>
          {overview.write}
        </a>
      </header>
      <Tabs label={list.filter} tabs={tabs} />
      <form class="asked" method="get" action={PATH} aria-label={says.filter}>
        {status && <input type="hidden" name="status" value={status} />}
        <Field name="q" label={says.headline}>
          {(described) => <input {...described} type="search" value={words} maxlength={200} autocomplete="off" />}
        </Field>
        <Field name="section" label={says.section}>
          {(described) => (
            <Choice
              described={described}
              chosen={sought.section ?? ''}
              options={[
                ['', says.anySection],
                ...desk.site.sections.map(({ slug, name }): [string, string] => [slug, name]),
              ]}
            />
          )}
        </Field>
        {writers.length > 0 && (
          <Field name="writer" label={says.writer}>
            {(described) => (
              <Choice
                described={described}
                chosen={sought.writer ?? ''}
                options={[['', says.anybody], ...writers.map(({ email, name }): [string, string] => [email, name])]}
              />
            )}
          </Field>
        )}
        <button type="submit">{says.show}</button>
        {isSeeking(props) && <a href={status ? `${PATH}?status=${status}` : PATH}>{says.clear}</a>}
      </form>
    </>
  )
}
