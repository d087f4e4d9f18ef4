/** Times as readers see them. What is stored is UTC epoch milliseconds; the site's locale and zone come as parameters. */
export type DateLocale = 'vi' | 'en'

/** «Thứ Hai, 26/02/2024 12:53», or «Monday, 26 February 2024, 12:53». */
export function formatDateline(ms: number, locale: DateLocale, timeZone: string): string {
  const local = localTime(ms, timeZone)
  const weekday = WEEKDAYS[locale][local.getUTCDay()]
  return locale === 'vi'
    ? `${weekday}, ${date(local, locale)} ${clock(local)}`
    : `${weekday}, ${date(local, locale)}, ${clock(local)}`
}

/** «26/02/2024», or «26 February 2024». */
export function formatDate(ms: number, locale: DateLocale, timeZone: string): string {
  return date(localTime(ms, timeZone), locale)
}

/** «26/02/2024, 14:05», or «26 February 2024, 14:05». */
export function formatDateTime(ms: number, locale: DateLocale, timeZone: string): string {
  const local = localTime(ms, timeZone)
  return `${date(local, locale)}, ${clock(local)}`
}

/** «14:05» of today, with its date of another day. */
export function formatMoment(ms: number, now: number, locale: DateLocale, timeZone: string): string {
  const [local, today] = [localTime(ms, timeZone), localTime(now, timeZone)]
  return date(local, locale) === date(today, locale) ? clock(local) : formatDateTime(ms, locale, timeZone)
}

/** A day without a time, as words say it: `2023-03-21` is «21 tháng 3 năm 2023», or «21 March 2023». */
export function formatDay(day: string, locale: DateLocale): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return locale === 'vi' ? `${date} tháng ${month} năm ${year}` : `${date} ${ENGLISH_MONTHS[month - 1]} ${year}`
}

/** For `<time datetime>`: `2024-02-26T05:53:00.000Z`. */
export function isoDate(ms: number): string {
  return new Date(ms).toISOString()
}

/** For machines, on the newsroom's own clock: `2024-02-26T12:53:00+07:00`. */
export function zonedIsoDate(ms: number, timeZone: string): string {
  const offset = Math.round(offsetMs(ms, timeZone) / 60_000)
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)
  return `${local}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`
}

/** `2024-02`: the month that a calendar in the zone shows. */
export function zonedMonth(ms: number, timeZone: string): string {
  return localTime(ms, timeZone).toISOString().slice(0, 'yyyy-mm'.length)
}

/** «Tháng 2», or «February». @param month `yyyy-mm` */
export function nameMonth(month: string, locale: DateLocale): string {
  const number = Number(month.slice('yyyy-'.length))
  return locale === 'vi' ? `Tháng ${number}` : (ENGLISH_MONTHS[number - 1] ?? '')
}

/** «Tháng 2 năm 2024», or «February 2024». @param month `yyyy-mm` */
export function formatMonth(month: string, locale: DateLocale): string {
  const year = month.slice(0, 'yyyy'.length)
  return `${nameMonth(month, locale)} ${locale === 'vi' ? 'năm ' : ''}${year}`
}

/** A date whose UTC fields are what a clock in the zone shows. */
function localTime(ms: number, timeZone: string): Date {
  return new Date(ms + offsetMs(ms, timeZone))
}

// Asking Intl takes some six microseconds, and a page names sixty times. So a zone's offset is asked once at each end of a week;
// only in a week whose ends differ, when the clocks change, is each time asked for itself.
const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const MAX_KNOWN_WEEKS = 5_000
const knownWeeks = new Map<string, Map<number, number>>()
const clocks = new Map<string, Intl.DateTimeFormat>()

export function offsetMs(ms: number, timeZone: string): number {
  const week = Math.floor(ms / WEEK_MS)
  const offset = offsetAtStart(week, timeZone)
  return offset === offsetAtStart(week + 1, timeZone) ? offset : askOffset(Math.floor(ms / 1000) * 1000, timeZone)
}

function offsetAtStart(week: number, timeZone: string): number {
  const known = knownWeeks.get(timeZone) ?? new Map<number, number>()
  knownWeeks.set(timeZone, known)
  const offset = known.get(week) ?? askOffset(week * WEEK_MS, timeZone)
  if (known.size >= MAX_KNOWN_WEEKS) known.clear()
  known.set(week, offset)
  return offset
}

/** @param ms whole seconds. Throws a RangeError for a zone or a time that does not exist. */
function askOffset(ms: number, timeZone: string): number {
  let wall = clocks.get(timeZone)
  if (!wall) {
    // The calendar and digits are named, so that the host's own settings cannot change them.
    wall = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(timeZone, wall)
  }
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (wall.format(ms).match(/\d+/g) ?? []).map(
    Number,
  )
  return Date.UTC(year, month - 1, day, hour, minute, second) - ms
}

function date(local: Date, locale: DateLocale): string {
  const year = local.getUTCFullYear()
  return locale === 'vi'
    ? `${two(local.getUTCDate())}/${two(local.getUTCMonth() + 1)}/${year}`
    : `${local.getUTCDate()} ${ENGLISH_MONTHS[local.getUTCMonth()]} ${year}`
}

function clock(local: Date): string {
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
}

function two(n: number): string {
  return n < 10 ? `0${n}` : `${n}`
}

const WEEKDAYS: Record<DateLocale, string[]> = {
  vi: ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

const ENGLISH_MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
