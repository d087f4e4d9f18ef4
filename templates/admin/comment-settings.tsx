/** The newsroom's decisions about comments, each explained to who makes it. */
import { MODES, POLICIES, type SettingsErrors, type TypedSettings } from '../../worker/admin/comment-settings.tsx'
import type { Desk } from '../../worker/admin/desk.ts'
import { CommentPlaces } from './comment-places.tsx'
import { DeskLayout } from './layout.tsx'
import { Choice, ErrorSummary, Field, Notice } from './parts.tsx'

interface Props {
  desk: Desk
  /** What stands there while the form is filled in. */
  made: TypedSettings
  typed: TypedSettings
  errors?: SettingsErrors
  isSaved?: boolean
}

const IN_ORDER = [
  'comment_policy',
  'comment_reject_from',
  'comment_mode',
  'comment_days',
  'comment_retention_days',
] as const satisfies (keyof TypedSettings)[]

export function CommentSettings({ desk, made, typed, errors = {}, isSaved = false }: Props) {
  const says = desk.words.desk.commentSettings
  const number = (
    name: 'comment_reject_from' | 'comment_days' | 'comment_retention_days',
    label: string,
    hint: string,
  ) => (
    <Field name={name} label={label} hint={hint} error={errors[name]}>
      {(described) => <input {...described} inputmode="numeric" autocomplete="off" value={typed[name]} />}
    </Field>
  )
  return (
    <DeskLayout desk={desk} title={says.title} place="comments">
      <CommentPlaces desk={desk} place="settings" />
      <header class="head">
        <h1>{says.title}</h1>
        <p>{says.intro}</p>
      </header>
      {isSaved && <Notice>{says.saved}</Notice>}
      <ErrorSummary title={says.errors.summary} errors={errors} fields={IN_ORDER} />
      <form class="settings" method="post" action="/admin/comments/settings">
        <input type="hidden" name="made_from" value={JSON.stringify(made)} />
        <Policies desk={desk} chosen={typed.comment_policy} error={errors.comment_policy} />
        {number('comment_reject_from', says.rejectFrom, says.rejectFromHint)}
        <Field name="comment_mode" label={says.mode} error={errors.comment_mode}>
          {(described) => (
            <Choice
              described={described}
              chosen={typed.comment_mode}
              options={MODES.map((mode): [string, string] => [mode, says.modes[mode]])}
            />
          )}
        </Field>
        {number('comment_days', says.days, says.daysHint)}
        {number('comment_retention_days', says.retention, says.retentionHint)}
        <p>
          <button type="submit" class="main">
            {says.save}
          </button>
          <a href="/admin/comments">{says.back}</a>
        </p>
      </form>
    </DeskLayout>
  )
}

interface PoliciesProps {
  desk: Desk
  chosen: string
  error: string | undefined
}

function Policies({ desk, chosen, error }: PoliciesProps) {
  const says = desk.words.desk.commentSettings
  return (
    <fieldset id="f-comment_policy" tabindex={-1} aria-describedby={error && 'f-comment_policy-wrong'}>
      <legend>{says.policy}</legend>
      {error && (
        <p class="wrong" id="f-comment_policy-wrong">
          {error}
        </p>
      )}
      {POLICIES.map((policy) => (
        <div class="option">
          <input
            type="radio"
            id={`f-${policy}`}
            name="comment_policy"
            value={policy}
            checked={policy === chosen}
            aria-describedby={`f-${policy}-hint`}
          />
          <label for={`f-${policy}`}>{says.policies[policy]}</label>
          <p class="hint" id={`f-${policy}-hint`}>
            {says.policyHints[policy]}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
