/** Articles about the same thing. */
import type { Site, TeaserPage } from '../../worker/articles/article.ts'
import { tagPath } from '../../worker/lists/list.ts'
import type { Tag } from '../../worker/schema.ts'
import type { Words } from '../../worker/text/words.ts'
import { ListData } from '../articles/structured-data.tsx'
import { ListPage } from './list.tsx'

interface Props {
  site: Site
  words: Words
  tag: Tag
  page: TeaserPage
}

export function TagPage({ site, words, tag: { slug, name }, page }: Props) {
  const path = tagPath(slug)
  return (
    <ListPage
      site={site}
      words={words}
      path={path}
      title={name}
      description={words.lists.aboutTag(name, site.settings.name)}
      kicker={<p class="kicker">{words.lists.tag}</p>}
      page={page}
      empty={{ title: words.lists.emptyPage, hint: words.lists.emptyPageHint }}
      data={<ListData site={site} way={[{ path, name }]} />}
    />
  )
}
