/**
 * From addresses of a former site to pages of this one. One row leads straight to where its reader is to be: what would be
 * a chain is joined when it is saved, from both of its ends, and what would be a loop is refused. Only a page that is not
 * found asks here.
 */
import { recordIfChanged } from '../admin/record.ts'
import type { Db, EpochMs } from '../env.ts'

export interface Redirected {
  from_path: string
  /** Where it leads now: an article's address wherever that stands, or a path. */
  to_path: string
  created_at: EpochMs
  /** A name, where the staff list has it; empty where an article moved. */
  by: string
}

const ON_A_PAGE = 50
const MAX_PATH = 500

/** A path has one spelling here: as a browser sends it, without a slash at its end. Null where it is none of this site. */
export function normalPath(typed: string, origin: string): string | null {
  const text = typed.trim()
  // In an address of ours pasted whole, what stands behind its host.
  const isPath = /^\/(?![/\\])/.test(text)
  const url = isPath ? URL.parse(text, origin) : /^https?:\/\//i.test(text) ? URL.parse(text) : null
  if (!url || url.host !== new URL(origin).host || /[\s\\\p{C}]/u.test(text) || url.pathname.startsWith('//'))
    return null
  const path = spelled(url.pathname.replace(/(?<=[^/])\/+$/, '')) + url.search
  return path.length <= MAX_PATH ? path : null
}

/** Percent signs in one way: `%e1` and `%E1` are one letter. */
function spelled(pathname: string): string {
  return pathname.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
}

/** What WordPress and its kin call a page on the front page's address. Everything else there is the front page. */
const FORMER_NUMBER = /^(?:p|page_id|attachment_id|cat|author|m)$/

/** `p=12` of `/?p=12&utm_source=…`; null where the front page itself is asked for. */
export function formerNumber(query: URLSearchParams): string | null {
  for (const [name, value] of query) if (FORMER_NUMBER.test(name) && /^\d{1,12}$/.test(value)) return `${name}=${value}`
  return null
}

/** By which an address may have been entered: with its query, without, and as the article below whose page it stands. */
export function pathsToFind(url: URL): string[] {
  const pathname = spelled(url.pathname)
  if (pathname === '/') {
    const number = formerNumber(url.searchParams)
    return number ? [`/?${number}`] : []
  }
  const article = pathname.match(BELOW_ARTICLE)?.[1]
  return [...new Set([pathname + url.search, pathname, ...(article ? [article] : [])])]
}

/** What stands below an article goes where it goes. */
const BELOW_ARTICLE = /^(\/[a-z0-9-]+\/[a-z0-9-]+)\/(?:comments|card\.png)(?=\/|$)/

/** For the batch of a page that is not found: one row, and the article that it leads to. @param paths the best first */
export function redirectStatement(db: Db, paths: string[]): D1PreparedStatement {
  return db
    .prepare(
      `SELECT r.from_path, r.article_id, coalesce(r.to_path, '/' || a.section || '/' || a.slug) AS to_path
       FROM json_each(?) p CROSS JOIN redirects r ON r.from_path = p.value LEFT JOIN articles a ON a.id = r.article_id
       WHERE r.to_path IS NOT NULL OR a.status IN ('published', 'withdrawn') ORDER BY p.key LIMIT 1`,
    )
    .bind(JSON.stringify(paths))
}

export const REDIRECTS = `
  SELECT r.from_path, coalesce(r.to_path, '/' || a.section || '/' || a.slug) AS to_path, r.created_at,
    coalesce((SELECT name FROM staff WHERE email = r.created_by), r.created_by) AS by
  FROM redirects r LEFT JOIN articles a ON a.id = r.article_id`

/** In the order of addresses. @param find how the former or the new address begins */
export async function listRedirects(db: Db, { find, after }: { find: string; after: string }) {
  const limit = `ORDER BY r.from_path LIMIT ${ON_A_PAGE + 1}`
  const statement =
    find === ''
      ? db.prepare(`${REDIRECTS} WHERE r.from_path > ? ${limit}`).bind(after)
      : db
          .prepare(
            `${REDIRECTS} WHERE r.from_path > ?1 AND r.from_path IN (
               SELECT from_path FROM redirects WHERE from_path >= ?2 AND from_path < ?3
               UNION SELECT from_path FROM redirects INDEXED BY redirects_by_target
                 WHERE to_path IS NOT NULL AND to_path >= ?2 AND to_path < ?3
               UNION SELECT r.from_path FROM articles a INDEXED BY articles_by_path CROSS JOIN redirects r INDEXED BY redirects_by_article
                 ON r.article_id = a.id WHERE a.section = ?4 AND a.slug >= ?5 AND a.slug < ?5 || char(1114111))
             ${limit}`,
          )
          .bind(after, find, `${find}\u{10FFFF}`, ...articleIn(find))
  const rows = (await statement.all<Redirected>()).results
  const redirects = rows.slice(0, ON_A_PAGE)
  return { redirects, more: rows.length > ON_A_PAGE ? (redirects.at(-1)?.from_path ?? null) : null }
}

function articleIn(path: string): [section: string, slug: string] {
  const [, section = '', slug = ''] = path.split('/')
  return [section, slug]
}

export async function removeRedirect(db: Db, from: string, by: string, now: EpochMs): Promise<boolean> {
  const found = await db.prepare(`${REDIRECTS} WHERE r.from_path = ?`).bind(from).first<Redirected>()
  const [removed] = await db.batch([
    db.prepare('DELETE FROM redirects WHERE from_path = ?').bind(from),
    recordIfChanged(db, {
      actor: by,
      action: 'redirect_removed',
      subject: `redirect:${from}`,
      detail: { to: found?.to_path },
      at: now,
    }),
  ])
  return (removed?.meta.changes ?? 0) > 0
}
