/**
 * What is being written and not saved. Each form that is open keeps its own copy, so that no window writes over another;
 * within a form, what was typed later wins, whenever it arrives. Nobody but its writer reads one.
 */
import * as z from 'zod'
import type { Db, EpochMs } from '../env.ts'
import type { Article, WorkingCopy } from '../schema.ts'

/** A copy as far as it was typed when something was made of it: what came later is not touched. */
export interface CopyStep {
  key: string
  step: number
}

/** The copies that a save contains: its form's own, and those that the form was begun from. */
export interface SavedCopies {
  person: string
  /** Null where the form is a program's. */
  own: CopyStep | null
  continues: CopyStep[]
}

/** A text too long to be published must not be lost either. */
const MAX_FIELD_LENGTH = 500_000
const MAX_FIELDS = 60

export const CopiedFields = z
  .record(z.string().regex(/^[a-z_]{1,40}$/), z.string().max(MAX_FIELD_LENGTH))
  .refine((fields) => Object.keys(fields).length <= MAX_FIELDS)

export const COPY_KEY = /^[a-z0-9-]{1,64}$/

/** `<key>.<step>`, several with commas between them. What is none is left out. */
export function parseSteps(text: string): CopyStep[] {
  const steps = text.split(',').map((one) => /^([a-z0-9-]{1,64})\.(\d{1,9})$/.exec(one))
  return steps.flatMap((found) => (found ? [{ key: found[1] as string, step: Number(found[2]) }] : [])).slice(-20)
}

export interface Kept {
  /** As it now stands: what was brought, or what was there and is newer. */
  copy: Pick<WorkingCopy, 'article_id' | 'version' | 'step' | 'saved_at'> & { isSaved: boolean }
  others: Writing[]
  /** Who saved the article after the version that the copy began from. */
  newer: { by: string; at: EpochMs } | null
}

/** Somebody else, at the same article. */
export interface Writing {
  name: string
  at: EpochMs
}

/** How long after the last word somebody still counts as writing. */
export const WRITING_MS = 5 * 60_000

/**
 * Keeps what was typed, unless something newer of the same form is there. What the form was begun from is contained in it.
 * Words that come after a save which had the earlier ones go on from the version which that save made.
 */
export async function keepCopy(
  db: Db,
  copy: Omit<WorkingCopy, 'fields'> & { fields: Record<string, string> },
  continues: CopyStep[],
  now: EpochMs,
): Promise<Kept> {
  const { person, key, article_id, version, fields, step, saved_at } = copy
  const [, , kept, others, newer] = await db.batch<Record<string, unknown>>([
    db
      .prepare(
        `INSERT INTO working_copies (person, key, article_id, version, fields, step, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (person, key) DO UPDATE SET fields = excluded.fields, step = excluded.step, saved_at = excluded.saved_at,
           article_id = coalesce(article_id, excluded.article_id), version = max(version, excluded.version)
         WHERE excluded.step > step`,
      )
      .bind(person, key, article_id, version, JSON.stringify(fields), step, Math.min(saved_at, now)),
    emptyStatement(db, person, continues),
    db
      .prepare(
        `SELECT article_id, version, step, saved_at, fields = '' AS isSaved FROM working_copies WHERE person = ? AND key = ?`,
      )
      .bind(person, key),
    writingStatement(db, { person, articleId: article_id, now }),
    db
      .prepare(
        `SELECT r.saved_at AS at, coalesce((SELECT name FROM staff WHERE email = r.saved_by), r.saved_by) AS by
         FROM articles a JOIN revisions r ON r.article_id = a.id AND r.version = a.version
         WHERE a.id = ?1 AND a.version > (SELECT version FROM working_copies WHERE person = ?2 AND key = ?3)`,
      )
      .bind(article_id, person, key),
  ])
  const stands = kept?.results[0] as unknown as Kept['copy']
  return {
    copy: { ...stands, isSaved: Boolean(stands.isSaved) },
    others: (others?.results ?? []) as unknown as Writing[],
    newer: (newer?.results[0] as unknown as Kept['newer']) ?? null,
  }
}

/**
 * Statements for the batch of a save. What was typed while the save was under way stays, as begun from the version that
 * the save made. @param article.id SQL that gives the article's id from the values of `place`
 */
