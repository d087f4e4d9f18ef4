/** One comment, with all that a moderator may want to know before deciding on it. */
import type { Desk } from '../../worker/admin/desk.ts'
import { isAnswerable } from '../../worker/comments/answers.ts'
import type { Beside, CommentFile, ListOf } from '../../worker/comments/desk-queries.ts'
import type { Comment } from '../../worker/schema.ts'
import { BanFields, type BanTried } from './ban-fields.tsx'
import { CommentPlaces } from './comment-places.tsx'
import { Decide, Said, Who } from './comment-row.tsx'
import { DeskLayout } from './layout.tsx'
import { Field, Notice, Time, timeText } from './parts.tsx'

interface Props {
  desk: Desk
  file: CommentFile
  /** What was done a moment ago. */
  told?: string | undefined
  /** Of the answer's form: the same one sent twice is one answer. */
  nonce: string
  /** An answer that was not taken, as it was typed, and what was wrong with it. */
  answer?: { typed: { body: string; approve: boolean }; wrong: string } | undefined
  ban?: BanTried | undefined
}

export function CommentFilePage({ desk, file, told, nonce, answer, ban }: Props) {
  const says = desk.words.desk.comments
  const { comment } = file
  const list: ListOf = { status: comment.status, article: null, person: null, before: undefined }
  return (
    <DeskLayout desk={desk} title={says.file.title(comment.name)} place="comments">
      <header class="head">
        <h1>{says.file.title(comment.name)}</h1>
        <span class={`status ${comment.status}`}>{says.statuses[comment.status]}</span>
      </header>
      <CommentPlaces desk={desk} />
      <ToldOf desk={desk} file={file} told={told} />
      <div class="file">
        <div>
          <section class="comment" aria-label={says.file.body}>
            <div class="who">
              <Who desk={desk} comment={comment} withStatus={false} />
            </div>
            <Said desk={desk} comment={comment} />
            <div class="decide">
              <Decide desk={desk} comment={comment} list={list} atFile />
            </div>
          </section>
          <AnswerForm desk={desk} file={file} nonce={nonce} answer={answer} />
          <Thread desk={desk} file={file} />
        </div>
        <div>
          <History desk={desk} file={file} />
          <Decisions desk={desk} file={file} />
          {!comment.staff && (comment.email || file.hasAddress) && (
            <section aria-labelledby="ban">
              <h2 id="ban">{says.bans.ban}</h2>
              <BanFields desk={desk} of={file} tried={ban} />
            </section>
          )}
        </div>
      </div>
    </DeskLayout>
  )
}

/** Where a verdict is made and taken back. */
const NOUNS: Partial<Record<Comment['status'], string>> = { approved: 'approval', rejected: 'rejection', spam: 'spam' }

function ToldOf({ desk, file: { comment, events }, told }: Pick<Props, 'desk' | 'file' | 'told'>) {
  const says = desk.words.desk.comments
  const { answered, pickedNow: picked, unpickedNow: unpicked } = says.file
  const sentences = { answered, picked, unpicked, decided: says.done[comment.status](comment.name) }
  const sentence = told && Object.hasOwn(sentences, told) ? sentences[told as keyof typeof sentences] : null
  if (!sentence) return null
  const noun = NOUNS[comment.status]
  const last = events.at(-1)
  return (
    <Notice>
      <p>{sentence}</p>
      {told === 'decided' && noun && (
        <form method="post" action={`/admin/comments/${comment.id}/${noun}`}>
          <input type="hidden" name="_method" value="DELETE" />
          <input type="hidden" name="page" value="comment" />
          <input type="hidden" name="status" value={comment.status} />
          <input type="hidden" name="revision" value={`${comment.revision}`} />
          {last && <input type="hidden" name="event" value={`${last.id}`} />}
          <button type="submit" class="quiet">
            {says.undo}
          </button>
        </form>
      )}
    </Notice>
  )
}

