/** Where the old site's addresses lead now. A path has the spelling in which the newsroom looks for it. */

import { imagePath } from '../../worker/articles/article.ts'
import type { Db, EpochMs } from '../../worker/env.ts'
import { slugify } from '../../worker/text/vietnamese.ts'
import type { Import } from './articles.ts'
import { ACTOR } from './comments.ts'
import { bare } from './tidying.ts'
import type { Attachment } from './uploads.ts'

const MAX_PATH = 500

/** Without a slash at the end, percent signs in one way; of the front page only what names something by its number. */
export function formerPath(address: string, hosts: ReadonlySet<string>): string | null {
  const url = URL.parse(address)
  if (!url || !hosts.has(bare(url.host))) return null
  const pathname = url.pathname.replace(/(?<=.)\/+$/, '').replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
  if (pathname.startsWith('//')) return null
  if (pathname !== '/') return pathname.length <= MAX_PATH ? pathname : null
  const number = /[?&]((?:p|page_id|attachment_id|cat)=\d{1,12})(?:&|$)/.exec(url.search)?.[1]
  return number ? `/?${number}` : null
}

export interface Term {
  slug: string
  name: string
}

/** Of categories, tags, authors and pictures' own pages; only where there is something to lead to. */
export async function bringRedirects(job: Import, tags: Term[]): Promise<number> {
  const { db, sections, authors, now } = job
  const targets: { from: string; to: string; table: string; slug: string }[] = []
  for (const { slug } of sections.categories.values()) {
    const to = sections.pageOf(slug)
    const [, first = '', second] = to.split('/')
    const target = second ? { table: 'tags', slug: second } : { table: 'sections', slug: first }
    targets.push({ from: `/category/${sections.pathOf(slug)}`, to, ...target })
    const { id } = sections.categories.get(slug) ?? { id: 0 }
    if (id) targets.push({ from: `/?cat=${id}`, to, ...target })
  }
  for (const { slug, name } of tags) {
    const own = slugify(name)
    targets.push({ from: `/tag/${slug}`, to: `/tags/${own}`, table: 'tags', slug: own })
  }
  for (const [login, { slug }] of authors) {
    targets.push({ from: `/author/${slugify(login)}`, to: `/authors/${slug}`, table: 'authors', slug })
  }
  let made = 0
  for (const { from, to, table, slug } of targets) {
    const path = formerPath(`https://${job.site}${from}`, job.hosts)
    if (!path || path === to) continue
    made += await insert(db, path, to, `EXISTS (SELECT 1 FROM ${table} WHERE slug = ?4)`, slug, now)
  }
  for (const attachment of job.uploads.attachments.values()) made += await bringAttachmentPage(job, attachment)
  return made
}

/** A picture's own page led to the post that it belongs to, or there was only the picture. */
async function bringAttachmentPage({ db, site, hosts, uploads, now }: Import, attachment: Attachment): Promise<number> {
  const paths = new Set([formerPath(attachment.link, hosts), `/?attachment_id=${attachment.id}`])
  const submission = `wxr:${site}:${attachment.parent}`
  const article = await db.prepare('SELECT id FROM articles WHERE submission = ?').bind(submission).first<number>('id')
  const image = article === null ? await uploads.findBrought(attachment) : null
  if (article === null && !image) return 0
  let made = 0
  for (const path of paths) {
    if (!path) continue
    const { meta } = await db
      .prepare(
        `INSERT INTO redirects (from_path, article_id, to_path, created_at, created_by) VALUES (?, ?, ?, ?, '${ACTOR}')
         ON CONFLICT DO NOTHING`,
      )
      .bind(path, article, image && imagePath(image), now)
      .run()
    made += meta.changes
  }
  return made
}

async function insert(
  db: Db,
  from: string,
  to: string,
  condition: string,
  slug: string,
  now: EpochMs,
): Promise<number> {
  const { meta } = await db
    .prepare(
      `INSERT INTO redirects (from_path, to_path, created_at, created_by) SELECT ?1, ?2, ?3, '${ACTOR}'
       WHERE ${condition} ON CONFLICT DO NOTHING`,
    )
    .bind(from, to, now, slug)
    .run()
  return meta.changes
}
