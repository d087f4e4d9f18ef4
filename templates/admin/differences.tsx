/** Two saved versions of an article, and what the later one says differently. */
import type { Compared } from '../../worker/admin/compared.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Article, Revision } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { nameOfValue } from './merging.tsx'
import { timeText } from './parts.tsx'
import { Differences, Pieces } from './pieces.tsx'

interface Props {
  desk: Desk
  article: Article
  older: Revision
  newer: Revision
  compared: Compared
}

export function DifferencesPage({ desk, article, older, newer, compared }: Props) {
  const { saving, edit } = desk.words.desk
  const says = saving.differences
  const path = `/admin/articles/${article.id}`
  const title = says.title(newer.version, older.version)
  const named = ({ version, saved_at, saved_by }: Revision) =>
    `${edit.revisionTitle(version)} (${edit.savedBy(timeText(saved_at, desk), saved_by)})`
  const isSameBody = compared.body.every(({ kind }) => kind === 'same')
  return (
    <DeskLayout desk={desk} title={`${title}: ${newer.headline}`} place="articles">
      <header class="head">
        <h1>{title}</h1>
        <p class="about">{saving.revisions.changed(compared.changed.added, compared.changed.removed)}</p>
      </header>
      <p class="intro">{says.summary(named(older), named(newer))}</p>
      {isSameBody && compared.fields.length === 0 ? (
        <p class="empty">{says.none}</p>
      ) : (
        <>
          <p class="hint">{says.legend}</p>
          <article class="revision" lang={newer.lang}>
            {compared.fields.length > 0 && (
              <dl aria-label={says.fields}>
                {compared.fields.map((field) => (
                  <div>
                    <dt>{edit[field.field]}</dt>
                    <dd>
                      <FieldChange desk={desk} field={field} />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
            {isSameBody ? (
              <p class="empty">{says.sameBody}</p>
            ) : (
              <>
                <h2 class="unseen">{says.body}</h2>
                <Differences differences={compared.body} desk={desk} />
              </>
            )}
          </article>
        </>
      )}
      <p class="pages">
        <a href={`${path}/revisions/${older.version}`}>{edit.revisionTitle(older.version)}</a>
        <a href={`${path}/revisions/${newer.version}`}>{edit.revisionTitle(newer.version)}</a>
        <a href={`${path}/revisions`}>{saving.revisions.list}</a>
        <a href={path}>{desk.words.desk.back}</a>
      </p>
    </DeskLayout>
  )
}

function FieldChange({ desk, field }: { desk: Desk; field: Compared['fields'][number] }) {
  const { empty } = desk.words.desk.saving.differences
  if (!['section', 'author', 'lang', 'slug', 'translation_of'].includes(field.field))
    return <Pieces pieces={field.pieces} desk={desk} />
  const named = (value: string) => nameOfValue(field.field, value, desk) || empty
  return (
    <>
      {named(field.before)} → {named(field.after)}
    </>
  )
}
