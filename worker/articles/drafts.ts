/**
 * Writing: creating and saving articles. Every save is a revision, in one batch with the article, its tags, its
 * citations, the words it is found by and the redirect from an address it leaves; a save over somebody else's newer save
 * changes nothing.
 */
import type { Db, EpochMs } from '../env.ts'
import { type PictureRow, sourcesOf, stillOf } from '../media/variants.ts'
import type { Article } from '../schema.ts'
import { recordText, searchTextOf } from '../search/text.ts'
import type { FigureImage } from '../text/markdown.ts'
import { slugify } from '../text/vietnamese.ts'
import { leadsElsewhere, leaveAddress } from './addresses.ts'
import { type ArticleDraft, articlePath } from './article.ts'
import { recordCorrection } from './corrections.ts'
import type { Doing } from './publication.ts'
import { findRevision, isSaidBy, recordSave } from './revisions.ts'
import { type SavedCopies, settleStatements } from './working-copies.ts'

export type Saved =
  | { ok: true; article: Article }
  | { ok: false; reason: 'slug_taken' | 'invalid' }
  | { ok: false; reason: 'version_conflict'; theirs: Article }

const FIELDS =
  'section, slug, lang, headline, standfirst, source_credit, byline, author, translation_of, body, body_html, words, lead_image'

/**
 * @param by the writer's email.
 * @param recorded who brings it and when, where that is not its writer at that time: the record has no other order than that
 * in which things were done.
 * @param submission of the form and its writer: sent again as it was, it returns the article it made the first time; with
 * other words, after Back or a lost answer, these are saved over that draft, or are an article of their own where the
 * draft has gone on meanwhile.
 * Fails: `slug_taken` where a slug was asked for and is in use, `invalid` section or author.
 */
export async function createArticle(
  db: Db,
  draft: ArticleDraft,
  by: string,
  now: EpochMs,
  submission: string | null = null,
  discussion: Discussion | null = null,
  copies: SavedCopies | null = null,
  recorded: Required<Doing> = { by, now },
): Promise<Saved> {
  const before = await findBySubmission(db, submission)
  if (before && isSaidBy(before.first, draft)) return { ok: true, article: before.article }
  if (before?.article.status === 'draft' && before.article.version === 1) {
    const saved = await saveArticle(db, before.article, 1, draft, by, now, { discussion, copies })
    if (saved.ok || saved.reason !== 'version_conflict') return saved
  }
  const own = before ? null : submission
  const slug = draft.slug || (await freeSlug(db, draft))
  const [isTaken, made] = await Promise.all([leadsElsewhere(db, articlePath({ ...draft, slug }), 0), render(db, draft)])
  if (isTaken) return { ok: false, reason: 'slug_taken' }
  const id = '(SELECT id FROM articles WHERE section = ?1 AND slug = ?2)'
  const find = () =>
    db.prepare('SELECT * FROM articles WHERE section = ? AND slug = ?').bind(draft.section, slug).first<Article>()
  const saved = await attempt(db, find, [
    db
      .prepare(
        `INSERT INTO articles (${FIELDS}, created_at, created_by, submission)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(...fieldsOf({ ...draft, slug }, made), now, by, own),
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject) SELECT ?3, ?4, 'article_created', 'article:' || ${id}`,
      )
      .bind(draft.section, slug, recorded.now, recorded.by),
    ...recordSave(db, { id, place: [draft.section, slug] }, draft, made, by, now),
    recordText(db, { id, place: [draft.section, slug] }, searchTextOf(draft, made.plain)),
    ...(discussion
      ? setDiscussion(db, { id, place: [draft.section, slug] }, discussion, recorded.by, recorded.now)
      : []),
    ...(copies ? settleStatements(db, { id, place: [draft.section, slug] }, copies, 1, now) : []),
  ])
  if (saved.ok || saved.reason !== 'slug_taken') return saved
  // Two clicks at once choose the same slug, and so may two people with the same headline: the second looks once more.
  const isSentMeanwhile = own !== null && (await findBySubmission(db, own)) !== null
  return isSentMeanwhile || !draft.slug
    ? createArticle(db, draft, by, now, submission, discussion, copies, recorded)
    : saved
}

/**
 * @param version the one that was edited.
 * @param beside what this save puts right, to be told to readers; whether readers may comment from now on; the copies of
 * what was typed that it contains; and the version that it brings back, to be put on record
 * Fails: `version_conflict`, with the article as it now stands, where somebody saved in between; `slug_taken`.
 */
