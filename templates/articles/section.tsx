/** A section's articles, the newest first. */
import type { Site, TeaserPage } from '../../worker/articles/article.ts'
import type { Section } from '../../worker/schema.ts'
import type { Words } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'
import { Empty } from './empty.tsx'
import { Story } from './story.tsx'
import { SectionData } from './structured-data.tsx'

interface Props {
  site: Site
  words: Words
  section: Section
  page: TeaserPage
  /** Whether there are newer articles than those on this page. */
  newer?: boolean
}

export function SectionPage({ site, words, section, page, newer = false }: Props) {
  const around = { site, words }
  const path = `/${section.slug}`
  const older = page.older && `${path}?before=${encodeURIComponent(page.older)}`
  const title = newer ? `${section.name}, ${words.lists.earlier}` : section.name
  return (
    <Layout
      {...around}
      look={['lists']}
      title={title}
      {...(section.description && { description: section.description })}
      {...(!newer && { path })}
      section={section.slug}
      head={
        <>
          {older && <link rel="next" href={older} />}
          <SectionData site={site} section={section} />
        </>
      }
    >
      <div class="frame page">
        <header>
          <h1>{section.name}</h1>
          {newer ? <p>{words.lists.earlierTitle}</p> : section.description && <p>{section.description}</p>}
        </header>
        {page.teasers.length === 0 && (
          <Empty
            title={newer ? words.lists.emptyPage : words.lists.emptySection}
            hint={newer ? words.lists.emptyPageHint : words.lists.emptySectionHint}
          />
        )}
        {page.teasers.length > 0 && (
          <div class="list ruled">
            {page.teasers.map((teaser, i) => (
              <Story
                {...around}
                teaser={teaser}
                heading="h2"
                as={i === 0 && !newer ? 'big' : 'line'}
                first={i === 0}
                standfirst
              />
            ))}
          </div>
        )}
        {(newer || older) && (
          <p class="actions">
            {newer && (
              <a class="action" href={path}>
                {words.lists.newest}
              </a>
            )}
            {older && (
              <a class="action" href={older} rel="next">
                {words.lists.older}
              </a>
            )}
          </p>
        )}
      </div>
    </Layout>
  )
}
