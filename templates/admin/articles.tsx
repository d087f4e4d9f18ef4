/** The articles of the newsroom, or those that a contributor began. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { DeskArticle } from '../../worker/admin/queries.ts'
import type { UnsavedCopy } from '../../worker/articles/working-copies.ts'
import type { Article } from '../../worker/schema.ts'
import { Unfinished } from './copies.tsx'
import { DeskLayout } from './layout.tsx'
import { Pages, Tabs } from './parts.tsx'
import { ArticleRows } from './rows.tsx'

interface Props {
  desk: Desk
  status: Article['status'] | null
  articles: DeskArticle[]
  /** The id that the next page begins before. */
  older: number | null
  isFirst: boolean
  /** New articles that this person has not saved. */
  copies: UnsavedCopy[]
  now: number
}

const PATH = '/admin/articles'

export function ArticleList({ desk, status, articles, older, isFirst, copies, now }: Props) {
  const { list, statuses, overview } = desk.words.desk
  const tabs = [null, ...(Object.keys(statuses) as Article['status'][])].map((tab) => ({
    path: tab ? `${PATH}?status=${tab}` : PATH,
    label: tab ? statuses[tab] : list.all,
    isCurrent: tab === status,
  }))
  return (
    <DeskLayout desk={desk} title={list.title} place="articles" scripts={['saving']}>
      <header class="head">
        <h1>{list.title}</h1>
        <a class="button main" href={`${PATH}/new`}>
          {overview.write}
        </a>
      </header>
      {isFirst && <Unfinished desk={desk} copies={copies} now={now} />}
      <Tabs label={list.filter} tabs={tabs} />
      {articles.length > 0 ? (
        <ArticleRows desk={desk} articles={articles} withStatus={status === null} />
      ) : (
        <p class="empty">
          {list.empty} {list.emptyHint}
        </p>
      )}
      <Pages
        desk={desk}
        path={status ? `${PATH}?status=${status}` : PATH}
        older={older === null ? null : String(older)}
        isFirst={isFirst}
      />
    </DeskLayout>
  )
}
