/** Which article a page's comments are about, as the way back to it. */
import { articlePath, type Site } from '../../worker/articles/article.ts'
import type { DiscussedArticle } from '../../worker/comments/thread-queries.ts'
import type { Words } from '../../worker/text/words.ts'

interface Props {
  site: Site
  words: Words
  article: DiscussedArticle
}

export function AboutArticle({ site, words, article }: Props) {
  const lang = article.lang === site.settings.locale ? undefined : article.lang
  return (
    <p>
      {words.comments.about}{' '}
      <a href={articlePath(article)} lang={lang}>
        {article.headline}
      </a>
    </p>
  )
}
