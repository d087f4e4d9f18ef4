/** Names that lead to what else there is of an author, or about a thing. */
import type { ArticleView } from '../../worker/articles/article.ts'
import { authorPath, tagPath } from '../../worker/lists/list.ts'

export function AuthorName({ article }: { article: Pick<ArticleView, 'author' | 'author_name'> }) {
  return (
    <a href={authorPath(article.author ?? '')} rel="author">
      {article.author_name}
    </a>
  )
}

export function TagName({ tag }: { tag: ArticleView['tags'][number] }) {
  return (
    <a href={tagPath(tag.slug)} rel="tag">
      {tag.name}
    </a>
  )
}
