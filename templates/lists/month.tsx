/** What was published in a month. */
import type { Site, TeaserPage } from '../../worker/articles/article.ts'
import { ARCHIVE_PATH, monthPath } from '../../worker/lists/list.ts'
import { formatMonth } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { ListData } from '../articles/structured-data.tsx'
import { ListPage } from './list.tsx'

interface Props {
  site: Site
  words: Words
  /** `yyyy-mm` */
  month: string
  page: TeaserPage
}

export function MonthPage({ site, words, month, page }: Props) {
  const { name, locale } = site.settings
  const title = formatMonth(month, locale)
  const path = monthPath(month)
  const way = [
    { path: ARCHIVE_PATH, name: words.archive.title },
    { path, name: title },
  ]
  return (
    <ListPage
      site={site}
      words={words}
      path={path}
      title={title}
      description={words.archive.aboutMonth(title, name)}
      kicker={
        <a class="kicker" href={ARCHIVE_PATH}>
          {words.archive.title}
        </a>
      }
      page={page}
      empty={{ title: words.lists.emptyPage, hint: words.lists.emptyPageHint }}
      data={<ListData site={site} way={way} />}
    />
  )
}
