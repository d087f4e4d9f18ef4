/** What is different between saved versions. The library that finds it is brought when somebody asks. */
import type { Difference, Piece } from '../articles/differences.ts'
import type { Revision } from '../schema.ts'
import { ARTICLE_FIELDS, type ArticleField, type TypedArticle } from './article-form.ts'

export interface Compared {
  /** The body aside. */
  fields: { field: ArticleField; before: string; after: string; pieces: Piece[] }[]
  body: Difference[]
  changed: Changed
}

/** In words. */
export interface Changed {
  added: number
  removed: number
}

export async function compareRevisions(before: TypedArticle, after: TypedArticle): Promise<Compared> {
  const { countChanged, differencesOf, piecesOf } = await import('../articles/differences.ts')
  const body = differencesOf(before.body, after.body)
  const fields = ARTICLE_FIELDS.filter((field) => field !== 'body' && before[field] !== after[field]).map((field) => {
    return { field, before: before[field], after: after[field], pieces: piecesOf(before[field], after[field]) }
  })
  return { fields, body, changed: countChanged(body) }
}

type Told = Pick<Revision, 'headline' | 'standfirst' | 'body'>

/** How much each of the versions changed of what the next one in the list says: they come newest first. */
export async function changesOf(revisions: Told[]): Promise<Changed[]> {
  const { countChanged, differencesOf } = await import('../articles/differences.ts')
  return revisions.slice(0, -1).map((after, n) => {
    const before = revisions[n + 1] as Told
    return countChanged(differencesOf(wholeOf(before), wholeOf(after)))
  })
}

function wholeOf({ headline, standfirst, body }: Told): string {
  return [headline, standfirst, body].join('\n\n')
}
