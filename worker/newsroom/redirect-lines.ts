/**
 * New redirects, one or many: each is judged by what stands at its two addresses, all in a number of statements that does
 * not grow with theirs. Ends of chains are joined, whatever order they come in.
 */
import type { Db, EpochMs } from '../env.ts'
import { RESERVED } from './address.ts'
import { formerNumber, normalPath, REDIRECTS, type Redirected } from './redirects.ts'

export interface RedirectLine {
  from_path: string
  to_path: string
}

export type RedirectProblem = 'path' | 'query' | 'living' | 'gone' | 'loop' | 'known'

export type Judged =
  | { ok: true; from: string }
  | { ok: false; field: keyof RedirectLine; reason: RedirectProblem; to?: string }

/**
 * Each line is taken or has its reason: `path`, `query` for what is no address; `living` for one that has a page, `gone`
 * for a target that has none; `loop`; `known`, with where it leads, for one that leads somewhere already.
 * @param lines as typed
 */
export async function addRedirects(
  db: Db,
  lines: RedirectLine[],
  { origin, by, now }: { origin: string; by: string; now: EpochMs },
): Promise<Judged[]> {
  const pairs = lines.map((line) => ({
    from: normalPath(line.from_path, origin),
    aim: normalPath(line.to_path, origin),
  }))
  const place = await readPlace(db, [
    ...new Set(pairs.flatMap(({ from, aim }) => [from, aim]).filter((path) => path !== null)),
  ])
  const added = new Map<string, Target>()
  const judged: Judged[] = pairs.map((pair) => judge(pair, place, added))
  // A line may lead to what a later one is the beginning of.
  for (let isMore = true; isMore; ) {
    isMore = false
    for (const [n, pair] of pairs.entries()) {
      const before = judged[n]
      if (before?.ok || before?.reason !== 'gone') continue
      const again = judge(pair, place, added)
      judged[n] = again
      isMore ||= again.ok
    }
  }
  if (added.size > 0) await write(db, added, by, now)
  return judged
}

interface Target {
  article_id: number | null
  to_path: string
}

/** What stands where the lines begin and end. */
interface Place {
  redirects: Map<string, Target>
  articles: Map<string, number>
  pages: Set<string>
}

function judge(
  { from, aim }: { from: string | null; aim: string | null },
  place: Place,
  added: Map<string, Target>,
): Judged {
  const { redirects, articles } = place
  const wrong = (field: keyof RedirectLine, reason: RedirectProblem) => ({ ok: false, field, reason }) as const
  if (from === null) return wrong('from_path', 'path')
  if (aim === null) return wrong('to_path', 'path')
  const isNumber = from.startsWith('/?')
  if (isNumber && from !== `/?${formerNumber(new URLSearchParams(from.slice(2)))}`) return wrong('from_path', 'query')
  if (!isNumber && isLiving(place, from)) return wrong('from_path', 'living')
  const next = redirects.get(aim)
  const to = next?.to_path ?? aim
  const known = redirects.get(from)
  // The same line twice is done already.
  if (known) return known.to_path === to ? { ok: true, from } : { ...wrong('from_path', 'known'), to: known.to_path }
  if (to === from) return wrong('to_path', 'loop')
  const target = next ?? { article_id: articles.get(pathnameOf(to)) ?? null, to_path: to }
  if (!next && target.article_id === null && !isLiving(place, to)) return wrong('to_path', 'gone')
  for (const [path, led] of redirects) if (led.to_path === from && added.has(path)) set(path, target)
  return set(from, target)

  function set(path: string, to: Target): Judged {
    redirects.set(path, to)
    added.set(path, to)
    return { ok: true, from: path }
  }
}

const PAGES = new Set(['/', '/archive', '/documents', '/search', '/privacy', '/feed.xml', '/feed.json', '/sitemap.xml'])

