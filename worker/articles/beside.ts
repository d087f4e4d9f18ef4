/** SQL of what stands beside an article on its page, whose own row is `a`; `?1` and `?2` are its section and slug. */
import type { Tag } from '../schema.ts'
import type { ArticleView, CorrectionNote, Neighbour, Neighbours, Translation } from './article.ts'

const NEWEST_HERE = `articles INDEXED BY articles_published_by_section WHERE section = ?1 AND status = 'published'`

export const READ_MORE = 4
/** Among those near there may be the article itself, and the same in another language. */
const NEAR = READ_MORE + 2
const TAGS_COMPARED = 3
const OF_EACH_TAG = 3
const CORRECTIONS_SHOWN = 10

/** Its status as readers are to know it: whatever becomes of what they had, it is withdrawn until they have it again. */
export const STANDING = `iif(a.status <> 'published' AND a.withdrawn_at IS NOT NULL, 'withdrawn', a.status) AS status`

/** Where an address has gone that readers knew. */
export const MOVED = `
  SELECT a.section, a.slug, ${STANDING} FROM redirects r JOIN articles a ON a.id = r.article_id
  WHERE r.from_path = '/' || ?1 || '/' || ?2
    AND (a.status IN ('published', 'withdrawn') OR a.withdrawn_at IS NOT NULL)`

/** The published article that says the same in another language, as JSON. */
export const TRANSLATION = `
  (SELECT json_object('section', section, 'slug', slug, 'lang', lang) FROM articles
   WHERE id IN (SELECT a.translation_of
                UNION ALL SELECT id FROM articles INDEXED BY articles_by_original WHERE translation_of = a.id)
     AND lang <> a.lang AND +status = 'published' LIMIT 1)`

/** What was put right, as JSON, the newest first. */
export const CORRECTIONS = `
  (SELECT json_group_array(json_object('id', id, 'note', note, 'corrected_at', corrected_at))
   FROM (SELECT * FROM corrections INDEXED BY corrections_by_article WHERE article_id = a.id
         ORDER BY corrected_at DESC, id DESC LIMIT ${CORRECTIONS_SHOWN}))`

/**
 * The ids `near` an article, itself perhaps among them: first those that stand among the newest of most of its tags,
 * then those among the newest of its section too, then the newest. They come from a handful of steps in two indexes,
 * whatever the archive holds.
 * @param here SQL that gives the article's id; where there is none, the section's newest are near
 */
export function NEAR_BY(here: string): string {
  const tag = (position: number) =>
    `(SELECT tag FROM article_tags WHERE article_id = ${here} AND position = ${position})`
  const lists = [
    ...Array.from({ length: TAGS_COMPARED }, (_, position) => ({
      weight: 2,
      from: `article_id AS id, published_at FROM article_tags INDEXED BY article_tags_published
        WHERE tag = ${tag(position)} AND published_at IS NOT NULL ORDER BY published_at DESC, article_id`,
      limit: OF_EACH_TAG,
    })),
    { weight: 1, from: `id, published_at FROM ${NEWEST_HERE} ORDER BY published_at DESC, id`, limit: READ_MORE + 1 },
  ]
  const found = lists.map(
    ({ weight, from, limit }) => `
      SELECT id, published_at, ${weight} AS weight FROM (SELECT ${from} DESC LIMIT ${limit})`,
  )
  return `
  WITH near AS (
    SELECT id, published_at, sum(weight) AS weight FROM (${found.join(' UNION ALL')})
    GROUP BY id ORDER BY sum(weight) DESC, published_at DESC, id DESC LIMIT ${NEAR})`
}

/** The section's next older and next newer article: one step in the index each way. */
export const NEIGHBOURS = [
  { side: 'older', than: '<', order: 'DESC' },
  { side: 'newer', than: '>', order: 'ASC' },
]
  .map(
    ({ side, than, order }) => `
  SELECT * FROM (
    SELECT '${side}' AS side, section, slug, lang, headline FROM ${NEWEST_HERE}
      AND (published_at, id) ${than} (SELECT published_at, id FROM articles WHERE section = ?1 AND slug = ?2)
    ORDER BY published_at ${order}, id ${order} LIMIT 1)`,
  )
  .join(' UNION ALL')

export function neighboursOf(found: (Neighbour & { side: string })[]): Neighbours {
  const on = (wanted: keyof Neighbours) => found.find(({ side }) => side === wanted) ?? null
  return { older: on('older'), newer: on('newer') }
}

/** An article's row as the page's statement gives it. */
export type ArticleRow = Omit<ArticleView, 'tags' | 'corrections' | 'translation'> & {
  tags: string
  corrections: string
  translation: string | null
  comment_count: number
}

export function viewOf(row: ArticleRow): ArticleView {
  return {
    ...row,
    // By position, which is the order that JavaScript gives such keys: sorting them in SQL would read each row once more.
    tags: Object.values<Tag>(JSON.parse(row.tags)),
    corrections: JSON.parse(row.corrections) as CorrectionNote[],
    translation: row.translation ? (JSON.parse(row.translation) as Translation) : null,
  }
}
