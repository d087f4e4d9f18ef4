/** The page on which an article is written: one form, in which every button keeps what was typed. */
import { ARTICLE_FIELDS, type EditorErrors } from '../../worker/admin/article-form.ts'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Duplicate } from '../../worker/admin/duplicates.ts'
import type { Editing } from '../../worker/admin/editing.tsx'
import type { Happening } from '../../worker/admin/history.ts'
import type { TypedPicture } from '../../worker/admin/pictures.ts'
import type { Choices, SavedRevision } from '../../worker/admin/queries.ts'
import type { Doubt } from '../../worker/admin/readiness.ts'
import { articlePath } from '../../worker/articles/article.ts'
import { mayBeCorrected } from '../../worker/articles/corrections.ts'
import type { UnsavedCopy, Writing } from '../../worker/articles/working-copies.ts'
import type { EpochMs } from '../../worker/env.ts'
import type { Correction } from '../../worker/schema.ts'
import { CopyFields, Unsaved } from './copies.tsx'
import { CorrectionField, CorrectionList } from './corrections.tsx'
import { EditorActions } from './editor-actions.tsx'
import { ArticleFacts, ArticleText } from './editor-fields.tsx'
import { EditorPieces } from './editor-room.tsx'
import { DeskLayout } from './layout.tsx'
import { Merging } from './merging.tsx'
import { ErrorSummary, Notice, Status, Time, timeText } from './parts.tsx'
import { PicturePanel } from './pictures.tsx'
import { Doubts, History, WhatWasSaid } from './way.tsx'

export interface EditorProps extends Choices {
  desk: Desk
  editing: Editing & { picture: TypedPicture }
  revisions: SavedRevision[]
  corrections: Correction[]
  duplicates: Duplicate[]
  history: Happening[]
  doubts: Doubt[]
  now: EpochMs
  maySave: boolean
  /** What this person left unsaved here. */
  copies: UnsavedCopy[]
  others: Writing[]
  /** Under which what is typed in this form is kept. */
  copyKey: string
}

const FIELDS_IN_ORDER: (keyof EditorErrors)[] = [
  ...ARTICLE_FIELDS,
  'comments',
  'comment_days',
  'file',
  'alt',
  'caption',
  'credit',
  'correction',
  'note',
  'at',
]

export function Editor(props: EditorProps) {
  const { desk, editing, pictures, corrections, maySave } = props
  const { edit } = desk.words.desk
  const { article, version, nonce } = editing
  return (
    <DeskLayout
      desk={desk}
      title={article?.headline || edit.newTitle}
      place="articles"
      scripts={['duplicates', 'editor', 'saving']}
    >
      <EditorHead {...props} />
      <Told {...props} />
      <Unsaved {...props} />
      <WhatWasSaid {...props} />
      <form
        id="article"
        class="editor"
        method="post"
        action={article ? `/admin/articles/${article.id}` : '/admin/articles'}
        enctype="multipart/form-data"
        autocomplete="off"
      >
        {version !== undefined && <input type="hidden" name="version" value={`${version}`} />}
        {nonce && <input type="hidden" name="nonce" value={nonce} />}
        <CopyFields {...props} />
        <div class="writing">
          <ArticleText {...props} />
        </div>
        <ArticleFacts {...props} />
        {maySave && <PicturePanel desk={desk} editing={editing} pictures={pictures} />}
        {article && desk.can.edit && mayBeCorrected(article) && <CorrectionField desk={desk} editing={editing} />}
        <Doubts desk={desk} doubts={props.doubts} />
        <EditorActions {...props} />
      </form>
      {maySave && <EditorPieces desk={desk} />}
      <CorrectionList desk={desk} corrections={corrections} />
      <History desk={desk} history={props.history} />
      <Revisions {...props} />
    </DeskLayout>
  )
}

function EditorHead({ desk, editing: { article } }: EditorProps) {
  const { edit } = desk.words.desk
  return (
    <header class="head slim">
      <h1>{article ? article.headline : edit.newTitle}</h1>
      {article && (
        <p class="about">
          <Status status={article.status} desk={desk} />
          <span>{edit.version(article.version)}</span>
          {article.published_at !== null && article.status !== 'draft' && (
            <Time ms={article.published_at} desk={desk} />
          )}
          {article.status === 'published' && <a href={articlePath(article)}>{edit.viewOnSite}</a>}
        </p>
      )}
    </header>
  )
}

/** What was done, or what is wrong: first thing on the page. */
function Told({ desk, editing, maySave, authors }: EditorProps) {
  const { edit } = desk.words.desk
  const { errors = {}, conflict, done, fromRevision } = editing
  return (
    <>
      {done && <Notice>{edit.done[done]}</Notice>}
      {fromRevision !== undefined && <Notice>{edit.fromRevision(fromRevision)}</Notice>}
      {!maySave && !errors.form && <Notice>{edit.readOnly}</Notice>}
      {conflict && <Merging desk={desk} conflict={conflict} authors={authors} />}
      <ErrorSummary title={edit.errors.summary} errors={errors} fields={FIELDS_IN_ORDER} />
    </>
  )
}

function Revisions({ desk, editing: { article }, revisions }: EditorProps) {
  const { edit } = desk.words.desk
  if (!article || revisions.length === 0) return null
  return (
    <section class="revisions" aria-labelledby="revisions">
      <h2 id="revisions">{edit.revisions}</h2>
      <p class="hint">{edit.revisionsHint}</p>
      <ol>
        {revisions.map(({ version, saved_at, saved_by }) => (
          <li>
            <a href={`/admin/articles/${article.id}/revisions/${version}`}>{edit.revisionTitle(version)}</a>{' '}
            <span>{edit.savedBy(timeText(saved_at, desk), saved_by)}</span>
            {version === article.version && <span> · {edit.current}</span>}
          </li>
        ))}
      </ol>
      <p class="pages">
        <a href={`/admin/articles/${article.id}/revisions`}>{desk.words.desk.saving.revisions.all}</a>
      </p>
    </section>
  )
}
