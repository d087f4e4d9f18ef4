/**
 * Who may not comment for a time. A ban covers one whole email or one address, of somebody who has commented here: there
 * is nothing to write that would cover a mail provider.
 */
import * as z from 'zod'
import type { Db, EpochMs } from '../env.ts'
import type { Ban, Comment } from '../schema.ts'
import { type Decided, decisionStatements } from './decisions.ts'
import { PUBLISHED_BY } from './desk-queries.ts'
import type { Signal } from './moderation.ts'

/**
 * The ban that holds longest against any of these, or null.
 * @param addressHashes of one address, under each salt that is still kept
 */
export function findBan(db: Db, addressHashes: string[], email: string, now: EpochMs): Promise<Ban | null> {
  return banStatement(db, addressHashes, email, now).first<Ban>()
}

/** The same, for a batch with what else is asked at the door. */
export function banStatement(db: Db, addressHashes: string[], email: string, now: EpochMs): D1PreparedStatement {
  return db
    .prepare(
      `SELECT * FROM bans
       WHERE until > ?1 AND lifted_at IS NULL AND ((kind = 'email' AND value = lower(?2))
         OR (kind = 'address' AND value IN (SELECT value FROM json_each(?3))))
       ORDER BY until DESC LIMIT 1`,
    )
    .bind(now, email, JSON.stringify(addressHashes))
}

/** For so long at most is an address remembered by its hash. */
export const BAN_DAYS = [1, 7, 30] as const
export const MAX_REASON = 300

/** Whom a ban is for: each of them in lower case, or null. */
export interface Banned {
  email: string | null
  addressHash: string | null
}

export type EmailProblem = 'email_missing' | 'email_provider' | 'email_invalid' | 'email_unknown' | 'email_staff'

/** What keeps an email from being banned, or null: it must be whole, have commented here, and be nobody's of the staff. */
export async function problemWithEmail(db: Db, email: string, ownerEmail: string): Promise<EmailProblem | null> {
  if (email === '') return 'email_missing'
  // `@gmail.com`, `*@gmail.com`, `gmail.com`: somebody means everybody there.
  if (/^[\s*%?.+_-]*@|^[^@\s]+\.[^@\s]+$/.test(email)) return 'email_provider'
  if (/[*%?\s]/.test(email) || !z.email().max(254).safeParse(email).success) return 'email_invalid'
  const isStaff = await db.prepare('SELECT 1 AS known FROM staff WHERE email = lower(?)').bind(email).first()
  if (isStaff || email.toLowerCase() === ownerEmail) return 'email_staff'
  const known = await db
    .prepare('SELECT 1 AS known FROM comments WHERE lower(email) = lower(?) LIMIT 1')
    .bind(email)
    .first()
  return known ? null : 'email_unknown'
}

export interface NewBan extends Banned {
  days: (typeof BAN_DAYS)[number]
  reason: string
  /** The comment that it began with, if any. */
  comment: number | null
  /** Whether what the person has published is taken down as well. */
  hides: boolean
}

const PORTION = 100

/**
 * Bans, and hides what is to be hidden, in one transaction with its record. Returns the articles whose pages have changed
 * and how many comments were hidden. A ban that holds as long already is not written
 * twice, unless it has something to hide: the click beside it may have hidden that a moment ago.
 */
export async function addBan(db: Db, ban: NewBan, actor: string, now: EpochMs) {
  const hidden = ban.hides ? await listPublishedBy(db, ban) : []
  const until = now + ban.days * 24 * 60 * 60_000
  const found = hidden.map(({ id }) => id)
  const detail = JSON.stringify({ days: ban.days, comment: ban.comment ?? undefined, hidden: found })
  const kinds = [
    ['email', ban.email],
    ['address', ban.addressHash],
  ].filter(([, value]) => value)
  const results = await db.batch<{ id: number }>([
    ...kinds.flatMap(([kind, value]) => [
      db
        .prepare(
          `INSERT INTO bans (kind, value, until, reason, created_at, created_by) SELECT ?1, ?2, ?3, ?4, ?5, ?6
           WHERE NOT EXISTS (
               SELECT 1 FROM bans WHERE kind = ?1 AND value = ?2 AND lifted_at IS NULL AND until >= ?3 - 60000)
             OR EXISTS (SELECT 1 FROM comments WHERE status = 'approved' AND id IN (SELECT value FROM json_each(?7)))`,
        )
        .bind(kind, value, until, ban.reason, now, actor, JSON.stringify(found)),
      db
        .prepare(
          `INSERT INTO audit_events (at, actor, action, subject, detail)
           SELECT ?3, ?4, 'ban_added', 'ban:' || id, ?5 FROM bans
           WHERE kind = ?1 AND value = ?2 AND created_at = ?3 AND created_by = ?4 AND until > ?3
             AND NOT EXISTS (SELECT 1 FROM audit_events e WHERE e.subject = 'ban:' || bans.id)`,
        )
        .bind(kind, value, now, actor, detail),
    ]),
    ...inPortions(hidden.map(hiding)).flatMap((portion) => decisionStatements(db, portion, actor, now)),
  ])
  const ids = new Set(results.slice(kinds.length * 2).flatMap(({ results }) => results.map(({ id }) => id)))
  return { hidden: ids.size, articles: articlesOf(hidden, ids) }
}

/**
 * Lifts a ban that holds or held, if nobody has, in one transaction with its record; brings back what the ban hid, where
 * asked to and where nobody has decided on it since, but nothing that another ban still keeps off. Returns null where it
 * was lifted before.
 */
