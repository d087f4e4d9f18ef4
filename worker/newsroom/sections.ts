/** The sections as the newsroom keeps them: added, renamed, put in order, taken away when nothing stands in them. */
import * as z from 'zod'
import { recordIfChanged } from '../admin/record.ts'
import { changesOf } from '../admin/typed.ts'
import { moveSection } from '../articles/addresses.ts'
import { normaliseLine } from '../articles/article.ts'
import type { Db, EpochMs } from '../env.ts'
import type { Section } from '../schema.ts'
import type { DeskNewsroomWords } from '../text/words/desk-newsroom-vi.ts'
import { RESERVED, slugForm, slugFrom } from './address.ts'

export const SECTION_FIELDS = ['name', 'slug', 'description', 'in_menu'] as const satisfies (keyof Section)[]
export type SectionField = (typeof SECTION_FIELDS)[number]
export type SectionDraft = Pick<Section, SectionField>

const MAX_NAME = 60
const MAX_DESCRIPTION = 400

export interface DeskSection extends Section {
  has_articles: number
}

export function sectionForm({ errors }: DeskNewsroomWords) {
  return z
    .object({
      name: z
        .string()
        .transform(normaliseLine)
        .pipe(z.string().min(1, errors.missing).max(MAX_NAME, errors.too_long(MAX_NAME))),
      slug: z.string(),
      description: z
        .string()
        .transform(normaliseLine)
        .pipe(z.string().max(MAX_DESCRIPTION, errors.too_long(MAX_DESCRIPTION))),
      in_menu: z.enum(['0', '1'], errors.choice).transform(Number),
    })
    .transform((section) => ({ ...section, slug: slugFrom(section.slug, section.name) }))
    .pipe(
      z.object({
        name: z.string(),
        slug: slugForm(errors, (slug) => RESERVED.includes(slug)),
        description: z.string(),
        in_menu: z.number(),
      }),
    )
}

const SECTIONS = 'SELECT s.*, EXISTS (SELECT 1 FROM articles WHERE section = s.slug) AS has_articles FROM sections s'

export async function listSections(db: Db): Promise<DeskSection[]> {
  return (await db.prepare(`${SECTIONS} ORDER BY s.position, s.slug`).all<DeskSection>()).results
}

export function findSection(db: Db, slug: string): Promise<DeskSection | null> {
  return db.prepare(`${SECTIONS} WHERE s.slug = ?`).bind(slug).first<DeskSection>()
}

/** Behind the others. @returns false where its address is taken */
export async function addSection(db: Db, draft: SectionDraft, by: string, now: EpochMs): Promise<boolean> {
  const { slug, name, description, in_menu } = draft
  const [added] = await db.batch([
    db
      .prepare(
        `INSERT INTO sections (slug, name, description, in_menu, position)
         SELECT ?, ?, ?, ?, coalesce(max(position) + 1, 0) FROM sections WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(slug, name, description, in_menu),
    recordIfChanged(db, { actor: by, action: 'section_added', subject: `section:${slug}`, detail: { name }, at: now }),
    // An address that led elsewhere is a page's own again.
    db.prepare('DELETE FROM redirects WHERE from_path = ?').bind(`/${slug}`),
  ])
  return (added?.meta.changes ?? 0) > 0
}

export type SectionChange = { ok: true } | { ok: false; reason: 'slug_taken' | 'changed' }

/** In one transaction, its address with the rest. Fails: `slug_taken`; `changed` where it is no longer as it was seen. */
export async function changeSection(
  db: Db,
  seen: Section,
  to: SectionDraft,
  by: string,
  now: EpochMs,
): Promise<SectionChange> {
  const detail = changesOf(DESCRIBED, seen, to)
  const changes =
    Object.keys(detail).length === 0
      ? []
      : [
          db
            .prepare(
              `UPDATE sections SET name = ?, description = ?, in_menu = ?
               WHERE slug = ? AND (name, description, in_menu) = (?, ?, ?)`,
            )
            .bind(to.name, to.description, to.in_menu, to.slug, seen.name, seen.description, seen.in_menu),
          recordIfChanged(db, { actor: by, action: 'section_changed', subject: `section:${to.slug}`, detail, at: now }),
        ]
  if (seen.slug !== to.slug) {
    const moved = await moveSection(db, seen.slug, to.slug, by, now, changes)
    if (!moved.ok) return { ok: false, reason: moved.reason === 'slug_taken' ? 'slug_taken' : 'changed' }
  } else if (changes.length > 0) await db.batch(changes)
  const there = await findSection(db, to.slug)
  return there && DESCRIBED.every((field) => there[field] === to[field])
    ? { ok: true }
    : { ok: false, reason: 'changed' }
}

const DESCRIBED = ['name', 'description', 'in_menu'] as const

/** @returns false where the order, or what is in it, is no longer what was seen */
export async function orderSections(
  db: Db,
  { seen, order }: { seen: string[]; order: string[] },
  by: string,
  now: EpochMs,
): Promise<boolean> {
  if ([...seen].sort().join() !== [...order].sort().join()) return false
  const [ordered] = await db.batch([
    db
      .prepare(
        `UPDATE sections SET position = (SELECT key FROM json_each(?1) WHERE value = slug)
         WHERE (SELECT json_group_array(slug) FROM (SELECT slug FROM sections ORDER BY position, slug)) = ?2`,
      )
      .bind(JSON.stringify(order), JSON.stringify(seen)),
    recordIfChanged(db, { actor: by, action: 'sections_ordered', subject: 'sections', detail: { order }, at: now }),
  ])
  return (ordered?.meta.changes ?? 0) > 0
}

/** @returns false where an article stands in it, be it a draft */
export async function removeSection(db: Db, slug: string, by: string, now: EpochMs): Promise<boolean> {
  const [removed] = await db.batch([
    db
      .prepare('DELETE FROM sections WHERE slug = ?1 AND NOT EXISTS (SELECT 1 FROM articles WHERE section = ?1)')
      .bind(slug),
    recordIfChanged(db, { actor: by, action: 'section_removed', subject: `section:${slug}`, at: now }),
  ])
  return (removed?.meta.changes ?? 0) > 0
}
