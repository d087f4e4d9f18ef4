/** The front page: one story that leads, those beside it, and a band for each section. */
import type { Site, Teaser } from '../../worker/articles/article.ts'
import type { Section } from '../../worker/schema.ts'
import type { Words } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'
import { Empty } from './empty.tsx'
import { Story } from './story.tsx'
import { NewsroomData } from './structured-data.tsx'

interface Props {
  site: Site
  words: Words
  /** The newest first: the lead, three beside it, the rest in a row below. */
  lead: Teaser[]
  bands: Band[]
}

interface Band {
  section: Section
  teasers: Teaser[]
}

const BESIDE_THE_LEAD = 3

export function FrontPage({ site, words, lead: [top, ...others], bands }: Props) {
  const { name, tagline } = site.settings
  const around = { site, words }
  const beside = others.slice(0, BESIDE_THE_LEAD)
  const below = others.slice(BESIDE_THE_LEAD)
  return (
    <Layout
      {...around}
      look={['lists']}
      {...(tagline && { title: tagline, description: `${name}: ${tagline}` })}
      path="/"
      head={<NewsroomData {...around} />}
    >
      <div class="frame">
        {!top && <Empty title={words.lists.emptySite} hint={words.lists.emptySiteHint} />}
        {top && (
          <div class="front">
            <Story {...around} teaser={top} as="top big" heading="h2" kicker standfirst first />
            {beside.length > 0 && (
              <div class="side ruled">
                {beside.map((teaser) => (
                  <Story {...around} teaser={teaser} kicker standfirst picture={false} />
                ))}
              </div>
            )}
          </div>
        )}
        {below.length > 0 && (
          <div class="trio columns ruled">
            {below.map((teaser) => (
              <Story {...around} teaser={teaser} place="column" kicker standfirst={!teaser.image} />
            ))}
          </div>
        )}
        {bands.map((band, i) => (
          <SectionBand {...around} band={band} inColumns={i % 2 === 1 && band.teasers.length > 2} />
        ))}
      </div>
    </Layout>
  )
}

function SectionBand({ band, inColumns, ...around }: { site: Site; words: Words; band: Band; inColumns: boolean }) {
  const { slug, name } = band.section
  const first = band.teasers.find((teaser) => teaser.image) ?? band.teasers[0]
  const rest = band.teasers.filter((teaser) => teaser !== first)
  return (
    <section class="band" aria-labelledby={`band-${slug}`}>
      <header>
        <h2 id={`band-${slug}`}>
          <a href={`/${slug}`}>{name}</a>
        </h2>
        <a class="small" href={`/${slug}`} aria-label={around.words.lists.allOf(name)}>
          {around.words.lists.more}
        </a>
      </header>
      {inColumns ? (
        <div class="columns ruled">
          {band.teasers.map((teaser) => (
            <Story {...around} teaser={teaser} place="column" standfirst={!teaser.image} />
          ))}
        </div>
      ) : (
        <div class="pair">
          {first && <Story {...around} teaser={first} as="big" standfirst />}
          {rest.length > 0 && (
            <div class="ruled">
              {rest.map((teaser) => (
                <Story {...around} teaser={teaser} />
              ))}
            </div>
          )}
        </div>
      )}
    </section>
  )
}
