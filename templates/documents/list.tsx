/** The official documents that articles cite, year by year. */
import type { Site } from '../../worker/articles/article.ts'
import { groupBy, type ListedDocument, type Page } from '../../worker/documents/document.ts'
import { documentPath } from '../../worker/text/document-number.ts'
import type { Words } from '../../worker/text/words.ts'
import { Empty } from '../articles/empty.tsx'
import { ListData } from '../articles/structured-data.tsx'
import { Layout } from '../layout.tsx'
import { canonical, Paging, PagingLinks } from '../lists/list.tsx'
import { InVietnamese } from './in-vietnamese.tsx'

interface Props {
  site: Site
  words: Words
  page: Page<ListedDocument>
}

const PATH = '/documents'

export function DocumentsPage({ site, words, page }: Props) {
  const says = words.documents
  const isFirst = page.newer === null
  return (
    <Layout
      site={site}
      words={words}
      look={['lists']}
      title={isFirst ? says.title : `${says.title}, ${says.earlier}`}
      description={says.intro}
      {...canonical(PATH, isFirst)}
      head={
        <>
          <PagingLinks path={PATH} page={page} />
          <ListData site={site} way={[{ path: PATH, name: says.title }]} />
        </>
      }
    >
      <div class="frame page">
        <header>
          <h1>{says.title}</h1>
          <p>{isFirst ? says.intro : says.earlierTitle}</p>
        </header>
        {page.rows.length === 0 && (
          <Empty title={isFirst ? says.empty : says.emptyPage} hint={isFirst ? says.emptyHint : says.emptyPageHint} />
        )}
        {groupBy(page.rows, ({ dated }) => dated.slice(0, 4)).map(({ key: year, rows }) => (
          <section class="numbered" aria-labelledby={`year-${year}`}>
            <h2 id={`year-${year}`}>{year || says.noYear}</h2>
            <ul class="plain">
              {rows.map((document) => (
                <Line words={words} document={document} />
              ))}
            </ul>
          </section>
        ))}
        <Paging says={{ newer: says.newer, newest: says.newer, older: says.older }} path={PATH} page={page} />
      </div>
    </Layout>
  )
}

function Line({ words, document }: { words: Words; document: ListedDocument }) {
  const { type, number, slug, date, articles } = document
  return (
    <li>
      <a href={documentPath(slug)}>
        <InVietnamese words={words}>{words.documents.name(type, number)}</InVietnamese>
      </a>
      <span class="small">
        {date && (
          <>
            <time datetime={date}>{words.documents.dated(date)}</time>
            {' · '}
          </>
        )}
        {words.documents.articles(articles)}
      </span>
    </li>
  )
}
