/** Which article another one says in another language, as its writer names it. */
import type { Db } from '../env.ts'
import type { Article } from '../schema.ts'
import { articlePath, type Translation } from './article.ts'
import { TRANSLATION } from './beside.ts'

export type Original =
  | { ok: true; id: number | null }
  | { ok: false; reason: 'unknown' | 'itself' | 'same_language' | 'is_translation' | 'has_translation' | 'translated' }

/**
 * @param named an address on the site or at the desk, whole or from the root; empty for none. A former address will do.
 * @param translation the article that names it; `id` null before its first save
 * @param writer who may name only what they began, what readers see, and what is named already; null for who sees all
 */
export async function findOriginal(
  db: Db,
  named: string,
  translation: { id: number | null; lang: string },
  writer: string | null,
): Promise<Original> {
  if (!named.trim()) return { ok: true, id: null }
  const original = await findByAddress(db, named, translation.id, writer)
  if (!original) return { ok: false, reason: 'unknown' }
  if (original.id === translation.id) return { ok: false, reason: 'itself' }
  if (original.lang === translation.lang) return { ok: false, reason: 'same_language' }
  // One original, one translation: what each page leads to is then never in doubt.
  if (original.translation_of !== null) return { ok: false, reason: 'is_translation' }
  const others = await db
    .prepare(
      `SELECT id, translation_of FROM articles INDEXED BY articles_by_original
       WHERE translation_of IN (?1, ?2) AND id IS NOT ?2`,
    )
    .bind(original.id, translation.id)
    .all<Pick<Article, 'id' | 'translation_of'>>()
  if (others.results.some((other) => other.translation_of === translation.id))
    return { ok: false, reason: 'has_translation' }
  return others.results.length > 0 ? { ok: false, reason: 'translated' } : { ok: true, id: original.id }
}

type Named = Pick<Article, 'id' | 'lang' | 'translation_of'>

async function findByAddress(
  db: Db,
  named: string,
  translation: number | null,
  writer: string | null,
): Promise<Named | null> {
  const path = pathIn(named)
  const [, id] = /^\/admin\/articles\/(\d{1,15})$/.exec(path) ?? []
  const [, section, slug] = /^\/([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(path) ?? []
  return db
    .prepare(
      `SELECT id, lang, translation_of FROM articles WHERE id = coalesce(
         ?1, (SELECT id FROM articles WHERE section = ?2 AND slug = ?3), (SELECT article_id FROM redirects WHERE from_path = ?4))
         AND (?5 IS NULL OR created_by = ?5 OR status = 'published'
              OR id = (SELECT translation_of FROM articles WHERE id = ?6))`,
    )
    .bind(id ? Number(id) : null, section ?? null, slug ?? null, path, writer, translation)
    .first<Named>()
}

/** Of an address as it is copied: with or without the site in front, a question behind or a slash at the end. */
function pathIn(named: string): string {
  const given = named.trim()
  const url = URL.parse(given, 'https://site.invalid/')
  return url?.pathname.replace(/(?<!\/)\/+$/, '') ?? ''
}

/** What an article's page leads to, for one that is not as its row has it. */
export async function findTranslation(
  db: Db,
  { id, translation_of, lang }: { id: number | null } & Pick<Article, 'translation_of' | 'lang'>,
): Promise<Translation | null> {
  const found = await db
    .prepare(`SELECT ${TRANSLATION} AS found FROM (SELECT ?1 AS id, ?2 AS translation_of, ?3 AS lang) a`)
    .bind(id, translation_of, lang)
    .first<string>('found')
  return found ? (JSON.parse(found) as Translation) : null
}

/** Where the original stands, or would stand: what its field at the desk says. */
export async function pathOfOriginal(db: Db, { translation_of: id }: Pick<Article, 'translation_of'>): Promise<string> {
  if (id === null) return ''
  const original = await db.prepare('SELECT section, slug FROM articles WHERE id = ?').bind(id).first<Article>()
  return original ? articlePath(original) : ''
}
