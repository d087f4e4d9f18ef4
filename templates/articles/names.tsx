/** Names that will lead somewhere: when authors and tags have pages, their links belong here and nowhere else. */
import type { ArticleView } from '../../worker/articles/article.ts'

export function AuthorName({ article }: { article: Pick<ArticleView, 'author' | 'author_name'> }) {
  return <b>{article.author_name}</b>
}

export function TagName({ tag }: { tag: ArticleView['tags'][number] }) {
  return <>{tag.name}</>
}
