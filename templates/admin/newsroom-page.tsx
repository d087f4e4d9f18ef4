/** What stands around each page of the newsroom's own affairs. */
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Need } from '../../worker/admin/access.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import { DeskLayout } from './layout.tsx'
import { ErrorSummary, Notice } from './parts.tsx'

export type NewsroomPlace = 'settings' | 'sections' | 'menus' | 'authors' | 'staff' | 'redirects' | 'record'

const NEEDED: Record<NewsroomPlace, Need> = {
  settings: 'settings',
  sections: 'settings',
  menus: 'settings',
  authors: 'settings',
  staff: 'staff',
  redirects: 'settings',
  record: 'record',
}

interface Props {
  desk: Desk
  place: NewsroomPlace
  title: string
  intro?: string
  /** What was done. */
  told?: string | null
  /** Why it was not done. */
  problem?: string | undefined
  wrong?: Partial<Record<string, string>>
  /** Of the form, in its order. */
  fields?: readonly string[]
  /** Beside the title. */
  aside?: Child
  scripts?: 'newsroom'[]
}

export function NewsroomPage({ desk, place, title, children, ...page }: PropsWithChildren<Props>) {
  const says = desk.words.desk.newsroom
  const { wrong = {}, fields = [], scripts = [] } = page
  return (
    <DeskLayout desk={desk} title={title} place="newsroom" scripts={scripts}>
      <Places desk={desk} place={place} />
      <header class="head">
        <h1>{title}</h1>
        {page.aside}
      </header>
      {page.told && <Notice>{page.told}</Notice>}
      {page.problem && (
        <div class="summary" role="alert" tabindex={-1} autofocus>
          <p>{page.problem}</p>
        </div>
      )}
      <ErrorSummary title={says.errors.summary} errors={wrong} fields={fields} />
      {page.intro && <p class="intro">{page.intro}</p>}
      {children}
    </DeskLayout>
  )
}

function Places({ desk, place }: Pick<Props, 'desk' | 'place'>) {
  const { places } = desk.words.desk.newsroom
  return (
    <nav class="places" aria-label={places.label}>
      <ul>
        {(Object.keys(NEEDED) as NewsroomPlace[])
          .filter((name) => desk.can[NEEDED[name]])
          .map((name) => (
            <li>
              <a href={`/admin/${name}`} aria-current={name === place ? 'page' : null}>
                {places[name]}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

/** The button of a form, and the way back without it. */
export function SaveOrBack({ desk, label, back }: { desk: Desk; label?: string; back?: string }) {
  const says = desk.words.desk.newsroom
  return (
    <p class="decide">
      <button type="submit" class="main">
        {label ?? says.save}
      </button>
      {back && (
        <a class="button" href={back}>
          {says.cancel}
        </a>
      )}
    </p>
  )
}
