/**
 * Every word that the interface says, once for each language. Vietnamese is the original and gives the shape: what is
 * missing or misspelt in another language does not compile. What people wrote (articles, comments, the masthead) is
 * never in here.
 */
import { en } from './words/en.ts'
import { vi } from './words/vi.ts'

export type { ReasonWords } from './words/reasons-vi.ts'

export type Words = typeof vi

const dictionaries = { vi, en } satisfies Record<string, Words>

export type Locale = keyof typeof dictionaries

export function wordsFor(locale: Locale): Words {
  return dictionaries[locale]
}
