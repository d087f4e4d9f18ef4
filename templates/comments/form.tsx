/**
 * Where a reader writes. A plain form: without its script it still says what it needs, and why. The page carries only the
 * few lines that bring the script when the reader turns to the form.
 */
import type { Child } from 'hono/jsx'
import type { CommentView, TypedComment } from '../../worker/comments/comment.ts'
import { PRIVACY_PATH } from '../../worker/privacy/kept.ts'
import type { Words } from '../../worker/text/words.ts'
import { FORM_SCRIPT_PATH, READER_SCRIPT } from '../look.generated.ts'
import { raw } from '../markup.ts'

export interface TurnstilePlace {
  sitekey: string
  turnstileOrigin: string
  /** Whether a letter can be sent to who asks for one. */
  offersNotices?: boolean
}

export type CommentErrors = Partial<Record<'name' | 'email' | 'body' | 'turnstile' | 'form', string>>

interface Props extends TurnstilePlace {
  words: Words
  action: string
  /** The heading's level, where the form has one. */
  heading?: 'h2' | 'h3'
  typed?: Partial<TypedComment>
  errors?: CommentErrors
  /** The comment that this one answers. */
  parent?: Pick<CommentView, 'id' | 'name'> | null
}

const SCRIPT = raw(`<script>${READER_SCRIPT}</script>`)

/** Where an entry of the error summary leads. */
const PLACES = { name: '#f-name', email: '#f-email', body: '#f-body', turnstile: '#f-check', form: null } as const

export function CommentForm({
  words: { form, locale, privacy },
  action,
  heading: Heading,
  typed = {},
  errors = {},
  ...props
}: Props) {
  const emailHint = (
    <>
      {form.emailHint} <a href={PRIVACY_PATH}>{privacy.link}</a>
    </>
  )
  return (
    <>
      <form
        class="write"
        id="write"
        method="post"
        action={action}
        data-script={FORM_SCRIPT_PATH}
        data-now={Object.keys(errors).length > 0 ? '' : undefined}
        data-origin={props.turnstileOrigin}
        data-checking={form.checking}
        data-broken={form.broken}
      >
        {Heading && <Heading>{form.heading}</Heading>}
        <ErrorSummary form={form} errors={errors} />
        <p class="hint">{form.intro}</p>
        <noscript>
          <p class="wrong">{form.noscript}</p>
        </noscript>
        <input type="hidden" name="nonce" value={typed.nonce ?? ''} />
        <input type="hidden" name="parent" value={props.parent ? `${props.parent.id}` : (typed.parent ?? '')} />
        <input type="hidden" name="proof" value={typed.proof ?? ''} />
        <p id="f-to" hidden={!props.parent}>
          {form.replyingTo} <b>{props.parent?.name}</b>{' '}
          <a class="cancel" href={`${action.replace(/\/comments$/, '')}#write`}>
            {form.cancelReply}
          </a>
        </p>
        <div class="two">
          <Field name="name" label={form.name} hint={form.nameHint} error={errors.name}>
            {(described) => (
              <input {...described} required maxlength={80} autocomplete="name" value={typed.name ?? ''} />
            )}
          </Field>
          <Field name="email" label={form.email} hint={emailHint} error={errors.email}>
            {(described) => (
              <input
                {...described}
                type="email"
                required
                maxlength={254}
                autocomplete="email"
                value={typed.email ?? ''}
              />
            )}
          </Field>
        </div>
        <Field name="body" label={form.body} hint={form.bodyHint} error={errors.body}>
          {(described) => (
            <textarea
              {...described}
              {...(props.parent && { 'aria-describedby': `f-to ${described['aria-describedby']}` })}
              required
              minlength={2}
              rows={6}
            >
              {`\n${typed.body ?? ''}` /* HTML drops the first line break of a textarea. */}
            </textarea>
          )}
        </Field>
        <label class="choice" hidden>
          <input type="checkbox" data-remember /> {form.remember}
        </label>
        {props.offersNotices && (
          <label class="choice">
            <input type="checkbox" name="notice" value="1" checked={typed.notice === '1'} /> {form.notice}
          </label>
        )}
        <p class="trap" aria-hidden="true">
          <label>
            {form.leaveEmpty} <input name="website" tabindex={-1} autocomplete="off" />
          </label>
        </p>
        <div id="f-check" tabindex={-1}>
          <span class="label">{form.check}</span>
          {errors.turnstile && <p class="wrong">{errors.turnstile}</p>}
          <div class="check">
            <div
              class="cf-turnstile"
              data-sitekey={props.sitekey}
              data-action="comment"
              data-size="flexible"
              data-language={locale}
            />
            <p class="hint">{form.checkHint}</p>
          </div>
        </div>
        <div class="send">
          <button type="submit">{form.submit}</button>
          <p class="wrong" role="status" />
        </div>
      </form>
      {SCRIPT}
    </>
  )
}

function ErrorSummary({ form, errors }: { form: Words['form']; errors: CommentErrors }) {
  const wrong = Object.keys(PLACES).filter((place): place is keyof typeof PLACES => place in errors)
  if (wrong.length === 0) return null
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <p>
        <b>{form.errorSummaryHint}</b>
      </p>
      <ul class="plain">
        {wrong.map((place) => (
          <li>{PLACES[place] ? <a href={PLACES[place]}>{errors[place]}</a> : errors[place]}</li>
        ))}
      </ul>
    </div>
  )
}

interface FieldProps {
  name: string
  label: string
  hint: Child
  error: string | undefined
  children: (described: Record<string, string>) => unknown
}

/** A label, what is asked for, what is wrong, and the control that knows of both. */
export function Field({ name, label, hint, error, children }: FieldProps) {
  const id = `f-${name}`
  const described = { id, name, 'aria-describedby': error ? `${id}-wrong ${id}-hint` : `${id}-hint` }
  return (
    <div>
      <label for={id}>{label}</label>
      {error && (
        <p class="wrong" id={`${id}-wrong`}>
          {error}
        </p>
      )}
      {children(error ? { ...described, 'aria-invalid': 'true' } : described)}
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  )
}
