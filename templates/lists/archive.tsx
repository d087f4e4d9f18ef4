/** Everything that was ever published, by year and month. */
import type { Site } from '../../worker/articles/article.ts'
import { ARCHIVE_PATH, type ArchiveYear, type ArchiveYears, monthPath } from '../../worker/lists/list.ts'
import type { Settings } from '../../worker/schema.ts'
import { formatMonth, nameMonth } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { Empty } from '../articles/empty.tsx'
import { ListData } from '../articles/structured-data.tsx'
import { Layout } from '../layout.tsx'
import { canonical, Paging, PagingLinks, titleOf } from './list.tsx'

interface Props {
  site: Site
  words: Words
  page: ArchiveYears
}

export function ArchivePage({ site, words, page }: Props) {
  const { name, locale } = site.settings
  const { title, about, intro } = words.archive
  const isFirst = page.newer === null
  const empty = isFirst
    ? { title: words.lists.emptySite, hint: words.archive.emptyHint }
    : { title: words.lists.emptyPage, hint: words.lists.emptyPageHint }
  return (
    <Layout
      site={site}
      words={words}
      look={['lists']}
      title={titleOf(title, isFirst, words)}
      description={about(name)}
      {...canonical(ARCHIVE_PATH, isFirst)}
      head={
        <>
          <PagingLinks path={ARCHIVE_PATH} page={page} />
          <ListData site={site} way={[{ path: ARCHIVE_PATH, name: title }]} />
        </>
      }
    >
      <div class="frame page">
        <header>
          <h1>{title}</h1>
          <p>{intro}</p>
        </header>
        {page.years.length === 0 && <Empty {...empty} />}
        {page.years.length > 0 && (
          <div class="list ruled">
            {page.years.map((year) => (
              <Year year={year} locale={locale} />
            ))}
          </div>
        )}
        <Paging says={words.lists} path={ARCHIVE_PATH} page={page} />
      </div>
    </Layout>
  )
}

/** «Tháng 7» is enough to see below its year; a list of links alone has to say which. */
function Year({ year: { year, months }, locale }: { year: ArchiveYear; locale: Settings['locale'] }) {
  return (
    <section class="year" aria-labelledby={`y-${year}`}>
      <h2 id={`y-${year}`}>{year}</h2>
      <ul class="plain">
        {months.map((month) => (
          <li>
            <a href={monthPath(month)} aria-label={formatMonth(month, locale)}>
              {nameMonth(month, locale)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
