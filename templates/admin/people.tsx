/** A reader's data at the desk: asked for by email, told, given out, erased. */
import type { PropsWithChildren } from 'hono/jsx'
import type { Desk } from '../../worker/admin/desk.ts'
import { type Held, isNothing } from '../../worker/privacy/person.ts'
import type { AuditEvent } from '../../worker/schema.ts'
import { DeskLayout } from './layout.tsx'
import { ErrorSummary, Field, Notice, timeText } from './parts.tsx'

interface Props {
  desk: Desk
  typed: string
  errors?: { email?: string }
}

export function People({ desk, typed, errors = {} }: Props) {
  const says = desk.words.people
  return (
    <Page desk={desk} title={says.title}>
      <ErrorSummary title={says.errors.summary} errors={errors} fields={['email']} />
      <p>{says.intro}</p>
      <form class="person" method="post" action="/admin/people">
        <Field name="email" label={says.email} hint={says.emailHint} error={errors.email}>
          {(described) => (
            <input {...described} type="email" required maxlength={254} autocomplete="off" value={typed} />
          )}
        </Field>
        <button type="submit" class="main">
          {says.look}
        </button>
      </form>
    </Page>
  )
}

interface PersonProps {
  desk: Desk
  email: string
  held: Held
}

export function PersonHeld({ desk, email, held, record }: PersonProps & { record: (AuditEvent & { by: string })[] }) {
  const says = desk.words.people
  return (
    <Page desk={desk} title={says.of(email)}>
      {isNothing(held) ? (
        <p class="empty">{says.nothing}</p>
      ) : (
        <>
          <HeldOf desk={desk} held={held} />
          <div class="decide">
            <Act email={email} path="/admin/people/export" style="plain" label={says.export} />
            <Act email={email} path="/admin/people/erasure" style="danger" label={says.erase} />
          </div>
          <p class="hint">{says.exportHint}</p>
        </>
      )}
      {record.length > 0 && (
        <section aria-labelledby="record">
          <h2 id="record">{says.record}</h2>
          <ul class="rows">
            {record.map(({ action, detail, by, at }) => {
              const what = says.recorded[action]?.(JSON.parse(detail).comments ?? 0) ?? action
              return <li>{says.recordedBy(what, by, timeText(at, desk))}</li>
            })}
          </ul>
        </section>
      )}
      <Back desk={desk} />
    </Page>
  )
}

function HeldOf({ desk, held: { comments, letters, bans, unsubscribed_at } }: { desk: Desk; held: Held }) {
  const { held: says } = desk.words.people
  const { statuses } = desk.words.desk.comments
  return (
    <dl class="held">
      {comments.map(({ status, count, first_at, last_at }) => (
        <div>
          <dt>
            {says.comments}: {statuses[status]}
          </dt>
          <dd>{says.count(count, timeText(first_at, desk), timeText(last_at, desk))}</dd>
        </div>
      ))}
      {letters > 0 && (
        <div>
          <dt>{says.letters}</dt>
          <dd>{says.letterCount(letters)}</dd>
        </div>
      )}
      {unsubscribed_at !== null && (
        <div>
          <dt>{says.unsubscribed}</dt>
          <dd>{timeText(unsubscribed_at, desk)}</dd>
        </div>
      )}
      {bans.map(({ created_at, until, lifted_at }) => (
        <div>
          <dt>{says.bans}</dt>
          <dd>
            {says.ban(timeText(created_at, desk), timeText(until, desk))}
            {lifted_at !== null && `; ${says.lifted(timeText(lifted_at, desk))}`}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The second step names what will happen. @param erased how many are gone already, where one request was not enough */
export function ErasePerson({ desk, email, held, erased }: PersonProps & { erased?: number }) {
  const says = desk.words.people
  const count = (status?: string) =>
    held.comments.filter((some) => !status || some.status === status).reduce((sum, some) => sum + some.count, 0)
  return (
    <Page desk={desk} title={says.eraseTitle(email)}>
      {erased !== undefined && <Notice>{says.partly(erased)}</Notice>}
      {isNothing(held) ? (
        <p class="empty">{says.nothing}</p>
      ) : (
        <>
          <ul class="will">
            {says.eraseList(count(), count('approved')).map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          <p>
            <b>{says.eraseNever}</b>
          </p>
          <div class="decide">
            <Act email={email} path="/admin/people/erasure" style="danger" label={says.eraseNow} isConfirmed />
            <Act email={email} path="/admin/people" style="quiet" label={says.cancel} />
          </div>
        </>
      )}
      <Back desk={desk} />
    </Page>
  )
}

export function PersonErased({ desk, comments, at, by }: { desk: Desk; comments: number; at: number; by: string }) {
  const says = desk.words.people
  return (
    <Page desk={desk} title={says.title}>
      <Notice>
        <p>{says.done(comments)}</p>
        <p>{says.doneHint(timeText(at, desk), by)}</p>
      </Notice>
      <Back desk={desk} />
    </Page>
  )
}

function Page({ desk, title, children }: PropsWithChildren<{ desk: Desk; title: string }>) {
  return (
    <DeskLayout desk={desk} title={title} place="people">
      <header class="head">
        <h1>{title}</h1>
      </header>
      {children}
    </DeskLayout>
  )
}

function Back({ desk }: { desk: Desk }) {
  return (
    <p class="pages">
      <a href="/admin/people">{desk.words.desk.back}</a>
    </p>
  )
}

interface ActProps {
  email: string
  path: string
  style: 'plain' | 'danger' | 'quiet'
  label: string
  isConfirmed?: boolean
}

function Act({ email, path, style, label, isConfirmed = false }: ActProps) {
  return (
    <form method="post" action={path}>
      <input type="hidden" name="email" value={email} />
      {isConfirmed && <input type="hidden" name="confirmed" value="1" />}
      <button type="submit" class={style}>
        {label}
      </button>
    </form>
  )
}
