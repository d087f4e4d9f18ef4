/** What is on record, to be read: the comments' for who moderates, everything for who answers for the newsroom. */
import { type Context, Hono } from 'hono'
import { RecordPage } from '../../templates/admin/record.tsx'
import type { EpochMs } from '../env.ts'
import { listStaff } from '../newsroom/staff.ts'
import { wantsJson } from '../refusal.tsx'
import { formatDateTime } from '../text/dates.ts'
import { fold } from '../text/vietnamese.ts'
import { type DeskEnv, needs } from './access.ts'
import { csvOf } from './csv.ts'
import { type Desk, deskOf } from './desk.ts'
import { EVERYTHING, listRecord, parseRecordCursor, type Recorded, type RecordOf } from './record.ts'
import { lineOf, tell } from './record-words.ts'
import { parseTime } from './time.ts'

export const record = new Hono<DeskEnv>()
export const commentRecord = new Hono<DeskEnv>()

/** As typed into the filter. */
export const RECORD_FIELDS = ['actor', 'act', 'subject', 'from', 'to', 'words'] as const
export type TypedFilter = Record<(typeof RECORD_FIELDS)[number], string>

record.get('/', needs('record'), (c) => answer(c, 'newsroom'))
commentRecord.get('/', needs('moderate'), (c) => answer(c, 'comments'))

/** All that is filtered, as a file; what does not fit is said in its last line. */
record.get('/csv', needs('export'), async (c) => {
  const desk = await deskOf(c)
  const asked = filterOf(typedIn(c), desk, 'newsroom')
  const says = desk.words.desk.newsroom.record
  const timeOf = (at: EpochMs) => formatDateTime(at, desk.site.settings.locale, desk.site.settings.time_zone)
  const rows: string[][] = [[...says.columns]]
  let before: string | null = null
  for (let pages = 0; pages < CSV_PAGES; pages++) {
    const page = await listRecord(c.env.DB, { ...asked, before: parseRecordCursor(before ?? undefined) }, CSV_PAGE)
    for (const entry of page.entries) {
      const { who, act, details, about } = tell(desk, entry)
      rows.push([timeOf(entry.at), who, act, about?.label ?? '', details.join('; ')])
    }
    before = page.older
    const last = page.entries.at(-1)?.at ?? page.searchedTo
    if (before === null) break
    if (pages === CSV_PAGES - 1 && last !== null) rows.push([says.cut(timeOf(last))])
  }
  return c.body(csvOf(rows), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="so-ghi-${new Date().toISOString().slice(0, 10)}.csv"`,
  })
})

const CSV_PAGE = 500
/** Each is a trip, and an invocation has fifty on the smallest plan. */
const CSV_PAGES = 40

async function answer(c: Context<DeskEnv>, scope: 'newsroom' | 'comments'): Promise<Response> {
  const [desk, staff] = await Promise.all([deskOf(c), listStaff(c.env.DB)])
  const typed = typedIn(c)
  const before = c.req.query('before')
  const page = await listRecord(c.env.DB, { ...filterOf(typed, desk, scope), before: parseRecordCursor(before) })
  if (wantsJson(c)) return c.json(page)
  return c.html(
    <RecordPage desk={desk} scope={scope} typed={typed} staff={staff} {...page} isFirst={before === undefined} />,
  )
}

function typedIn(c: Context<DeskEnv>): TypedFilter {
  const typed = Object.fromEntries(RECORD_FIELDS.map((field) => [field, (c.req.query(field) ?? '').trim()]))
  const comment = c.req.query('comment')?.trim()
  return { ...typed, ...(comment && { subject: `comment:${comment}` }) } as TypedFilter
}

function filterOf(typed: TypedFilter, desk: Desk, scope: 'newsroom' | 'comments'): Omit<RecordOf, 'before'> {
  const words = fold(typed.words).split(' ').filter(Boolean)
  const says = (entry: Recorded) => {
    const line = words.length > 0 ? fold(lineOf(tell(desk, entry))) : ''
    return words.every((word) => line.includes(word))
  }
  const concerns = (entry: Recorded) => scope === 'newsroom' || isOfComments(entry)
  const day = (typed: string, clock: string) =>
    /^\d{4}-\d\d-\d\d$/.test(typed) ? parseTime(`${typed}T${clock}`, desk.site.settings.time_zone) : null
  return {
    ...EVERYTHING,
    actor: typed.actor || null,
    act: typed.act || null,
    subjects: typed.subject ? subjectsOf(typed.subject) : null,
    from: day(typed.from, '00:00'),
    // The whole of the last day.
    to: endOf(day(typed.to, '23:59')),
    isMeant: words.length > 0 || scope === 'comments' ? (entry) => concerns(entry) && says(entry) : null,
  }
}

function endOf(minute: EpochMs | null): EpochMs | null {
  return minute === null ? null : minute + 60_000
}

function isOfComments({ what }: Recorded): boolean {
  return (
    what.kind === 'decision' || /^(?:comment|ban|term|person)_|^comment_settings|_comments_changed$/.test(what.action)
  )
}

const KINDS: [RegExp, string][] = [
  [/^(?:bài|bai|article)(?:\s+số|\s+so)?[\s:]*(\d+)$/i, 'article:'],
  [/^(?:ý kiến|y kien|comment)(?:\s+số|\s+so)?[\s:]*(\d+)$/i, 'comment:'],
  [/^(?:ảnh|anh|image|picture)[\s:]*([0-9a-f]{64})$/i, 'image:'],
]

/** What a person may have meant: nothing is asked for that is not the name of something. */
function subjectsOf(typed: string): string[] {
  for (const [form, kind] of KINDS) {
    const key = typed.normalize('NFC').match(form)?.[1]
    if (key) return [kind + key.toLowerCase()]
  }
  if (typed.includes('@')) return [`staff:${typed.toLowerCase()}`]
  if (typed.startsWith('/')) return [`redirect:${typed}`, `section:${typed.slice(1)}`]
  return [typed, `section:${typed}`, `author:${typed}`]
}
