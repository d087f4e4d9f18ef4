/** One saved version, to read; to work on it again is one click. */
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
}

export function RevisionPage({ desk, article, revision, original }: Props) {
  const { edit } = desk.words.desk
  const path = `/admin/articles/${article.id}`
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
      <p class="pages">
        <a class="button main" href={`${path}?from=${revision.version}`}>
          {edit.useRevision}
        </a>
        <a href={path}>{desk.words.desk.back}</a>
      </p>
    </DeskLayout>
  )
}
