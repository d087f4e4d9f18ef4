/**
 * What was put right, told where a reader cannot miss it: below the date of the change, whose reason it is, and before
 * the text, so that nobody who comes back, or comes late, reads on without knowing.
 */
import type { ArticleView, Site } from '../../worker/articles/article.ts'
import { formatDateTime, isoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'

interface Props {
  site: Site
  words: Words
  corrections: ArticleView['corrections']
  /** The language of the interface, where the article's is another. */
  ui: string | undefined
}

export function Corrections({ site, words, corrections, ui }: Props) {
  const { locale, time_zone } = site.settings
  if (corrections.length === 0) return null
  return (
    <div class="fixes small">
      {corrections.map(({ note, corrected_at }) => (
        <p>
          <b lang={ui}>
            {words.article.correction},{' '}
            <time datetime={isoDate(corrected_at)}>{formatDateTime(corrected_at, locale, time_zone)}</time>:
          </b>{' '}
          {note}
        </p>
      ))}
    </div>
  )
}
