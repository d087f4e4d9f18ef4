/** Where the moderation desk's lists stand, and how their addresses are read. */
import { CURSOR } from '../articles/article.ts'
import type { ListOf } from '../comments/desk-queries.ts'
import type { Comment } from '../schema.ts'
import { decidableStatus, MOST_AT_ONCE } from './deciding.ts'

/** @param field of a query or a form, empty where there is none */
export function parseList(field: (name: string) => string, otherwise: Comment['status'] = 'held'): ListOf {
  const before = field('before')
  return {
    status: decidableStatus(field('status')) ?? otherwise,
    article: idIn(field('article')),
    person: idIn(field('person_of')),
    before: CURSOR.test(before) ? before : undefined,
  }
}

function idIn(text: string): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

export function listPath({ status, article, person, before }: ListOf, more = new URLSearchParams()): string {
  const query = new URLSearchParams({ status })
  if (article !== null) query.set('article', String(article))
  if (person !== null) query.set('person_of', String(person))
  if (before) query.set('before', before)
  for (const [name, value] of more) query.set(name, value)
  return `/admin/comments?${query}`
}

/** The first page of a list of a status. */
export function statusPath(status: Comment['status']): string {
  return listPath({ status, article: null, person: null, before: undefined })
}

/** `7.12.31`: the comments that a page is to tell of. */
export function parseIds(list: string | undefined): number[] {
  const ids = (list ?? '').split('.').filter((id) => /^\d{1,15}$/.test(id))
  return ids.slice(0, MOST_AT_ONCE).map(Number)
}