export function settleStatements(
  db: Db,
  { id, place }: { id: string; place: (string | number)[] },
  { person, own, continues }: SavedCopies,
  version: number,
  now: EpochMs,
): D1PreparedStatement[] {
  const [who, key, of, step, at] = [1, 2, 3, 4, 5].map((n) => `?${place.length + n}`)
  return [
    ...(own
      ? [
          db
            .prepare(
              `INSERT INTO working_copies (person, key, article_id, version, fields, step, saved_at)
               VALUES (${who}, ${key}, ${id}, ${of}, '', ${step}, ${at})
               ON CONFLICT (person, key) DO UPDATE SET article_id = excluded.article_id, version = excluded.version,
                 fields = CASE WHEN step > excluded.step THEN fields ELSE '' END, step = max(step, excluded.step)`,
            )
            .bind(...place, person, own.key, version, own.step, now),
        ]
      : []),
    ...(continues.length > 0 ? [emptyStatement(db, person, continues)] : []),
  ]
}

/** As a save does that has nothing to change. */
export async function settleCopies(
  db: Db,
  { id, version }: Pick<Article, 'id' | 'version'>,
  copies: SavedCopies,
  now: EpochMs,
): Promise<void> {
  const statements = settleStatements(db, { id: '?1', place: [id] }, copies, version, now)
  if (statements.length > 0) await db.batch(statements)
}

function emptyStatement(db: Db, person: string, steps: CopyStep[]): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE working_copies SET fields = '' WHERE person = ?1
         AND EXISTS (SELECT 1 FROM json_each(?2) 
           WHERE value ->> 'key' = working_copies.key AND value ->> 'step' >= working_copies.step)`,
    )
    .bind(person, JSON.stringify(steps))
}

export type FoundCopy = Omit<WorkingCopy, 'fields'> & { fields: Record<string, string> }

export async function findCopy(db: Db, person: string, key: string): Promise<FoundCopy | null> {
  const copy = await db
    .prepare(`SELECT * FROM working_copies WHERE person = ? AND key = ? AND fields <> ''`)
    .bind(person, key)
    .first<WorkingCopy>()
  return copy && { ...copy, fields: CopiedFields.parse(JSON.parse(copy.fields)) }
}

/** Throws away what was typed so far; what is typed after that is kept again. */
export async function discardCopy(
  db: Db,
  person: string,
  key: string,
): Promise<Pick<WorkingCopy, 'article_id'> | null> {
  return db
    .prepare(`UPDATE working_copies SET fields = '' WHERE person = ? AND key = ? RETURNING article_id`)
    .bind(person, key)
    .first<Pick<WorkingCopy, 'article_id'>>()
}

/** A copy as the desk offers it to its writer. */
export interface UnsavedCopy {
  key: string
  article_id: number | null
  headline: string
  saved_at: EpochMs
}

const AT_A_GLANCE = 20

/** The newest first. @param of an article's, those of new articles (null), or all */
export async function listCopies(db: Db, person: string, of: number | null | 'all'): Promise<UnsavedCopy[]> {
  return (await copiesStatement(db, person, of).all<UnsavedCopy>()).results
}

function copiesStatement(db: Db, person: string, of: number | null | 'all'): D1PreparedStatement {
  return db
    .prepare(
      `SELECT key, article_id, coalesce(fields ->> '$.headline', '') AS headline, saved_at
       FROM working_copies INDEXED BY working_copies_by_person
       WHERE person = ?1 AND fields <> '' AND (?2 = 'all' OR article_id IS ?2)
       ORDER BY saved_at DESC LIMIT ${AT_A_GLANCE}`,
    )
    .bind(person, of)
}

/** What a person left unsaved in an article, and who else is writing in it. */
export async function readUnsaved(
  db: Db,
  { person, articleId, now }: { person: string; articleId: number | null; now: EpochMs },
): Promise<{ copies: UnsavedCopy[]; others: Writing[] }> {
  const [copies, others] = await db.batch([
    copiesStatement(db, person, articleId),
    writingStatement(db, { person, articleId, now }),
  ])
  return { copies: (copies?.results ?? []) as UnsavedCopy[], others: (others?.results ?? []) as Writing[] }
}

function writingStatement(
  db: Db,
  { person, articleId, now }: { person: string; articleId: number | null; now: EpochMs },
): D1PreparedStatement {
  return db
    .prepare(
      `SELECT coalesce(s.name, c.person) AS name, max(c.saved_at) AS at
       FROM working_copies c INDEXED BY working_copies_by_article LEFT JOIN staff s ON s.email = c.person
       WHERE c.article_id = ?1 AND c.saved_at > ?2 AND c.person <> ?3 AND c.fields <> ''
       GROUP BY c.person ORDER BY at DESC LIMIT 10`,
    )
    .bind(articleId, now - WRITING_MS, person)
}

/** What nobody has come back to. */
export async function forgetCopies(db: Db, before: EpochMs): Promise<void> {
  await db.prepare('DELETE FROM working_copies WHERE saved_at < ?').bind(before).run()
}
