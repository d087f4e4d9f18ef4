/**
 * Who works here and as what. That somebody owns the newsroom is decided in the statement that would change it, so that
 * two owners who demote each other at once leave one.
 */
import * as z from 'zod'
import { recordIfChanged } from '../admin/record.ts'
import { normaliseLine } from '../articles/article.ts'
import type { Db, EpochMs } from '../env.ts'
import type { StaffMember } from '../schema.ts'
import type { DeskNewsroomWords } from '../text/words/desk-newsroom-vi.ts'

// Not the table's own list: with it all of drizzle would come into the bundle.
export const ROLES = ['contributor', 'moderator', 'editor', 'owner'] as const satisfies StaffMember['role'][]

const MAX_NAME = 80
const MAX_EMAIL = 254

export interface Colleague extends StaffMember {
  /** The last thing on record that they did. */
  acted_at: EpochMs | null
}

export function colleagueForm(says: DeskNewsroomWords['errors']) {
  return z.object({
    name: z
      .string()
      .transform(normaliseLine)
      .pipe(z.string().min(1, says.missing).max(MAX_NAME, says.too_long(MAX_NAME))),
    role: z.enum(ROLES, says.choice),
  })
}

export function newColleagueForm(says: DeskNewsroomWords['errors']) {
  const email = z.string().trim().toLowerCase().max(MAX_EMAIL, says.email).pipe(z.email(says.email))
  return colleagueForm(says).extend({ email })
}

/** Who is here first, by name as they were added; `acted_at` by two indexes each. */
export async function listStaff(db: Db): Promise<Colleague[]> {
  return (await db.prepare(`${COLLEAGUES} ORDER BY s.left_at IS NOT NULL, s.added_at, s.email`).all<Colleague>())
    .results
}

export function findColleague(db: Db, email: string): Promise<Colleague | null> {
  return db.prepare(`${COLLEAGUES} WHERE s.email = ?`).bind(email.toLowerCase()).first<Colleague>()
}

const COLLEAGUES = `
  SELECT s.*, nullif(max(
    coalesce((SELECT at FROM audit_events INDEXED BY audit_events_by_actor WHERE actor = s.email ORDER BY id DESC LIMIT 1), 0),
    coalesce((SELECT at FROM moderation_events INDEXED BY moderation_events_by_actor WHERE actor = s.email ORDER BY id DESC LIMIT 1), 0)
  ), 0) AS acted_at
  FROM staff s`

type NewColleague = Pick<StaffMember, 'email' | 'name' | 'role'>

/** Whether they were added: false where the email is on the list already, of somebody here or of somebody who left. */
export async function addColleague(db: Db, who: NewColleague, by: NewColleague, now: EpochMs): Promise<boolean> {
  const [, , added] = await db.batch([
    // Who came in by OWNER_EMAIL would be locked out by the first owner that they add: they are written down with them.
    db
      .prepare(
        `INSERT INTO staff (email, name, role, added_at) SELECT ?1, ?2, 'owner', ?3
         WHERE ?1 <> ?4 AND NOT EXISTS (SELECT 1 FROM staff WHERE role = 'owner' AND left_at IS NULL)
         ON CONFLICT (email) DO UPDATE SET role = 'owner', left_at = NULL`,
      )
      .bind(by.email, by.name, now, who.email),
    recordIfChanged(db, {
      actor: by.email,
      action: 'staff_added',
      subject: `staff:${by.email}`,
      detail: { role: 'owner' },
      at: now,
    }),
    db
      .prepare('INSERT INTO staff (email, name, role, added_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
      .bind(who.email, who.name, who.role, now),
    recordIfChanged(db, {
      actor: by.email,
      action: 'staff_added',
      subject: `staff:${who.email}`,
      detail: { name: who.name, role: who.role },
      at: now,
    }),
  ])
  return (added?.meta.changes ?? 0) > 0
}

type Standing = Pick<StaffMember, 'name' | 'role' | 'left_at'>
export type StaffChange = { ok: true } | { ok: false; reason: 'last_owner' | 'changed' }

/**
 * From what was seen to what is to be.
 * Fails: `last_owner` where nobody would own the newsroom any more, `changed` where it is no longer as it was seen.
 */
export async function changeColleague(
  db: Db,
  seen: StaffMember,
  to: Standing,
  by: string,
  now: EpochMs,
): Promise<StaffChange> {
  // As it is there already where the answer to the first try got lost.
  if (isSame(seen, to)) return { ok: true }
  const change = db
    .prepare(
      `UPDATE staff SET name = ?1, role = ?2, left_at = ?3
       WHERE email = ?4 AND name = ?5 AND role = ?6 AND left_at IS ?7
         AND (?6 <> 'owner' OR ?7 IS NOT NULL OR (?2 = 'owner' AND ?3 IS NULL)
           OR EXISTS (SELECT 1 FROM staff WHERE role = 'owner' AND left_at IS NULL AND email <> ?4))`,
    )
    .bind(to.name, to.role, to.left_at, seen.email, seen.name, seen.role, seen.left_at)
  const [changed] = await db.batch([change, recordIfChanged(db, recordOf(seen, to, by, now))])
  if (changed?.meta.changes) return { ok: true }
  const there = await findColleague(db, seen.email)
  return { ok: false, reason: there && isSame(there, seen) ? 'last_owner' : 'changed' }
}

function isSame(one: Standing, other: Standing): boolean {
  return one.name === other.name && one.role === other.role && one.left_at === other.left_at
}

function recordOf(seen: StaffMember, to: Standing, by: string, at: EpochMs) {
  const subject = `staff:${seen.email}`
  if (to.left_at !== seen.left_at) {
    return { actor: by, action: to.left_at === null ? 'staff_returned' : 'staff_left', subject, at }
  }
  const detail = {
    ...(to.name !== seen.name && { name: { from: seen.name, to: to.name } }),
    ...(to.role !== seen.role && { role: { from: seen.role, to: to.role } }),
  }
  return { actor: by, action: 'staff_changed', subject, detail, at }
}
