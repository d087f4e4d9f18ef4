/** An article in a list. */
import { articlePath, imagePath, type Site, type Teaser } from '../../worker/articles/article.ts'
import { formatDate, isoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'

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
  picture?: boolean
  /** The page's first picture: asked for at once. */
  first?: boolean | undefined
}

export function Story({ site, words, teaser, as = 'line', heading: Heading = 'h3', picture = true, ...show }: Props) {
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
          <a href={articlePath(teaser)}>{teaser.headline}</a>
        </Heading>
        {show.standfirst && teaser.standfirst && <p class="standfirst">{teaser.standfirst}</p>}
        <p class="small" lang={ui}>
          <time datetime={isoDate(teaser.published_at)}>{formatDate(teaser.published_at, locale, time_zone)}</time>
          {' · '}
          {words.article.readingTime(teaser.words)}
        </p>
      </div>
      {picture && <Picture teaser={teaser} first={show.first} />}
    </article>
  )
}

function Picture({ teaser, first }: Pick<Props, 'teaser' | 'first'>) {
  if (!teaser.image || !teaser.image_name) return null
  return (
    <img
      src={imagePath({ id: teaser.image, name: teaser.image_name })}
      alt={teaser.image_alt ?? ''}
      width={teaser.image_width ?? undefined}
      height={teaser.image_height ?? undefined}
      fetchpriority={first ? 'high' : undefined}
      loading={first ? undefined : 'lazy'}
    />
  )
}