function AnswerForm({ desk, file: { comment }, nonce, answer }: Pick<Props, 'desk' | 'file' | 'nonce' | 'answer'>) {
  const says = desk.words.desk.comments.file
  // What was written stays there to be copied, even if it can be sent no more.
  if (!isAnswerable(comment) && !answer) return null
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">{says.answerTitle}</h2>
      <p class="hint">{says.answerAs(desk.site.settings.name)}</p>
      <form method="post" action={`/admin/comments/${comment.id}/answer#answer`}>
        <input type="hidden" name="nonce" value={nonce} />
        <input type="hidden" name="status" value={comment.status} />
        <input type="hidden" name="revision" value={`${comment.revision}`} />
        <Field name="answer" label={says.answerBody} error={answer?.wrong}>
          {(described) => (
            <textarea {...described} name="body" rows={4} maxlength={4000} required autofocus={answer !== undefined}>
              {answer?.typed.body ?? ''}
            </textarea>
          )}
        </Field>
        {comment.status === 'held' && (
          <p>
            <label for="f-approve" class="tick">
              <input id="f-approve" type="checkbox" name="approve" value="1" checked={answer?.typed.approve ?? false} />{' '}
              {says.answerApproves}
            </label>
          </p>
        )}
        {isAnswerable(comment) && (
          <button type="submit" class="main">
            {says.answerSend}
          </button>
        )}
      </form>
    </section>
  )
}

function Thread({ desk, file: { comment, thread, isCut } }: Pick<Props, 'desk' | 'file'>) {
  const says = desk.words.desk.comments.file
  return (
    <section aria-labelledby="thread">
      <h2 id="thread">{says.thread}</h2>
      {thread.length < 2 ? (
        <p class="empty">{says.threadAlone}</p>
      ) : (
        <ol class="rows thread">
          {thread.map((one) => (
            <li class={one.parent === null ? undefined : 'answer'} aria-current={one.id === comment.id ? 'true' : null}>
              <BesideLine desk={desk} one={one} isThis={one.id === comment.id} />
              <p class="said">{one.body}</p>
            </li>
          ))}
        </ol>
      )}
      {isCut && <p class="hint">{says.threadCut}</p>}
    </section>
  )
}

function BesideLine({ desk, one, isThis = false }: { desk: Desk; one: Beside; isThis?: boolean }) {
  const says = desk.words.desk.comments
  return (
    <p class="about">
      {isThis ? (
        <b>
          {one.name} ({says.file.thisOne})
        </b>
      ) : (
        <a href={`/admin/comments/${one.id}`}>{one.name || `#${one.id}`}</a>
      )}
      {one.staff && <span>{says.byNewsroom(one.staff)}</span>}
      <span class={`status ${one.status}`}>{says.statuses[one.status]}</span>
      <Time ms={one.created_at} desk={desk} />
    </p>
  )
}

function History({ desk, file }: Pick<Props, 'desk' | 'file'>) {
  const says = desk.words.desk.comments.file
  const { comment, sameEmail, sameAddress } = file
  if (comment.staff) return null
  const lists = [
    ['same-email', says.sameEmail, sameEmail],
    ['same-address', says.sameAddress, sameAddress],
  ] as const
  return (
    <>
      {lists.map(([id, title, others]) => (
        <section aria-labelledby={id}>
          <header class="bar">
            <h2 id={id}>{title}</h2>
            {id === 'same-email' && others.length > 0 && (
              <a href={`/admin/comments?person_of=${comment.id}`} aria-label={`${says.allOfPerson}: ${title}`}>
                {says.allOfPerson}
              </a>
            )}
          </header>
          {others.length === 0 ? (
            <p class="empty">{says.noOther}</p>
          ) : (
            <ul class="rows">
              {others.map((one) => (
                <li>
                  <BesideLine desk={desk} one={one} />
                  <p class="brief">{one.body}</p>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </>
  )
}

function Decisions({ desk, file: { events } }: Pick<Props, 'desk' | 'file'>) {
  const says = desk.words.desk.comments
  const { reasons } = desk.words.received
  return (
    <section aria-labelledby="history">
      <h2 id="history">{says.file.history}</h2>
      {events.length === 0 ? (
        <p class="empty">{says.file.noHistory}</p>
      ) : (
        <ol class="rows">
          {events.map((event) => (
            <li>
              <b>{says.file.decision(says.statuses[event.from_status], says.statuses[event.to_status])}</b>
              <p class="about">
                <span>{says.actors[event.by] ?? event.by}</span>
                <span>{timeText(event.at, desk)}</span>
                {event.reason && <span>{reasons[event.reason as keyof typeof reasons] ?? event.reason}</span>}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
