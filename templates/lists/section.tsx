/** A section's articles, the newest first. */
import type { Site, TeaserPage } from '../../worker/articles/article.ts'
import type { Section } from '../../worker/schema.ts'
import type { Words } from '../../worker/text/words.ts'
import { ListData } from '../articles/structured-data.tsx'
import { ListPage } from './list.tsx'

interface Props {
  site: Site
  words: Words
  section: Section
  page: TeaserPage
}

export function SectionPage({ site, words, section, page }: Props) {
  const { slug, name, description } = section
  const path = `/${slug}`
  return (
    <ListPage
      site={site}
      words={words}
      path={path}
      title={name}
      description={description}
      intro={description}
      page={page}
      section={slug}
      empty={{ title: words.lists.emptySection, hint: words.lists.emptySectionHint }}
      data={<ListData site={site} way={[{ path, name }]} />}
    />
  )
}
