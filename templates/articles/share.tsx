/**
 * Plain links by which a page is passed on: they load nothing and tell nobody before they are followed. Zalo has none:
 * its button is a script of its own. Sources: developers.facebook.com/docs/sharing; docs.x.com (Web Intents); RFC 6068.
 */
import type { ArticleView } from '../../worker/articles/article.ts'
import type { Words } from '../../worker/text/words.ts'

interface Props {
  words: Words
  article: Pick<ArticleView, 'headline'>
  /** Canonical. */
  url: string
  lang: string | undefined
}

export function Share({ words: { article: says }, article, url, lang }: Props) {
  const there = encodeURIComponent(url)
  const ways = [
    ['Facebook', `https://www.facebook.com/sharer/sharer.php?u=${there}`],
    ['X', `https://x.com/intent/post?url=${there}`],
    [says.shareByEmail, `mailto:?subject=${inQuery(article.headline)}&body=${there}`],
  ]
  return (
    <p class="share small" lang={lang}>
      {says.share}
      {ways.map(([name, href]) => (
        <a href={href} rel="noopener">
          {name}
        </a>
      ))}
    </p>
  )
}

/** Letters beyond ASCII stay as they are, for the browser to write in percent signs: three times shorter on the way. */
function inQuery(text: string): string {
  return text.replace(/[\0-\x7f]/g, encodeURIComponent)
}
