/** What is drafted, waits, is scheduled and was published, side by side. */
import { BOARD, type Board, type Column, type DeskArticle } from '../../worker/admin/board.ts'
import type { UnsavedCopy } from '../../worker/articles/working-copies.ts'
import type { EpochMs } from '../../worker/env.ts'
import { Unfinished } from './copies.tsx'
import { DeskLayout } from './layout.tsx'
import { Agenda, ArticleRow } from './rows.tsx'
import { isSeeking, pathOf, Seek, type SeekProps } from './seek.tsx'

interface Props extends SeekProps {
  board: Board
  /** New articles that this person has not saved. */
  copies: UnsavedCopy[]
  now: EpochMs
}

export function BoardPage(props: Props) {
  const { desk } = props
  return (
    <DeskLayout desk={desk} title={desk.words.desk.list.title} place="articles" scripts={['saving']}>
      <Seek {...props} />
      <Unfinished {...props} />
      <div class="columns">
        {BOARD.map((column) => (
          <BoardColumn {...props} column={column} />
        ))}
      </div>
    </DeskLayout>
  )
}

function BoardColumn(props: Props & { column: Column }) {
  const { desk, board, column, now } = props
  const { statuses, seeAll, workflow } = desk.words.desk
  const says = workflow.board
  const { articles, isMore } = board[column]
  const isWriters = column === 'scheduled' && !desk.can.publish
  return (
    <section aria-labelledby={`column-${column}`}>
      <header class="bar">
        <h2 id={`column-${column}`}>
          {statuses[column]}
          {column === 'handed_in' && articles.length > 0 && (
            <span class="count">{isMore ? `${articles.length}+` : articles.length}</span>
          )}
        </h2>
        {isMore && (
          <a href={pathOf(props, column)} aria-label={`${seeAll}: ${statuses[column]}`}>
            {seeAll}
          </a>
        )}
      </header>
      {articles.length === 0 && (
        <p class="empty">{isSeeking(props) ? says.noneFound : isWriters ? says.noneOfYours : says.empty[column]}</p>
      )}
      {column === 'scheduled' ? (
        <Agenda desk={desk} articles={articles} now={now} />
      ) : (
        <ul class="rows">
          {articles.map((article) => (
            <li>
              <ArticleRow desk={desk} article={article} now={now} />
              <NextStep {...props} article={article} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Where it can be undone as easily: what goes to readers goes through the article's own page. */
function NextStep({ desk, article: { id, status, headline } }: Props & { article: DeskArticle }) {
  const { edit } = desk.words.desk
  if (desk.can.publish || status !== 'draft') return null
  return (
    <form method="post" action={`/admin/articles/${id}/submission`}>
      <button type="submit" class="quiet" aria-label={`${edit.handIn}: ${headline}`}>
        {edit.handIn}
      </button>
    </form>
  )
}
