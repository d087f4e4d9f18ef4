/** What a reader gets instead of a page: what happened, and ways on. Works without a database. */
import type { Site, Teaser } from '../worker/articles/article.ts'
import type { Words } from '../worker/text/words.ts'
import { Story } from './articles/story.tsx'
import { Layout } from './layout.tsx'
import { SearchForm } from './search/form.tsx'

interface Props {
  /** Null where the database is what failed. */
  site: Site | null
  words: Words
  status: number
  /** Said large; without one the status has its own. */
  title?: string
  message: string
  suggestions?: Teaser[]
  /** For somebody at the desk's door: back to it, or in again as somebody else. */
  atDesk?: boolean
  /** What was typed into a form that is refused: field and text. */
  kept?: [field: string, text: string][]
}

export function ErrorPage({ site, words, status, title, message, suggestions = [], atDesk = false, kept = [] }: Props) {
  const titles: Record<number, string> = words.errors.titles
  const heading = title ?? titles[status] ?? words.errors.other
  return (
    <Layout site={site} words={words} title={heading} look={['lists', 'fields']}>
      <div class="frame page">
        <header>
          <p class="kicker">{words.errors.code(status)}</p>
          <h1>{heading}</h1>
          <p>{message}</p>
          {site && <SearchForm words={words} />}
          <p class="actions">
            {atDesk && (
              <>
                <a class="action" href="/admin">
                  {words.errors.backToDesk}
                </a>
                <a class="action" href="/cdn-cgi/access/logout">
                  {words.errors.signInAgain}
                </a>
              </>
            )}
            <a class="action" href="/">
              {words.errors.backToFront}
            </a>
          </p>
        </header>
        {kept.length > 0 && <Kept words={words} kept={kept} />}
        {site && suggestions.length > 0 && (
          <section class="list" aria-labelledby="instead">
            <h2 id="instead">{words.errors.readInstead}</h2>
            <div class="ruled">
              {suggestions.map((teaser) => (
                <Story site={site} words={words} teaser={teaser} kicker />
              ))}
            </div>
          </section>
        )}
      </div>
    </Layout>
  )
}

function Kept({ words, kept }: Required<Pick<Props, 'words' | 'kept'>>) {
  const says = words.desk.newsroom.kept
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{says.title}</h2>
      <p>{says.hint}</p>
      {kept.map(([field, text]) => (
        <p>
          <label for={`k-${field}`}>{says.fields[field] ?? field}</label>
          <textarea id={`k-${field}`} readonly rows={Math.min(20, 1 + Math.ceil(text.length / 80))}>
            {text}
          </textarea>
        </p>
      ))}
    </section>
  )
}
