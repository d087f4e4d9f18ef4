/** Who articles name as their authors. */
import * as z from 'zod'
import { recordIfChanged } from '../admin/record.ts'
import { changesOf } from '../admin/typed.ts'
import { normaliseLine } from '../articles/article.ts'
import type { Db, EpochMs } from '../env.ts'
import { authorPath } from '../lists/list.ts'
import type { Author, Image } from '../schema.ts'
import { compareNames, normalise } from '../text/vietnamese.ts'
import type { DeskNewsroomWords } from '../text/words/desk-newsroom-vi.ts'
import { leadFrom, slugForm, slugFrom } from './address.ts'

export const AUTHOR_FIELDS = ['name', 'slug', 'bio', 'image'] as const satisfies (keyof Author)[]
export type AuthorField = (typeof AUTHOR_FIELDS)[number]

const MAX_NAME = 80
const MAX_BIO = 2000
const IMAGE_ID = /[0-9a-f]{64}/

export function authorForm({ errors, authors }: DeskNewsroomWords) {
  return z
    .object({
      name: z
        .string()
        .transform(normaliseLine)
        .pipe(z.string().min(1, errors.missing).max(MAX_NAME, errors.too_long(MAX_NAME))),
      slug: z.string(),
      bio: z
        .string()
        .transform(normalise)
        .pipe(z.string().max(MAX_BIO, errors.too_long(MAX_BIO))),
      // An id, or any address of a picture: each has the id in it.
      image: z
        .string()
        .trim()
        .refine((typed) => typed === '' || IMAGE_ID.test(typed), authors.errors.image)
        .transform((typed) => typed.match(IMAGE_ID)?.[0] ?? null),
    })
    .transform((author) => ({ ...author, slug: slugFrom(author.slug, author.name) }))
    .pipe(
      z.object({
        name: z.string(),
        slug: slugForm(errors, (slug) => slug === 'new'),
        bio: z.string(),
        image: z.string().nullable(),
      }),
    )
}

/** Everybody, in the order of names. */
export async function listAuthors(db: Db): Promise<Author[]> {
  const { results } = await db.prepare('SELECT * FROM authors').all<Author>()
  return results.sort((a, b) => compareNames(a.name, b.name))
}

export function findAuthor(db: Db, slug: string): Promise<Author | null> {
  return db.prepare('SELECT * FROM authors WHERE slug = ?').bind(slug).first<Author>()
}

/** The newest, to choose a portrait from, and the one that is chosen. */
export async function listPortraits(db: Db, chosen: string): Promise<Image[]> {
  const found = await db
    .prepare(
      `SELECT * FROM images WHERE id = ?
       UNION ALL SELECT * FROM (SELECT * FROM images ORDER BY uploaded_at DESC, id LIMIT 11)`,
    )
    .bind(chosen)
    .all<Image>()
  return [...new Map(found.results.map((image) => [image.id, image])).values()]
}

export type AuthorSaved = { ok: true } | { ok: false; reason: 'slug_taken' | 'image' | 'changed' }

export async function addAuthor(db: Db, author: Author, by: string, now: EpochMs): Promise<AuthorSaved> {
  const { slug, name, bio, image } = author
  return attempt(db, [
    db.prepare('INSERT INTO authors (slug, name, bio, image) VALUES (?, ?, ?, ?)').bind(slug, name, bio, image),
    recordIfChanged(db, { actor: by, action: 'author_added', subject: `author:${slug}`, detail: { name }, at: now }),
    db.prepare('DELETE FROM redirects WHERE from_path = ?').bind(authorPath(slug)),
  ])
}

export async function changeAuthor(db: Db, seen: Author, to: Author, by: string, now: EpochMs): Promise<AuthorSaved> {
  const detail = changesOf(AUTHOR_FIELDS, seen, to)
  const isThere = `EXISTS (SELECT 1 FROM authors WHERE '/authors/' || slug = ?2)`
  const [from, there] = [authorPath(seen.slug), authorPath(to.slug)]
  if (Object.keys(detail).length === 0) return { ok: true }
  return attempt(db, [
    db
      .prepare(
        `UPDATE authors SET slug = ?, name = ?, bio = ?, image = ?
         WHERE slug = ? AND name = ? AND bio = ? AND image IS ?`,
      )
      .bind(to.slug, to.name, to.bio, to.image, seen.slug, seen.name, seen.bio, seen.image),
    recordIfChanged(db, { actor: by, action: 'author_changed', subject: `author:${to.slug}`, detail, at: now }),
    ...(from === there ? [] : leadFrom(db, { from, to: there, isThere }, by, now)),
  ])
}

/** @returns false where an article bears the name */
export async function removeAuthor(db: Db, slug: string, by: string, now: EpochMs): Promise<boolean> {
  const [removed] = await db.batch([
    db
      .prepare('DELETE FROM authors WHERE slug = ?1 AND NOT EXISTS (SELECT 1 FROM articles WHERE author = ?1)')
      .bind(slug),
    recordIfChanged(db, { actor: by, action: 'author_removed', subject: `author:${slug}`, at: now }),
  ])
  return (removed?.meta.changes ?? 0) > 0
}

async function attempt(db: Db, batch: D1PreparedStatement[]): Promise<AuthorSaved> {
  try {
    const [saved] = await db.batch(batch)
    return saved?.meta.changes ? { ok: true } : { ok: false, reason: 'changed' }
  } catch (error) {
    if (String(error).includes('authors.slug')) return { ok: false, reason: 'slug_taken' }
    if (String(error).includes('FOREIGN KEY')) return { ok: false, reason: 'image' }
    throw error
  }
}
