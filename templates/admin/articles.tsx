/** The articles of one status, or those that a contributor began; older ones page by page. */
import type { DeskArticle } from '../../worker/admin/board.ts'
import type { EpochMs } from '../../worker/env.ts'
import { DeskLayout } from './layout.tsx'
import { Pages } from './parts.tsx'
import { ArticleRows } from './rows.tsx'
import { isSeeking, pathOf, Seek, type SeekProps } from './seek.tsx'

interface Props extends SeekProps {
  articles: DeskArticle[]
  /** The id that the next page begins before. */
  older: number | null
  isFirst: boolean
  now: EpochMs
}

export function ArticleList(props: Props) {
  const { desk, status, articles, older, isFirst, now } = props
  const { list, workflow } = desk.words.desk
  const empty = status === null ? `${list.empty} ${list.emptyHint}` : workflow.board.empty[status]
  return (
    <DeskLayout desk={desk} title={list.title} place="articles">
      <Seek {...props} />
      {articles.length > 0 ? (
        <ArticleRows desk={desk} articles={articles} now={now} withStatus={status === null} />
      ) : (
        <p class="empty">{isSeeking(props) ? workflow.board.noneFound : empty}</p>
      )}
      <Pages desk={desk} path={pathOf(props, status)} older={older === null ? null : String(older)} isFirst={isFirst} />
    </DeskLayout>
  )
}
