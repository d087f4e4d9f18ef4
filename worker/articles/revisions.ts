/** What each save leaves: the revision, whole, and with it the article's tags and the documents it cites. */
import type { Db, EpochMs } from '../env.ts'
import type { Revision } from '../schema.ts'
import type { DocumentReference } from '../text/citations.ts'
import { documentSlug } from '../text/document-number.ts'
import { slugify } from '../text/vietnamese.ts'
import type { ArticleDraft } from './article.ts'

export function findRevision(db: Db, articleId: number, version: number): Promise<Revision | null> {
  return db
    .prepare('SELECT * FROM revisions WHERE article_id = ? AND version = ?')
    .bind(articleId, version)
    .first<Revision>()
}

/** Whether a revision says what a draft says. */
export function isSaidBy(revision: Revision, draft: ArticleDraft): boolean {
  const { slug, tags, ...fields } = draft
  const names = Object.keys(fields) as (keyof typeof fields)[]
  return (
    names.every((name) => revision[name] === fields[name]) &&
    revision.tags === tags.join(', ') &&
    (!slug || revision.slug === slug)
  )
}

/**
 * The statements that record what was just written, six whatever the number of tags, citations and pictures: an
 * invocation has a limited number. @param article.id SQL that gives the article's id from the values of `place`
 */
export function recordSave(
  db: Db,
  { id, place }: { id: string; place: (string | number)[] },
  draft: ArticleDraft,
  { citations, images }: { citations: DocumentReference[]; images: string[] },
  by: string,
  now: EpochMs,
): D1PreparedStatement[] {
  const n = place.length
  const tags = JSON.stringify(draft.tags.map((name) => ({ slug: slugify(name), name })))
  const cited = JSON.stringify(
    citations.map(({ number, type, issuer, date }) => ({ number, slug: documentSlug(number), type, issuer, date })),
  )
  return [
    db
      .prepare(
        `INSERT INTO revisions (article_id, version, section, slug, lang, headline, standfirst, source_credit, byline,
           author, body, translation_of, tags, saved_at, saved_by)
         SELECT id, version, section, slug, lang, headline, standfirst, source_credit, byline, author, body,
           translation_of, ?${n + 1}, ?${n + 2}, ?${n + 3} FROM articles WHERE id = ${id}`,
      )
      .bind(...place, draft.tags.join(', '), now, by),
    db
      .prepare(
        `INSERT INTO tags (slug, name) SELECT value ->> 'slug', value ->> 'name' FROM json_each(?) WHERE true
         ON CONFLICT DO NOTHING`,
      )
      .bind(tags),
    db
      .prepare(
        `INSERT INTO article_tags (article_id, tag, position)
         SELECT ${id}, value ->> 'slug', key FROM json_each(?${n + 1})`,
      )
      .bind(...place, tags),
    db
      .prepare(
        // Two numbers with one address are one document, under the number that came first.
        `INSERT INTO documents (number, slug, type, issuer)
         SELECT value ->> 'number', value ->> 'slug', value ->> 'type', value ->> 'issuer' FROM json_each(?) WHERE true
         ON CONFLICT (slug) DO NOTHING ON CONFLICT (number) DO UPDATE SET slug = coalesce(slug, excluded.slug)`,
      )
      .bind(cited),
    db
      .prepare(
        `INSERT INTO article_documents (article_id, document, date)
         SELECT ${id}, coalesce((SELECT number FROM documents WHERE slug = value ->> 'slug'), value ->> 'number'),
           coalesce(value ->> 'date', '')
         FROM json_each(?${n + 1}) WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(...place, cited),
    db
      .prepare(
        `INSERT INTO article_images (article_id, image)
         SELECT ${id}, id FROM images WHERE id IN (SELECT value FROM json_each(?${n + 1}))`,
      )
      .bind(...place, JSON.stringify(images)),
  ]
}

const ON_A_PAGE = 50

/** The newest first, each under its writer's name; one more than a page, to compare the last one with. */
export async function listRevisions(db: Db, articleId: number, before: number) {
  const found = await db
    .prepare(
      `SELECT r.*, coalesce((SELECT name FROM staff WHERE email = r.saved_by), r.saved_by) AS saved_by
       FROM revisions r WHERE article_id = ? AND version < ? ORDER BY version DESC LIMIT ${ON_A_PAGE + 1}`,
    )
    .bind(articleId, before)
    .all<Revision>()
  const isMore = found.results.length > ON_A_PAGE
  return {
    revisions: found.results.slice(0, ON_A_PAGE),
    previous: isMore ? (found.results[ON_A_PAGE] as Revision) : null,
    older: isMore ? (found.results[ON_A_PAGE - 1]?.version ?? null) : null,
  }
}
