/**
 * A WordPress site into a newsroom, in two readings of its file: first what posts refer to, then the posts, one after
 * another in the file's order. So a run that breaks off goes on where it stopped, and gives what a whole one gives.
 */
import { stat } from 'node:fs/promises'
import { recordIfChanged } from '../../worker/admin/record.ts'
import type { Db, EpochMs } from '../../worker/env.ts'
import { normalise, slugify } from '../../worker/text/vietnamese.ts'
import { Refusal } from '../command.ts'
import type { Progress } from '../progress.ts'
import type { Stores } from '../stores.ts'
import { bringPost, type Import, listBrought } from './articles.ts'
import { ACTOR } from './comments.ts'
import { lineOf } from './figures.ts'
import { asHtml } from './plain.ts'
import { type Post, postOf } from './post.ts'
import { bringRedirects, type Term } from './redirects.ts'
import { Report } from './report.ts'
import { type Mapping, Sections } from './sections.ts'
import { bare } from './tidying.ts'
import { attachmentOf, Uploads } from './uploads.ts'
import { type Element, readWxr, textIn } from './wxr.ts'

export interface ImportOptions {
  uploads: string | null
  mapping: Mapping
  now: EpochMs
  progress: Progress
}

export async function importWordpress(stores: Stores, file: string, options: ImportOptions): Promise<Report> {
  const { mapping, now, progress } = options
  if (!(await stat(file).catch(() => null))?.isFile()) throw new Refusal(`There is no file ${file}.`)
  const report = new Report()
  const zone = await stores.db.prepare('SELECT time_zone FROM settings').first<string>('time_zone')
  if (!zone) throw new Refusal('There is no newsroom in this database.')

  const first = await readFirst(file, zone, report, mapping, progress)
  if (!first.isWxr) throw new Refusal(`${file} is no export of WordPress (WXR).`)
  const uploads = new Uploads(stores, { folder: options.uploads, hosts: first.hosts, by: ACTOR })
  for (const attachment of first.attachments) uploads.add(attachmentOf(attachment))
  const { site, hosts, lang, sections, tags } = first
  const authors = await bringAuthors(stores.db, first.authors, now)
  const here = await listBrought(stores.db, site)
  const job: Import = { db: stores.db, zone, site, hosts, lang, sections, uploads, authors, report, now, here }

  progress.begin('posts', first.items)
  for await (const { name, element } of readWxr(file, () => {})) {
    if (name !== 'item') continue
    await bringItem(job, postOf(element, zone))
    progress.add()
  }
  report.redirects += await bringRedirects(job, tags)
  report.pictures = uploads.count
  progress.end()
  return report
}

async function bringItem(job: Import, post: Post): Promise<void> {
  const { report } = job
  if (post.type === 'attachment' || OF_WORDPRESS.includes(post.type)) return
  const notBrought = (why: string) => {
    const lost = post.comments.length > 0 ? [`With it ${post.comments.length} comments`] : []
    report.add(post, 'not_brought', { notes: [why, ...lost] })
  }
  if (post.type !== 'post' && post.type !== 'page') return notBrought(`A kind of a plugin: ${post.type}`)
  if (post.status === 'trash') return notBrought('It was in the trash')
  if (post.status === 'auto-draft' && !post.content.trim())
    return notBrought('An empty draft that WordPress made by itself')
  if (post.id === 0) return notBrought('It has no number, by which it would be known again')
  await bringPost(job, post)
}

/** How WordPress keeps its own looks. */
const OF_WORDPRESS = [
  'nav_menu_item',
  'revision',
  'custom_css',
  'customize_changeset',
  'oembed_cache',
  'wp_block',
  'wp_template',
  'wp_template_part',
  'wp_global_styles',
  'wp_navigation',
  'wp_font_family',
  'wp_font_face',
]

interface Author {
  login: string
  name: string
  email: string
}

/** All that posts refer to. */
async function readFirst(file: string, zone: string, report: Report, mapping: Mapping, progress: Progress) {
  const sections = new Sections(mapping)
  const tags: Term[] = []
  const authors: Author[] = []
  const attachments: Post[] = []
  const hosts = new Set<string>()
  const found = { isWxr: false, items: 0, site: '', lang: 'vi' as Import['lang'] }
  progress.begin('entries read', 0)
  for await (const { name, element } of readWxr(file, (says) => report.problems.push(says))) {
    progress.add()
    if (name === 'wp:wxr_version') found.isWxr = true
    else if (name === 'language') found.lang = element.text.trim().startsWith('en') ? 'en' : 'vi'
    else if (name === 'wp:base_blog_url' || name === 'wp:base_site_url' || name === 'link') {
      const host = URL.parse(element.text.trim())?.host
      if (host) hosts.add(bare(host))
      if (host && (name === 'wp:base_blog_url' || !found.site)) found.site = bare(host)
    } else if (name === 'wp:author') authors.push(authorOf(element))
    else if (name === 'wp:category') {
      const slug = textIn(element, 'wp:category_nicename')
      const label = normalise(lineOf(asHtml(textIn(element, 'wp:cat_name')))) || slug
      const parent = textIn(element, 'wp:category_parent')
      sections.categories.set(slug, { id: Number(textIn(element, 'wp:term_id')), slug, name: label, parent })
    } else if (name === 'wp:tag') {
      tags.push({ slug: textIn(element, 'wp:tag_slug'), name: lineOf(asHtml(textIn(element, 'wp:tag_name'))) })
    } else if (name === 'item') {
      found.items++
      if (textIn(element, 'wp:post_type').trim() === 'attachment') {
        attachments.push({ ...postOf(element, zone), content: '', comments: [] })
      }
    }
  }
  progress.end()
  return { ...found, hosts, sections, tags, authors, attachments }
}

function authorOf(element: Element): Author {
  const login = textIn(element, 'wp:author_login').trim()
  const name = normalise(lineOf(asHtml(textIn(element, 'wp:author_display_name'))))
  return { login, name: name || login, email: textIn(element, 'wp:author_email').trim().toLowerCase() }
}

/** Two logins with one name are two authors; one that is here already is the same. */
async function bringAuthors(db: Db, authors: Author[], now: EpochMs): Promise<Import['authors']> {
  const brought: Import['authors'] = new Map()
  const taken = new Set<string>()
  for (const { login, name, email } of authors) {
    const wanted = slugify(name) || slugify(login) || 'tac-gia'
    const slug = taken.has(wanted) ? `${wanted}-${slugify(login) || taken.size}` : wanted
    taken.add(slug)
    await db.batch([
      db.prepare('INSERT INTO authors (slug, name) VALUES (?, ?) ON CONFLICT DO NOTHING').bind(slug, name),
      recordIfChanged(db, {
        actor: ACTOR,
        action: 'author_added',
        subject: `author:${slug}`,
        detail: { name },
        at: now,
      }),
    ])
    brought.set(login, { slug, email: /^[^\s@]+@[^\s@]+$/.test(email) ? email : ACTOR })
  }
  return brought
}
