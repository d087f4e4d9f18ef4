/**
 * Writing: creating and saving articles. Every save is a revision, in one batch with the article, its tags, its
 * citations and the redirect from an address it leaves; a save over somebody else's newer save changes nothing.
 */
import type { Db, EpochMs } from '../env.ts'
import type { Article, Revision } from '../schema.ts'
import type { FigureImage } from '../text/markdown.ts'
import { slugify } from '../text/vietnamese.ts'
import { type ArticleDraft, articlePath } from './article.ts'

export type Saved =
  | { ok: true; article: Article }
  | { ok: false; reason: 'slug_taken' | 'invalid' }
  | { ok: false; reason: 'version_conflict'; theirs: Article }

const FIELDS =
  'section, slug, lang, headline, standfirst, source_credit, byline, author, body, body_html, words, lead_image'

/**
 * @param by the writer's email.
 * @param submission of the form and the person it was written by: the same one sent again returns the article it made the first time.
 * Fails: `slug_taken` where a slug was asked for and is in use, `invalid` section or author.
 */
export async function createArticle(
  db: Db,
  draft: ArticleDraft,
  by: string,
  now: EpochMs,
  submission: string | null = null,
): Promise<Saved> {
  const sentBefore = await findBySubmission(db, submission)
  if (sentBefore) return { ok: true, article: sentBefore }
  const made = await render(db, draft)
  const slug = draft.slug || (await freeSlug(db, draft))
  const id = '(SELECT id FROM articles WHERE section = ?1 AND slug = ?2)'
  const place = [draft.section, slug]
  const find = () =>
    db.prepare('SELECT * FROM articles WHERE section = ? AND slug = ?').bind(draft.section, slug).first<Article>()
  const saved = await attempt(db, find, [
    db
      .prepare(
        `INSERT INTO articles (${FIELDS}, created_at, created_by, submission)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(...fieldsOf({ ...draft, slug }, made), now, by, submission),
    ...recordSave(db, id, place, draft, made, by, now),
  ])
  if (saved.ok || saved.reason !== 'slug_taken') return saved
  // Two clicks at once choose the same slug; and so may two people with the same headline, who then get another number.
  const sentMeanwhile = await findBySubmission(db, submission)
  if (sentMeanwhile) return { ok: true, article: sentMeanwhile }
  return draft.slug ? saved : createArticle(db, draft, by, now, submission)
}

/**
 * @param version the one that was edited.
 * Fails: `version_conflict`, with the article as it now stands, where somebody saved in between; `slug_taken`.
 */
export async function saveArticle(
  db: Db,
  article: Article,
  version: number,
  draft: ArticleDraft,
  by: string,
  now: EpochMs,
): Promise<Saved> {
  const slug = draft.slug || article.slug
  const moved = { section: draft.section, slug }
  const made = await render(db, draft)
  const wasPublic = article.status === 'published' || article.status === 'withdrawn'
  const place = [article.id]
  // Over a version that is no longer the article's own, or a status that is not what its writer may touch, the update
  // meets no row; then the revision's key refuses to record that version again, and with it the whole batch is undone.
  return attempt(db, () => findArticle(db, article.id), [
    db
      .prepare(
        `UPDATE articles SET (${FIELDS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), version = ?,
           updated_at = CASE WHEN status = 'published' THEN ? ELSE updated_at END
         WHERE id = ? AND version = ? AND status = ?`,
      )
      .bind(...fieldsOf({ ...draft, slug }, made), version + 1, now, article.id, version, article.status),
    db.prepare('DELETE FROM article_tags WHERE article_id = ?').bind(article.id),
    db.prepare('DELETE FROM article_documents WHERE article_id = ?').bind(article.id),
    ...recordSave(db, '?1', place, draft, made, by, now),
    // Its own way back to a former address; that of another article stands until this one is published there.
    db.prepare('DELETE FROM redirects WHERE from_path = ? AND article_id = ?').bind(articlePath(moved), article.id),
    ...(wasPublic && articlePath(moved) !== articlePath(article)
      ? [
          db
            .prepare('INSERT OR REPLACE INTO redirects (from_path, article_id, created_at) VALUES (?, ?, ?)')
            .bind(articlePath(article), article.id, now),
        ]
      : []),
  ])
}

async function findBySubmission(db: Db, submission: string | null): Promise<Article | null> {
  return submission ? db.prepare('SELECT * FROM articles WHERE submission = ?').bind(submission).first<Article>() : null
}

export function findArticle(db: Db, id: number): Promise<Article | null> {
  return db.prepare('SELECT * FROM articles WHERE id = ?').bind(id).first<Article>()
}

/** Newest save first. */
export async function listRevisions(db: Db, articleId: number): Promise<Revision[]> {
  const found = await db
    .prepare('SELECT * FROM revisions WHERE article_id = ? ORDER BY version DESC LIMIT 200')
    .bind(articleId)
    .all<Revision>()
  return found.results
}

export function findRevision(db: Db, articleId: number, version: number): Promise<Revision | null> {
  return db
    .prepare('SELECT * FROM revisions WHERE article_id = ? AND version = ?')
    .bind(articleId, version)
    .first<Revision>()
}

/** The HTML that readers will get, for a preview as for a save. */
export async function render(db: Db, draft: ArticleDraft) {
  // Brought at the first save, so that an isolate that only answers readers never pays for it.
  const { listFigureImages, renderMarkdown } = await import('../text/markdown.ts')
  const ids = [...new Set(listFigureImages(draft.body))].slice(0, 100)
  const found = ids.length
    ? await db
        .prepare(
          `SELECT id, name, width, height, alt, caption, credit FROM images WHERE id IN (${ids.map(() => '?').join()})`,
        )
        .bind(...ids)
        .all<FigureImage>()
    : { results: [] }
  return renderMarkdown(draft.body, {
    lang: draft.lang,
    sourceCredit: draft.source_credit,
    images: new Map(found.results.map((image) => [image.id, image])),
  })
}

type Made = Awaited<ReturnType<typeof render>>

function fieldsOf(draft: ArticleDraft, made: Made) {
  const { section, slug, lang, headline, standfirst, source_credit, byline, author, body } = draft
  return [
    section,
    slug,
    lang,
    headline,
    standfirst,
    source_credit,
    byline,
    author,
    body,
    made.html,
    made.words,
    made.leadImage,
  ]
}

/** Revision, tags and citations of what was just written. @param id SQL that gives the article's id from `place` */
function recordSave(db: Db, id: string, place: unknown[], draft: ArticleDraft, made: Made, by: string, now: EpochMs) {
  const n = place.length
  return [
    db
      .prepare(
        `INSERT INTO revisions (article_id, version, section, slug, lang, headline, standfirst, source_credit, byline,
           author, body, tags, saved_at, saved_by)
         SELECT id, version, section, slug, lang, headline, standfirst, source_credit, byline, author, body,
           ?${n + 1}, ?${n + 2}, ?${n + 3} FROM articles WHERE id = ${id}`,
      )
      .bind(...place, draft.tags.join(', '), now, by),
    ...draft.tags.flatMap((name, position) => [
      db.prepare('INSERT INTO tags (slug, name) VALUES (?, ?) ON CONFLICT DO NOTHING').bind(slugify(name), name),
      db
        .prepare(`INSERT INTO article_tags (article_id, tag, position) VALUES (${id}, ?${n + 1}, ?${n + 2})`)
        .bind(...place, slugify(name), position),
    ]),
    ...made.citations.flatMap(({ number, type, issuer, date }) => [
      db
        .prepare(
          `INSERT INTO documents (number, type, issuer, date) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET date = coalesce(date, excluded.date)`,
        )
        .bind(number, type, issuer, date ?? null),
      db
        .prepare(
          `INSERT INTO article_documents (article_id, document) VALUES (${id}, ?${n + 1}) ON CONFLICT DO NOTHING`,
        )
        .bind(...place, number),
    ]),
  ]
}

async function attempt(db: Db, find: () => Promise<Article | null>, batch: D1PreparedStatement[]): Promise<Saved> {
  try {
    await db.batch(batch)
  } catch (error) {
    const message = String(error)
    const theirs = message.includes('revisions.version') ? await find() : null
    if (theirs) return { ok: false, reason: 'version_conflict', theirs }
    if (message.includes('articles.slug') || message.includes('articles.submission'))
      return { ok: false, reason: 'slug_taken' }
    if (message.includes('FOREIGN KEY')) return { ok: false, reason: 'invalid' }
    throw error
  }
  const article = await find()
  if (!article) throw new Error('an article is gone right after its save')
  return { ok: true, article }
}

/** A headline met before gets a number: `hop-bao`, `hop-bao-2`. */
async function freeSlug(db: Db, draft: ArticleDraft): Promise<string> {
  const wanted = slugify(draft.headline) || 'bai-viet'
  // As a range, because D1 takes no pattern of more than fifty bytes: `.` follows `-`.
  const taken = await db
    .prepare(`SELECT slug FROM articles WHERE section = ?1 AND (slug = ?2 OR (slug > ?2 || '-' AND slug < ?2 || '.'))`)
    .bind(draft.section, wanted)
    .all<{ slug: string }>()
  const slugs = new Set(taken.results.map((row) => row.slug))
  let slug = wanted
  for (let n = 2; slugs.has(slug); n++) slug = `${wanted}-${n}`
  return slug
}
