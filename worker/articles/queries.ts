/**
 * What readers' pages are made of: each page is one D1 batch, and what it reads does not grow with the archive.
 * Every query here and its plan are pinned by test/articles/queries.test.ts.
 */
import type { CommentMode } from '../comments/comment.ts'
import { SIZES, THREADS, type ThreadRow, threadPageOf } from '../comments/thread.ts'
import type { Db } from '../env.ts'
import type { Moved } from '../newsroom/moved.ts'
import type { Article, Section, Settings } from '../schema.ts'
import type { ArticleView, Site, Teaser } from './article.ts'
import {
  type ArticleRow,
  CORRECTIONS,
  MOVED,
  NEAR_BY,
  NEIGHBOURS,
  neighboursOf,
  READ_MORE,
  STANDING,
  TRANSLATION,
  viewOf,
} from './beside.ts'

export const SITE = `
  SELECT s.*, (SELECT json_group_array(json_object('slug', slug, 'name', name, 'description', description, 'in_menu', in_menu))
               FROM (SELECT * FROM sections ORDER BY position)) AS sections
  FROM settings s`

export const TEASER = `
  a.id, a.section, a.slug, a.lang, a.headline, a.standfirst, a.words, a.published_at,
  (SELECT name FROM authors WHERE slug = a.author) AS author_name,
  i.id AS image, i.name AS image_name, i.width AS image_width, i.height AS image_height, i.alt AS image_alt,
  i.colour AS image_colour, i.variants AS image_variants,
  i.focus_x AS image_focus_x, i.focus_y AS image_focus_y`

// Named, because without statistics SQLite takes another index and sorts the whole archive.
export const NEWEST = 'articles_published'
export const NEWEST_OF_A_SECTION = 'articles_published_by_section'

export function teasersBy(index: string): string {
  return `SELECT ${TEASER} FROM articles a INDEXED BY ${index} LEFT JOIN images i ON i.id = a.lead_image`
}

/** A page's own LIMIT follows. */
export const NEWEST_TEASERS = `${teasersBy(NEWEST)} WHERE a.status = 'published' ORDER BY a.published_at DESC, a.id DESC`

const LEADS = 7
const IN_A_BAND = 4

/** The newest stories, and below them the newest of each section that are not among those. */
export async function readFrontPage(db: Db, origin: string) {
  const [site, lead, bands] = await db.batch([
    db.prepare(SITE),
    db.prepare(`${NEWEST_TEASERS} LIMIT ${LEADS}`),
    db.prepare(
      `SELECT ${TEASER} FROM sections s CROSS JOIN articles a ON a.id IN (
         SELECT id FROM articles INDEXED BY ${NEWEST_OF_A_SECTION}
         WHERE section = s.slug AND status = 'published' AND (published_at, id) < (
           SELECT published_at, id FROM articles INDEXED BY ${NEWEST} WHERE status = 'published'
           ORDER BY published_at DESC, id DESC LIMIT 1 OFFSET ${LEADS - 1})
         ORDER BY published_at DESC, id DESC LIMIT ${IN_A_BAND})
       LEFT JOIN images i ON i.id = a.lead_image
       ORDER BY s.position, a.published_at DESC, a.id DESC`,
    ),
  ])
  const around = siteOf(site, origin)
  const teasers = teasersOf(bands, around)
  return {
    site: around,
    lead: teasersOf(lead, around),
    bands: around.sections
      .map((section) => ({ section, teasers: teasers.filter((teaser) => teaser.section === section.slug) }))
      .filter((band) => band.teasers.length > 0),
  }
}

const HERE = '(SELECT id FROM articles WHERE section = ?1 AND slug = ?2)'
// Beside the address of what readers never had stands what would stand beside that of nothing.
const KNOWN = `(SELECT id FROM articles WHERE section = ?1 AND slug = ?2
  AND (status IN ('published', 'withdrawn') OR withdrawn_at IS NOT NULL))`
/** All of an article's page: made once, because their text is as long as a page. `?1` and `?2` are section and slug. */
const ARTICLE_PAGE = [
  SITE,
  `SELECT ${TEASER}, a.source_credit, a.byline, a.updated_at, a.comment_mode, a.comment_days, a.comment_count, ${STANDING}, a.page_revision, a.author,
     a.translation_of, ${TRANSLATION} AS translation, ${CORRECTIONS} AS corrections,
     (SELECT json_group_object(x.position, json_object('slug', t.slug, 'name', t.name))
      FROM article_tags x JOIN tags t ON t.slug = x.tag WHERE x.article_id = a.id) AS tags,
     a.body_html
   FROM articles a LEFT JOIN images i ON i.id = a.lead_image WHERE a.section = ?1 AND a.slug = ?2`,
  THREADS(HERE, 'newest', { size: SIZES.onArticle, picks: true }),
  `${NEAR_BY(KNOWN)}
   SELECT ${TEASER} FROM near CROSS JOIN articles a ON a.id = near.id LEFT JOIN images i ON i.id = a.lead_image
   WHERE a.section <> ?1 OR a.slug <> ?2
   ORDER BY near.weight DESC, near.published_at DESC, near.id DESC`,
  NEIGHBOURS,
  MOVED,
]

