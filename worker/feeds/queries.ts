/** What feeds are made of: one batch each, bounded by the number of articles in a feed. */
import { NEWEST, NEWEST_OF_A_SECTION, SITE, siteOf, TEASER, teasersOf } from '../articles/queries.ts'
import type { Db } from '../env.ts'
import type { Feed, FeedArticle } from './feed.ts'

const IN_A_FEED = 30

const FEED_ARTICLE = `${TEASER}, a.byline, a.updated_at, i.bytes AS image_bytes,
  (SELECT json_group_object(x.position, t.name)
   FROM article_tags x JOIN tags t ON t.slug = x.tag WHERE x.article_id = a.id) AS tags,
  a.body_html`

/** The newest articles of the newsroom, or of a section; null when there is no section of that name. */
export async function readFeed(db: Db, origin: string, section: string | null): Promise<Feed | null> {
  const [site, found] = await db.batch([
    db.prepare(SITE),
    db
      .prepare(
        `SELECT ${FEED_ARTICLE}
         FROM articles a INDEXED BY ${section ? NEWEST_OF_A_SECTION : NEWEST} LEFT JOIN images i ON i.id = a.lead_image
         WHERE ${section ? 'a.section = ?' : '?1 IS NULL'} AND a.status = 'published'
         ORDER BY a.published_at DESC, a.id DESC LIMIT ${IN_A_FEED}`,
      )
      .bind(section),
  ])
  const around = siteOf(site, origin)
  const ofSection = around.sections.find(({ slug }) => slug === section) ?? null
  if (section && !ofSection) return null
  const rows = teasersOf<Omit<FeedArticle, 'tags'> & { tags: string }>(found, around)
  // By position, which is the order that JavaScript gives such keys: sorting them in SQL would read each row once more.
  const articles = rows.map((row) => ({ ...row, tags: Object.values<string>(JSON.parse(row.tags)) }))
  return { site: around, section: ofSection, articles }
}
