/** What the pages of all lists share: a heading, stories, and the ways to older and newer ones. */
import type { Child } from 'hono/jsx'
import type { Site, TeaserPage } from '../../worker/articles/article.ts'
import { pagePath } from '../../worker/lists/list.ts'
import type { Words } from '../../worker/text/words.ts'
import { Empty } from '../articles/empty.tsx'
import { Story } from '../articles/story.tsx'
import { Layout } from '../layout.tsx'

interface Props {
  site: Site
  words: Words
  /** Of the first page, from the root. */
  path: string
  title: string
  /** For search engines. */
  description?: string
  /** What kind of list it is, above the title. */
  kicker?: Child
  /** Below the title of the first page. */
  intro?: Child
  /** Beside the title. */
  portrait?: Child
  page: TeaserPage
  /** Where the list is a section's: its slug. */
  section?: string
  /** What the first page says while nothing is published. */
  empty: { title: string; hint: string }
  data: Child
}

export function ListPage({ site, words, path, page, section, ...list }: Props) {
  const { title, intro } = list
  const around = { site, words }
  const isFirst = page.newer === null
  const empty = isFirst ? list.empty : { title: words.lists.emptyPage, hint: words.lists.emptyPageHint }
  return (
    <Layout
      {...around}
      look={['lists']}
      title={titleOf(title, isFirst, words)}
      {...(list.description && { description: list.description })}
      {...canonical(path, isFirst)}
      section={section}
      head={
        <>
          <PagingLinks path={path} page={page} />
          {list.data}
        </>
      }
    >
      <div class="frame page">
        <header>
          {isFirst && list.portrait}
          <div>
            {list.kicker}
            <h1>{title}</h1>
            {isFirst ? intro && <p>{intro}</p> : <p>{words.lists.earlierTitle}</p>}
          </div>
        </header>
        {page.teasers.length === 0 && <Empty {...empty} />}
        {page.teasers.length > 0 && (
          <div class="list ruled">
            {page.teasers.map((teaser, i) => (
              <Story
                {...around}
                teaser={teaser}
                heading="h2"
                as={i === 0 && isFirst && section ? 'big' : 'line'}
                place={i === 0 && isFirst && section ? 'page' : 'line'}
                kicker={!section}
                first={i === 0}
                standfirst
              />
            ))}
          </div>
        )}
        <Paging says={words.lists} path={path} page={page} />
      </div>
    </Layout>
  )
}

export function titleOf(title: string, isFirst: boolean, words: Words): string {
  return isFirst ? title : `${title}, ${words.lists.earlier}`
}

/**
 * Only a first page is for search engines. Where the others begin depends on when a reader set out, so that the same
 * articles stand at addresses without number; each article is found through its sitemap and its month in the archive.
 * Without a canonical address, and not with the first page's: they do not have what that has.
 */
export function canonical(path: string, isFirst: boolean): { path?: string } {
  return isFirst ? { path } : {}
}

interface PagingProps {
  path: string
  page: Pick<TeaserPage, 'older' | 'newer'>
}

/** For the head. */
export function PagingLinks({ path, page: { older, newer } }: PagingProps) {
  return (
    <>
      {newer !== null && <link rel="prev" href={pagePath(path, newer)} />}
      {older && <link rel="next" href={pagePath(path, older)} />}
    </>
  )
}

interface PagingWords {
  newer: string
  /** Of the way back to the first page. */
  newest: string
  older: string
}

export function Paging({ says, path, page: { older, newer } }: PagingProps & { says: PagingWords }) {
  if (newer === null && !older) return null
  return (
    <p class="actions">
      {newer !== null && (
        <a class="action" href={pagePath(path, newer)} rel="prev">
          {newer ? says.newer : says.newest}
        </a>
      )}
      {older && (
        <a class="action" href={pagePath(path, older)} rel="next">
          {says.older}
        </a>
      )}
    </p>
  )
}