/** An article's page with all that stands on it. `article` is there whatever its status: the route judges that. */
export async function readArticlePage(db: Db, origin: string, section: string, slug: string) {
  const [site, article, comments, readMore, neighbours, moved] = await db.batch(
    ARTICLE_PAGE.map((sql) => (sql === SITE ? db.prepare(sql) : db.prepare(sql).bind(section, slug))),
  )
  const around = siteOf(site, origin)
  const [row] = teasersOf<ArticleRow>(article, around)
  const shown = row ? viewOf(row) : null
  // Of what readers never had, not even what it translates.
  const translation = shown && ['published', 'withdrawn'].includes(shown.status) ? shown.translation : null
  return {
    site: around,
    article: shown,
    comments: threadPageOf(rowsOf<ThreadRow>(comments), SIZES.onArticle),
    commentCount: row?.comment_count ?? 0,
    // The same in another language is linked above, and no news to who has read this.
    readMore: teasersOf(readMore, around)
      .filter(({ section, slug }) => section !== translation?.section || slug !== translation.slug)
      .slice(0, READ_MORE),
    neighbours: neighboursOf(rowsOf(neighbours)),
    movedTo: rowsOf<Pick<ArticleView, 'section' | 'slug' | 'status'>>(moved)[0] ?? null,
  }
}

type ArticleStamp = Pick<
  Article,
  'id' | 'status' | 'published_at' | 'comment_mode' | 'comment_days' | 'page_revision' | 'translation_of'
> & { revision: number; site_mode: CommentMode; site_days: number | null }

/** What an article page's ETag is made of, or null where no page can be unchanged. One row. */
export function findArticleStamp(db: Db, section: string, slug: string) {
  return db
    .prepare(
      `SELECT a.id, a.status, a.published_at, a.comment_mode, a.comment_days, a.page_revision, a.translation_of,
         s.revision, s.comment_mode AS site_mode, s.comment_days AS site_days
       FROM articles a, settings s
       WHERE a.section = ? AND a.slug = ? AND a.status = 'published'`,
    )
    .bind(section, slug)
    .first<ArticleStamp>()
}

/** What the ETag of a list is made of. */
export async function findSiteRevision(db: Db): Promise<number> {
  return (await db.prepare('SELECT revision FROM settings').first<number>('revision')) ?? 0
}

/** For pages that show nothing but themselves. */
export async function findSite(db: Db, origin: string): Promise<Site> {
  return siteOf(await db.prepare(SITE).run(), origin)
}

/** For pages that have nothing of their own to read. @param moved asks where the page that is not there may be */
export async function findSiteAndNewest(db: Db, origin: string, moved: D1PreparedStatement | null = null) {
  const [site, newest, redirects] = await db.batch([
    db.prepare(SITE),
    db.prepare(`${NEWEST_TEASERS} LIMIT ${READ_MORE}`),
    ...(moved ? [moved] : []),
  ])
  const around = siteOf(site, origin)
  return { site: around, newest: teasersOf(newest, around), moved: rowsOf<Moved>(redirects)[0] ?? null }
}

export function siteOf(result: D1Result | undefined, origin: string): Site {
  const row = rowsOf<Settings & { sections: string }>(result)[0]
  if (!row) throw new Error('the settings row is missing: are the migrations applied?')
  const { sections, ...settings } = row
  return { settings, sections: JSON.parse(sections) as Section[], origin }
}

/** Section names are taken from the newsroom's, which each page has anyway: a row less for each article. */
export function teasersOf<Row extends Teaser = Teaser>(result: D1Result | undefined, { sections }: Site): Row[] {
  const names = new Map(sections.map((section) => [section.slug, section.name]))
  return rowsOf<Omit<Row, 'section_name'> & { section: string }>(result).map(
    (row) => ({ ...row, section_name: names.get(row.section) ?? row.section }) as unknown as Row,
  )
}

export function rowsOf<Row>(result: D1Result | undefined): Row[] {
  return (result?.results ?? []) as Row[]
}
