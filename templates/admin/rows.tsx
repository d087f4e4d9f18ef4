/** Articles as lists show them. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { DeskArticle } from '../../worker/admin/queries.ts'
import { Status, timeText } from './parts.tsx'

interface ArticleRowsProps {
  desk: Desk
  articles: DeskArticle[]
  /** Where the list has one status only, a row need not say it. */
  withStatus?: boolean
}

export function ArticleRows({ desk, articles, withStatus = false }: ArticleRowsProps) {
  const { list } = desk.words.desk
  return (
    <ul class="rows">
      {articles.map((article) => (
        <li>
          <a class="what" href={`/admin/articles/${article.id}`} lang={article.lang}>
            {article.headline}
          </a>
          <p class="about">
            {withStatus && <Status status={article.status} desk={desk} />}
            <span>{article.section_name}</span>
            <span>{article.writer}</span>
            {article.published_at !== null && article.status === 'published' && (
              <span>{list.publishedAt(timeText(article.published_at, desk))}</span>
            )}
            {article.published_at !== null && article.status === 'scheduled' && (
              <b>{list.scheduledFor(timeText(article.published_at, desk))}</b>
            )}
            <span>{list.savedAt(timeText(article.saved_at, desk), article.saved_by)}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}
