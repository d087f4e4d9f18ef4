/** Every saved version of an article, the newest first, two of them to be chosen and compared. */
import type { Changed } from '../../worker/admin/compared.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Article, Revision } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { Pages, Time } from './parts.tsx'

interface Props {
  desk: Desk
  article: Article
  listed: (Pick<Revision, 'version' | 'headline' | 'saved_at' | 'saved_by'> & { changed: Changed | null })[]
  /** The version that the next page begins before. */
  older: number | null
  isFirst: boolean
}

export function RevisionList({ desk, article, listed, older, isFirst }: Props) {
  const says = desk.words.desk.saving.revisions
  const path = `/admin/articles/${article.id}`
  return (
    <DeskLayout desk={desk} title={says.title(article.headline)} place="articles">
      <header class="head">
        <h1>{says.title(article.headline)}</h1>
        <a href={path}>{desk.words.desk.back}</a>
      </header>
      <p class="intro">{says.what}</p>
      <form method="get" action={`${path}/differences`}>
        <table class="versions">
          <thead>
            <tr>
              <th scope="col">{says.columns.version}</th>
              <th scope="col">{says.columns.saved}</th>
              <th scope="col">{says.columns.by}</th>
              <th scope="col">{says.columns.changed}</th>
              <th scope="col">{says.columns.from}</th>
              <th scope="col">{says.columns.to}</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((revision, n) => (
              <Row desk={desk} article={article} revision={revision} n={n} count={listed.length} />
            ))}
          </tbody>
        </table>
        {listed.length > 1 && (
          <p class="compare">
            <button type="submit" class="main">
              {says.compare}
            </button>
          </p>
        )}
      </form>
      <Pages desk={desk} path={`${path}/revisions`} older={older === null ? null : String(older)} isFirst={isFirst} />
    </DeskLayout>
  )
}

interface RowProps {
  desk: Desk
  article: Article
  revision: Props['listed'][number]
  n: number
  count: number
}

/** Chosen at first: the newest and the one before. */
function Row({ desk, article, revision: { version, saved_at, saved_by, changed }, n, count }: RowProps) {
  const { saving, edit } = desk.words.desk
  const says = saving.revisions
  return (
    <tr>
      <th scope="row">
        <a href={`/admin/articles/${article.id}/revisions/${version}`}>{edit.revisionTitle(version)}</a>
        {version === article.version && <small> {edit.current}</small>}
      </th>
      <td>
        <Time ms={saved_at} desk={desk} />
      </td>
      <td>{saved_by}</td>
      <td>{changed ? says.changed(changed.added, changed.removed) : says.first}</td>
      <td data-column={says.columns.from}>
        <input
          type="radio"
          name="from"
          value={`${version}`}
          checked={n === Math.min(1, count - 1)}
          aria-label={says.from(version)}
        />
      </td>
      <td data-column={says.columns.to}>
        <input type="radio" name="to" value={`${version}`} checked={n === 0} aria-label={says.to(version)} />
      </td>
    </tr>
  )
}
