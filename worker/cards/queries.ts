/** What a card is drawn of. The query and its plan are pinned by test/cards/queries.test.ts. */
import type { Db } from '../env.ts'
import type { Settings } from '../schema.ts'
import { formatDate } from '../text/dates.ts'
import type { CardText } from './card.ts'

interface CardRow extends Pick<Settings, 'locale' | 'time_zone'> {
  id: number
  section: string
  headline: string
  published_at: number
  newsroom: string
}

/** Null where there is no published article: only what readers may see has a card. */
export async function findCard(db: Db, section: string, slug: string): Promise<{ id: number; text: CardText } | null> {
  const row = await db
    .prepare(
      `SELECT a.id, a.headline, a.published_at, s.name AS newsroom, s.locale, s.time_zone,
         (SELECT name FROM sections WHERE slug = a.section) AS section
       FROM articles a, settings s WHERE a.section = ? AND a.slug = ? AND a.status = 'published'`,
    )
    .bind(section, slug)
    .first<CardRow>()
  if (!row) return null
  const date = formatDate(row.published_at, row.locale, row.time_zone)
  return { id: row.id, text: { section: row.section, headline: row.headline, date, newsroom: row.newsroom } }
}
