/**
 * What leads to a person: telephone numbers, email addresses, homes, bank accounts, citizens' numbers. Whose they are
 * cannot be known, so a person looks. The reason is kept for as long as the comment: it never has the whole number.
 */
import { dropAllInvisible } from '../../text/invisible.ts'
import type { ReasonWords } from '../../text/words.ts'
import type { Checked, Context, Signal } from '../moderation.ts'

export type Contact = keyof ReasonWords['contacts']

export function checkContacts({ name, body }: Checked, { says }: Context): Signal | null {
  const found = contactsIn(`${name}\n${body}`)
  if (found.length === 0) return null
  const reasons = found.slice(0, 5).map(({ kind, masked }) => says.contacts[kind](masked))
  const isGrave = found.some(({ kind }) => kind === 'citizen' || kind === 'account')
  return { name: 'contact', weight: isGrave ? 40 : 20, reason: says.contact(reasons) }
}

/** Each once, by kind. */
export function contactsIn(text: string): { kind: Contact; masked: string }[] {
  // A number is one thing only: what has been read as an account is not read again as a telephone.
  let left = dropAllInvisible(text)
    .normalize('NFKC')
    .replace(/(?<![\p{L}\p{N}])o(?=[35789][\d .-])/giu, '0')
  const found = new Map<string, { kind: Contact; masked: string }>()
  for (const [kind, pattern] of PATTERNS) {
    left = left.replace(pattern, (whole: string, ...groups: unknown[]) => {
      const number = typeof groups[0] === 'string' ? groups[0] : whole
      if (isNoContact(kind, number)) return whole
      const masked = kind === 'email' ? maskedEmail(number) : maskedNumber(number)
      found.set(`${kind} ${masked}`, { kind, masked })
      return ' '
    })
  }
  return [...found.values()]
}

/** Between the digits of one number. */
const GAP = '[ .\\-–]{0,2}'
const NO_DIGIT_BEFORE = '(?<![\\p{L}\\d/]|\\d[.,\\-– ])'
const NO_DIGIT_AFTER = '(?![\\p{L}\\d/]|[ .,\\-–]\\d)'
const MONEY = '(?! ?(?:đồng|đ|vnđ|vnd|usd|tỷ|tỉ|triệu|nghìn|ngàn|kwh|ha|m2|km)(?![\\p{L}]))'
const COUNTRY = `\\(?\\+?84\\)?${GAP}(?:\\(0\\))?`
const pattern = (...parts: string[]) => new RegExp(parts.join(''), 'giu')

/** «số nhà 12 ngõ 34 phố Huế», «số 12 đường Láng». */
const HOUSE_IN_STREET =
  /(?<![\p{L}\d])(?:số nhà|nhà số|số|so nha|nha so) ?\d{1,4}[a-zđ]?(?:[/-]\d{1,4}[a-z]?){0,4},? {0,2}(?:ngõ|ngách|hẻm|kiệt|đường|phố|ngo|hem|duong|pho) {1,2}[\p{L}\d]{1,30}/giu
/** «123/4 đường Nguyễn Trãi»; a day of the month is written like that too. */
const HOUSE_IN_ALLEY =
  /(?<![\p{L}\d/]|(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|dịp|từ|đến|mùng) )\d{1,4}[a-z]?(?:\/\d{1,4}[a-z]?){1,4},? {0,2}(?:đường|phố|hẻm|ngõ) (?:\d{1,4}|\p{Lu}\p{Ll}{1,15})/giu
/** A village is no home unless it is told as somebody's address. */
const VILLAGE =
  /(?:địa chỉ|trú tại|ngụ tại|ngụ ở|thường trú|hộ khẩu)[^.!?\n]{0,60}?(?:thôn|xóm|ấp|bản|buôn|tổ|khu phố) [^.!?\n,]{1,30}, ?(?:xã|phường|thị trấn) \p{L}{1,20}/giu
const ENGLISH_HOUSE =
  /(?<![\p{L}\d/])\d{1,5} \p{Lu}\p{Ll}{1,20} (?:\p{Lu}\p{Ll}{1,20} )?(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln)(?![\p{L}])/gu

const PATTERNS: [Contact, RegExp][] = [
  ['email', /[a-z0-9._%+-]{1,64} ?(?:@|[[(]at[\])]|a còng) ?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/giu],
  [
    'account',
    pattern(
      '(?<![\\p{L}\\d])(?:stk|số tài khoản|so tai khoan|số tk|so tk|tài khoản|account(?: number| no\\.?)?)',
      `[^\\n\\d]{0,30}(\\d(?:${GAP}\\d){5,18})(?!\\d)`,
      MONEY,
    ),
  ],
  [
    'citizen',
    pattern(
      '(?<![\\p{L}\\d])(?:cccd|cmnd|cmt|cmtnd|căn cước(?: công dân)?|can cuoc|chứng minh(?: thư| nhân dân)?|hộ chiếu|passport)',
      `[^\\n\\d]{0,20}((?:[a-z])?\\d(?:${GAP}\\d){6,11})(?!\\d)`,
    ),
  ],
  ['citizen', pattern(NO_DIGIT_BEFORE, `0(?:0[1-9]|[1-8]\\d|9[0-6])${GAP}\\d(?:${GAP}\\d){8}`, NO_DIGIT_AFTER, MONEY)],
  ['phone', pattern(NO_DIGIT_BEFORE, `(?:${COUNTRY}|\\(?0)${GAP}[35789](?:${GAP}\\)?\\d){8}`, NO_DIGIT_AFTER, MONEY)],
  ['phone', pattern(NO_DIGIT_BEFORE, `(?:${COUNTRY}|\\(?0)2(?:${GAP}[()]?${GAP}\\d){9}`, NO_DIGIT_AFTER, MONEY)],
  // Ten digits on end are one whatever stands around them.
  ['phone', pattern('(?<![\\p{L}\\d/.,])0[35789]\\d{8}(?![\\p{L}\\d/])', MONEY)],
  ['phone', pattern(NO_DIGIT_BEFORE, `1[89]00${GAP}\\d(?:${GAP}\\d){3,5}`, NO_DIGIT_AFTER, MONEY)],
  ['home', HOUSE_IN_STREET],
  ['home', HOUSE_IN_ALLEY],
  ['home', VILLAGE],
  ['home', ENGLISH_HOUSE],
]

/** Years are not a hotline: «1900 – 1945». */
function isNoContact(kind: Contact, number: string): boolean {
  return kind === 'phone' && /^1[89]00 ?[-–] ?(?:1[89]|20)\d\d$/.test(number)
}

function maskedNumber(number: string): string {
  const digits = number.replace(/\D/g, '')
  return `${digits.slice(0, 3)}…${digits.slice(-2)}`
}

function maskedEmail(email: string): string {
  return email.replace(/^(.).*?( ?(?:@|[[(]at[\])]|a còng) ?)/iu, '$1…@')
}
