/** What several pages of the desk share. */
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Desk } from '../../worker/admin/desk.ts'
import type { Article } from '../../worker/schema.ts'
import { formatDateTime, isoDate } from '../../worker/text/dates.ts'

export function timeText(ms: number, { site }: Pick<Desk, 'site'>): string {
  return formatDateTime(ms, site.settings.locale, site.settings.time_zone)
}

export function Time({ ms, desk }: { ms: number; desk: Desk }) {
  return <time datetime={isoDate(ms)}>{timeText(ms, desk)}</time>
}

export function Status({ status, desk }: { status: Article['status']; desk: Desk }) {
  return <span class={`status ${status}`}>{desk.words.desk.statuses[status]}</span>
}

/** Something was done, or has to be known. */
export function Notice({ children }: PropsWithChildren) {
  return (
    <div class="notice" role="status" tabindex={-1} autofocus>
      {children}
    </div>
  )
}

interface SummaryProps {
  title: string
  errors: Partial<Record<string, string>>
  /** Fields in the page's order; what is wrong with anything else is said without a link. */
  fields: readonly string[]
}

/** What is wrong, each entry leading to its field. */
export function ErrorSummary({ title, errors, fields }: SummaryProps) {
  const wrong = Object.entries(errors).sort(([a], [b]) => fields.indexOf(a) - fields.indexOf(b))
  if (wrong.length === 0) return null
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <p>
        <b>{title}</b>
      </p>
      <ul>
        {wrong.map(([field, message]) => (
          <li>{fields.includes(field) ? <a href={`#f-${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  )
}

type Described = Record<string, string>

interface FieldProps {
  name: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  /** What stands in somebody else's newer version, where it differs. */
  theirs?: Child
  children: (described: Described) => unknown
}

/** A label, what is wrong, the control that knows of both, and what is asked for. */
export function Field({ name, label, hint, error, theirs, children }: FieldProps) {
  const id = `f-${name}`
  const describedBy = [error && `${id}-wrong`, theirs && `${id}-theirs`, hint && `${id}-hint`].filter(Boolean).join(' ')
  const described: Described = { id, name }
  if (describedBy) described['aria-describedby'] = describedBy
  if (error) described['aria-invalid'] = 'true'
  return (
    <div class={`field ${name}`}>
      <label for={id}>{label}</label>
      {error && (
        <p class="wrong" id={`${id}-wrong`}>
          {error}
        </p>
      )}
      {children(described)}
      {theirs && (
        <div class="theirs" id={`${id}-theirs`}>
          {theirs}
        </div>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

interface ChoiceProps {
  described: Described
  chosen: string
  options: [value: string, label: string][]
}

export function Choice({ described, chosen, options }: ChoiceProps) {
  return (
    <select {...described}>
      {options.map(([value, label]) => (
        <option value={value} selected={value === chosen}>
          {label}
        </option>
      ))}
    </select>
  )
}

interface TabsProps {
  label: string
  tabs: { path: string; label: string; isCurrent: boolean; count?: number | undefined }[]
}

export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li>
            <a href={tab.path} aria-current={tab.isCurrent ? 'page' : null}>
              {tab.label}
              {tab.count ? <span class="count">{tab.count}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** @param path of the list's first page, with its query */
export function Pages({
  desk,
  path,
  older,
  isFirst,
}: {
  desk: Desk
  path: string
  older: string | null
  isFirst: boolean
}) {
  if (isFirst && !older) return null
  return (
    <p class="pages">
      {!isFirst && <a href={path}>{desk.words.desk.newest}</a>}
      {older && (
        <a href={`${path}${path.includes('?') ? '&' : '?'}before=${encodeURIComponent(older)}`} rel="next">
          {desk.words.desk.older}
        </a>
      )}
    </p>
  )
}
