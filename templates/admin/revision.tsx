/** One saved version, to read; to bring it back is one click. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Article, Revision } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { timeText } from './parts.tsx'

interface Props {
  desk: Desk
  article: Article
  revision: Revision
  /** The address of what it translates. */
  original: string
  maySave: boolean
}

export function RevisionPage({ desk, article, revision, original, maySave }: Props) {
  const { edit, saving } = desk.words.desk
  const says = saving.revisions
  const path = `/admin/articles/${article.id}`
  const compare = (from: number, to: number) => `${path}/differences?from=${from}&to=${to}`
  const facts = [
    [edit.section, desk.site.sections.find(({ slug }) => slug === revision.section)?.name ?? revision.section],
    [edit.author, revision.author],
    [edit.byline, revision.byline],
    [edit.source_credit, revision.source_credit],
    [edit.translation_of, original],
    [edit.tags, revision.tags],
    [edit.slug, revision.slug],
  ]
  return (
    <DeskLayout desk={desk} title={`${edit.revisionTitle(revision.version)}: ${revision.headline}`} place="articles">
      <header class="head">
        <h1>{edit.revisionTitle(revision.version)}</h1>
        <p class="about">
          <span>{edit.savedBy(timeText(revision.saved_at, desk), revision.saved_by)}</span>
          {revision.version === article.version && <span>{edit.current}</span>}
        </p>
      </header>
      <article class="revision" lang={revision.lang}>
        <h2>{revision.headline}</h2>
        {revision.standfirst && <p class="standfirst">{revision.standfirst}</p>}
        <pre>{revision.body}</pre>
        <dl>
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      </article>
      {maySave && revision.version !== article.version && (
        <form class="decide" method="post" action={`${path}/revisions`}>
          <input type="hidden" name="from" value={`${revision.version}`} />
          <input type="hidden" name="version" value={`${article.version}`} />
          <button type="submit" class="main">
            {article.status === 'published' ? says.restoreLive : says.restore}
          </button>
          <a class="button" href={`${path}?from=${revision.version}`}>
            {says.edit}
          </a>
        </form>
      )}
      <p class="pages">
        {revision.version > 1 && <a href={compare(revision.version - 1, revision.version)}>{says.toPrevious}</a>}
        {revision.version < article.version && (
          <a href={compare(revision.version, article.version)}>{says.toCurrent}</a>
        )}
        <a href={`${path}/revisions`}>{says.list}</a>
        <a href={path}>{desk.words.desk.back}</a>
      </p>
    </DeskLayout>
  )
}
