/**
 * Official documents as Vietnamese texts cite them: «Chỉ thị số 07/CT-TTg ngày 21/3/2023», «Luật số 11/2022/QH15».
 * A citation is found from its number, which no other thing looks like; then what stands before and after it within a
 * short reach is read. Every pattern is bounded, so the time is linear in the text.
 */
import { type DocumentNumber, NUMBER, readNumber } from './document-number.ts'
import { DOCUMENT_TYPES, ENGLISH_TYPES } from './document-types.ts'

/** An official document, as far as a citation tells. */
export interface DocumentReference {
  /** The citation's own words. */
  text: string
  /** As the newsroom writes it, `Chỉ thị`. */
  type: string
  /** As documents are numbered, `07/CT-TTg`: two digits at least, no spaces. */
  number: string
  /** The issuer's code in the number: `TTg`, `CP`, `UBND`, `QH`. */
  issuer: string
  /** `yyyy-mm-dd` */
  date?: string
  year?: number
}

export interface Citation extends DocumentReference {
  /** Where it begins and ends in the given text, in UTF-16 code units. */
  start: number
  end: number
}

/** Citations in the order of the text; of one document as many as there are. */
export function findCitations(given: string): Citation[] {
  const { text, position } = composed(given)
  const citations: Citation[] = []
  let readTo = 0
  let last: Listed | undefined
  for (const match of text.matchAll(NUMBER)) {
    const number = readNumber(match)
    const before =
      number &&
      (typeBefore(text, readTo, match.index, number) ?? typeOfList(text.slice(readTo, match.index), last, number))
    if (!number || !(before || number.standsAlone)) continue
    last = { number, type: before?.type }
    const numberEnd = match.index + match[0].length
    const dated = dateAfter(text, numberEnd, number.year)
    const year = number.year ?? (dated ? Number(dated.date.slice(0, 4)) : null)
    const start = before?.start ?? match.index
    readTo = closed(text, start, dated?.end ?? numberEnd)
    citations.push({
      start: position(start),
      end: position(readTo),
      text: given.slice(position(start), position(readTo)),
      type: typeOf(number, before?.type),
      number: number.canonical,
      issuer: number.issuer,
      ...(dated && { date: dated.date }),
      ...(year && { year }),
    })
  }
  return citations
}

/** What is written counts, unless the code says it more exactly: a «Thông tư» numbered TTLT, any «Văn bản». */
function typeOf(number: DocumentNumber, written: string | undefined): string {
  const coded = number.type ?? (number.issuer === 'UBTVQH' ? 'Nghị quyết' : number.isAssembly ? 'Luật' : null)
  if (!written) return coded ?? ''
  return coded && (written === 'Văn bản' || coded.startsWith(written)) ? coded : written
}

const REACH_BACK = 110

