/** What a search found, or what to try instead. */
import type { Site, Teaser } from '../../worker/articles/article.ts'
import { type SearchPage as Found, MAX_COUNT, type SearchResult } from '../../worker/search/queries.ts'
import type { Part } from '../../worker/search/snippet.ts'
import type { Words } from '../../worker/text/words.ts'
import { Story } from '../articles/story.tsx'
import { Layout } from '../layout.tsx'
import { SearchForm } from './form.tsx'

interface Props {
  site: Site
  words: Words
  /** As it stands in the address; empty before anything is asked. */
  query: string
  page: Found
  /** For a page that found nothing. */
  newest: Teaser[]
  /** Whether this is not the first page of results. */
  further?: boolean
}

export function SearchPage({ site, words, query, page, newest, further = false }: Props) {
  const around = { site, words }
  const { results, next } = page
  const { name } = site.settings
  const olderResults = next && `${searchPath(query)}&before=${encodeURIComponent(next)}`
  return (
    <Layout
      {...around}
      look={['lists', 'fields']}
      title={query ? words.search.titleOf(query) : words.search.title}
      description={query ? words.search.descriptionOf(query, name) : words.search.description(name)}
      path={searchPath(query)}
      // What found nothing is where those come who want a name of theirs in an index; further pages say nothing new.
      indexed={!further && (!query || results.length > 0)}
      head={olderResults && <link rel="next" href={olderResults} />}
    >
      <div class="frame page">
        <header>
          <h1>{words.search.title}</h1>
          <SearchForm words={words} query={query} focused={!query} />
          {query && (
            <p class="small" role="status">
              {results.length > 0 ? words.search.found(page.count, MAX_COUNT) : words.search.nothing}
            </p>
          )}
        </header>
        {results.length > 0 && (
          <div class="list ruled results">
            {results.map((result) => (
              <Result {...around} result={result} />
            ))}
          </div>
        )}
        {(further || olderResults) && (
          <p class="actions">
            {further && (
              <a class="action" href={searchPath(query)}>
                {words.search.first}
              </a>
            )}
            {olderResults && (
              <a class="action" href={olderResults} rel="next">
                {words.search.more}
              </a>
            )}
          </p>
        )}
        {query && results.length === 0 && !further && <Advice words={words} query={query} page={page} />}
        {results.length === 0 && <Elsewhere {...around} newest={newest} />}
      </div>
    </Layout>
  )
}

function searchPath(query: string): string {
  return query ? `/search?${new URLSearchParams({ q: query })}` : '/search'
}

function Result({ result, ...around }: Pick<Props, 'site' | 'words'> & { result: SearchResult }) {
  const { teaser, headline, snippet } = result
  return (
    <Story
      {...around}
      teaser={teaser}
      heading="h2"
      headline={<Marked parts={headline} />}
      summary={snippet.length > 0 && <Marked parts={snippet} />}
      kicker
      picture={false}
    />
  )
}

function Marked({ parts }: { parts: Part[] }) {
  return <>{parts.map(({ text, isMarked }) => (isMarked ? <mark>{text}</mark> : text))}</>
}

/** What else to ask, as links where the page can tell. */
function Advice({ words, query, page: { phrases } }: Pick<Props, 'words' | 'query' | 'page'>) {
  const unquoted = query
    .replace(/["“”„«»]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const typed = unquoted.split(' ')
  const shorter = typed.slice(0, -1).join(' ')
  return (
    <div class="advice">
      <h2>{words.search.advice}</h2>
      <ul>
        {phrases.length === 0 && <li>{words.search.noWords}</li>}
        {phrases.length > 0 && unquoted !== query && (
          <li>
            {words.search.withoutQuotes} <a href={searchPath(unquoted)}>{unquoted}</a>
          </li>
        )}
        {phrases.length > 0 && typed.length > 1 && (
          <li>
            {words.search.fewerWords} <a href={searchPath(shorter)}>{shorter}</a>
          </li>
        )}
        <li>{words.search.marks}</li>
      </ul>
    </div>
  )
}

function Elsewhere({ site, words, newest }: Pick<Props, 'site' | 'words' | 'newest'>) {
  return (
    <>
      {newest.length > 0 && (
        <section class="list" aria-labelledby="newest">
          <h2 id="newest">{words.search.newest}</h2>
          <div class="ruled">
            {newest.map((teaser) => (
              <Story site={site} words={words} teaser={teaser} place="line" kicker />
            ))}
          </div>
        </section>
      )}
      <section class="elsewhere" aria-labelledby="elsewhere">
        <h2 id="elsewhere">{words.sections}</h2>
        <ul class="plain">
          {site.sections.map(({ slug, name }) => (
            <li>
              <a href={`/${slug}`}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
