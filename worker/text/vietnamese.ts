/**
 * Text as people write it, and the forms it is compared in. What is stored is `normalise`d; every other form is made
 * from that and thrown away. Source: DESIGN.md, «Vietnamese text».
 */
import { dropAllInvisible, dropInvisible } from './invisible.ts'

export { type CompiledTerms, compileTerms, matchTerms } from './terms.ts'

/** Text at the door: NFC, one kind of line break, nothing in it that cannot be seen. */
export function normalise(text: string): string {
  return dropInvisible(text.toWellFormed()).normalize('NFC').trim()
}

/** The form in which words are searched and compared: no marks, no case, đ as d, one space between words. */
export function fold(text: string): string {
  return dropAllInvisible(text)
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(D_WITH_STROKE, 'd')
    .toLowerCase()
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}

/** `Đời sống` is `doi-song`. Empty where the text has no letter that Latin knows: the caller has a name for that. */
export function slugify(text: string, max = 80): string {
  const slug = fold(text)
    .replace(/[łøæœßþ]/g, (letter) => LATIN[letter] ?? '')
    .replace(/['’ʼ]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  if (slug.length <= max) return slug
  const end = slug.lastIndexOf('-', max)
  return slug.slice(0, end > 0 ? end : max)
}

/** SHA-256 of the words alone: marks, case, spaces, punctuation and emoji make no difference. */
export async function fingerprint(text: string): Promise<string> {
  const words = fold(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words || normalise(text)))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The order of the Vietnamese alphabet, for names and sections. */
export function compareNames(a: string, b: string): number {
  collator ??= new Intl.Collator('vi', { numeric: true })
  return collator.compare(a, b)
}

// Made at the first comparison: a collator costs more than all the rest of this file at start-up.
let collator: Intl.Collator | undefined

// Only the marks that Latin, Greek and Cyrillic letters carry: in Thai or Hindi a mark is a letter.
const MARKS = /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF]/g

// Eth and African d stand for đ in text that came through older encodings; they look the same.
const D_WITH_STROKE = /[đĐðÐɖƉ]/g

const LATIN: Record<string, string> = { ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th' }
