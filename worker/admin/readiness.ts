/** What is missing or doubtful in an article before readers have it. Nothing but a missing text keeps it from them. */
import type { Db } from '../env.ts'
import type { Article } from '../schema.ts'

/** `of` are how many, or which. */
export interface Doubt {
  about: 'body' | 'standfirst' | 'headline' | 'picture' | 'gone' | 'alt' | 'tags' | 'links'
  of: string[]
}

/** Longer ones are cut where they are shared, and in results of a search. */
export const LONG_HEADLINE = 110

/** Of the text as it was last saved; none of one that readers have. */
export async function listDoubts(db: Db, article: Article, origin: string): Promise<Doubt[]> {
  if (article.status === 'published') return []
  const { headline, standfirst, body, body_html, lead_image } = article
  const [tags, gone] = await db.batch<{ name: string }>([
    db.prepare('SELECT tag AS name FROM article_tags WHERE article_id = ? LIMIT 1').bind(article.id),
    db
      .prepare('SELECT DISTINCT value AS name FROM json_each(?) WHERE value NOT IN (SELECT id FROM images)')
      .bind(JSON.stringify(picturesIn(body))),
  ])
  const missing = (gone?.results ?? []).map(({ name }) => name)
  const pictures = body_html.match(/<img\b[^>]*>/g) ?? []
  const found: [Doubt['about'], isSo: boolean | number, of?: string[]][] = [
    ['body', !body],
    ['headline', headline.length > LONG_HEADLINE],
    ['standfirst', !standfirst],
    ['picture', lead_image === null],
    ['gone', missing.length, missing],
    ['alt', true, pictures.filter((picture) => !/ alt="[^"]/.test(picture))],
    ['tags', tags?.results.length === 0],
    ['links', true, linksIn(body_html).filter((href) => leadsNowhere(href, origin))],
  ]
  return found.filter(([, isSo, of]) => isSo && of?.length !== 0).map(([about, , of = []]) => ({ about, of }))
}

function picturesIn(body: string): string[] {
  const figures = body.matchAll(/^ {0,3}::figure.*?[{ ]image="([^"]*)"/gm)
  const images = body.matchAll(/\/media\/([0-9a-f]{64})\//g)
  return [...figures, ...images].map(([, id]) => id ?? '')
}

/** Addresses are written so that of all characters only & is another in HTML. */
function linksIn(html: string): string[] {
  return [...html.matchAll(/<a\b[^<>]*? href="([^"]+)"/g)].map(([, href]) => (href ?? '').replaceAll('&#x26;', '&'))
}

/** Where a reader cannot follow: the writer's own machine or network, or the desk. */
function leadsNowhere(href: string, origin: string): boolean {
  const url = URL.parse(href, origin)
  if (!url?.protocol.startsWith('http')) return false
  if (url.origin === new URL(origin).origin) return /^\/admin(\/|$)/.test(url.pathname)
  return /^(localhost|127\.|10\.|192\.168\.|[^.]+$)|\.(local|localhost|internal|test|invalid)$/.test(url.hostname)
}
