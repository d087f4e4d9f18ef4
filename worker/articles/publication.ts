/** From draft to readers and back: each step changes an article's status and is on record with it. */
import type { Db, EpochMs } from '../env.ts'
import type { Article } from '../schema.ts'
import { zonedMonth } from '../text/dates.ts'

export type Published = { ok: true; article: Article } | { ok: false; reason: 'not_publishable' | 'version_conflict' }

/** Who does it and when; without a name, the article's writer. */
export interface Doing {
  by?: string
  now?: EpochMs
}

/**
 * Publishes at once, or schedules where `at` is still to come. What readers had before comes back under its first date.
 * @param version the one the editor saw, where they told it; a newer one is not published unseen.
 */
export async function publishArticle(
  db: Db,
  id: number,
  { at, version, now, by }: { at: EpochMs | null; version: number | null; now: EpochMs; by?: string },
): Promise<Published> {
  const article = await take(db, id, publishing({ at, version, now, by, zone: await findTimeZone(db) }))
  if (article) return { ok: true, article }
  const found = await db.prepare('SELECT version FROM articles WHERE id = ?').bind(id).first<{ version: number }>()
  return {
    ok: false,
    reason: found && version !== null && found.version !== version ? 'version_conflict' : 'not_publishable',
  }
}

interface Publishing {
  at: EpochMs | null
  version: number | null
  now: EpochMs
  by: string | undefined
  zone: string
}

/** For a batch that does more than that: they do nothing where the article is not one to publish. */
export function publishStatements(db: Db, id: number, how: Publishing): D1PreparedStatement[] {
  return takeStatements(db, id, publishing(how))
}

function publishing({ at, version, now, by, zone }: Publishing): Taken {
  const status = at !== null && at > now ? 'scheduled' : 'published'
  const time = at ?? now
  const wasRead = `(status = 'published' OR (status <> 'scheduled' AND withdrawn_at IS NOT NULL))`
  const keepsDate = `?5 IS NULL AND ${wasRead} AND published_at IS NOT NULL`
  return {
    by,
    now,
    action: `'article_' || ?4`,
    detail: `json_object('from', status, 'at', CASE WHEN ${keepsDate} THEN published_at ELSE ?6 END)`,
    // Twice the same is done once more, and told once.
    isTold: `(status <> ?4 OR (?5 IS NOT NULL AND published_at IS NOT ?5))`,
    where: `(?8 IS NULL OR version = ?8) AND NOT (status = 'published' AND ?4 = 'scheduled')`,
    set: `status = ?4, withdrawn_at = CASE ?4 WHEN 'published' THEN NULL ELSE withdrawn_at END,
      published_at = CASE WHEN ${keepsDate} THEN published_at ELSE ?6 END,
      month = CASE WHEN ${keepsDate} THEN month ELSE ?7 END`,
    values: [status, at, time, zonedMonth(time, zone), version],
  }
}

async function findTimeZone(db: Db): Promise<string> {
  const zone = await db.prepare('SELECT time_zone FROM settings').first<string>('time_zone')
  if (!zone) throw new Error('the settings row is missing: are the migrations applied?')
  return zone
}

/**
 * Takes an article off the site; its address then says so (410). A scheduled one goes back to where it was: withdrawn where
 * readers had it before, otherwise a draft.
 */
export function withdrawArticle(db: Db, id: number, doing: Doing = {}): Promise<Published> {
  return step(db, id, doing, {
    action: `CASE status WHEN 'published' THEN 'article_withdrawn' ELSE 'article_unscheduled' END`,
    detail: `json_object('from', status, 'at', published_at)`,
    where: `status IN ('published', 'scheduled')`,
    set: `status = CASE WHEN status = 'published' OR withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'draft' END,
      withdrawn_at = CASE status WHEN 'published' THEN ?3 ELSE withdrawn_at END,
      published_at = CASE status WHEN 'published' THEN published_at END,
      month = CASE status WHEN 'published' THEN month END`,
  })
}

/** A contributor's last word: the article waits for an editor. @param note to whom it waits for */
export function handIn(
  db: Db,
  id: number,
  { note = '', ...doing }: Doing & { note?: string } = {},
): Promise<Published> {
  return step(db, id, doing, {
    action: `'article_handed_in'`,
    detail: `json_object('note', ?4)`,
    where: `status = 'draft'`,
    set: `status = 'handed_in'`,
    values: [note],
  })
}

/** Before an editor has taken it, its writer goes on writing. */
export function takeBack(db: Db, id: number, doing: Doing): Promise<Published> {
  return step(db, id, doing, {
    action: `'article_taken_back'`,
    where: `status = 'handed_in'`,
    set: `status = 'draft'`,
  })
}

