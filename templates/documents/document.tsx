/** An official document and the articles that cite it. */
import type { Site } from '../../worker/articles/article.ts'
import { type CitingArticle, type DocumentView, groupBy, type Page } from '../../worker/documents/document.ts'
import { documentPath } from '../../worker/text/document-number.ts'
import type { Words } from '../../worker/text/words.ts'
import { Empty } from '../articles/empty.tsx'
import { Story } from '../articles/story.tsx'
import { ListData } from '../articles/structured-data.tsx'
import { Layout } from '../layout.tsx'
import { canonical, Paging, PagingLinks, titleOf } from '../lists/list.tsx'
import { InVietnamese } from './in-vietnamese.tsx'

interface Props {
  site: Site
  words: Words
  document: DocumentView
  page: Page<CitingArticle>
}

export function DocumentPage({ site, words, document, page }: Props) {
  const says = words.documents
  const { earliest, latest } = document
  const path = documentPath(document.slug)
  const name = says.name(document.type, document.number)
  const isFirst = page.newer === null
  const isOne = earliest === latest
  return (
    <Layout
      site={site}
      words={words}
      look={['lists']}
      title={titleOf(name, isFirst, words)}
      description={says.about(name)}
      {...canonical(path, isFirst)}
      head={
        <>
          <PagingLinks path={path} page={page} />
          <ListData
            site={site}
            way={[
              { path: '/documents', name: says.title },
              { path, name },
            ]}
          />
        </>
      }
    >
      <div class="frame page">
        <header>
          <a class="kicker" href="/documents">
            {says.title}
          </a>
          <h1>
            <InVietnamese words={words}>{name}</InVietnamese>
          </h1>
          <p class="small">
            {isOne && latest && (
              <>
                <time datetime={latest}>{says.dated(latest)}</time>
                {' · '}
              </>
            )}
            {says.citedIn(document.articles)}
          </p>
          {!isOne && <p>{says.several}</p>}
        </header>
        {page.rows.length === 0 && <Empty title={words.lists.emptyPage} hint={says.emptyPageHint} />}
        <Articles site={site} words={words} document={document} articles={page.rows} />
        <Paging
          says={{ newer: says.newerArticles, newest: says.newerArticles, older: words.lists.older }}
          path={path}
          page={page}
        />
      </div>
    </Layout>
  )
}

/** In the groups of the dates that they cite, where there is more than one. */
function Articles({ articles, document, ...around }: { articles: CitingArticle[]; document: DocumentView } & Around) {
  const says = around.words.documents
  if (document.earliest === document.latest && !(document.latest && document.undated)) {
    if (articles.length === 0) return null
    return <Stories {...around} articles={articles} heading="h2" />
  }
  return (
    <>
      {groupBy(articles, ({ cited_date }) => cited_date).map(({ key: date, rows }) => (
        <section aria-labelledby={`of-${date}`}>
          <h2 class="cited" id={`of-${date}`}>
            {date ? says.citedOf(date) : says.undated}
          </h2>
          <Stories {...around} articles={rows} heading="h3" />
        </section>
      ))}
    </>
  )
}

type Around = Pick<Props, 'site' | 'words'>

function Stories({ articles, heading, ...around }: { articles: CitingArticle[]; heading: 'h2' | 'h3' } & Around) {
  return (
    <div class="list ruled">
      {articles.map((teaser) => (
        <Story {...around} teaser={teaser} heading={heading} place="line" kicker standfirst />
      ))}
    </div>
  )
}
