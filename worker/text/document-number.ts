/** The number of an official document: `07/CT-TTg`, `30/2020/NĐ-CP`, `11/2022/QH15`, and the Party's `29-NQ/TW`. */
import { ISSUERS_ALONE, MARKED_ISSUERS, TYPE_OF_CODE } from './document-types.ts'
import { slugify } from './vietnamese.ts'

export interface DocumentNumber {
  /** As documents are numbered: two digits at least, no spaces, plain hyphens, the code's own capitals. */
  canonical: string
  /** What the code says; null where it names only the issuer. */
  type: string | null
  issuer: string
  year: number | null
  /** The National Assembly numbers laws and resolutions alike. */
  isAssembly: boolean
  /** `100/2019`: a number only after «Nghị định». */
  isBareDecree: boolean
  /** Nothing else looks like it: it needs no type before it. */
  standsAlone: boolean
}

/** Longer than any number, so that none is cut. */
const MAX_SLUG = 160

/** `30/2020/NĐ-CP`, in whatever spelling, is `30-2020-nd-cp`; `7/CT-TTg` is `07-ct-ttg`. Empty where there is no letter or digit. */
export function documentSlug(number: string): string {
  return slugify(number, MAX_SLUG).replace(/^\d(?!\d)/, '0$&')
}

export function documentPath(slug: string): string {
  return `/documents/${slug}`
}

const HYPHENS = '\\-\u2010\u2011\u2012\u2013\u2212'
const CODE = String.raw`[\p{Lu}\p{Ll}&]{1,24}\d{0,2}`
/** Between two codes; with spaces, «NĐ - CP», only where the first is short and in capitals. */
const JOINT = String.raw`(?:[/${HYPHENS}]|(?<=/\s?\p{Lu}{1,4})\s[${HYPHENS}]\s(?=\p{Lu}{2}))`

/** Finds what may be a number. Nothing of a longer number, code or address may stand right before or after it. */
export const NUMBER = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}/]|[\p{N}\p{L}][.,:${HYPHENS}])` +
    String.raw`(?<digits>\d{1,6})(?<letter>[a-zđ])?` +
    String.raw`(?:\s?/\s?(?<year>(?:19|20)\d\d))?` +
    String.raw`(?:(?<separator>\s?/\s?|\s?[${HYPHENS}]\s?)(?<code>${CODE}(?:${JOINT}${CODE}){0,4}))?` +
    String.raw`(?![\p{L}\p{M}\p{N}/@]|[.,:]\d)`,
  'gu',
)

/** @param match of NUMBER */
export function readNumber(match: RegExpMatchArray): DocumentNumber | null {
  const { digits = '', letter = '', separator = '', year, code } = match.groups ?? {}
  const head = digits.padStart(2, '0') + letter + (year ? `/${year}` : '')
  const told = { year: year ? Number(year) : null }
  if (code === undefined) {
    // Only the Government issues decrees, so a decree's year is enough: «Nghị định 100/2019».
    const flags = { isAssembly: false, isBareDecree: true, standsAlone: false }
    return year ? { canonical: `${head}/NĐ-CP`, type: 'Nghị định', issuer: 'CP', ...told, ...flags } : null
  }

  const typed = code
    .replace(/\s/g, '')
    .replace(new RegExp(`[${HYPHENS}]`, 'g'), '-')
    .split(/([-/])/)
  const parts = typed.map((part, at) => (at % 2 === 0 ? spell(part) : part))
  const [first = '', joint, ...rest] = parts
  if (!parts.every((part, at) => at % 2 === 1 || isCode(part))) return null

  const isParty = separator.trim() !== '/'
  const isAssembly = /^(?:UBTV)?QH\d{1,2}$/.test(first)
  // «15-LĐTBXH/TT»: older numbers say first who, then what.
  const isReversed = !TYPE_OF_CODE.has(first) && joint === '/' && rest.length === 1 && TYPE_OF_CODE.has(rest[0] ?? '')
  const kind = TYPE_OF_CODE.get((isReversed ? rest[0] : first) ?? '') ?? null
  if (joint === undefined && !isAssembly && !year && !ISSUERS_ALONE.includes(first)) return null
  if (isParty && (year || joint === '-')) return null

  const issuer = joint === undefined || isReversed || (!kind && joint === '-') ? first : rest.join('')
  return {
    canonical: head + (isParty ? '-' : '/') + parts.join(''),
    type: joint === undefined ? null : kind,
    issuer: isAssembly ? issuer.replace(/\d+$/, '') : issuer,
    ...told,
    isAssembly,
    isBareDecree: false,
    standsAlone:
      !isReversed &&
      (isAssembly ? year !== undefined : kind !== null && joint !== undefined && isPlausible(typed[0] ?? '', issuer)) &&
      (unmarked(parts.join('')) === unmarked(typed.join('')) || code === code.toUpperCase()),
  }
}

const KNOWN_CODES = new Set([...TYPE_OF_CODE.keys(), ...ISSUERS_ALONE, ...MARKED_ISSUERS])
/** `TTG`, `ND` and `TƯ`: other spellings of codes that are known. */
const BY_CAPITALS = new Map([
  ['TƯ', 'TW'],
  ...[...KNOWN_CODES].map((code): [string, string] => [unmarked(code.toUpperCase()), code]),
])

/** One spelling of what was typed in capitals, in small letters, without marks, or with Eth, which looks like Đ. */
function spell(part: string): string {
  const plain = part.replace(/Ð/g, 'Đ').replace(/ð/g, 'đ')
  const capitals = plain.toUpperCase()
  if (KNOWN_CODES.has(plain)) return plain
  const known = BY_CAPITALS.get(unmarked(capitals))
  return known ?? (plain === plain.toLowerCase() ? capitals : plain)
}

/** Without a type before it «3/HD-TV» or «12/CD-ROM» is something else: two letters, or a code without its mark, need an issuer we know. */
function isPlausible(typedCode: string, issuer: string): boolean {
  if (KNOWN_CODES.has(issuer)) return true
  const isUnmarked = !KNOWN_CODES.has(typedCode.replace(/Ð/g, 'Đ')) && typedCode === typedCode.toUpperCase()
  return isUnmarked ? /^B\p{Lu}{2}/u.test(issuer) : issuer.length > 2
}

/** Codes are capitals, with a few small letters inside: `TTg`, `BGDĐT`, `GDTrH`. */
function isCode(code: string): boolean {
  return KNOWN_CODES.has(code) || (/^\p{Lu}/u.test(code) && (code.match(/\p{Lu}/gu) ?? []).length >= 2)
}

function unmarked(code: string): string {
  return code.replace(/[ĐÐ]/g, 'D')
}