/** Whether a reader finds a page there: one of the program's own, a section, an article, a tag, an author. */
function isLiving({ articles, pages }: Place, path: string): boolean {
  const pathname = pathnameOf(path)
  const first = pathname.split('/')[1] ?? ''
  if (PAGES.has(pathname) || pages.has(pathname) || articles.has(pathname)) return true
  return RESERVED.includes(first) && first !== 'tags' && first !== 'authors'
}

async function readPlace(db: Db, paths: string[]): Promise<Place> {
  const asked = JSON.stringify(paths.map((path) => [path, pathnameOf(path), ...pathnameOf(path).split('/').slice(1)]))
  const [redirects, articles, pages] = await db.batch([
    db
      .prepare(`SELECT r.article_id, l.* FROM json_each(?) p CROSS JOIN redirects r ON r.from_path = p.value ->> 0
        JOIN (${REDIRECTS}) l ON l.from_path = r.from_path`)
      .bind(asked),
    db
      .prepare(
        `SELECT DISTINCT '/' || a.section || '/' || a.slug AS path, a.id FROM json_each(?) p
         CROSS JOIN articles a ON a.section = p.value ->> 2 AND a.slug = p.value ->> 3
         WHERE a.status IN ('published', 'withdrawn') AND p.value ->> 4 IS NULL`,
      )
      .bind(asked),
    db
      .prepare(
        `SELECT p.value ->> 1 AS path FROM json_each(?) p
         WHERE CASE p.value ->> 2
           WHEN 'tags' THEN EXISTS (SELECT 1 FROM tags WHERE slug = p.value ->> 3)
           WHEN 'authors' THEN EXISTS (SELECT 1 FROM authors WHERE slug = p.value ->> 3)
           ELSE EXISTS (SELECT 1 FROM sections WHERE slug = p.value ->> 2) AND coalesce(p.value ->> 3, 'feed.xml') = 'feed.xml'
         END AND p.value ->> 4 IS NULL`,
      )
      .bind(asked),
  ])
  const rows = <Row>(result: D1Result | undefined) => (result?.results ?? []) as Row[]
  return {
    redirects: new Map(
      rows<Redirected & Target>(redirects).map(({ from_path, article_id, to_path }) => [
        from_path,
        { article_id, to_path },
      ]),
    ),
    articles: new Map(rows<{ path: string; id: number }>(articles).map(({ path, id }) => [path, id])),
    pages: new Set(rows<{ path: string }>(pages).map(({ path }) => path)),
  }
}

/** With what led to one of them before, and the record of each, in one transaction. */
async function write(db: Db, added: Map<string, Target>, by: string, now: EpochMs): Promise<void> {
  const rows = JSON.stringify(
    [...added].map(([from, { article_id, to_path }]) => ({
      from,
      article: article_id,
      to: article_id === null ? to_path : null,
      leads: to_path,
    })),
  )
  await db.batch([
    db
      .prepare(
        `INSERT INTO audit_events (at, actor, action, subject, detail)
         SELECT ?2, ?3, 'redirect_added', 'redirect:' || (value ->> 'from'), json_object('to', value ->> 'leads')
         FROM json_each(?1) n
         WHERE NOT EXISTS (SELECT 1 FROM redirects WHERE from_path = n.value ->> 'from')`,
      )
      .bind(rows, now, by),
    db
      .prepare(
        `INSERT INTO redirects (from_path, article_id, to_path, created_at, created_by)
         SELECT value ->> 'from', value ->> 'article', value ->> 'to', ?2, ?3 FROM json_each(?1) WHERE true
         ON CONFLICT DO NOTHING`,
      )
      .bind(rows, now, by),
    db
      .prepare(
        `UPDATE redirects SET article_id = n.value ->> 'article', to_path = n.value ->> 'to'
         FROM json_each(?) n WHERE redirects.to_path = n.value ->> 'from'`,
      )
      .bind(rows),
  ])
}

function pathnameOf(path: string): string {
  return path.split('?')[0] ?? path
}