export async function liftBan(db: Db, ban: Ban, restores: boolean, actor: string, now: EpochMs) {
  const hidden = restores ? await listHiddenBy(db, ban, now) : []
  const isLiftedHere = `EXISTS (SELECT 1 FROM bans WHERE id = ${ban.id} AND lifted_at = ?3 AND lifted_by = ?2)`
  const [, lifted, ...results] = await db.batch<{ id: number }>([
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?2, ?3, 'ban_lifted', 'ban:' || id, ?4 FROM bans WHERE id = ?1 AND lifted_at IS NULL`,
      )
      .bind(ban.id, now, actor, JSON.stringify({ restored: hidden.map(({ id }) => id) })),
    db
      .prepare('UPDATE bans SET lifted_at = ?2, lifted_by = ?3 WHERE id = ?1 AND lifted_at IS NULL RETURNING id')
      .bind(ban.id, now, actor),
    ...inPortions(hidden.map(showing)).flatMap((portion) => decisionStatements(db, portion, actor, now, isLiftedHere)),
  ])
  if (lifted?.results.length === 0) return null
  const ids = new Set(results.flatMap(({ results }) => results.map(({ id }) => id)))
  return { restored: ids.size, articles: articlesOf(hidden, ids) }
}

/** Articles of the comments that a ban hid. */
export async function listHiddenFrom(db: Db, ban: Pick<Ban, 'id'>): Promise<number[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT c.article_id FROM audit_events e CROSS JOIN json_each(e.detail, '$.hidden') h
       CROSS JOIN comments c ON c.id = h.value WHERE e.subject = ? AND e.action = 'ban_added'`,
    )
    .bind(`ban:${ban.id}`)
    .all<{ article_id: number }>()
  return results.map(({ article_id }) => article_id)
}

export interface ListedBan extends Ban {
  /** Names, where the staff list has them. */
  by: string
  lifted_by_name: string | null
  /** The comment that it began with. */
  comment: number | null
  /** How many comments it hid that lifting it could bring back. */
  hidden: number
}

/** Newest first; `older` is the id that the next page begins before. */
export async function listBans(db: Db, before: number, now: EpochMs) {
  const { results } = await db
    .prepare(
      `SELECT b.*, coalesce((SELECT name FROM staff WHERE email = b.created_by), b.created_by) AS by,
         coalesce((SELECT name FROM staff WHERE email = b.lifted_by), b.lifted_by) AS lifted_by_name,
         e.detail ->> 'comment' AS comment,
         (SELECT count(*) FROM json_each(e.detail, '$.hidden') h CROSS JOIN comments c ON c.id = h.value
          WHERE ${CAN_RETURN}) AS hidden
       FROM bans b LEFT JOIN audit_events e ON e.id = (
         SELECT min(id) FROM audit_events WHERE subject = 'ban:' || b.id AND action = 'ban_added')
       WHERE b.id < ?1 ORDER BY b.id DESC LIMIT 51`,
    )
    .bind(before, now)
    .all<ListedBan>()
  return { bans: results.slice(0, 50), older: results.length > 50 ? (results[49]?.id ?? null) : null }
}

export function findBanById(db: Db, id: number): Promise<Ban | null> {
  return db.prepare('SELECT * FROM bans WHERE id = ?').bind(id).first<Ban>()
}

/** Of what the ban `b` hid: nobody has decided on it since, and no other ban that holds (at ?2) is for who wrote it. */
const CAN_RETURN = `c.status = 'rejected' AND c.decided_at = b.created_at AND NOT EXISTS (
  SELECT 1 FROM bans o WHERE o.lifted_at IS NULL AND o.until > ?2 AND o.id <> b.id AND (
    (o.kind = 'email' AND o.value = lower(c.email)) OR (o.kind = 'address' AND o.value = c.address_hash)))`

type Hidden = Pick<Comment, 'id' | 'article_id' | 'status' | 'revision' | 'signals'>

async function listPublishedBy(db: Db, { email, addressHash, comment }: NewBan): Promise<Hidden[]> {
  const { results } = await db
    .prepare(
      `SELECT id, article_id, status, revision, signals FROM comments
       WHERE id IN (SELECT id FROM (${PUBLISHED_BY.email('?1', '?3')})
         UNION SELECT id FROM (${PUBLISHED_BY.address('?2')}))`,
    )
    .bind(email ?? '', addressHash ?? '', comment)
    .all<Hidden>()
  return results
}

async function listHiddenBy(db: Db, ban: Ban, now: EpochMs): Promise<Hidden[]> {
  const { results } = await db
    .prepare(
      `SELECT c.id, c.article_id, c.status, c.revision, c.signals
       FROM bans b CROSS JOIN audit_events e ON e.subject = 'ban:' || b.id AND e.action = 'ban_added'
       CROSS JOIN json_each(e.detail, '$.hidden') h CROSS JOIN comments c ON c.id = h.value
       WHERE b.id = ?1 AND ${CAN_RETURN}`,
    )
    .bind(ban.id, now)
    .all<Hidden>()
  return results
}

function hiding({ id, status, revision, signals }: Hidden): Decided {
  return { seen: { id, status, revision }, decision: { status: 'rejected', signals: JSON.parse(signals) as Signal[] } }
}

function showing({ id, status, revision, signals }: Hidden): Decided {
  return { seen: { id, status, revision }, decision: { status: 'approved', signals: JSON.parse(signals) as Signal[] } }
}

function inPortions(decisions: Decided[]): Decided[][] {
  return Array.from({ length: Math.ceil(decisions.length / PORTION) }, (_, n) =>
    decisions.slice(n * PORTION, (n + 1) * PORTION),
  )
}

function articlesOf(comments: Hidden[], ids: Set<number>): number[] {
  return [...new Set(comments.filter(({ id }) => ids.has(id)).map(({ article_id }) => article_id))]
}
