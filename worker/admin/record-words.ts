/** An entry of the record in words: for a page, for a file, and to be searched. */

import { formatDateTime } from '../text/dates.ts'
import type { Need } from './access.ts'
import type { Desk } from './desk.ts'
import type { Recorded } from './record.ts'

export interface Told {
  who: string
  /** What was done, and what else there is to say of it. */
  act: string
  details: string[]
  about: { label: string; path: string | null } | null
}

type Says = Pick<Desk, 'words' | 'site' | 'can'>
type Act = Extract<Recorded['what'], { kind: 'act' }>

export function tell(desk: Says, entry: Recorded): Told {
  const { comments, newsroom } = desk.words.desk
  const { what, by } = entry
  const who = comments.actors[by] ?? by
  if (what.kind === 'decision') {
    const { reasons } = desk.words.received
    const why = what.why && (reasons[what.why as keyof typeof reasons] ?? what.why)
    const act = comments.file.decision(comments.statuses[what.from], comments.statuses[what.to])
    return { who, act, details: why ? [why] : [], about: aboutOf(desk, `comment:${entry.comment}`, entry) }
  }
  const details = [...detailsOf(desk, what), ...(what.why ? [what.why] : [])]
  const subject = what.subject.startsWith('ban:') && entry.comment ? `comment:${entry.comment}` : what.subject
  return { who, act: newsroom.record.acts[what.action] ?? what.action, details, about: aboutOf(desk, subject, entry) }
}

/** All of an entry's words in one line, as they are searched. */
export function lineOf({ who, act, details, about }: Told): string {
  return [who, act, ...details, about?.label ?? ''].join(' ')
}

/** What is shown of it, and where it is to be seen by who may. */
function aboutOf({ words, can }: Says, subject: string, { headline }: Recorded): Told['about'] {
  const says = words.desk.newsroom.record.lists
  const [kind = '', key = ''] = splitAt(subject, subject.indexOf(':'))
  const places: Record<string, [label: string, path: string, need: Need]> = {
    article: [headline ?? says.article(key), `/admin/articles/${key}`, 'write'],
    comment: [says.comment(key), `/admin/comments/${key}`, 'moderate'],
    image: [says.image, `/admin/images/${key}`, 'write'],
    section: [says.section(key), `/admin/sections/${key}`, 'settings'],
    author: [says.author(key), `/admin/authors/${key}`, 'settings'],
    staff: [says.staff(key), `/admin/staff/${encodeURIComponent(key)}`, 'staff'],
    redirect: [says.redirect(key), `/admin/redirects?${new URLSearchParams({ find: key })}`, 'settings'],
  }
  const place = places[kind]
  return place ? { label: place[0], path: can[place[2]] ? place[1] : null } : null
}

function splitAt(text: string, place: number): [string, string] {
  return [text.slice(0, place), text.slice(place + 1)]
}

/** The term, how long, how many, from what to what. */
function detailsOf(desk: Says, { subject, detail }: Act): string[] {
  const { record: says, terms } = desk.words.desk.comments
  const { days, hidden, restored, kind, comments, answer, comment: _, ...rest } = detail
  const term = subject.match(/^term:(.*)$/s)?.[1]
  return [
    ...(term ? [`“${term}”`] : []),
    ...(kind === 'blocked' || kind === 'suspect' ? [terms.kindNames[kind]] : []),
    ...(typeof days === 'number' ? [says.days(days)] : []),
    ...(Array.isArray(hidden) && hidden.length > 0 ? [says.hidden(hidden.length)] : []),
    ...(Array.isArray(restored) && restored.length > 0 ? [says.restored(restored.length)] : []),
    ...(typeof comments === 'number' ? [says.comments(comments)] : []),
    ...(typeof answer === 'number' ? [says.answerNo(answer)] : []),
    ...Object.entries(rest).flatMap(([field, value]) => detailOf(desk, field, value)),
  ]
}

/** A change is told from what to what; what was longer than a line is told as having changed. */
function detailOf(desk: Says, field: string, value: unknown): string[] {
  const { comments, newsroom } = desk.words.desk
  const label = labelOf(desk, field)
  if (label === null || value === null || value === undefined || value === '') return []
  if (isChange(value)) {
    if (value.from === value.to) return []
    const [from, to] = [value.from, value.to].map((side) => inWords(desk, field, side))
    const isLong = `${from}${to}`.length > 160
    return [
      isLong
        ? label
        : `${label}: ${comments.file.decision(from ?? newsroom.record.unset, to ?? newsroom.record.unset)}`,
    ]
  }
  return [`${label}: ${inWords(desk, field, value)}`]
}

function labelOf({ words }: Says, field: string): string | null {
  const { newsroom, commentSettings } = words.desk
  const labels: Record<string, unknown> = {
    comment_policy: commentSettings.policy,
    comment_reject_from: commentSettings.rejectFrom,
    comment_mode: commentSettings.mode,
    comment_days: commentSettings.days,
    comment_retention_days: commentSettings.retention,
    links: newsroom.menus.title,
  }
  const label = labels[field] ?? newsroom.record.fields[field] ?? (newsroom.masthead as Record<string, unknown>)[field]
  return typeof label === 'string' ? label : null
}

function inWords({ words, site }: Says, field: string, value: unknown): string {
  const { newsroom, commentSettings, comments, roles } = words.desk
  if (value === null || value === '') return comments.record.unset
  if (field === 'at' && typeof value === 'number') {
    return formatDateTime(value, site.settings.locale, site.settings.time_zone)
  }
  if (field === 'links' && typeof value === 'string') {
    return (JSON.parse(value) as { label: string }[]).map(({ label }) => label).join(', ') || comments.record.unset
  }
  const named: Record<string, Record<string, string>> = {
    comment_policy: commentSettings.policies,
    comment_mode: commentSettings.modes,
    role: roles,
    in_menu: newsroom.sections.inMenu,
    locale: newsroom.masthead.locales,
  }
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : `${value}`
  return named[field]?.[text] ?? text
}

function isChange(value: unknown): value is { from: unknown; to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value
}
