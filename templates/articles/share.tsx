/**
 * Plain links by which a page is passed on: they load nothing and tell nobody before they are followed. Zalo has none:
 * its button is a script of its own. Sources: developers.facebook.com/docs/sharing; docs.x.com (Web Intents); RFC 6068.
 */
import type { Words } from '../../worker/text/words.ts'

interface Props {
  words: Words
  /** Canonical. */
  url: string
  lang: string | undefined
}

export function Share({ words: { article: says }, url, lang }: Props) {
  const there = encodeURIComponent(url)
  const ways = [
    ['Facebook', `https://www.facebook.com/sharer/sharer.php?u=${there}`],
    ['X', `https://x.com/intent/post?url=${there}`],
    [says.shareByEmail, `mailto:?body=${there}`],
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