/** «Chỉ thị số», «Luật Đất đai số», «Công điện khẩn số:»: a type, perhaps a name, and «số» before the number. */
function typeBefore(text: string, from: number, to: number, number: DocumentNumber) {
  const begin = Math.max(from, to - REACH_BACK)
  const before = text.slice(begin, to)
  const sign = NUMBER_SIGN.exec(before)
  const head = sign ? before.slice(0, sign.index) : before
  let nearest: { type: string; start: number } | undefined
  for (const match of head.matchAll(TYPE)) {
    const gap = head.slice(match.index + match[0].length)
    const type = vietnameseType(match[0].toLowerCase().replace(/\s+/g, ' '))
    if (number.isBareDecree && type !== 'Nghị định') continue
    const adjoins = /^\s+\(?$/.test(gap)
    const isIt = adjoins || (sign && NAME.test(gap) && mayBeNamed(type, number))
    // «Thông báo kết luận số 45/TB-VPCP»: the code tells which of the two it is.
    if (isIt && (nearest?.type !== number.type || type === number.type)) nearest = { type, start: begin + match.index }
  }
  return nearest
}

const NUMBER_SIGN = /(?<=[\s(])(?:số(?:\s*:)?|nos?\.?)\s*$/iu
const NAME = /^[^.;:!?\d\n]{1,80}$/u

/** Between a type and its number a name may stand, if the number's code agrees: else «quy định tại» would be a type. */
function mayBeNamed(type: string, number: DocumentNumber): boolean {
  if (number.isAssembly) return ['Luật', 'Bộ luật', 'Nghị quyết', 'Pháp lệnh'].includes(type)
  return number.type ? type === number.type : ['Công văn', 'Văn bản'].includes(type)
}

const BY_LOWER_CASE = new Map([
  ...DOCUMENT_TYPES.map((type): [string, string] => [type.toLowerCase(), type]),
  ...ENGLISH_TYPES,
])
const TYPES = [...DOCUMENT_TYPES, ...[...ENGLISH_TYPES.keys()].map((type) => `${type}s?`)]
const TYPE = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}])(?:${TYPES.map((type) => type.replace(/ /g, String.raw`\s+`)).join('|')})(?![\p{L}\p{M}\p{N}])`,
  'giu',
)

function vietnameseType(written: string): string {
  return BY_LOWER_CASE.get(written) ?? BY_LOWER_CASE.get(written.replace(/s$/, '')) ?? ''
}

/** The citation before, as far as the next one of a list may lean on it. */
interface Listed {
  number: DocumentNumber
  /** As it was written; undefined where the number stood alone. */
  type: string | undefined
}

/** «Công văn số 12/BYT-KCB, số 13/BYT-DP»: what is numbered in the same way shares the type that was written once. */
function typeOfList(between: string, last: Listed | undefined, number: DocumentNumber) {
  if (!last?.type || between.length > 20 || !LISTED.test(between)) return undefined
  if (last.number.type !== number.type || last.number.isAssembly !== number.isAssembly) return undefined
  // «Nghị định 100/2019 và 12/2021» may go on to a month.
  if (number.isBareDecree && Number.parseInt(number.canonical, 10) <= 12) return undefined
  return { type: last.type, start: undefined }
}

const LISTED = /^(?:\s*[,;]|\s+(?:và|and))(?:\s+(?:và|and))?\s+(?:(?:số(?:\s*:)?|nos?\.?)\s*)?$/iu

/** A bracket that the citation opened belongs to it to the end. */
function closed(text: string, start: number, end: number): number {
  const inside = text.slice(start, end)
  return inside.lastIndexOf('(') > inside.lastIndexOf(')') && text[end] === ')' ? end + 1 : end
}

/** «ngày 21/3/2023», «ngày 21 tháng 3 năm 2023», «dated 21 March 2023», after the number or after its issuer's name. */
function dateAfter(text: string, from: number, year: number | null): { date: string; end: number } | null {
  const after = text.slice(from, from + 160)
  const match = DATE.exec(after) ?? ENGLISH_DATE.exec(after)
  if (!match) return null
  const { day, month, name = '', year: told } = match.groups ?? {}
  const monthNumber = month ? Number(month) : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1
  const date = calendarDate(told ? Number(told) : year, monthNumber, Number(day))
  return date ? { date, end: from + match[0].length } : null
}

const DATE = new RegExp(
  String.raw`^(?:\s+của\s[^\d.,;:()\n]{2,80}?)?\s*[,(]?\s*(?:(?:được\s+)?(?:ban\s+hành|ký)\s+)?ngày\s+` +
    String.raw`(?<day>\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(?<month>\d{1,2})` +
    String.raw`(?:(?:\s?[/.-]\s?|\s*,?\s+năm\s+)(?<year>\d{4}))?(?![\p{L}\p{N}]|[/.-]\d)`,
  'iu',
)

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const NAMED_MONTH =
  '(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const ENGLISH_DATE = new RegExp(
  String.raw`^(?:\s+(?:of|by)\s[^\d.,;:()\n]{2,80}?)?\s*[,(]?\s*(?:(?:dated|issued|signed|promulgated)(?:\s+on)?|of|on)\s+` +
    String.raw`(?:(?<day>\d{1,2})(?:\s+${NAMED_MONTH},?\s+|[/.-](?<month>\d{1,2})[/.-])(?<year>\d{4})|` +
    String.raw`${NAMED_MONTH}\s+(?<day>\d{1,2}),?\s+(?<year>\d{4}))(?![\p{L}\p{N}]|[/.-]\d)`,
  'iu',
)

function calendarDate(year: number | null, month: number, day: number): string | null {
  if (!year || year < 1945) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}

/** The text in NFC, and the way back from its positions to those of the text as given. */
function composed(given: string): { text: string; position: (at: number) => number } {
  if (given === given.normalize('NFC')) return { text: given, position: (at) => at }
  let text = ''
  const positions: number[] = []
  for (const match of given.matchAll(/\P{M}?\p{M}*/gsu)) {
    const cluster = match[0].normalize('NFC')
    for (let i = 0; i < cluster.length; i++) positions.push(match.index)
    text += cluster
  }
  positions.push(given.length)
  return { text, position: (at) => positions[at] ?? given.length }
}