/** What was handed in goes back to its writer, and what was withdrawn is worked on again: readers are still told it is gone. */
export function sendBack(db: Db, id: number, { note, ...doing }: Doing & { note: string }): Promise<Published> {
  return step(db, id, doing, {
    action: `CASE status WHEN 'handed_in' THEN 'article_sent_back' ELSE 'article_reopened' END`,
    detail: `json_object('note', ?4)`,
    where: `status IN ('handed_in', 'withdrawn')`,
    set: `status = 'draft'`,
    values: [note],
  })
}

/** Who publishes what is due, on record. */
export const SCHEDULE = 'schedule'

/** Publishes what is due and returns it. */
export async function publishDue(db: Db, now: EpochMs): Promise<Article[]> {
  const due = `status = 'scheduled' AND published_at <= ?1`
  const [, published] = await db.batch<Article>([
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?1, ?2, 'article_published', 'article:' || id, json_object('from', status, 'at', published_at)
         FROM articles INDEXED BY articles_by_status WHERE ${due}`,
      )
      .bind(now, SCHEDULE),
    db.prepare(`UPDATE articles SET status = 'published', withdrawn_at = NULL WHERE ${due} RETURNING *`).bind(now),
  ])
  return published?.results ?? []
}

/** The row of `heartbeats` that tells up to when what was due has been purged. */
const PURGED = 2
const UNHEARD_OF = 20

/** Published by runs that did not get as far as asking for its purge, or of whose publication no answer came. */
export async function listUnpurged(db: Db): Promise<Article[]> {
  const found = await db
    .prepare(
      `SELECT a.* FROM (SELECT at, subject FROM audit_events INDEXED BY audit_events_by_actor
         WHERE actor = ?1 ORDER BY id DESC LIMIT ${UNHEARD_OF}) e
       CROSS JOIN articles a ON a.id = CAST(substr(e.subject, length('article:') + 1) AS INTEGER)
       WHERE e.at > coalesce((SELECT at FROM heartbeats WHERE id = ${PURGED}), 0)`,
    )
    .bind(SCHEDULE)
    .all<Article>()
  return found.results
}

export async function notePurged(db: Db, now: EpochMs): Promise<void> {
  await db.prepare(`INSERT OR REPLACE INTO heartbeats (id, at) VALUES (${PURGED}, ?)`).bind(now).run()
}

/** SQL: ?1 is the article's id, ?2 who does it, ?3 when, and then come the `values`. */
interface Step {
  action: string
  detail?: string
  /** Of which articles it may be done. */
  where: string
  set: string
  values?: unknown[]
}

async function step(db: Db, id: number, { by, now = Date.now() }: Doing, what: Step): Promise<Published> {
  const article = await take(db, id, { ...what, by, now })
  return article ? { ok: true, article } : { ok: false, reason: 'not_publishable' }
}

async function take(db: Db, id: number, what: Taken): Promise<Article | null> {
  const [, updated] = await db.batch<Article>(takeStatements(db, id, what))
  return updated?.results[0] ?? null
}

/**
 * The act and its record in one transaction. The record comes first, while what the act asks for still holds: there is
 * none of what did not happen.
 */
function takeStatements(
  db: Db,
  id: number,
  { by, now, action, detail = `'{}'`, isTold = 'true', where, set, values = [] }: Taken,
): D1PreparedStatement[] {
  const bound = [id, by ?? null, now, ...values]
  const prepare = (sql: string) => db.prepare(sql).bind(...bound.slice(0, lastParameter(sql)))
  return [
    prepare(
      `INSERT INTO audit_events (at, actor, action, subject, detail)
       SELECT ?3, coalesce(?2, created_by), ${action}, 'article:' || id, ${detail}
       FROM articles WHERE id = ?1 AND ${where} AND ${isTold}`,
    ),
    prepare(`UPDATE articles SET ${set} WHERE id = ?1 AND ${where} RETURNING *`),
  ]
}

type Taken = Step & { by: string | undefined; now: EpochMs; isTold?: string }

function lastParameter(sql: string): number {
  return Math.max(...[...sql.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number)))
}

/** The same articles with their tags and the documents that they cite: then it is known which lists they stand in. */
export async function withLists<A extends Pick<Article, 'id'>>(
  db: Db,
  articles: A[],
): Promise<(A & { tags: string[]; documents: string[] })[]> {
  const ids = JSON.stringify(articles.map(({ id }) => id))
  const [tags, documents] = await db.batch<{ article_id: number; slug: string }>([
    db
      .prepare('SELECT article_id, tag AS slug FROM article_tags WHERE article_id IN (SELECT value FROM json_each(?))')
      .bind(ids),
    db
      .prepare(
        `SELECT x.article_id, d.slug FROM article_documents x JOIN documents d ON d.number = x.document
         WHERE x.article_id IN (SELECT value FROM json_each(?)) AND d.slug IS NOT NULL`,
      )
      .bind(ids),
  ])
  const slugsOf = (found: typeof tags, { id }: A) =>
    (found?.results ?? []).filter((row) => row.article_id === id).map((row) => row.slug)
  return articles.map((article) => ({
    ...article,
    tags: slugsOf(tags, article),
    documents: slugsOf(documents, article),
  }))
}
