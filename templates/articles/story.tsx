/** An article in a list. */
import type { Child } from 'hono/jsx'
import { articlePath, leadImage, type Site, type Teaser } from '../../worker/articles/article.ts'
import { formatDate, isoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { Picture, type Place } from '../picture.tsx'

interface Props {
  site: Site
  words: Words
  teaser: Teaser
  /** The look's classes: `top` and `big` with a picture above, otherwise a line with a small picture beside it. */
  as?: 'top big' | 'big' | 'open' | 'line'
  heading?: 'h2' | 'h3'
  /** False where the section is plain from the place. */
  kicker?: boolean
  standfirst?: boolean | undefined
  /** The article's own headline, with something marked in it. */
  headline?: Child
  /** What stands in the standfirst's place. */
  summary?: Child
  picture?: boolean
  /** Where the picture stands, where `as` does not say it. */
  place?: Place
  /** The page's first picture: asked for at once. */
  first?: boolean | undefined
}

const PLACES: Record<NonNullable<Props['as']>, Place> = { 'top big': 'top', big: 'half', open: 'top', line: 'thumb' }

export function Story({ site, words, teaser, as = 'line', heading: Heading = 'h3', picture = true, ...show }: Props) {
  const image = picture ? leadImage(teaser) : null
  const summary = show.summary || (show.standfirst && teaser.standfirst)
  const { locale, time_zone } = site.settings
  const foreign = teaser.lang !== locale
  const ui = foreign ? locale : undefined
  return (
    <article class={`story ${as}`} lang={foreign ? teaser.lang : undefined}>
      <div>
        {show.kicker && (
          <a class="kicker" href={`/${teaser.section}`} lang={ui}>
            {teaser.section_name}
          </a>
        )}
        <Heading>
          <a href={articlePath(teaser)}>{show.headline ?? teaser.headline}</a>
        </Heading>
        {summary && <p class="standfirst">{summary}</p>}
        <p class="small" lang={ui}>
          <time datetime={isoDate(teaser.published_at)}>{formatDate(teaser.published_at, locale, time_zone)}</time>
          {' · '}
          {words.article.readingTime(teaser.words)}
        </p>
      </div>
      {image && <Picture image={image} place={show.place ?? PLACES[as]} first={show.first} />}
    </article>
  )
}