export async function saveArticle(
  db: Db,
  article: Article,
  version: number,
  draft: ArticleDraft,
  by: string,
  now: EpochMs,
  { correction = '', discussion = null, copies = null, restores = null }: Beside = {},
): Promise<Saved> {
  const slug = draft.slug || article.slug
  const moved = { section: draft.section, slug }
  const made = await render(db, draft)
  if (await leadsElsewhere(db, articlePath(moved), article.id)) return { ok: false, reason: 'slug_taken' }
  // Over a version that is no longer the article's own, or a status that is not what its writer may touch, the update
  // meets no row; then the revision's key refuses to record that version again, and with it the whole batch is undone.
  const saved = await attempt(db, () => findArticle(db, article.id), [
    ...leaveAddress(db, article.id, moved, by, now),
    db
      .prepare(
        `UPDATE articles SET (${FIELDS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), version = ?,
           updated_at = CASE WHEN status = 'published' THEN ? ELSE updated_at END
         WHERE id = ? AND version = ? AND status = ?`,
      )
      .bind(...fieldsOf({ ...draft, slug }, made), version + 1, now, article.id, version, article.status),
    db.prepare('DELETE FROM article_tags WHERE article_id = ?').bind(article.id),
    db.prepare('DELETE FROM article_documents WHERE article_id = ?').bind(article.id),
    db.prepare('DELETE FROM article_images WHERE article_id = ?').bind(article.id),
    ...recordSave(db, { id: '?1', place: [article.id] }, draft, made, by, now),
    recordText(db, { id: '?1', place: [article.id] }, searchTextOf(draft, made.plain)),
    ...(correction ? recordCorrection(db, article.id, correction, by, now) : []),
    ...(discussion ? setDiscussion(db, { id: '?1', place: [article.id] }, discussion, by, now) : []),
    ...(copies ? settleStatements(db, { id: '?1', place: [article.id] }, copies, version + 1, now) : []),
    ...(restores !== null
      ? [recordRestoration(db, { article: article.id, restores, version: version + 1, by, now })]
      : []),
    db.prepare('DELETE FROM redirects WHERE from_path = ? AND article_id = ?').bind(articlePath(moved), article.id),
  ])
  // What was written here, even if somebody has saved again since: what comes next must not take their text for ours.
  return saved.ok ? { ok: true, article: { ...saved.article, version: version + 1 } } : saved
}

interface Beside {
  correction?: string
  discussion?: Discussion | null
  copies?: SavedCopies | null
  restores?: number | null
}

interface Restoration {
  article: number
  restores: number
  version: number
  by: string
  now: EpochMs
}

function recordRestoration(db: Db, { article, restores, version, by, now }: Restoration): D1PreparedStatement {
  return db
    .prepare(`INSERT INTO audit_events (at, actor, action, subject, detail) VALUES (?, ?, 'article_restored', ?, ?)`)
    .bind(now, by, `article:${article}`, JSON.stringify({ restores, version }))
}

/** Whether readers may comment is no part of a text's versions: it is what it is now, and on record where it changes. */
function setDiscussion(
  db: Db,
  { id, place }: { id: string; place: (string | number)[] },
  { comment_mode, comment_days }: Discussion,
  by: string,
  now: EpochMs,
): D1PreparedStatement[] {
  const [mode, days, actor, at] = [1, 2, 3, 4].map((n) => `?${place.length + n}`)
  const values = [...place, comment_mode, comment_days]
  return [
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ${at}, ${actor}, 'article_comments_changed', 'article:' || id, json_object(
           'comment_mode', json_object('from', comment_mode, 'to', ${mode}),
           'comment_days', json_object('from', comment_days, 'to', ${days}))
         FROM articles WHERE id = ${id} AND (comment_mode IS NOT ${mode} OR comment_days IS NOT ${days})`,
      )
      .bind(...values, by, now),
    db.prepare(`UPDATE articles SET comment_mode = ${mode}, comment_days = ${days} WHERE id = ${id}`).bind(...values),
  ]
}

export type Discussion = Pick<Article, 'comment_mode' | 'comment_days'>

async function findBySubmission(db: Db, submission: string | null) {
  if (!submission) return null
  const article = await db.prepare('SELECT * FROM articles WHERE submission = ?').bind(submission).first<Article>()
  const first = article && (await findRevision(db, article.id, 1))
  return first ? { article, first } : null
}

export function findArticle(db: Db, id: number): Promise<Article | null> {
  return db.prepare('SELECT * FROM articles WHERE id = ?').bind(id).first<Article>()
}

/** The HTML that readers will get, for a preview as for a save. */
export async function render(db: Db, draft: ArticleDraft) {
  // Brought at the first save, so that an isolate that only answers readers never pays for it.
  const { listFigureImages, renderMarkdown } = await import('../text/markdown.ts')
  const images = listFigureImages(draft.body)
  const found = images.length > 0 ? await listImages(db, images) : []
  const made = renderMarkdown(draft.body, {
    lang: draft.lang,
    sourceCredit: draft.source_credit,
    images: new Map(
      found.map((image) => [image.id, { ...image, src: stillOf(image).path, sources: sourcesOf(image) }]),
    ),
  })
  return { ...made, images }
}

async function listImages(db: Db, ids: string[]) {
  const found = await db
    .prepare(
      `SELECT id, name, width, height, alt, caption, credit, colour, variants FROM images
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .bind(JSON.stringify(ids))
    .all<Omit<FigureImage, 'src' | 'sources'> & PictureRow>()
  return found.results
}

type Made = Awaited<ReturnType<typeof render>>

function fieldsOf(draft: ArticleDraft, made: Made) {
  const { section, slug, lang, headline, standfirst, source_credit, byline, author, translation_of, body } = draft
  return [
    section,
    slug,
    lang,
    headline,
    standfirst,
    source_credit,
    byline,
    author,
    translation_of,
    body,
    made.html,
    made.words,
    made.leadImage,
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
  // As a range, which an index serves and no limit on patterns meets: `.` follows `-`.
  const taken = await db
    .prepare(
      `SELECT slug FROM articles WHERE section = ?1 AND slug >= ?2 AND slug < ?2 || '.'
       UNION ALL SELECT substr(from_path, length(?1) + 3) FROM redirects
       WHERE from_path >= '/' || ?1 || '/' || ?2 AND from_path < '/' || ?1 || '/' || ?2 || '.'`,
    )
    .bind(draft.section, wanted)
    .all<{ slug: string }>()
  const slugs = new Set(taken.results.map((row) => row.slug))
  let slug = wanted
  for (let n = 2; slugs.has(slug); n++) slug = `${wanted}-${n}`
  return slug
}
