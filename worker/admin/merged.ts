/** A save over somebody else's newer one: what goes together by itself, and what its writer has to decide. */
import type { Difference, Piece } from '../articles/differences.ts'
import type { Part } from '../articles/merging.ts'
import { ARTICLE_FIELDS, type ArticleField, type TypedArticle } from './article-form.ts'

export interface Merged {
  /** For the form: what was merged, and the writer's own words wherever there is something to decide. */
  typed: TypedArticle
  /** What of theirs went into the form. */
  taken: Taken[]
  /** What both changed, the text's own parts aside. */
  open: OpenField[]
  parts: Part[]
  openParts: OpenPart[]
}

export type Taken = { field: ArticleField } & ({ pieces: Piece[] } | { differences: Difference[] })

/** Each side with what the other has not. */
interface Sides {
  mine: Piece[]
  theirs: Piece[]
}

export interface OpenField extends Sides {
  field: ArticleField
  texts: { mine: string; theirs: string }
}

export interface OpenPart extends Sides {
  texts: { mine: string; theirs: string }
  /** What is agreed on, before it. */
  before: string
}

/** @param base what both began from; null where that is not known, and then nothing goes together by itself. */
export async function mergeArticles(
  base: TypedArticle | null,
  mine: TypedArticle,
  theirs: TypedArticle,
): Promise<Merged> {
  // Brought when two people collide, so that no other request pays for it.
  const [{ mergeNames, mergeTexts, textOfParts }, { differencesOf, piecesOf }] = await Promise.all([
    import('../articles/merging.ts'),
    import('../articles/differences.ts'),
  ])
  const typed = { ...mine }
  const merged: Merged = { typed, taken: [], open: [], parts: [], openParts: [] }
  const sides = (texts: { mine: string; theirs: string }): Sides => ({
    mine: piecesOf(texts.theirs, texts.mine).filter(({ kind }) => kind !== 'removed'),
    theirs: piecesOf(texts.mine, texts.theirs).filter(({ kind }) => kind !== 'removed'),
  })
  const take = (field: ArticleField, text: string) => {
    if (sameText(mine[field], text)) return
    merged.taken.push({ field, pieces: piecesOf(mine[field], text) })
    typed[field] = text
  }
  for (const field of ARTICLE_FIELDS) {
    const texts = { mine: mine[field], theirs: theirs[field] }
    if (field === 'body' || sameText(texts.mine, texts.theirs)) continue
    if (base && field === 'tags') take(field, mergeNames(base.tags, texts.mine, texts.theirs))
    else if (base && sameText(base[field], texts.mine)) take(field, texts.theirs)
    else if (!base || !sameText(base[field], texts.theirs)) merged.open.push({ field, texts, ...sides(texts) })
  }
  merged.parts = mergeTexts(base?.body ?? null, mine.body, theirs.body)
  typed.body = textOfParts(merged.parts, () => 'mine')
  const differences = differencesOf(mine.body, typed.body)
  if (differences.some(({ kind }) => kind !== 'same')) merged.taken.push({ field: 'body', differences })
  let before = ''
  for (const part of merged.parts) {
    if (part.kind === 'agreed') before = part.text
    else {
      const texts = { mine: part.mine, theirs: part.theirs }
      merged.openParts.push({ texts, before, ...sides(texts) })
      before = ''
    }
  }
  return merged
}

/** A form's line breaks are two characters, a stored text's one. */
export function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim()
}

/** Whether there is anything left to decide. */
export function isOpen({ open, openParts }: Merged): boolean {
  return open.length + openParts.length > 0
}
