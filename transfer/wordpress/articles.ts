/** One post becomes an article, in steps that each may be the last before a machine goes down: see `bringPost`. */
import { recordStatement } from '../../worker/admin/record.ts'
import { type ArticleDraft, ArticleForm, articlePath } from '../../worker/articles/article.ts'
import { createArticle } from '../../worker/articles/drafts.ts'
import { handIn, publishStatements } from '../../worker/articles/publication.ts'
import type { Db, EpochMs } from '../../worker/env.ts'
import type { Article } from '../../worker/schema.ts'
import { normalise, slugify } from '../../worker/text/vietnamese.ts'
import { ACTOR, readComments } from './comments.ts'
import { lineOf } from './figures.ts'
import { toMarkdown } from './markdown.ts'
import { asHtml } from './plain.ts'
import type { Post } from './post.ts'
import { formerPath } from './redirects.ts'
import type { Report } from './report.ts'
import type { Sections } from './sections.ts'
import type { Uploads } from './uploads.ts'

export interface Import {
  db: Db
  /** The newsroom's time zone. */
  zone: string
  /** The old site's host: with a post's number it names an article for good. */
  site: string
  hosts: ReadonlySet<string>
  lang: Article['lang']
  sections: Sections
  uploads: Uploads
  /** Authors' slugs and emails by their login. */
  authors: Map<string, { slug: string; email: string }>
  report: Report
  now: EpochMs
  /** What is here already of this site, by its submission. */
  here: Map<string, Brought>
}

/**
 * Creates the article, then brings its comments, publishes it and notes that it is done, together with the redirects: mostly
 * in one transaction. One that has the note is left as it is for good: an editor may have changed it, and a reader may have
 * had a comment erased. One that lacks it goes on where it stopped.
 */
export async function bringPost(job: Import, post: Post): Promise<void> {
  const { db, report, now } = job
  const notes: string[] = []
  const submission = `wxr:${job.site}:${post.id}`
  const before = job.here.get(submission)
  if (before?.is_done) {
    const isEdited = before.version > 1
    report.add(post, 'here_already', {
      to: articlePath(before),
      notes: isEdited ? ['It has been edited since it was brought: left as it is'] : [],
    })
    return
  }
  const article = before ?? (await create(job, post, submission, notes))
  if (!article) return report.add(post, 'not_brought', { notes })
  const { site } = job
  const comments = await readComments(db, article.id, post, { site, report, notes, now })
  const status = await readStatus(job, post, article, notes)
  const [from, byNumber] = [formerPath(post.link, job.hosts), formerPath(post.guid, job.hosts)]
  const paths = [from, byNumber, `/?${post.type === 'page' ? 'page_id' : 'p'}=${post.id}`]
  const redirects = [...new Set(paths)].filter((path) => path !== null && path !== articlePath(article))
  const last = [
    ...redirects.map((path) =>
      db
        .prepare(
          `INSERT INTO redirects (from_path, article_id, created_at, created_by) VALUES (?, ?, ?, '${ACTOR}')
           ON CONFLICT DO NOTHING`,
        )
        .bind(path, article.id, now),
    ),
    recordStatement(db, {
      actor: ACTOR,
      action: 'article_imported',
      subject: `article:${article.id}`,
      detail: { from: post.link },
      at: now,
    }),
  ]
  const statements = [...comments.statements, ...status, ...last]
  const results: D1Result[] = []
  for (let i = 0; i < statements.length; i += AT_ONCE)
    results.push(...(await db.batch(statements.slice(i, i + AT_ONCE))))
  report.redirects += results.slice(-last.length, -1).reduce((sum, { meta }) => sum + meta.changes, 0)
  job.here.set(submission, { ...article, is_done: 1 })
  report.add(post, 'brought', { to: articlePath(article), comments: comments.count, notes })
}

/** Most posts have all of theirs in one transaction. */
const AT_ONCE = 30

type Brought = Pick<Article, 'id' | 'section' | 'slug' | 'status' | 'version'> & { is_done: number }

/** In one trip at the beginning, rather than one for each post. */
export async function listBrought(db: Db, site: string): Promise<Import['here']> {
  const { results } = await db
    .prepare(
      `SELECT a.id, a.section, a.slug, a.status, a.version, a.submission,
         EXISTS (SELECT 1 FROM audit_events WHERE subject = 'article:' || a.id AND action = 'article_imported') AS is_done
       FROM articles a WHERE a.submission >= ?1 AND a.submission < ?1 || ':'`,
    )
    .bind(`wxr:${site}:`)
    .all<Brought & { submission: string }>()
  return new Map(results.map((article) => [article.submission, article]))
}

