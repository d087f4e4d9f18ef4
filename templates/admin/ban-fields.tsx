/** The form that bans: on a comment's page for who wrote it, on the list of bans for an email that is typed. */
import type { TypedBan } from '../../worker/admin/bans.tsx'
import type { Desk } from '../../worker/admin/desk.ts'
import type { CommentFile } from '../../worker/comments/desk-queries.ts'
import { Choice, ErrorSummary, Field } from './parts.tsx'

/** A ban that could not be, as it was asked for, and what is wrong with it. */
export interface BanTried {
  typed: TypedBan
  wrong: Partial<Record<string, string>>
}

interface Props {
  desk: Desk
  of?: CommentFile
  tried?: BanTried | undefined
}

const DAYS = [1, 7, 30]

export function BanFields({ desk, of, tried }: Props) {
  const says = desk.words.desk.comments.bans
  const { typed, wrong = {} } = tried ?? {}
  // Anybody can type somebody else's email.
  const isOnlyTyped = !!of?.comment.email && of.comment.confirmed_at === null
  const kinds = typed?.kinds ?? (of?.comment.email && !isOnlyTyped ? ['email'] : ['address'])
  const hideable = of?.shown.either
  return (
    <form class="ban" method="post" action="/admin/comments/bans">
      <ErrorSummary title={says.errors.summary} errors={wrong} fields={['kinds', 'email', 'days', 'reason']} />
      {of ? (
        <fieldset id="f-kinds">
          <legend>{says.kinds}</legend>
          <input type="hidden" name="comment" value={`${of.comment.id}`} />
          {of.comment.email && (
            <Tick name="kinds" value="email" isOn={kinds.includes('email')} label={says.ofEmail(of.comment.email)} />
          )}
          {isOnlyTyped && <p class="hint">{says.onlyTyped}</p>}
          {of.hasAddress && (
            <Tick name="kinds" value="address" isOn={kinds.includes('address')} label={says.ofAddress} />
          )}
        </fieldset>
      ) : (
        <Field name="email" label={says.email} hint={says.emailHint} error={wrong['email']}>
          {(described) => (
            <input
              {...described}
              type="text"
              inputmode="email"
              maxlength={254}
              value={typed?.email ?? ''}
              autocomplete="off"
            />
          )}
        </Field>
      )}
      <Field name="days" label={says.days} hint={says.daysHint} error={wrong['days']}>
        {(described) => (
          <Choice
            described={described}
            chosen={`${typed?.days ?? 7}`}
            options={DAYS.map((days) => [`${days}`, says.dayCount(days)])}
          />
        )}
      </Field>
      <Field name="reason" label={says.reason} error={wrong['reason']}>
        {(described) => <input {...described} maxlength={300} value={typed?.reason ?? ''} autocomplete="off" />}
      </Field>
      {hideable === 0 ? (
        <p class="hint">{says.hideNone}</p>
      ) : (
        <Tick
          name="hide"
          value="1"
          isOn={typed?.hides ?? false}
          label={hideable === undefined ? says.hideTyped : says.hide(countOf(of))}
        />
      )}
      <button type="submit" class="danger">
        {says.submit}
      </button>
    </form>
  )
}

/** Where email and address differ, both are said: which counts depends on what is ticked. */
function countOf(of: CommentFile | undefined): string {
  if (!of) return ''
  const { email, address, either } = of.shown
  const number = (n: number) => (n >= 1000 ? '1000+' : `${n}`)
  const isSame = (!of.hasAddress || address === either) && (!of.comment.email || email === either)
  return isSame ? number(either) : `${number(Math.min(email, address))}–${number(either)}`
}

function Tick({ name, value, isOn, label }: { name: string; value: string; isOn: boolean; label: string }) {
  const id = `f-${name}-${value}`
  return (
    <p>
      <label for={id} class="tick">
        <input id={id} type="checkbox" name={name} value={value} checked={isOn} /> {label}
      </label>
    </p>
  )
}
