/** The number of an official document: `07/CT-TTg`, `30/2020/NĐ-CP`, `11/2022/QH15`, and the Party's `29-NQ/TW`. */
import { ISSUERS_ALONE, TYPE_OF_CODE } from './document-types.ts'

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

const HYPHENS = '\\-\u2010\u2011\u2013'
const CODE = String.raw`[\p{Lu}\p{Ll}&]{1,24}\d{0,2}`

/** Finds what may be a number. Nothing of a longer number, code or address may stand right before or after it. */
export const NUMBER = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}/]|[\p{N}\p{L}][.,:${HYPHENS}])` +
    String.raw`(?<digits>\d{1,6})(?<letter>[a-zđ])?` +
    String.raw`(?:\s?/\s?(?<year>(?:19|20)\d\d))?` +
    String.raw`(?:(?<separator>\s?/\s?|[${HYPHENS}])(?<code>${CODE}(?:[/${HYPHENS}]${CODE}){0,4}))?` +
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

  const typed = code.replace(new RegExp(`[${HYPHENS}]`, 'g'), '-').split(/([-/])/)
  const parts = typed.map((part, at) => (at % 2 === 0 ? spell(part) : part))
  const [first = '', joint, ...rest] = parts
  if (!parts.every((part, at) => at % 2 === 1 || isCode(part))) return null

  const isParty = separator.trim() !== '/'
  const isAssembly = /^(?:UBTV)?QH\d{1,2}$/.test(first)
  const kind = TYPE_OF_CODE.get(first) ?? null
  if (joint === undefined && !isAssembly && !year && !ISSUERS_ALONE.includes(first)) return null
  if (isParty && (year || joint === '-')) return null

  const issuer = joint === undefined || (!kind && joint === '-') ? first : rest.join('')
  return {
    canonical: head + (isParty ? '-' : '/') + parts.join(''),
    type: joint === undefined ? null : kind,
    issuer: isAssembly ? issuer.replace(/\d+$/, '') : issuer,
    ...told,
    isAssembly,
    isBareDecree: false,
    standsAlone:
      (isAssembly ? year !== undefined : kind !== null && joint !== undefined) &&
      (parts.join('') === typed.join('').replace(/Ð/g, 'Đ') || code === code.toUpperCase()),
  }
}

const KNOWN_CODES = new Set([...TYPE_OF_CODE.keys(), ...ISSUERS_ALONE])
const BY_CAPITALS = new Map([...KNOWN_CODES].map((code) => [code.toUpperCase(), code]))

/** One spelling of what was typed in capitals, in small letters, or with Eth, which looks like Đ. */
function spell(part: string): string {
  const plain = part.replace(/Ð/g, 'Đ').replace(/ð/g, 'đ')
  const capitals = plain.toUpperCase()
  if (KNOWN_CODES.has(plain)) return plain
  if (plain === capitals || plain === plain.toLowerCase()) return BY_CAPITALS.get(capitals) ?? capitals
  return plain
}

/** Codes are capitals, with a few small letters inside: `TTg`, `BGDĐT`, `GDTrH`. */
function isCode(code: string): boolean {
  return KNOWN_CODES.has(code) || (/^\p{Lu}/u.test(code) && (code.match(/\p{Lu}/gu) ?? []).length >= 2)
}
