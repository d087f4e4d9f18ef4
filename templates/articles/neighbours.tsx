/** From an article to those right before and after it in its section, so that no page is the last. */
import { articlePath, type Neighbours, type Site } from '../../worker/articles/article.ts'
import type { Words } from '../../worker/text/words.ts'

export function NeighbourLinks({ site, words, neighbours }: { site: Site; words: Words; neighbours: Neighbours }) {
  const { neighbours: label, older, newer } = words.article
  const links = [
    { article: neighbours.older, rel: 'prev', says: older },
    { article: neighbours.newer, rel: 'next', says: newer },
  ]
  if (!neighbours.older && !neighbours.newer) return null
  return (
    <nav class="turn" aria-label={label}>
      {links.map(
        ({ article, rel, says }) =>
          article && (
            <a href={articlePath(article)} rel={rel}>
              <span class="small">{says}</span>{' '}
              <b lang={article.lang === site.settings.locale ? undefined : article.lang}>{article.headline}</b>
            </a>
          ),
      )}
    </nav>
  )
}
