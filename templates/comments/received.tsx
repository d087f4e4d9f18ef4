/** Where a comment stands, for the one who wrote it: what was written, and what they may still do. Never cached. */
import { articlePath, type Site, type Teaser } from '../../worker/articles/article.ts'
import { isRejectionReason } from '../../worker/comments/comment.ts'
import { EDITABLE_FOR_MS, isWithdrawable } from '../../worker/comments/receipt.ts'
import { commentPath } from '../../worker/comments/thread.ts'
import type { FailureReason } from '../../worker/failures.ts'
import type { Comment } from '../../worker/schema.ts'
import { formatDateTime, isoDate } from '../../worker/text/dates.ts'
import type { Words } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'
import { Field } from './form.tsx'

interface Props {
  site: Site
  words: Words
  article: Pick<Teaser, 'section' | 'slug' | 'headline' | 'lang'>
  comment: Pick<Comment, 'id' | 'name' | 'body' | 'status' | 'revision' | 'reason' | 'created_at' | 'edited_at'>
  /** Its own address. */
  path: string
  /** Whether its text may still be changed, and whether that is what its writer is at. */
  mayChange: boolean
  isChanging?: boolean
  /** A change that was not taken, and why. */
  refused?: { reason: FailureReason; error: string; body: string }
}

export function CommentReceived(props: Props) {
  const { site, words, article, comment, mayChange, isChanging = false, refused } = props
  const { received } = words
  const title = refused ? received.unsaved : isChanging ? received.change : received.title[comment.status]
  const isErased = comment.status === 'erased'
  return (
    <Layout site={site} words={words} title={title} section={article.section} look={['lists', 'fields', 'comments']}>
      <div class="frame page narrow">
        <header>
          <h1>{title}</h1>
          {refused && <Wrong refused={refused} isChanging={isChanging} />}
          {!refused && !isChanging && <Standing words={words} comment={comment} />}
        </header>
        {/* Whoever changes a text has it in the form; another one, saved meanwhile, is there to be compared. */}
        {!isErased && (!isChanging || refused?.reason === 'version_conflict') && <AsWritten {...props} />}
        {isChanging ? <Change {...props} /> : <Ways {...props} />}
        {refused && !mayChange && (
          <div class="own">
            <label for="f-body">{received.unsavedText}</label>
            <textarea id="f-body" readonly rows={6}>
              {`\n${refused.body}`}
            </textarea>
          </div>
        )}
        {!isChanging && isWithdrawable(comment) && <Withdraw {...props} />}
      </div>
    </Layout>
  )
}

function Standing({ words: { received }, comment: { status, reason } }: Pick<Props, 'words' | 'comment'>) {
  const why = status === 'rejected' && isRejectionReason(reason) ? received.reasons[reason] : null
  if (!why) return <p>{received.message[status]}</p>
  return (
    <>
      <p>{received.turnedAway}</p>
      <p>
        <b>{received.why}:</b> {why}
      </p>
    </>
  )
}

function Wrong({ refused, isChanging }: { refused: { error: string }; isChanging: boolean }) {
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <p>{isChanging ? <a href="#f-body">{refused.error}</a> : refused.error}</p>
    </div>
  )
}

function AsWritten({ site, words, article, comment }: Props) {
  const { locale, time_zone } = site.settings
  return (
    <section class="receipt" aria-label={words.received.asWritten}>
      <p class="small">
        {words.form.onArticle}{' '}
        <a href={articlePath(article)} lang={article.lang === locale ? undefined : article.lang}>
          {article.headline}
        </a>
      </p>
      <p class="who">
        {comment.name}{' '}
        <time class="small" datetime={isoDate(comment.created_at)}>
          {formatDateTime(comment.created_at, locale, time_zone)}
        </time>
      </p>
      <p class="said">{comment.body}</p>
      {comment.edited_at !== null && (
        <p class="small">{words.received.editedAt(formatDateTime(comment.edited_at, locale, time_zone))}</p>
      )}
    </section>
  )
}

function Ways({ words: { received }, article, comment, mayChange }: Props) {
  const isPublished = comment.status === 'approved'
  return (
    <p class="actions">
      <a
        class="action"
        href={isPublished ? `${commentPath(article, comment.id)}#c-${comment.id}` : articlePath(article)}
      >
        {isPublished ? received.seeComment : received.backToArticle}
      </a>
      {(comment.status === 'received' || comment.status === 'held') && (
        <a class="action" href="?">
          {received.check}
        </a>
      )}
      {mayChange && (
        <a class="action" href="?change=1">
          {received.change}
        </a>
      )}
    </p>
  )
}

function Change({ site, words: { form, received }, comment, path, refused }: Props) {
  const { locale, time_zone } = site.settings
  const until = formatDateTime(comment.created_at + EDITABLE_FOR_MS, locale, time_zone)
  return (
    <form class="own" method="post" action={path}>
      <p class="hint">{received.changeHint(until)}</p>
      <input type="hidden" name="revision" value={`${comment.revision}`} />
      <Field name="body" label={received.changeLabel} hint={form.bodyHint} error={refused?.error}>
        {(described) => (
          <textarea {...described} required minlength={2} rows={6}>
            {`\n${refused?.body ?? comment.body}` /* HTML drops the first line break of a textarea. */}
          </textarea>
        )}
      </Field>
      <p class="actions">
        <button type="submit">{received.changeSave}</button>
        <a class="action" href={path}>
          {received.changeNot}
        </a>
      </p>
    </form>
  )
}

/** Behind one more click, so that nobody takes back by a slip what cannot be brought back. */
function Withdraw({ words: { received }, path }: Props) {
  return (
    <details class="own">
      <summary>{received.withdraw}</summary>
      <form method="post" action={`${path}/withdrawal`}>
        <p class="hint">{received.withdrawHint}</p>
        <button type="submit">{received.withdrawNow}</button>
      </form>
    </details>
  )
}