async function create(job: Import, post: Post, submission: string, notes: string[]): Promise<Article | null> {
  const { db, sections, uploads, authors, report, hosts, now } = job
  const at = post.at ?? now
  const place = sections.placeOf(post)
  const body = await toMarkdown(post.content, {
    hosts,
    notes,
    footnotes: footnotesOf(post),
    gallery: () => [...uploads.attachments.values()].filter(({ parent }) => parent === post.id).map(({ id }) => id),
    place: (picture) => uploads.place(picture, at, notes),
  })
  const whole = await withFeatured(body, post, uploads, notes)
  const author = authors.get(post.author)
  const form = {
    headline: headlineOf(post, notes),
    section: await sections.ensure(db, place.slug, place.name, now),
    slug: slugify(decoded(post.slug)),
    lang: langOf(post, job.lang),
    standfirst: standfirstOf(post, notes),
    author: author?.slug ?? '',
    tags: tagsOf(place.tags, notes),
    body: whole,
  }
  const draft = ArticleForm.safeParse(form)
  if (!draft.success) {
    const name = `${post.id}.md`
    report.texts.set(name, `# ${form.headline}\n\n${form.standfirst}\n\n${whole}\n`)
    const why = draft.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
    notes.push(`It does not fit (${why}). Its text is in texts/${name}`)
    return null
  }
  const by = author?.email ?? ACTOR
  const discussion = post.takesComments ? null : { comment_mode: 'closed' as const, comment_days: null }
  const attempt = (draft: ArticleDraft) =>
    createArticle(db, draft, by, Math.min(at, now), submission, discussion, null, { by: ACTOR, now })
  const saved = await attempt(draft.data)
  if (saved.ok) return saved.article
  if (saved.reason === 'slug_taken' && draft.data.slug) {
    notes.push(`Its address was taken by another article: ${draft.data.slug}`)
    const again = await attempt({ ...draft.data, slug: '' })
    if (again.ok) return again.article
  }
  notes.push(`It could not be saved (${saved.reason})`)
  return null
}

/** The statements that give it what it was in WordPress. What has been decided on since stays. */
async function readStatus(
  { db, now, zone }: Import,
  post: Post,
  article: Omit<Brought, 'is_done'>,
  notes: string[],
): Promise<D1PreparedStatement[]> {
  if (article.status !== 'draft' || article.version !== 1) return []
  const at = post.at ?? now
  const publish = (at: EpochMs) => publishStatements(db, article.id, { at, version: null, now, by: ACTOR, zone })
  if (post.isProtected) notes.push('It had a password: it is a draft now')
  else if (post.status === 'private') notes.push('It was private: it is a draft now')
  else if (post.status === 'publish') return publish(Math.min(at, now))
  else if (post.status === 'future') return publish(at)
  else if (post.status === 'pending') await handIn(db, article.id, { by: ACTOR, now })
  else if (post.status !== 'draft' && post.status !== 'auto-draft')
    notes.push(`Its state was «${post.status}»: it is a draft now`)
  return []
}

function headlineOf({ title, content }: Post, notes: string[]): string {
  const headline = normalise(lineOf(asHtml(title)))
  if (headline) return headline
  notes.push('It had no headline: its first words stand there now')
  const words = lineOf(asHtml(content.replace(/\[[^\]]*\]/g, ' '))).split(' ')
  return words.slice(0, 12).join(' ').slice(0, 200) || 'Không đề'
}

const MAX_STANDFIRST = 1000

function standfirstOf({ excerpt }: Post, notes: string[]): string {
  const standfirst = normalise(lineOf(asHtml(excerpt)))
  if (standfirst.length <= MAX_STANDFIRST) return standfirst
  notes.push(
    `Its excerpt was longer than ${MAX_STANDFIRST} characters: cut after «${standfirst.slice(MAX_STANDFIRST - 40, MAX_STANDFIRST - 1)}»`,
  )
  return `${standfirst.slice(0, MAX_STANDFIRST - 1).toWellFormed()}…`
}

const TAGS = { count: 20, length: 60, all: 1000 }

/** As many as an article may have; each is told that is not brought. */
function tagsOf(names: string[], notes: string[]): string {
  const tags: string[] = []
  const slugs = new Set<string>()
  for (const name of names.map((one) => normalise(lineOf(asHtml(one))).replaceAll(',', ' '))) {
    const slug = slugify(name)
    if (!slug || slugs.has(slug)) continue
    const fits = name.length <= TAGS.length && tags.length < TAGS.count && [...tags, name].join(', ').length <= TAGS.all
    if (!fits) {
      notes.push(`A tag too many or too long: ${name}`)
      continue
    }
    slugs.add(slug)
    tags.push(name)
  }
  return tags.join(', ')
}

/** Polylang and WPML tell a post's language by a term; the site's own goes for all others. */
function langOf({ terms }: Post, lang: Article['lang']): Article['lang'] {
  const said = terms.find(({ domain }) => domain === 'language')?.slug
  return said?.startsWith('vi') ? 'vi' : said?.startsWith('en') ? 'en' : lang
}

/** The newer editor's notes: JSON beside the text. */
function footnotesOf({ meta }: Post): Map<string, string> {
  try {
    const notes = JSON.parse(meta.get('footnotes') ?? '[]') as { id: string; content: string }[]
    return new Map(notes.map(({ id, content }) => [String(id), String(content)]))
  } catch {
    return new Map()
  }
}

/** What stands for a post in WordPress's lists stands first in ours, unless its text begins with it. */
async function withFeatured(body: string, post: Post, uploads: Uploads, notes: string[]): Promise<string> {
  const attachment = uploads.attachments.get(Number(post.meta.get('_thumbnail_id') ?? 0))
  if (!attachment) return body
  const { id, url: src, alt, caption } = attachment
  const picture = { src, attachment: id, alt, caption, align: 'wide' }
  const placed = await uploads.place(picture, post.at ?? 0, notes)
  const first = /^::figure.*?image="([^"]+)"/m.exec(body)?.[1]
  if (!placed || first === placed.id) return body
  const figure = `<figure class="alignwide"><img data-attachment="${id}"><figcaption></figcaption></figure>`
  const line = await toMarkdown(figure, {
    hosts: new Set(),
    footnotes: new Map(),
    gallery: () => [],
    notes: [],
    place: async () => ({ ...placed, caption }),
  })
  return `${line}\n\n${body}`
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}
