/** What an article that is being written would stand beside: the same headline, nearly the same, an address in use. */
import { articlePath } from '../articles/article.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Article } from '../schema.ts'
import { foldedWords } from '../text/folded.ts'
import { isNearLine } from '../text/likeness.ts'
import { slugify } from '../text/vietnamese.ts'

export interface Written extends Pick<Article, 'headline' | 'section' | 'slug'> {
  /** Null before its first save. */
  id: number | null
}

export interface Duplicate {
  about: 'same' | 'near' | 'taken' | 'leads'
  /** Null where it is none of this person's business yet. */
  headline: string | null
  status: Article['status'] | null
  /** Of its page at the desk, or of where the address leads. */
  path: string | null
}

const YEAR_S = 365 * 86_400
const MAX_PAIRS = 24
const COMPARED = 40
const TOLD = 4

type Found = Pick<Article, 'id' | 'headline' | 'status' | 'section' | 'slug' | 'created_by'> & { folded: string }

const FOUND = 'a.id, a.headline, a.status, a.section, a.slug, a.created_by'

/**
 * Among what was published in the last year, and whatever is not published.
 * @param only whose unpublished articles alone the writer may know of; null for who knows all
 */
export async function findDuplicates(
  db: Db,
  { id, headline, section, slug }: Written,
  only: string | null,
  now: EpochMs,
): Promise<Duplicate[]> {
  const words = foldedWords(headline)
  const pairs = pairsOf(words)
  const path = articlePath({ section, slug: slugify(slug) })
  const [lately, unpublished, taken, leads] = await db.batch<Found>([
    db
      .prepare(
        `SELECT ${FOUND}, t.headline AS folded FROM article_texts t CROSS JOIN articles a ON a.id = t.article_id
         WHERE t.place IN (SELECT rowid FROM search WHERE search MATCH ?1 AND rowid > CAST(?2 AS INTEGER)
           ORDER BY rank LIMIT ${COMPARED}) AND a.id IS NOT ?3`,
      )
      .bind(headlineMatch(pairs), Math.floor(now / 1000) - YEAR_S, id),
    db
      .prepare(
        `SELECT ${FOUND}, t.headline AS folded FROM article_texts t CROSS JOIN articles a ON a.id = t.article_id
         WHERE t.place IS NULL AND a.id IS NOT ?2 AND EXISTS (
           SELECT 1 FROM json_each(?1) WHERE instr(' ' || t.headline || ' ', ' ' || value || ' '))
         ORDER BY t.headline = ?3 DESC, a.id DESC LIMIT ${COMPARED}`,
      )
      .bind(JSON.stringify(pairs), id, words.join(' ')),
    db
      .prepare(`SELECT ${FOUND} FROM articles a WHERE a.section = ? AND a.slug = ? AND a.id IS NOT ?`)
      .bind(section, slugify(slug), id),
    db
      .prepare(
        `SELECT a.id, coalesce(a.headline, r.to_path) AS headline, a.status, a.created_by
         FROM redirects r LEFT JOIN articles a ON a.id = r.article_id
         WHERE r.from_path = ?1 AND r.article_id IS NOT coalesce(?2, 0)`,
      )
      .bind(path, id),
  ])
  const rowsOf = (result: typeof lately) => result?.results ?? []
  const alike = [...rowsOf(lately), ...rowsOf(unpublished)]
  const isSame = ({ folded }: Found) => folded === words.join(' ')
  return [
    ...(slug ? rowsOf(taken).map((one) => asDuplicate('taken', one, only)) : []),
    ...(slug ? rowsOf(leads).map((one) => asDuplicate('leads', one, only)) : []),
    ...alike.filter(isSame).map((one) => asDuplicate('same', one, only)),
    ...alike
      .filter((one) => !isSame(one) && isNearLine(headline, one.headline))
      .map((one) => asDuplicate('near', one, only)),
  ].slice(0, TOLD)
}

/** Like headlines have at least one pair of neighbouring syllables in common. */
function pairsOf(words: string[]): string[] {
  const pairs = words.slice(1).map((word, n) => `${words[n]} ${word}`)
  return (pairs.length > 0 ? pairs : words).slice(0, MAX_PAIRS)
}

/** The index marks the words of headlines; without words it finds nothing. */
function headlineMatch(pairs: string[]): string {
  const phrases = pairs.map((pair) => `"${pair.replace(/^| /g, (space) => `${space}#`)}"`)
  return phrases.length > 0 ? `headline : (${phrases.join(' OR ')})` : '""'
}

function asDuplicate(about: Duplicate['about'], found: Found, only: string | null): Duplicate {
  const { id, headline, status, created_by } = found
  // Where the address leads by an owner's word there is no article.
  if (id === null) return { about, headline, status: null, path: headline }
  const isKnown = only === null || created_by === only
  if (isKnown) return { about, headline, status, path: `/admin/articles/${id}` }
  if (status !== 'published') return { about, headline: null, status: null, path: null }
  return { about, headline, status, path: found.section ? articlePath(found) : null }
}
